import { expect, test } from './support/test.ts';
import { labOf, metrics, notice, openPage, status, trainUpdates } from './support/page.ts';

test('the page says what computes and why', async ({ page }) => {
  const lab = await openPage(page);
  const report = await lab.evaluate((spikeground) => spikeground.backend());
  expect(report?.choice).toBe('auto');
  // The journeys run on WebGPU drawn in software, which is never faster than WASM.
  expect(report?.name).toBe('wasm');
  await page.getByRole('button', { name: 'Computing on CPU · WASM. Show why' }).click();
  const popover = page.getByRole('dialog');
  await expect(popover).toContainText(report?.reason ?? 'a reason');
  expect(report?.reason).toMatch(/WASM: .{20,}/);
  for (const { detail } of report?.candidates ?? []) await expect(popover).toContainText(detail);
  await page.keyboard.press('Escape');
  await expect(popover).toHaveCount(0);
});

test('WebGPU, when I choose it, goes on from the same weights and learns', async ({ page }) => {
  test.setTimeout(120_000);
  const lab = await openPage(page);
  const webgpu = (await lab.evaluate((spikeground) => spikeground.backend()))?.candidates.find(
    ({ name }) => name === 'webgpu',
  );
  const isRequired = process.env.REQUIRE_WEBGPU === '1';
  test.skip(webgpu?.available !== true && !isRequired, `no WebGPU here: ${webgpu?.detail}`);
  console.log(`WebGPU adapter: ${webgpu?.detail}`);

  await trainUpdates(lab, 30);
  const before = await lab.evaluate(async (spikeground) => ({
    loss: spikeground.metrics().trainLoss ?? 0,
    scores: (await spikeground.spikes(4)).scores,
  }));
  await page.getByRole('button', { name: /^Computing on/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('radio', { name: 'GPU (WebGPU)' }).click();
  await expect
    .poll(() => lab.evaluate((spikeground) => spikeground.backend()?.name), { timeout: 60_000 })
    .toBe('webgpu');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Computing on GPU · WebGPU/ })).toBeVisible();
  await expect.poll(async () => (await metrics(lab)).update).toBe(30);

  const after = await lab.evaluate(async (spikeground) => (await spikeground.spikes(4)).scores);
  expect(after).toHaveLength(before.scores.length);
  // A spike that lands a hair on the other side of the threshold moves a score by this much at most.
  after.forEach((score, index) => expect(score).toBeCloseTo(before.scores[index] ?? NaN, 1));
  const trained = await trainUpdates(lab, 6);
  expect(trained.update).toBe(36);
  expect(trained.trainLoss).toBeLessThan(before.loss);
});

test('a training worker that dies is started again from the last checkpoint', async ({
  page,
  complaints,
}) => {
  const lab = await openPage(page);
  await trainUpdates(lab, 20);
  const scores = await lab.evaluate(async (spikeground) => (await spikeground.spikes(3)).scores);
  const worker = page.workers().find((candidate) => candidate.url().includes('training'));
  expect(worker, 'the training worker').toBeDefined();
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('killed by a journey');
    });
  });
  await expect(notice(page, /The training worker stopped .* started again/)).toContainText(
    'from update 20',
    { timeout: 20_000 },
  );
  await expect(status(page)).not.toContainText('Stopped');
  const again = await labOf(page);
  expect((await metrics(again)).update).toBe(20);
  expect(await again.evaluate(async (spikeground) => (await spikeground.spikes(3)).scores)).toEqual(
    scores,
  );
  expect((await trainUpdates(again, 5)).update).toBe(25);
  const own = complaints.splice(0);
  expect(own.every((text) => text.includes('killed by a journey'))).toBe(true);
});
