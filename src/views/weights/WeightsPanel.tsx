import { useEffect, useRef, useState } from 'react';
import type { WeightSlice } from '#protocol/frame.ts';
import { createWeights } from '#plots/weights/createWeights.ts';
import { experimentStore, setView, useExperiment } from '#state/experimentStore.ts';
import { pointAt, useSubject } from '#state/pointed.ts';
import { setProbe, useRun } from '#state/runStore.ts';
import { SegmentedControl } from '#ui/SegmentedControl.tsx';
import { usePart } from '../frames/usePart.ts';
import { LayerSelect } from '../layers/LayerSelect.tsx';
import { viewOfNeuron } from '#model/edit/chosen.ts';
import { useLayerInfos } from '../layers/useLayerInfos.ts';
import { emptyReason } from '../panel/emptyReason.ts';
import { useIsShown } from '../panel/useIsShown.ts';
import { usePlot } from '../panel/usePlot.ts';
import { ViewPanel } from '../panel/ViewPanel.tsx';
import { ViewSelect } from '../panel/ViewSelect.tsx';
import { messages } from './messages.ts';
import { TargetPager } from './TargetPager.tsx';
import './weights.css';
import { pageOf, targetOf, weightsData } from './weightsData.ts';

type Mode = 'fields' | 'matrix';
const MODES: readonly Mode[] = ['fields', 'matrix'];

/** What the page says of the shown weights besides drawing them. */
interface Shown {
  readonly layerId: string;
  readonly from: number;
  readonly count: number;
  readonly targets: number;
  readonly channels: number;
  readonly kind: WeightSlice['kind'];
}

/** A page of the incoming weights of the selected layer, with the histogram of all of them. */
export function WeightsPanel() {
  const panel = useRef<HTMLElement>(null);
  const isShown = useIsShown(panel);
  const infos = useLayerInfos();
  const chosenLayer = useExperiment(({ experiment }) => experiment.view.layerId);
  const { focus } = useSubject();
  // What has no weights of its own, as an input, does not take the place of the chosen layer.
  const pointed = infos.find(({ id, hasWeights }) => hasWeights && id === focus?.layerId);
  const layerId = pointed?.id ?? chosenLayer;
  const neuron = pointed === undefined ? null : (focus?.neuron ?? null);
  const [page, setPage] = useState({ subject: '', from: 0 });
  const [mode, setMode] = useState<Mode>('fields');
  const [channel, setChannel] = useState(0);
  const [shown, setShown] = useState<Shown | null>(null);
  const phase = useRun((run) => run.phase);
  const problem = useRun((run) => run.problem);
  // The page turns to the neuron that is shown, and stays where it is turned to by hand.
  const subject = `${layerId} ${neuron ?? ''}`;
  const from = page.subject === subject ? page.from : pageOf(pointed, neuron);
  const drawn = useRef<WeightSlice | null>(null);
  const { host, plot } = usePlot((container) =>
    createWeights(container, {
      mode: 'fields',
      onSelect: (target) => pick(drawn.current, target),
      onHover: (target) => pointAt(target === null ? null : pointedOf(drawn.current, target)),
    }),
  );

  useEffect(() => {
    if (!isShown) return undefined;
    setProbe({ weightsFrom: from });
    return () => setProbe({ weightsFrom: null });
  }, [isShown, from]);

  // Whatever was sent last is drawn: the page that comes next is already asked for.
  const hasWeights = usePart(
    isShown,
    ({ weights }) => weights,
    (slice) => {
      plot.current?.setData(slice && weightsData(slice));
      drawn.current = slice;
      if (slice === null) return;
      setShown((before) => (before !== null && sameShown(before, slice) ? before : shownOf(slice)));
    },
    null,
  );
  const channels = hasWeights ? (shown?.channels ?? 0) : 0;
  const shownChannel = channel < channels ? channel : 0;
  useEffect(() => {
    plot.current?.update({ mode, channel: shownChannel });
  }, [plot, mode, shownChannel]);
  useEffect(() => {
    const isKnown = neuron !== null && shown?.layerId === layerId;
    const target = isKnown ? targetOf(shown, neuron) - shown.from : null;
    plot.current?.update({ selectedTarget: target });
  }, [plot, layerId, neuron, shown]);

  const layer = infos.find(({ id }) => id === layerId);
  const empty = ((): string | null => {
    if (layer === undefined) return messages.noLayer;
    if (!layer.hasWeights) return messages.noWeights(layer.name);
    return hasWeights ? null : emptyReason({ phase, problem });
  })();
  return (
    <ViewPanel
      title={messages.title}
      panel={panel}
      isShown={isShown}
      controls={
        channels > 0 && (
          <SegmentedControl<Mode>
            label={messages.mode}
            options={MODES.map((value) => ({ value, label: messages.modes[value] }))}
            value={mode}
            onChange={setMode}
          />
        )
      }
      strip={
        <div className="view-strip">
          <LayerSelect layers={infos.filter((info) => info.hasWeights)} />
          {channels > 1 && mode === 'fields' && (
            <ViewSelect
              label={messages.channel}
              value={String(shownChannel)}
              options={Array.from({ length: channels }, (_, index) => ({
                value: String(index),
                label: messages.channelOption(index),
              }))}
              onChange={(next) => setChannel(Number(next))}
            />
          )}
          {hasWeights && shown !== null && shown.count < shown.targets && (
            <TargetPager {...shown} onPage={(next) => setPage({ subject, from: next })} />
          )}
        </div>
      }
      exported={() => plot.current}
      describe={() => plot.current?.summary() ?? ''}
      empty={empty}
    >
      <div ref={host} className="view__plot" />
    </ViewPanel>
  );
}

/** A row is a neuron; a filter stands for a whole map of them, so that none can be meant. */
function pick(slice: WeightSlice | null, target: number): void {
  if (slice?.kind !== 'dense') return;
  const { view } = experimentStore.getState().experiment;
  setView(viewOfNeuron(view, slice.layerId, slice.from + target, false));
}

function pointedOf(slice: WeightSlice | null, target: number) {
  if (slice?.kind !== 'dense') return null;
  return { layerId: slice.layerId, neuron: slice.from + target, spikeStep: null };
}

function shownOf({ layerId, kind, from, count, targets, image }: WeightSlice): Shown {
  return { layerId, kind, from, count, targets, channels: image?.channels ?? 0 };
}

function sameShown(shown: Shown, slice: WeightSlice): boolean {
  const next = shownOf(slice);
  return (
    shown.layerId === next.layerId &&
    shown.kind === next.kind &&
    shown.from === next.from &&
    shown.count === next.count &&
    shown.targets === next.targets &&
    shown.channels === next.channels
  );
}
