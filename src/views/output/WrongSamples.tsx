import { useState } from 'react';
import type { ConfusionCell } from '#plots/confusion/confusionData.ts';
import { setView, useExperiment } from '#state/experimentStore.ts';
import type { SplitPredictions } from '#state/output/predictionStore.ts';
import { IconButton } from '#ui/IconButton.tsx';
import { wrongSamples } from './confusion.ts';
import { messages } from './messages.ts';
import { percentOf } from './percentOf.ts';
import { SamplePicture } from './SamplePicture.tsx';

const PAGE = 12;

interface WrongSamplesProps {
  readonly result: SplitPredictions;
  readonly classNames: readonly string[];
  /** Shows the samples of this cell alone. */
  readonly cell: ConfusionCell | null;
}

/** Pictures of what is answered wrongly, the most confident first; one chosen is shown in all views. */
export function WrongSamples({ result, classNames, cell }: WrongSamplesProps) {
  const [from, setFrom] = useState(0);
  const split = useExperiment(({ experiment }) => experiment.view.split);
  const shown = useExperiment(({ experiment }) => experiment.view.sampleIndex);
  const all = wrongSamples(result, cell, classNames.length);
  const page = all.slice(from, from + PAGE);
  const nameOf = (k: number): string => (k < 0 ? messages.noAnswer : (classNames[k] ?? String(k)));
  const title = messages.wrongTitle(all.length);
  return (
    <section aria-label={title}>
      <div className="output__row">
        <h3 className="output__heading">{title}</h3>
        {all.length > PAGE && (
          <>
            <IconButton
              icon="chevronLeft"
              size="small"
              label={messages.previous}
              disabled={from === 0}
              onClick={() => setFrom(Math.max(0, from - PAGE))}
            />
            <span>{messages.page(from + 1, from + page.length, all.length)}</span>
            <IconButton
              icon="chevronRight"
              size="small"
              label={messages.next}
              disabled={from + PAGE >= all.length}
              onClick={() => setFrom(from + PAGE)}
            />
          </>
        )}
      </div>
      {all.length === 0 && <p className="output__note">{messages.noneWrong}</p>}
      <ul className="output__gallery">
        {page.map(({ at, label, answer, confidence }) => {
          const index = result.firstIndex + at;
          const share = percentOf(confidence, 0);
          return (
            <li key={at}>
              <button
                type="button"
                className="output__sample"
                aria-pressed={split === result.viewSplit && shown === index}
                onClick={() => setView({ split: result.viewSplit, sampleIndex: index })}
              >
                <SamplePicture split={result.viewSplit} index={index} />
                <span className="visually-hidden">{messages.show(index)}</span>
                <span>{messages.mistaken(nameOf(label), nameOf(answer))}</span>
                <span className="output__soft">{share}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
