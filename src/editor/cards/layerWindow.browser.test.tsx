import '#ui/tokens.css';
import { createRoot } from 'react-dom/client';
import { expect, it } from 'vitest';
import type { Frame } from '#protocol/frame.ts';
import { publishFrame } from '#state/frameSource.ts';
import { EMPTY_STATUS } from '#state/run/runState.ts';
import { LayerWindow } from './LayerWindow.tsx';

const frame = (change: Partial<Frame>): Frame => ({
  ...{ sequence: 0, run: 1, status: EMPTY_STATUS, curve: { values: new Float64Array(0) } },
  ...{ sample: null, layers: [], traces: null, weights: null, neuron: null, decision: null },
  ...{ statistics: null, output: null },
  ...change,
});

const sample = {
  split: 'test' as const,
  ...{ index: 0, label: 0, prediction: 2, steps: 20, dtMs: 1 },
  scores: Float32Array.of(0, 1, 2),
};
const hidden = {
  ...{ id: 'hidden', size: 120, values: new Float32Array(0) },
  ...{ neurons: Uint32Array.of(1, 2), times: Float32Array.of(3, 4) },
};

const subject = {
  ...{ layerId: 'hidden', role: 'weighted' as const, shape: [120] as const },
  ...{ isSpiking: true, isPlane: false, isUnfolded: false },
};

it('keeps what it shows when a frame carries no sample, until another run begins', async () => {
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  root.render(<LayerWindow {...subject} />);
  const drawn = (): string | undefined =>
    host.querySelector<HTMLElement>('canvas[data-drawn]')?.dataset['drawn'];
  await expect.poll(drawn).toBe('nothing');

  publishFrame(frame({ sample, layers: [hidden] }));
  await expect.poll(drawn).toBe('raster');
  // A costly sample is not due in every frame. The card paints at its own pace: both have to be waited for.
  const seen = new Set<string | undefined>();
  for (let sequence = 1; sequence <= 20; sequence++) {
    publishFrame(frame({ sequence }));
    await new Promise((resolve) => setTimeout(resolve, 25));
    seen.add(drawn());
  }
  expect([...seen]).toEqual(['raster']);

  publishFrame(frame({ run: 2 }));
  await expect.poll(drawn).toBe('nothing');
  root.unmount();
  host.remove();
});
