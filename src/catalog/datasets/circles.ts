/**
 * Two concentric circles of radius 0.4 and 0.2 around the centre of the square, with scatter.
 */
import { twoClassDataset } from './plane.ts';

const RADII = [0.4, 0.2] as const;

export const circles = twoClassDataset({
  id: 'circles',
  label: 'Circles',
  help: 'A ring inside a ring: the simplest figure that no straight line separates.',
  classes: ['outer', 'inner'],
  noise: 0.03,
  draw: (label, random) => {
    const radius = label === 0 ? RADII[0] : RADII[1];
    const angle = 2 * Math.PI * random.uniform();
    return [0.5 + radius * Math.cos(angle), 0.5 + radius * Math.sin(angle)];
  },
});
