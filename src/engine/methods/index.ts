/** Which learner a rule of the catalog trains with: one line a rule. */
import type { LearnerFactory } from '../training/learner.ts';
import { createStepsLearner } from '../training/stepsLearner.ts';

export interface Method {
  readonly create: LearnerFactory;
  /** Why it cannot run on WebGPU, in words for the person; null where it can. */
  readonly noWebgpu: string | null;
}

const methods: Readonly<Record<string, Method>> = {
  surrogate: { create: createStepsLearner, noWebgpu: null },
  'soft-lif': { create: createStepsLearner, noWebgpu: null },
  'coarse-scale': { create: createStepsLearner, noWebgpu: null },
};

/** @throws Error for a rule nobody computes, which a contract test would find first */
export function methodOf(ruleId: string): Method {
  const method = methods[ruleId];
  if (method === undefined) throw new Error(`no learner for the rule "${ruleId}"`);
  return method;
}

/** Rules of the catalog that nobody computes. */
export function rulesWithoutMethod(ruleIds: readonly string[]): readonly string[] {
  return ruleIds.filter((id) => !(id in methods));
}
