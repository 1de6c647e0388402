/**
 * Two intertwined arms of an Archimedean spiral.
 *
 *   radius = 0.45·q,  angle = 2π·turns·q + π·class,  q = √u,  u uniform in [0, 1)
 *
 * The root spreads the points evenly along the outer windings instead of heaping them in the middle.
 */
import type { DatasetEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';
import {
  GENERATED_LICENCE,
  PLANE_SHAPE,
  noiseParam,
  plane,
  planeCounts,
  twoClassDataset,
} from './plane.ts';

const RADIUS = 0.45;

export const spiral = {
  id: 'spiral',
  label: 'Spiral',
  help: 'Two intertwined arms: the hardest figure in the plane here; more turns make it harder.',
  licence: GENERATED_LICENCE,
  shape: PLANE_SHAPE,
  classes: ['first arm', 'second arm'],
  seeded: true,
  plane,
  params: {
    ...planeCounts,
    noise: noiseParam(0.01),
    turns: number({
      label: 'Turns',
      default: 1.25,
      min: 0.25,
      max: 3,
      hardMin: 0,
      hardMax: 20,
      unit: '1',
      help: 'How often an arm goes around the centre. More: a more winding border to learn.',
    }),
  },
  load: async (_io, params, random) => {
    const turns = numberParam(params, 'turns');
    return twoClassDataset(params, random, (label) => {
      const q = Math.sqrt(random.uniform());
      const angle = 2 * Math.PI * turns * q + Math.PI * label;
      return [0.5 + RADIUS * q * Math.cos(angle), 0.5 + RADIUS * q * Math.sin(angle)];
    });
  },
} as const satisfies DatasetEntry;
