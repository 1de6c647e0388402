import { expect, it } from 'vitest';
import { createBreath } from './breath.ts';

it('lets timers run while work goes on', async () => {
  const breathe = createBreath();
  let rang = false;
  setTimeout(() => (rang = true), 1);
  const end = performance.now() + 2000;
  let pauses = 0;
  while (!rang && performance.now() < end) {
    const pause = breathe();
    if (pause === undefined) continue;
    pauses++;
    await pause;
  }
  expect(rang).toBe(true);
  expect(pauses).toBeGreaterThan(0);
});
