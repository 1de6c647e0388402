import { useEffect, useState } from 'react';
import { createLengths } from '#plots/lengths/createLengths.ts';
import type { TransferReport, TransferRow } from '#protocol/transfer.ts';
import { pause, runTransfer, useRun } from '#state/runStore.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { usePlot } from '../panel/usePlot.ts';
import { messages } from './messages.ts';
import './transfer.css';

const LENGTHS = [1, 2, 4, 8] as const;
const SAMPLES = [100, 1000] as const;

interface Wish {
  readonly samples: number;
  /** Tells two wishes for as many samples apart. */
  readonly turn: number;
}

interface Outcome {
  readonly turn: number;
  readonly report: TransferReport | null;
  readonly problem: string | null;
}

/** Compares at once when it opens; closing it ends what is under way. */
export function TransferDialog({ onClose }: { onClose(): void }) {
  const [wish, setWish] = useState<Wish>({ samples: SAMPLES[0], turn: 0 });
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  useEffect(() => {
    let isWanted = true;
    const { samples, turn } = wish;
    runTransfer({ split: 'test', samples, lengths: LENGTHS }).then(
      (report) => isWanted && setOutcome({ turn, report, problem: null }),
      (error: unknown) => {
        const problem = error instanceof Error ? error.message : String(error);
        if (isWanted) setOutcome({ turn, report: null, problem });
      },
    );
    return () => {
      isWanted = false;
      pause().catch(() => undefined);
    };
  }, [wish]);

  const isRunning = outcome?.turn !== wish.turn;
  const compare = (samples: number): void => setWish({ samples, turn: wish.turn + 1 });
  const share = useRun((run) => run.status.evaluated);
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => open || onClose()}
      title={messages.title}
      description={messages.description(wish.samples)}
      actions={
        isRunning ? (
          <Button onClick={() => void pause().catch(() => undefined)}>{messages.stop}</Button>
        ) : (
          SAMPLES.map((samples) => (
            <Button key={samples} onClick={() => compare(samples)}>
              {messages.more(samples)}
            </Button>
          ))
        )
      }
    >
      <div className="transfer" aria-busy={isRunning}>
        {isRunning && <output className="transfer__progress">{messages.running(share)}</output>}
        {outcome !== null && outcome.problem !== null && (
          <p role="alert">{messages.failed(outcome.problem)}</p>
        )}
        {outcome !== null && outcome.report !== null && <Report report={outcome.report} />}
      </div>
    </Dialog>
  );
}

function Report({ report }: { report: TransferReport }) {
  const { host, plot } = usePlot((container) =>
    createLengths(container, { xTitle: messages.xTitle, yTitle: messages.yTitle }),
  );
  useEffect(() => {
    const of = (value: (row: TransferRow) => number): number[] => report.rows.map(value);
    plot.current?.setData({
      lengths: of(({ steps }) => steps),
      series: [
        { label: messages.series.coarse, values: of((row) => row.coarseAccuracy) },
        { label: messages.series.continuous, values: of((row) => row.continuousAccuracy) },
        { label: messages.series.agreement, values: of((row) => row.agreement) },
      ],
    });
  }, [plot, report]);
  const { columns, percent } = messages;
  return (
    <>
      <div ref={host} className="transfer__plot" />
      <div className="transfer__scroll">
        <table className="transfer__table" aria-label={messages.table}>
          <thead>
            <tr>
              {Object.values(columns).map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.rows.map((row) => (
              <tr key={row.steps}>
                <th scope="row">{row.steps}</th>
                <td>{percent(row.coarseAccuracy)}</td>
                <td>{percent(row.continuousAccuracy)}</td>
                <td>{percent(row.agreement)}</td>
                <td>{row.correlation?.toFixed(3) ?? messages.none}</td>
                <td>{messages.spikes(row.coarseSpikes, row.continuousSpikes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="transfer__note">{messages.took(report.samples, report.seconds)}</p>
    </>
  );
}
