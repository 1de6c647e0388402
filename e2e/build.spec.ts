import type { Page } from '@playwright/test';
import { expect, test } from './support/test.ts';
import {
  box,
  card,
  connections,
  drag,
  experiment,
  inspector,
  layerNames,
  line,
  metrics,
  network,
  openPage,
  panel,
  status,
  trainUpdates,
} from './support/page.ts';

const PALETTE_DENSE = 'Dense LIF';

test.describe('with the mouse', () => {
  test('I drag a layer onto a connection, undo it, redo it, and train the new network', async ({
    page,
  }) => {
    const lab = await openPage(page);
    const item = panel(page, 'Layers').getByRole('button', { name: PALETTE_DENSE, exact: true });
    await drag(page, (await box(item)).centre, (await box(line(page, 'Input', 'Hidden'))).centre);
    await expect(card(page, 'Dense LIF')).toBeVisible();
    const inserted = ['Dense LIF → Hidden', 'Hidden → Readout', 'Input → Dense LIF'];
    expect(await connections(lab)).toEqual(inserted);
    await expect(card(page, 'Hidden')).toContainText('w');

    await page.getByRole('button', { name: 'Undo insert Dense LIF' }).click();
    await expect(card(page, 'Dense LIF')).toHaveCount(0);
    expect(await connections(lab)).toEqual(['Hidden → Readout', 'Input → Hidden']);
    await page.getByRole('button', { name: 'Redo insert Dense LIF' }).click();
    await expect(card(page, 'Dense LIF')).toBeVisible();
    expect(await connections(lab)).toEqual(inserted);

    await page.getByRole('button', { name: 'Train network' }).click();
    await expect
      .poll(async () => (await metrics(lab)).update, { timeout: 30_000 })
      .toBeGreaterThan(5);
    await page.getByRole('button', { name: 'Pause training' }).click();
    await expect(status(page)).toContainText('Paused');
    await expect(panel(page, 'Raster').getByText(/Dense LIF: \d+ neurons/)).toBeAttached();
  });

  test('I draw a connection; an impossible one says why and what would help', async ({ page }) => {
    const lab = await openPage(page);
    const canvas = await box(network(page).getByRole('application'));
    const item = panel(page, 'Layers').getByRole('button', { name: 'Conv LIF', exact: true });
    const empty = { x: canvas.centre.x, y: canvas.y + canvas.height - 150 };
    await drag(page, (await box(item)).centre, empty);
    await expect(card(page, 'Conv LIF')).toBeVisible();

    const source = card(page, 'Input').getByTitle('Connect Input to another layer');
    await drag(page, (await box(source)).centre, (await box(card(page, 'Conv LIF'))).centre);
    await expect(card(page, 'Conv LIF')).toContainText(
      'needs height × width × channels; this input is a list of 4 values.',
    );
    await expect(card(page, 'Conv LIF')).toContainText('choose an image data set');
    expect(await connections(lab)).toEqual(['Hidden → Readout', 'Input → Hidden']);
    await page.getByRole('button', { name: 'Fit view' }).click();
    await card(page, 'Conv LIF').getByRole('button', { name: 'Dismiss' }).click();
    await expect(card(page, 'Conv LIF')).not.toContainText('choose an image data set');

    await page.getByRole('button', { name: /^Undo add Conv LIF/ }).click();
    await drag(page, (await box(source)).centre, (await box(card(page, 'Readout'))).centre);
    await expect(line(page, 'Input', 'Readout')).toBeVisible();
    await line(page, 'Hidden', 'Readout').click();
    await page.keyboard.press('Delete');
    expect(await connections(lab)).toEqual(['Input → Hidden', 'Input → Readout']);
    await page.getByRole('button', { name: 'Undo remove connection Hidden → Readout' }).click();
    await trainUpdates(lab, 3);
    expect((await metrics(lab)).update).toBe(3);
  });

  test('I delete and duplicate layers, and change how many neurons one has', async ({ page }) => {
    const lab = await openPage(page);
    await card(page, 'Hidden').click();
    await inspector(page).getByRole('button', { name: 'Duplicate' }).click();
    await expect(card(page, 'Hidden 2')).toBeVisible();
    await inspector(page).getByRole('button', { name: 'Delete' }).click();
    await expect(card(page, 'Hidden 2')).toHaveCount(0);
    expect(await layerNames(lab)).toEqual(['Hidden', 'Input', 'Readout']);

    await card(page, 'Hidden').click();
    const neurons = inspector(page).getByRole('spinbutton', { name: 'Neurons' });
    await neurons.fill('30');
    await neurons.press('Enter');
    await expect(card(page, 'Hidden')).toHaveAccessibleName(/Dense LIF, 30, 150 parameters/);
    await expect(card(page, 'Readout')).toHaveAccessibleName(/93 parameters/);
    await page.getByRole('button', { name: 'Undo change Neurons' }).click();
    await expect(card(page, 'Hidden')).toHaveAccessibleName(/Dense LIF, 120, 600 parameters/);

    await card(page, 'Hidden').click();
    await inspector(page).getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(card(page, 'Hidden')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Train network' })).toBeDisabled();
    await page.getByRole('button', { name: 'Undo delete Hidden' }).click();
    await expect(page.getByRole('button', { name: 'Train network' })).toBeEnabled();
  });
});

test.describe('with the keyboard alone', () => {
  test('A adds a layer, C connects, Del deletes, Ctrl+D duplicates, Ctrl+Z undoes', async ({
    page,
  }) => {
    const lab = await openPage(page);
    const press = (keys: string) => page.keyboard.press(keys);
    await tabTo(page, /^Hidden, Dense LIF/);

    await press('a');
    await expect(page.getByRole('dialog', { name: 'Add a layer' })).toBeVisible();
    await page.keyboard.type('dense');
    await press('Enter');
    await expect(card(page, 'Dense LIF')).toBeVisible();
    expect(await connections(lab)).toEqual([
      'Dense LIF → Readout',
      'Hidden → Dense LIF',
      'Input → Hidden',
    ]);

    // A connection of the new layer to itself: recurrence.
    await press('c');
    await expect(network(page)).toContainText('this would close a loop over several layers');
    await press('ArrowRight');
    await expect(network(page)).toContainText('Dense LIF: can be connected. Press Enter.');
    await press('Enter');
    expect(await connections(lab)).toContain('Dense LIF → Dense LIF');

    await press('Control+d');
    await expect(card(page, 'Dense LIF 2')).toBeVisible();
    await press('Delete');
    await expect(card(page, 'Dense LIF 2')).toHaveCount(0);
    await press('Control+z');
    await expect(card(page, 'Dense LIF 2')).toBeVisible();
    await press('Control+Shift+z');
    await expect(card(page, 'Dense LIF 2')).toHaveCount(0);
    await press('Control+z');
    await press('Control+z');
    await press('Control+z');
    expect(await connections(lab)).toEqual([
      'Dense LIF → Readout',
      'Hidden → Dense LIF',
      'Input → Hidden',
    ]);

    await press('Space');
    await expect
      .poll(async () => (await metrics(lab)).update, { timeout: 30_000 })
      .toBeGreaterThan(5);
    await press('Space');
    await expect(status(page)).toContainText('Paused');
  });

  test('arrow keys go from card to card, move them, and choose what to connect', async ({
    page,
  }) => {
    const lab = await openPage(page);
    await tabTo(page, /^Input, Input/);
    await page.keyboard.press('ArrowRight');
    await expect(card(page, 'Hidden')).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(card(page, 'Readout')).toBeFocused();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect(card(page, 'Input')).toBeFocused();
    await page.keyboard.press('Alt+ArrowDown');
    expect((await experiment(lab)).network.layers[0]?.position).toEqual({ x: 0, y: 20 });
    await page.keyboard.press('Control+z');

    await page.keyboard.press('c');
    await page.keyboard.press('ArrowRight');
    await expect(network(page)).toContainText('Input → Readout: can be connected. Press Enter.');
    await page.keyboard.press('Escape');
    expect(await connections(lab)).toEqual(['Hidden → Readout', 'Input → Hidden']);
    await page.keyboard.press('c');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await connections(lab)).toEqual([
      'Hidden → Readout',
      'Input → Hidden',
      'Input → Readout',
    ]);
  });

  test('the list does what the canvas does, and each follows the other', async ({ page }) => {
    const lab = await openPage(page);
    await tabTo(page, /^Show network as a list/);
    await page.keyboard.press('Enter');
    const list = page.getByRole('tree', { name: 'Network as a list' });
    const row = (name: RegExp) => list.getByRole('treeitem', { name });
    await expect(row(/^\W*Hidden/)).toHaveAttribute('aria-selected', 'true');

    await row(/^\W*Hidden/).focus();
    await page.keyboard.press('ArrowDown');
    await expect(row(/^to Readout/)).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(row(/^Neurons/)).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.type('40');
    await page.keyboard.press('Enter');
    await expect(card(page, 'Hidden')).toHaveAccessibleName(/Dense LIF, 40, 200 parameters/);

    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Delete');
    expect(await connections(lab)).toEqual(['Input → Hidden']);
    await expect(line(page, 'Hidden', 'Readout')).toHaveCount(0);
    await page.keyboard.press('Control+z');
    await expect(row(/^to Readout/)).toBeVisible();

    await tabTo(page, /^Readout, Readout/);
    await page.keyboard.press('Enter');
    await expect(row(/^\W*Readout/)).toHaveAttribute('aria-selected', 'true');
  });
});

for (const way of ['mouse', 'keyboard'] as const) {
  test(`digits: without Flatten a connection is refused, and the remedy is one ${way} step`, async ({
    page,
  }) => {
    const lab = await openPage(page);
    await page.getByRole('button', { name: 'Examples' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: /^Handwritten digits/ }).press('Enter');
    await expect(card(page, 'Flatten')).toBeVisible();
    const reason = 'takes a list; this input is maps of 28 × 28 × 1.';
    if (way === 'mouse') {
      await card(page, 'Flatten').click();
      await inspector(page).getByRole('button', { name: 'Delete', exact: true }).click();
      const source = card(page, 'Input').getByTitle('Connect Input to another layer');
      await drag(page, (await box(source)).centre, (await box(card(page, 'Hidden'))).centre);
      await expect(card(page, 'Hidden')).toContainText(reason);
      expect(await connections(lab)).toEqual(['Hidden → Readout']);
      const remedy = { name: 'Insert Flatten to make a list of 784' };
      await card(page, 'Hidden').getByRole('button', remedy).click();
    } else {
      await card(page, 'Flatten').focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Delete');
      await card(page, 'Input').focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('c');
      await page.keyboard.press('ArrowLeft');
      await expect(network(page)).toContainText(reason);
      expect(await connections(lab)).toEqual(['Hidden → Readout']);
      await expect(network(page)).toContainText('Enter does that and connects');
      await page.keyboard.press('Enter');
    }
    expect(await connections(lab)).toEqual([
      'Flatten → Hidden',
      'Hidden → Readout',
      'Input → Flatten',
    ]);
    await expect(page.getByRole('button', { name: 'Train network' })).toBeEnabled();
  });
}

/** Goes on with Tab until the focus is on something of that name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(
      () =>
        document.activeElement?.getAttribute('aria-label') ??
        document.activeElement?.textContent ??
        '',
    );
    if (name.test(focused)) return;
  }
  throw new Error(`Tab never reached ${name}`);
}
