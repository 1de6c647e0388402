/**
 * Two intertwined arms of an Archimedean spiral.
 *
 *   radius = 0.45·q,  angle = 2π·turns·q + π·class,  q = √u,  u uniform in [0, 1)
 *
 * The root spreads the points evenly along the outer windings instead of heaping them in the middle.
 */
import { number, numberParam } from '#model/params.ts';
import { twoClassDataset } from './plane.ts';

const RADIUS = 0.45;

export const spiral = twoClassDataset({
  id: 'spiral',
  label: 'Spiral',
  help: 'Two intertwined arms: the hardest figure in the plane here; more turns make it harder.',
  classes: ['first arm', 'second arm'],
  noise: 0.01,
  params: {
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
  draw: (label, random, params) => {
    const q = Math.sqrt(random.uniform());
    const angle = 2 * Math.PI * numberParam(params, 'turns') * q + Math.PI * label;
    return [0.5 + RADIUS * q * Math.cos(angle), 0.5 + RADIUS * q * Math.sin(angle)];
  },
});
