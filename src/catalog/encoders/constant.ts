/** Constant current: I_j = gain · value_j at every step. */
import type { EncoderEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';

export const constant = {
  id: 'constant',
  label: 'Constant current',
  help: 'Every input is a steady current; the first layer turns it into spikes. Fast, free of noise.',
  equation: 'I_j = g\\,v_j',
  output: 'static',
  params: {
    gain: number({
      label: 'Gain',
      symbol: 'g',
      default: 1,
      min: 0.1,
      max: 10,
      hardMin: 0.001,
      hardMax: 1000,
      scale: 'log',
      unit: '1',
      help: 'Current of an input of value 1. Larger: more and earlier spikes in the first layer.',
    }),
  },
  encode: (values, params, _context, out) => {
    const gain = numberParam(params, 'gain');
    for (let j = 0; j < values.length; j++) out[j] = gain * values[j]!;
  },
} as const satisfies EncoderEntry;
