/**
 * Two interleaved half circles.
 *
 *   upper: (cos φ, sin φ)      lower: (1 − cos φ, 1/2 − sin φ)      φ uniform in [0, π)
 *
 * scaled by 0.3 around the centre of the square, with scatter.
 */
import { twoClassDataset } from './plane.ts';

const SCALE = 0.3;

export const moons = twoClassDataset({
  id: 'moons',
  label: 'Moons',
  help: 'Two half moons that reach into each other; a curved border separates them.',
  classes: ['upper', 'lower'],
  noise: 0.03,
  draw: (label, random) => {
    const angle = Math.PI * random.uniform();
    const x = label === 0 ? Math.cos(angle) : 1 - Math.cos(angle);
    const y = label === 0 ? Math.sin(angle) : 0.5 - Math.sin(angle);
    // (1/2, 1/4) is the middle of both moons together.
    return [0.5 + SCALE * (x - 0.5), 0.5 + SCALE * (y - 0.25)];
  },
});
