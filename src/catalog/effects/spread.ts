/** What the effects share that give each neuron a constant of its own. */
import type { NeuronEffect } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';

/** Least share of its nominal value that a constant can have: none becomes zero or negative. */
const LEAST_FACTOR = 0.1;

/** @param help what the spread is the standard deviation of */
export const spreadOver = (help: string) =>
  ({
    source: 'Schemmel et al. 2010, device mismatch',
    params: {
      spread: number({
        label: 'Spread',
        symbol: '\\sigma',
        default: 0.1,
        min: 0,
        max: 0.5,
        hardMax: 2,
        unit: '1',
        help,
      }),
    },
    strength: 'spread',
    neutral: 0,
    isRandom: true,
    factor: (normal, params) => Math.max(LEAST_FACTOR, 1 + numberParam(params, 'spread') * normal),
  }) as const satisfies Partial<NeuronEffect>;
