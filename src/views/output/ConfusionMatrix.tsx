import type { RefObject } from 'react';
import { useEffect, useMemo, useRef } from 'react';
import type {
  ConfusionCell,
  ConfusionData,
  ConfusionOptions,
} from '#plots/confusion/confusionData.ts';
import { hasNoAnswers } from '#plots/confusion/confusionData.ts';
import { createConfusion } from '#plots/confusion/createConfusion.ts';
import { roomOf } from '#plots/confusion/drawConfusion.ts';
import type { Plot } from '#plots/plot.ts';
import type { SplitPredictions } from '#state/output/predictionStore.ts';
import { usePlot } from '../panel/usePlot.ts';
import { confusionOf } from './confusion.ts';
import { messages } from './messages.ts';
import { percentOf } from './percentOf.ts';

interface ConfusionMatrixProps {
  readonly result: SplitPredictions;
  readonly classNames: readonly string[];
  readonly cell: ConfusionCell | null;
  onCell(cell: ConfusionCell | null): void;
  /** Receives the plot, for the menu of the panel. */
  readonly matrixRef: RefObject<Plot<ConfusionData, ConfusionOptions> | null>;
}

/** Labels against answers: a picture to walk through, the chosen cell in words, and a table. */
export function ConfusionMatrix(props: ConfusionMatrixProps) {
  const { result, classNames, cell, onCell, matrixRef } = props;
  const data = useMemo(() => confusionOf(result, classNames), [result, classNames]);
  const room = roomOf(data);
  const latest = useRef({ data, onCell });
  useEffect(() => {
    latest.current = { data, onCell };
  });
  const { host, plot } = usePlot((container) =>
    createConfusion(container, {
      ...{
        label: `${messages.matrix}. ${messages.matrixHelp}`,
        csvColumns: messages.csvColumns,
      },
      ...{ rowsTitle: messages.rows, columnsTitle: messages.columns, noAnswer: messages.noAnswer },
      ...{ recall: messages.recallAxis, precision: messages.precisionAxis },
      summary: () => messages.matrixSummary(worstOf(latest.current.data)),
      onCell: (next) => latest.current.onCell(next),
    }),
  );
  useEffect(() => {
    plot.current?.setData(data);
    matrixRef.current = plot.current;
    return () => {
      matrixRef.current = null;
    };
  }, [plot, data, matrixRef]);
  return (
    <>
      <div className="output__scroll">
        <div
          ref={host}
          className="output__matrix"
          style={{ minInlineSize: room.widthPx, minBlockSize: room.heightPx }}
        />
      </div>
      <p className="output__cell" aria-live="polite">
        {cell === null ? worstOf(data) : cellText(data, cell)}
      </p>
      <Table data={data} />
    </>
  );
}

const answerName = ({ classNames }: ConfusionData, answer: number): string =>
  classNames[answer] ?? messages.noAnswer;

function cellText(data: ConfusionData, { label, answer }: ConfusionCell): string {
  const row = data.counts[label] ?? [];
  const count = row[answer] ?? 0;
  const all = row.reduce((sum, own) => sum + own, 0);
  const share = all === 0 ? '–' : percentOf(count / all, 1);
  return messages.cell(data.classNames[label] ?? '', answerName(data, answer), count, share);
}

function worstOf(data: ConfusionData): string {
  let worst = { label: 0, answer: 0, count: 0 };
  data.counts.forEach((row, label) => {
    row.forEach((count, answer) => {
      if (answer !== label && count > worst.count) worst = { label, answer, count };
    });
  });
  if (worst.count === 0) return messages.noMistakes;
  const { label, answer, count } = worst;
  return messages.worst(data.classNames[label] ?? '', answerName(data, answer), count);
}

/** The same numbers for screen readers. */
function Table({ data }: { readonly data: ConfusionData }) {
  const { classNames, counts, recalls, precisions } = data;
  const columns = hasNoAnswers(data) ? [...classNames, messages.noAnswer] : classNames;
  const shareText = (share: number | null): string => (share === null ? '–' : percentOf(share, 1));
  return (
    <div className="visually-hidden">
      <table aria-label={messages.matrix}>
        <thead>
          <tr>
            <th scope="col">{messages.rows}</th>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col">{messages.recall}</th>
          </tr>
        </thead>
        <tbody>
          {counts.map((row, label) => (
            <tr key={classNames[label]}>
              <th scope="row">{classNames[label]}</th>
              {columns.map((name, answer) => (
                <td key={name}>{row[answer]}</td>
              ))}
              <td>{shareText(recalls[label] ?? null)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{messages.precision}</th>
            {columns.map((name, answer) => (
              <td key={name}>{shareText(precisions[answer] ?? null)}</td>
            ))}
            <td>{messages.samples(counts.flat().reduce((sum, count) => sum + count, 0))}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
