import { useEffect, useRef } from 'react';
import { createClassBars } from '#plots/classBars/createClassBars.ts';
import { togglePlay, useRun } from '#state/runStore.ts';
import { Button } from '#ui/Button.tsx';
import { useClassNames } from '../../frames/useDataset.ts';
import { useIsShown } from '../../panel/useIsShown.ts';
import { usePlot } from '../../panel/usePlot.ts';
import { ViewPanel } from '../../panel/ViewPanel.tsx';
import { messages } from '../messages.ts';
import { rank } from './ranking.ts';
import type { AnswerState } from './useAnswer.ts';

interface AnswerViewProps {
  readonly state: AnswerState;
  /** What the sample is, once somebody has said so. */
  readonly trueClass: number | null;
  /** What to do for an answer. */
  readonly invitation: string;
}

/** Nobody reads more of a share than this. */
const readable = (share: number): number => Math.round(1000 * share) / 1000;

/** First and second guess in large letters, and how sure the network is of every class. */
export function AnswerView({ state: { given, problem }, trueClass, invitation }: AnswerViewProps) {
  const panel = useRef<HTMLElement>(null);
  const isShown = useIsShown(panel);
  const classes = useClassNames();
  const updates = useRun((run) => run.status.metrics.update);
  const wants = useRun((run) => run.wantsTraining);
  const { host, plot } = usePlot((container) =>
    createClassBars(container, { scoreTitle: messages.probability, domain: [0, 1] }),
  );
  const shares = given?.answer.probabilities ?? null;
  const fits = shares !== null && shares.length === classes.length;
  const ranking = fits ? rank(shares) : null;
  const predicted = ranking === null || ranking.isUndecided ? -1 : ranking.first.index;
  useEffect(() => {
    plot.current?.setData(
      fits ? { classNames: classes, scores: shares.map(readable), predicted, trueClass } : null,
    );
  }, [plot, fits, shares, classes, predicted, trueClass]);
  const nameOf = (index: number): string => classes[index] ?? String(index);
  const second = ranking?.second ?? null;
  return (
    <div className="live-answer">
      <div className="live-answer__words" aria-live="polite" aria-atomic="true">
        {problem !== null && <p role="alert">{messages.failed(problem)}</p>}
        {problem === null && ranking === null && <p className="live-soft">{invitation}</p>}
        {ranking !== null && (
          <>
            <p className="live-answer__first">
              {ranking.isUndecided ? messages.undecided : messages.says(nameOf(predicted))}
            </p>
            <p className="live-soft">
              {ranking.isUndecided
                ? messages.undecidedWhy
                : [
                    messages.confidence(ranking.first.share),
                    ...(second === null
                      ? []
                      : [messages.second(nameOf(second.index), second.share)]),
                  ].join('. ')}
            </p>
          </>
        )}
      </div>
      {(updates === 0 || wants) && (
        <p className="live-answer__training">
          <span>{updates === 0 ? messages.untrained : messages.trained(updates)}</span>
          <Button size="small" icon={wants ? 'pause' : 'play'} onClick={togglePlay}>
            {wants ? messages.pause : messages.train}
          </Button>
        </p>
      )}
      <div className="live-answer__bars">
        <ViewPanel
          title={messages.answer}
          panel={panel}
          isShown={isShown}
          revision={shares}
          exported={() => plot.current}
          describe={() => plot.current?.summary() ?? ''}
          empty={fits ? null : messages.nothingYet}
        >
          <div ref={host} className="view__plot" />
        </ViewPanel>
      </div>
    </div>
  );
}
