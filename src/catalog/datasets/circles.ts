/**
 * Two concentric circles of radius 0.4 and 0.2 around the centre of the square, with scatter.
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

const RADII = [0.4, 0.2] as const;

export const circles = {
  id: 'circles',
  label: 'Circles',
  help: 'A ring inside a ring: the simplest figure that no straight line separates.',
  licence: GENERATED_LICENCE,
  shape: PLANE_SHAPE,
  classes: ['outer', 'inner'],
  seeded: true,
  plane,
  params: { ...planeCounts, noise: noiseParam(0.03) },
  load: async (_io, params, random) =>
    twoClassDataset(params, random, (label) => {
      const radius = label === 0 ? RADII[0] : RADII[1];
      const angle = 2 * Math.PI * random.uniform();
      return [0.5 + radius * Math.cos(angle), 0.5 + radius * Math.sin(angle)];
    }),
} as const satisfies DatasetEntry;
