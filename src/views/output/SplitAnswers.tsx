import type { RefObject } from 'react';
import { useState } from 'react';
import type {
  ConfusionCell,
  ConfusionData,
  ConfusionOptions,
} from '#plots/confusion/confusionData.ts';
import type { Plot } from '#plots/plot.ts';
import type { EvaluatedSplit } from '#protocol/training.ts';
import type { SplitPredictions } from '#state/output/predictionStore.ts';
import { cancelPrediction, predictSplit, usePredictions } from '#state/output/predictionStore.ts';
import { useRun } from '#state/runStore.ts';
import { Button } from '#ui/Button.tsx';
import { formatNumber } from '#ui/numbers/formatNumber.ts';
import { useClassNames } from '../frames/useDataset.ts';
import { ViewSelect } from '../panel/ViewSelect.tsx';
import { totalsOf } from './confusion.ts';
import { ConfusionMatrix } from './ConfusionMatrix.tsx';
import { messages } from './messages.ts';
import { percentOf } from './percentOf.ts';
import { WrongSamples } from './WrongSamples.tsx';

interface SplitAnswersProps {
  readonly matrixRef: RefObject<Plot<ConfusionData, ConfusionOptions> | null>;
}

/** Answers to every sample of a split, on request: matrix, times, and what is wrong. */
export function SplitAnswers({ matrixRef }: SplitAnswersProps) {
  const [chosen, setChosen] = useState<EvaluatedSplit>('test');
  const hasValidation = useRun(({ load }) => (load?.validationCount ?? 0) > 0);
  const running = usePredictions((state) => state.running);
  const problem = usePredictions((state) => state.problem);
  const result = usePredictions((state) => state.result);
  const split = hasValidation ? chosen : 'test';
  return (
    <section className="output__all" aria-label={messages.allTitle}>
      <div className="output__row">
        {hasValidation && (
          <ViewSelect
            label={messages.split}
            value={split}
            options={[
              { value: 'test', label: messages.splits.test },
              { value: 'validation', label: messages.splits.validation },
            ]}
            onChange={(next) => setChosen(next === 'validation' ? 'validation' : 'test')}
          />
        )}
        {running === null ? (
          <Button size="small" title={messages.explain} onClick={() => void predictSplit(split)}>
            {messages.predict(split)}
          </Button>
        ) : (
          <>
            <progress
              aria-label={messages.progressLabel}
              value={running.total === 0 ? undefined : running.done / running.total}
            />
            <span>{running.total > 0 && messages.progress(running.done, running.total)}</span>
            <Button size="small" onClick={cancelPrediction}>
              {messages.cancel}
            </Button>
          </>
        )}
      </div>
      {problem !== null && <p role="alert">{messages.failed(problem)}</p>}
      {result === null ? (
        <p className="output__note">{messages.explain}</p>
      ) : (
        <Result key={`${result.split} ${result.update}`} result={result} matrixRef={matrixRef} />
      )}
    </section>
  );
}

function Result({ result, matrixRef }: SplitAnswersProps & { readonly result: SplitPredictions }) {
  const classNames = useClassNames();
  const [cell, setCell] = useState<ConfusionCell | null>(null);
  const { samples, right, decisionMs, decided, presentationMs } = totalsOf(result);
  const share = percentOf(right / Math.max(1, samples), 2);
  return (
    <>
      <p className="output__verdict">
        {messages.right(right, samples, share, result.split)} {messages.after(result.update)}{' '}
        {decisionMs === null
          ? messages.undecided
          : messages.decision(
              formatNumber(decisionMs),
              String(presentationMs),
              percentOf(decided, 1),
            )}
      </p>
      <ConfusionMatrix
        result={result}
        classNames={classNames}
        cell={cell}
        onCell={setCell}
        matrixRef={matrixRef}
      />
      <WrongSamples
        key={cell === null ? '' : `${cell.label} ${cell.answer}`}
        result={result}
        classNames={classNames}
        cell={cell}
      />
    </>
  );
}
