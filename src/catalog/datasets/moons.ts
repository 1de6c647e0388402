/**
 * Two interleaved half circles.
 *
 *   upper: (cos φ, sin φ)      lower: (1 − cos φ, 1/2 − sin φ)      φ uniform in [0, π)
 *
 * scaled by 0.3 around the centre of the square, with scatter.
 */
import type { DatasetEntry } from '#model/catalog.ts';
import {
  GENERATED_LICENCE,
  PLANE_SHAPE,
  noiseParam,
  plane,
  planeCounts,
  twoClassDataset,
} from './plane.ts';

const SCALE = 0.3;

export const moons = {
  id: 'moons',
  label: 'Moons',
  help: 'Two half moons that reach into each other; a curved border separates them.',
  licence: GENERATED_LICENCE,
  shape: PLANE_SHAPE,
  classes: ['upper', 'lower'],
  seeded: true,
  plane,
  params: { ...planeCounts, noise: noiseParam(0.03) },
  load: async (_io, params, random) =>
    twoClassDataset(params, random, (label) => {
      const angle = Math.PI * random.uniform();
      const x = label === 0 ? Math.cos(angle) : 1 - Math.cos(angle);
      const y = label === 0 ? Math.sin(angle) : 0.5 - Math.sin(angle);
      // (1/2, 1/4) is the middle of both moons together.
      return [0.5 + SCALE * (x - 0.5), 0.5 + SCALE * (y - 0.25)];
    }),
} as const satisfies DatasetEntry;
