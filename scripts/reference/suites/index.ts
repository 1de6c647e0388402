/** Every method's suite of reference vectors: one import and one line each. */
import type { Suite } from '../suite.ts';

export const suites: readonly Suite[] = [];
