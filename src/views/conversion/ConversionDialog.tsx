import { useEffect, useState } from 'react';
import type { SpikingReport } from '#protocol/spiking.ts';
import { experimentStore, useExperiment } from '#state/experimentStore.ts';
import { pause, runSpiking, useRun } from '#state/runStore.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { ToggleField } from '#ui/fields/ToggleField.tsx';
import { ConversionReport } from './ConversionReport.tsx';
import './conversion.css';
import { messages } from './messages.ts';
import { spikingRequest } from './spikingRequest.ts';

const SAMPLES = [100, 1000] as const;

interface Wish {
  readonly samples: number;
  readonly carryState: boolean;
  /** Tells two wishes for the same apart. */
  readonly turn: number;
}

interface Outcome {
  readonly turn: number;
  readonly report: SpikingReport | null;
  readonly problem: string | null;
}

/** Presents samples at once when it opens; closing it ends what is under way. */
export function ConversionDialog({ onClose }: { onClose(): void }) {
  const [wish, setWish] = useState<Wish>({ samples: SAMPLES[0], carryState: false, turn: 0 });
  const [outcome, setOutcome] = useState<Outcome | null>(null);

  useEffect(() => {
    let isWanted = true;
    const { samples, carryState, turn } = wish;
    const { experiment } = experimentStore.getState();
    runSpiking(spikingRequest(experiment, samples, carryState)).then(
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
  const present = (change: Partial<Wish>): void =>
    setWish({ ...wish, ...change, turn: wish.turn + 1 });
  const share = useRun((run) => run.status.evaluated);
  const described = useExperiment(({ experiment }) => {
    const { presentationMs, synapse, tauSynMs } = spikingRequest(experiment, 0, false);
    return messages.presentation(presentationMs, messages.synapses[synapse](tauSynMs));
  });
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => open || onClose()}
      title={messages.title}
      description={messages.description(wish.samples, described)}
      actions={
        isRunning ? (
          <Button onClick={() => void pause().catch(() => undefined)}>{messages.stop}</Button>
        ) : (
          SAMPLES.map((samples) => (
            <Button key={samples} onClick={() => present({ samples })}>
              {messages.more(samples)}
            </Button>
          ))
        )
      }
    >
      <div className="conversion" aria-busy={isRunning}>
        <ToggleField
          label={messages.carry}
          checked={wish.carryState}
          onChange={(carryState) => present({ carryState })}
        />
        {isRunning && <output className="conversion__progress">{messages.running(share)}</output>}
        {outcome !== null && outcome.problem !== null && (
          <p role="alert">{messages.failed(outcome.problem)}</p>
        )}
        {outcome !== null && outcome.report !== null && (
          <ConversionReport report={outcome.report} />
        )}
      </div>
    </Dialog>
  );
}
