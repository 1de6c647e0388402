import { useEffect, useState } from 'react';

/** A slider is dragged through many values; only where it rests is asked for. */
const REST_MS = 150;

/**
 * What is answered to a question once it has rested; the last answer until then, 'failed' where there
 * is none.
 *
 * @param question another object is another question
 * @param ask a function that stays the same
 */
export function useRested<Question, Answer>(
  question: Question,
  ask: (question: Question) => Promise<Answer>,
): Answer | 'failed' | null {
  const [answer, setAnswer] = useState<Answer | 'failed' | null>(null);
  useEffect(() => {
    let isStale = false;
    const timer = setTimeout(() => {
      ask(question)
        .then((given) => {
          if (!isStale) setAnswer(given);
        })
        .catch(() => {
          if (!isStale) setAnswer('failed');
        });
    }, REST_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [question, ask]);
  return answer;
}
