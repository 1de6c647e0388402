import { surrogate } from './surrogate.ts';

export const rules = [surrogate] as const;
