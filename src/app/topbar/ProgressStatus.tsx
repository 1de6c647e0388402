import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { downloadStore } from '#state/datasetClient.ts';
import type { Stopping } from '#model/experiment.ts';
import { useExperiment } from '#state/experimentStore.ts';
import { runStore, useRun } from '#state/runStore.ts';
import { messages } from '../messages.ts';
import { estimateSeconds, trainedShare } from './eta.ts';
import { progressText } from './progressText.ts';

const SPOKEN_EVERY_MS = 5_000;

/** Where the training is: a line of text over a thin bar. */
export function ProgressStatus() {
  const run = useRun((state) => state);
  const stopping = useExperiment((state) => state.experiment.stopping);
  const download = useStore(downloadStore, (state) => state.progress);
  const eta = useSecondsLeft(stopping);
  const { phase, details, spare } = progressText(run, stopping, download, eta);
  const share = trainedShare(run.status, stopping);
  const percent = share === null ? null : Math.round(1000 * share) / 10;
  const line = [phase, ...details].join(' · ');
  return (
    <div className="run-progress" data-phase={run.problem === null ? run.phase : 'failed'}>
      {/* Ten changes a second are for the eye; the spoken line below is slower. */}
      <output aria-live="off" aria-label={messages.status} className="run-progress__line">
        <strong className="run-progress__phase">{phase}</strong>
        {details.length > 0 && ' · '}
        {details.map((detail, index) => (
          <span
            key={index}
            className="run-progress__detail"
            title={detail}
            {...(spare.includes(index) ? { 'data-spare': spare.indexOf(index) } : {})}
          >
            {index < details.length - 1 ? `${detail} · ` : detail}
          </span>
        ))}
      </output>
      {percent !== null && (
        <progress
          className="run-progress__bar"
          aria-label={messages.progress}
          value={percent}
          max={100}
        />
      )}
      <SpokenLine line={line} />
    </div>
  );
}

/** The estimate as it is shown: it remembers what it said. */
function useSecondsLeft(stopping: Stopping): number | null {
  const [seconds, setSeconds] = useState<number | null>(null);
  useEffect(
    () =>
      runStore.subscribe(({ status }) =>
        setSeconds((shown) => estimateSeconds(status, stopping, { shown })),
      ),
    [stopping],
  );
  return seconds;
}

/** The line for screen readers: at once when the phase changes, else every five seconds. */
function SpokenLine({ line }: { line: string }) {
  const [spoken, setSpoken] = useState(line);
  const latest = useRef(line);
  useEffect(() => {
    latest.current = line;
  }, [line]);
  useEffect(() => {
    const say = (): void => setSpoken(latest.current);
    const timer = setInterval(say, SPOKEN_EVERY_MS);
    let phase = runStore.getState().phase;
    const stop = runStore.subscribe((run) => {
      if (run.phase === phase) return;
      phase = run.phase;
      requestAnimationFrame(say);
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, []);
  return (
    <span className="visually-hidden" aria-live="polite">
      {spoken}
    </span>
  );
}
