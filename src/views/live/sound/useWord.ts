/** One word from the microphone, as a sample of the data set of the open document. */
import type { RefObject } from 'react';
import { useEffect, useRef, useState } from 'react';
import { catalog } from '#catalog/index.ts';
import { datasetOf } from '#model/catalog.ts';
import { withDefaults } from '#model/params.ts';
import { experimentStore } from '#state/experimentStore.ts';
import type { Level } from './LevelMeter.tsx';
import type { MicrophoneProblem } from './microphone.ts';
import { MicrophoneError, recordWord } from './microphone.ts';
import type { Take } from './take.ts';
import { trimTake } from './take.ts';

export interface Heard {
  readonly take: Take;
  /** The sample that the take becomes. */
  readonly values: Float32Array;
}

export interface Word {
  readonly isListening: boolean;
  readonly problem: MicrophoneProblem | null;
  readonly heard: Heard | null;
  record(): void;
  stop(): void;
}

export function useWord(level: RefObject<Level | null>): Word {
  const [isListening, setListening] = useState(false);
  const [problem, setProblem] = useState<MicrophoneProblem | null>(null);
  const [heard, setHeard] = useState<Heard | null>(null);
  const running = useRef<AbortController>(null);
  const stop = (): void => {
    running.current?.abort();
    running.current = null;
    setListening(false);
  };
  useEffect(() => () => running.current?.abort(), []);

  const record = (): void => {
    const own = new AbortController();
    running.current = own;
    setListening(true);
    setProblem(null);
    recordWord((levelDb) => level.current?.show(levelDb), own.signal)
      .then(({ sound, sampleRateHz }) => {
        const take = trimTake(sound, sampleRateHz);
        if (take === null) throw new MicrophoneError('silence', 'nothing was said');
        setHeard({ take, values: sampleOf(take) });
      })
      .catch((error: unknown) => {
        if (own.signal.aborted) return;
        setProblem(error instanceof MicrophoneError ? error.problem : 'busy');
      })
      .finally(() => {
        if (running.current === own) stop();
      });
  };
  return { isListening, problem, heard, record, stop };
}

/** @throws Error where the data set is none of sound */
function sampleOf({ sound, sampleRateHz }: Take): Float32Array {
  const { dataset } = experimentStore.getState().experiment;
  const entry = datasetOf(catalog, dataset.id);
  if (entry.sound === undefined) throw new Error(`${entry.id}: no data of sound`);
  return entry.sound.toInput(sound, sampleRateHz, withDefaults(entry.params, dataset.params));
}
