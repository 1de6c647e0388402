/** Constant current: I_j = gain · value_j + offset at every step. */
import type { EncoderEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';

export const constant = {
  id: 'constant',
  label: 'Constant current',
  help: 'Every input is a steady current; the first layer turns it into spikes. Fast, free of noise.',
  equation: 'I_j = g\\,v_j + I_0',
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
    offset: number({
      label: 'Offset',
      symbol: 'I_0',
      default: 0,
      min: -1,
      max: 1,
      hardMin: -1000,
      hardMax: 1000,
      unit: '1',
      advanced: true,
      help: 'Current of an input of value 0. With a gain of 2, −1 centres the inputs on zero.',
    }),
  },
  encode: (values, params, _context, out) => {
    const gain = numberParam(params, 'gain');
    const offset = numberParam(params, 'offset');
    for (let j = 0; j < values.length; j++) out[j] = gain * values[j]! + offset;
  },
  decode: (encoded, params, _context, values) => {
    const gain = numberParam(params, 'gain');
    const offset = numberParam(params, 'offset');
    for (let j = 0; j < values.length; j++) values[j] = (encoded[j]! - offset) / gain;
    return true;
  },
} as const satisfies EncoderEntry;
