/** Which learner a rule of the catalog trains with: one line a rule. */
import type { TransferReport, TransferRequest } from '#protocol/transfer.ts';
import type { LearnerFactory } from '../training/learner.ts';
import type { TransferContext } from './coarse-scale/transfer.ts';
import { evaluateTransfer } from './coarse-scale/transfer.ts';
import { createSoftLifLearner } from './soft-lif/learner.ts';
import { createStepsLearner } from '../training/stepsLearner.ts';
import { createBatsLearner } from './bats/learner.ts';
import { createFastAndDeepLearner } from './fast-and-deep/learner.ts';
import { createStRsbpLearner } from './st-rsbp/learner.ts';

export interface Method {
  readonly create: LearnerFactory;
  /** Why it cannot run on WebGPU, in words for the person; null where it can. */
  readonly noWebgpu: string | null;
  /** Runs trained weights in continuous time, where the rule trains them for that. */
  readonly transfer?: (
    context: TransferContext,
    request: TransferRequest,
  ) => Promise<TransferReport>;
}

const methods: Readonly<Record<string, Method>> = {
  surrogate: { create: createStepsLearner, noWebgpu: null },
  'soft-lif': { create: createSoftLifLearner, noWebgpu: null },
  bats: {
    create: createBatsLearner,
    noWebgpu: 'Exact spike times need float64, which WebGPU does not have.',
  },
  'fast-and-deep': {
    create: createFastAndDeepLearner,
    noWebgpu: 'Exact spike times need float64, which WebGPU does not have.',
  },
  'st-rsbp': {
    create: createStRsbpLearner,
    noWebgpu: 'It computes in float64, which WebGPU does not have.',
  },
  'coarse-scale': { create: createStepsLearner, noWebgpu: null, transfer: evaluateTransfer },
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
