import { useEffect, useRef } from 'react';
import { catalog } from '#catalog/index.ts';
import { findEntry } from '#model/catalog.ts';
import { createErrorFlow } from '#plots/backward/createErrorFlow.ts';
import {
  positionOf,
  refreshBackward,
  setShowsErrors,
  setShowsGhost,
  useBackward,
  walkTo,
} from '#state/backward/backwardStore.ts';
import { useRun } from '#state/runStore.ts';
import { Button } from '#ui/Button.tsx';
import { IconButton } from '#ui/IconButton.tsx';
import { timeLink } from '../frames/timeLink.ts';
import { useLayerInfos } from '../layers/useLayerInfos.ts';
import { emptyReason } from '../panel/emptyReason.ts';
import { setText } from '../panel/setText.ts';
import { useIsShown } from '../panel/useIsShown.ts';
import { usePlot } from '../panel/usePlot.ts';
import { ViewPanel } from '../panel/ViewPanel.tsx';
import './backward.css';
import { GhostLine } from './GhostLine.tsx';
import { messages } from './messages.ts';
import { errorFlow, errorText, passCsv, passSummary, positionNear } from './passData.ts';
import { useFollowWalk } from './useFollowWalk.ts';
import { useFreshPass } from './useFreshPass.ts';
import { WalkControls } from './WalkControls.tsx';
import { WalkEquation } from './WalkEquation.tsx';

/** How the error of the shown sample travels back: its size by layer and time, and a walk through it. */
export function BackwardPanel() {
  const panel = useRef<HTMLElement>(null);
  const context = useRef<HTMLSpanElement>(null);
  const isShown = useIsShown(panel);
  const infos = useLayerInfos();
  const pass = useBackward((state) => state.pass);
  const here = useBackward(positionOf);
  const problem = useBackward((state) => state.problem);
  const isBusy = useBackward((state) => state.isBusy);
  const showsErrors = useBackward((state) => state.showsErrors);
  const showsGhost = useBackward((state) => state.showsGhost);
  const phase = useRun((run) => run.phase);
  const runProblem = useRun((run) => run.problem);
  useFreshPass(isShown || showsErrors);
  useFollowWalk(isShown, infos);

  const latest = useRef({ pass, infos });
  useEffect(() => {
    latest.current = { pass, infos };
  });
  const describe = (): string => {
    const shown = latest.current;
    return shown.pass === null ? '' : passSummary(shown.pass, shown.infos);
  };
  const { host, plot } = usePlot((container) =>
    createErrorFlow(container, {
      link: timeLink,
      label: messages.flow,
      timeTitle: messages.time,
      summary: describe,
      onPick: (layerId, step) => {
        const { pass: shown } = latest.current;
        const position = shown === null ? null : positionNear(shown, layerId, step);
        if (position !== null) walkTo(position);
      },
    }),
  );
  useEffect(() => {
    plot.current?.setData(pass && errorFlow(pass, infos, here));
    setText(context, pass === null ? '' : messages.context(pass.update, errorText(pass.loss)));
  }, [plot, pass, infos, here]);

  const rule = pass === null ? undefined : findEntry(catalog.rules, pass.ruleId);
  const empty = ((): string | null => {
    if (pass !== null) return null;
    if (problem !== null) return messages.failed(problem);
    return emptyReason({ phase, problem: runProblem }) ?? messages.empty;
  })();
  return (
    <ViewPanel
      title={messages.title}
      panel={panel}
      isShown={isShown}
      context={context}
      controls={
        <IconButton
          icon="reset"
          size="small"
          label={messages.refresh}
          busy={isBusy}
          onClick={() => void refreshBackward()}
        />
      }
      strip={
        <div className="view-strip backward__toggles">
          <Toggle
            label={messages.showErrors}
            help={messages.showErrorsHelp}
            isOn={showsErrors}
            onChange={setShowsErrors}
          />
          <Toggle
            label={messages.showGhost}
            help={messages.showGhostHelp}
            isOn={showsGhost}
            onChange={setShowsGhost}
          />
        </div>
      }
      exported={() =>
        plot.current && {
          exportPng: plot.current.exportPng,
          exportSvg: plot.current.exportSvg,
          toCsv: () => (pass === null ? '' : passCsv(pass, infos)),
        }
      }
      describe={describe}
      empty={empty}
      emptyAction={
        <Button busy={isBusy} onClick={() => void refreshBackward()}>
          {messages.refresh}
        </Button>
      }
    >
      <div className="backward">
        <WalkControls />
        {here !== null && <WalkEquation position={here} />}
        <GhostLine isShown={isShown} />
        <div ref={host} className="backward__flow" />
        <p className="backward__method">
          {rule !== undefined && messages.method(rule.label, rule.gradient)}
        </p>
        {showsErrors && <p className="backward__method">{messages.key}</p>}
      </div>
    </ViewPanel>
  );
}

interface ToggleProps {
  readonly label: string;
  readonly help: string;
  readonly isOn: boolean;
  onChange(isOn: boolean): void;
}

function Toggle({ label, help, isOn, onChange }: ToggleProps) {
  return (
    <Button
      size="small"
      aria-pressed={isOn}
      className="backward__toggle"
      title={help}
      onClick={() => onChange(!isOn)}
    >
      {label}
    </Button>
  );
}
