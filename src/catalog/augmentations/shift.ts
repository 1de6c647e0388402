/**
 * Shift: the whole picture moves by whole pixels, up to m each way; what enters is background.
 *
 *   out(y, x) = in(y − d_y, x − d_x),   d_y, d_x uniform in {−m, …, m}
 */
import type { AugmentationEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';
import { withoutPicture } from './fits.ts';

export const shift = {
  id: 'shift',
  label: 'Shift',
  help: 'Moves each training picture by whole pixels, so that the network does not rely on places.',
  equation: "x'(r, c) = x(r - d_r, c - d_c)",
  acts: 'values',
  strength: 'pixels',
  params: {
    pixels: number({
      label: 'Largest shift',
      symbol: 'm',
      default: 2,
      min: 0,
      max: 8,
      hardMax: 100,
      integer: true,
      unit: 'pixels',
      help: 'How far a picture may move up, down and sideways. 0: not at all.',
    }),
  },
  refusal: withoutPicture,
  change: (values, [height = 1, width = 1, channels = 1], params, random) => {
    const most = numberParam(params, 'pixels');
    const down = random.below(2 * most + 1) - most;
    const right = random.below(2 * most + 1) - most;
    const row = width * channels;
    // Rows in an order in which none is overwritten before it has been moved.
    for (let i = 0; i < height; i++) {
      const to = down > 0 ? height - 1 - i : i;
      const from = to - down;
      const target = values.subarray(to * row, (to + 1) * row);
      if (from < 0 || from >= height || Math.abs(right) >= width) {
        target.fill(0);
        continue;
      }
      target.set(values.subarray(from * row, (from + 1) * row));
      if (right > 0) {
        target.copyWithin(right * channels, 0);
        target.fill(0, 0, right * channels);
      } else if (right < 0) {
        target.copyWithin(0, -right * channels);
        target.fill(0, row + right * channels);
      }
    }
  },
} as const satisfies AugmentationEntry;
