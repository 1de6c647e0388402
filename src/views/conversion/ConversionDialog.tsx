import { useCallback, useEffect, useRef, useState } from 'react';
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

type Outcome = { readonly report: SpikingReport } | { readonly problem: string } | null;

/** Presents samples at once when it opens; closing it ends what is under way. */
export function ConversionDialog({ onClose }: { onClose(): void }) {
  const [outcome, setOutcome] = useState<Outcome>(null);
  const [wanted, setWanted] = useState<number>(SAMPLES[0]);
  const [carries, setCarries] = useState(false);
  const [isRunning, setRunning] = useState(true);
  /** Counts runs, so that one that was ended early does not speak for the next. */
  const turn = useRef(0);

  const present = useCallback(async (samples: number, carryState: boolean): Promise<void> => {
    const own = ++turn.current;
    setWanted(samples);
    setCarries(carryState);
    setRunning(true);
    const { experiment } = experimentStore.getState();
    const next = await runSpiking(spikingRequest(experiment, samples, carryState)).then(
      (report): Outcome => ({ report }),
      (error: unknown): Outcome => ({
        problem: error instanceof Error ? error.message : String(error),
      }),
    );
    if (own !== turn.current) return;
    setOutcome(next);
    setRunning(false);
  }, []);

  useEffect(() => {
    void present(SAMPLES[0], false);
    return () => {
      turn.current++;
      pause().catch(() => undefined);
    };
  }, [present]);

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
      description={messages.description(wanted, described)}
      actions={
        isRunning ? (
          <Button onClick={() => void pause().catch(() => undefined)}>{messages.stop}</Button>
        ) : (
          SAMPLES.map((samples) => (
            <Button key={samples} onClick={() => void present(samples, carries)}>
              {messages.more(samples)}
            </Button>
          ))
        )
      }
    >
      <div className="conversion" aria-busy={isRunning}>
        <ToggleField
          label={messages.carry}
          checked={carries}
          onChange={(next) => void present(wanted, next)}
        />
        {isRunning && (
          <p className="conversion__progress" role="status">
            {messages.running(share)}
          </p>
        )}
        {outcome !== null && 'problem' in outcome && (
          <p role="alert">{messages.failed(outcome.problem)}</p>
        )}
        {outcome !== null && 'report' in outcome && <ConversionReport report={outcome.report} />}
      </div>
    </Dialog>
  );
}
