/** What the network says of a sample that changes while it is being made. */
import { useEffect, useRef, useState } from 'react';
import type { Answer } from '#protocol/answer.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { answerSample, useRun } from '#state/runStore.ts';

export interface GivenAnswer {
  /** The sample that was answered. */
  readonly values: Float32Array;
  readonly answer: Answer;
}

export interface AnswerState {
  readonly given: GivenAnswer | null;
  readonly problem: string | null;
}

/** Time between two questions: faster than this nobody reads answers. */
const ASK_EVERY_MS = 120;
/** While training goes on, the same sample is asked about again. */
const REPEAT_EVERY_MS = 1000;

const NOTHING: AnswerState = { given: null, problem: null };

/**
 * Asks at once, then at most every `ASK_EVERY_MS` and never twice at a time; of samples that come in
 * between, the last one is asked about.
 */
export function useAnswer(values: Float32Array | null): AnswerState {
  const [state, setState] = useState<AnswerState>(NOTHING);
  const [hadValues, setHadValues] = useState(values !== null);
  // What was said of the last sample is not said of the next.
  if (hadValues !== (values !== null)) {
    setHadValues(values !== null);
    setState(NOTHING);
  }
  const wanted = useRef<Float32Array | null>(null);
  const isBusy = useRef(false);
  const askRef = useRef<() => void>(() => undefined);
  const isRunning = useRun(({ phase }) => phase === 'training' || phase === 'evaluating');
  useEffect(() => {
    let isMounted = true;
    const ask = (): void => {
      const asked = wanted.current;
      if (asked === null || isBusy.current) return;
      isBusy.current = true;
      const { layerId, neurons } = experimentStore.getState().experiment.view;
      const started = performance.now();
      answerSample({ values: asked, layerId, neurons })
        .then(
          (answer) => {
            if (isMounted && wanted.current !== null)
              setState({ given: { values: asked, answer }, problem: null });
          },
          (error: unknown) => {
            const problem = error instanceof Error ? error.message : String(error);
            if (isMounted) setState({ given: null, problem });
          },
        )
        .finally(() => {
          const rest = Math.max(0, ASK_EVERY_MS - (performance.now() - started));
          setTimeout(() => {
            isBusy.current = false;
            if (isMounted && wanted.current !== asked) ask();
          }, rest);
        });
    };
    askRef.current = ask;
    return () => {
      isMounted = false;
    };
  }, []);
  useEffect(() => {
    wanted.current = values;
    askRef.current();
  }, [values]);
  useEffect(() => {
    if (!isRunning) {
      // The last update of a training counts as well.
      askRef.current();
      return undefined;
    }
    const timer = setInterval(() => askRef.current(), REPEAT_EVERY_MS);
    return () => clearInterval(timer);
  }, [isRunning]);
  return state;
}
