import { expect, test } from './support/test.ts';
import { experiment, inspector, metrics, openPage, panel, status } from './support/page.ts';

test('a result of the tables opens by its name and tests only at the end', async ({ page }) => {
  const lab = await openPage(page, 'experiment=surrogate-yin-yang-120');
  const { name, stopping } = await experiment(lab);
  expect(stopping.validation).toBe(true);
  await expect(page.getByRole('textbox', { name: 'Name of the experiment' })).toHaveValue(name);

  await lab.evaluate((spikeground) => spikeground.train({ epochs: 2 }));
  const trained = await metrics(lab);
  expect(trained.validationAccuracy).toBeGreaterThan(0.5);
  expect(trained.testAccuracy).toBeNull();
  await expect(status(page)).toContainText('% validation accuracy');
  await expect(status(page)).not.toContainText('test accuracy');

  const curves = panel(page, 'Loss and accuracy');
  await curves.getByRole('button', { name: 'Loss and accuracy: actions' }).click();
  await page.getByRole('menuitem', { name: 'Pause and evaluate the test set' }).click();
  await expect(status(page)).toContainText('% test accuracy');
  expect((await metrics(lab)).testAccuracy).toBeGreaterThan(0.5);
});

test('holding samples back is a switch that starts the training over', async ({ page }) => {
  const lab = await openPage(page);
  await lab.evaluate((spikeground) => spikeground.train({ updates: 3 }));
  await inspector(page)
    .getByRole('button', { name: 'Close layer, show settings of the experiment' })
    .click();
  await inspector(page).getByText('Batch and stopping').click();
  const toggle = inspector(page).getByRole('switch', { name: 'Hold back a validation set' });
  await expect(toggle).not.toBeChecked();
  await toggle.click();
  await expect(toggle).toBeChecked();
  await expect.poll(async () => (await metrics(lab)).update).toBe(0);
  await lab.evaluate((spikeground) => spikeground.train({ epochs: 1 }));
  const { validationAccuracy, testAccuracy } = await metrics(lab);
  expect(validationAccuracy).not.toBeNull();
  expect(testAccuracy).toBeNull();
});
