/**
 * Rotation about the middle of the picture, between pixels interpolated; what enters is background.
 *
 *   φ ~ U(−φ_max, φ_max)
 */
import type { AugmentationEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';
import { withoutPicture } from './fits.ts';
import { resample } from './resample.ts';

let offsets = { y: new Float32Array(0), x: new Float32Array(0) };

export const rotation = {
  id: 'rotation',
  label: 'Rotation',
  help: 'Turns each training picture about its middle by a random angle.',
  equation: '-\\phi_{max} \\le \\phi \\le \\phi_{max}',
  acts: 'values',
  strength: 'degrees',
  params: {
    degrees: number({
      label: 'Largest angle',
      symbol: '\\phi_{max}',
      default: 15,
      min: 0,
      max: 45,
      hardMax: 180,
      unit: '°',
      help: 'How far a picture may turn, either way. 0: not at all.',
    }),
  },
  refusal: withoutPicture,
  change: (values, shape, params, random) => {
    const [height = 1, width = 1] = shape;
    const angle = (numberParam(params, 'degrees') * (2 * random.uniform() - 1) * Math.PI) / 180;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    if (offsets.y.length !== height * width)
      offsets = { y: new Float32Array(height * width), x: new Float32Array(height * width) };
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const [y, x] = [row - (height - 1) / 2, column - (width - 1) / 2];
        const pixel = row * width + column;
        offsets.y[pixel] = sin * x + cos * y - y;
        offsets.x[pixel] = cos * x - sin * y - x;
      }
    }
    resample(values, shape, offsets);
  },
} as const satisfies AugmentationEntry;
