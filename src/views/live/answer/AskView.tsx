import type { ReactNode } from 'react';
import { useState } from 'react';
import { ActivityViews } from './ActivityViews.tsx';
import { AnswerView } from './AnswerView.tsx';
import { rank } from './ranking.ts';
import { useAnswer } from './useAnswer.ts';
import type { Judged } from './Verdict.tsx';
import { Verdict } from './Verdict.tsx';

interface AskViewProps {
  /** The sample as it is now; null for none. */
  readonly values: Float32Array | null;
  /** What to do for an answer. */
  readonly invitation: string;
  /** Where the sample is made. */
  readonly children: ReactNode;
}

/** A sample that is being made, what the network says of it, and what it was. */
export function AskView({ values, invitation, children }: AskViewProps) {
  const state = useAnswer(values);
  const [verdict, setVerdict] = useState<{ of: Float32Array; judged: Judged } | null>(null);
  const { given } = state;
  const judged = verdict !== null && verdict.of === values ? verdict.judged : null;
  // What was asked last may not be what has been answered.
  const isCurrent = given !== null && given.values === values;
  const ranking = isCurrent ? rank(given.answer.probabilities) : null;
  const said = ranking === null ? undefined : ranking.isUndecided ? null : ranking.first.index;
  return (
    <>
      <section className="live__make">{children}</section>
      <section className="live__answer">
        <AnswerView state={state} trueClass={judged?.label ?? null} invitation={invitation} />
        <Verdict
          said={said}
          judged={judged}
          onJudge={(own) => values !== null && setVerdict({ of: values, judged: own })}
        />
      </section>
      <section className="live__activity">
        <ActivityViews answer={given?.answer ?? null} />
      </section>
    </>
  );
}
