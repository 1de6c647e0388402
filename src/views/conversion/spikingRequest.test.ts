import { expect, it } from 'vitest';
import { softLifExample } from '#catalog/examples/softLif.ts';
import { drawnSteps, spikingRequest } from './spikingRequest.ts';

it('asks for the document’s window, and for answers after a quarter and half of the time', () => {
  const request = spikingRequest(softLifExample.experiment, 100, false);
  expect(request.presentationMs).toBe(200);
  expect([request.synapse, request.tauSynMs]).toEqual(['alpha', 5]);
  expect(request.windows).toEqual([
    { fromMs: 25, toMs: 50 },
    { fromMs: 50, toMs: 100 },
    { fromMs: 100, toMs: 200 },
  ]);
});

it('keeps windows inside a presentation that is shorter than they were meant for', () => {
  const { experiment } = softLifExample;
  const short = { ...experiment, simulation: { steps: 3, dtMs: 2 } };
  for (const { fromMs, toMs } of spikingRequest(short, 1, true).windows) {
    expect(fromMs).toBeLessThan(toMs);
    expect(toMs).toBeLessThanOrEqual(6);
  }
});

it('draws every step of a short curve once, and the last of a long one', () => {
  expect(drawnSteps(3)).toEqual([1, 2, 3]);
  expect(drawnSteps(200).at(-1)).toBe(200);
  expect(drawnSteps(200).length).toBe(10);
});
