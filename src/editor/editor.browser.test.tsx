import '#ui/tokens.css';
import '#ui/base.css';
import type { Root } from 'react-dom/client';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { examples } from '#catalog/examples/index.ts';
import { experimentStore, openExperiment, undo } from '#state/experimentStore.ts';
import { TooltipProvider } from '#ui/Tooltip.tsx';
import { openAddLayer, startConnect, toggleList } from './editorCommands.ts';
import { editorStore } from './editorStore.ts';
import { Inspector } from './Inspector.tsx';
import { NetworkEditor } from './NetworkEditor.tsx';

let root: Root;
let host: HTMLElement;

/** Input 28 × 28, conv, pool, conv, pool, flatten, readout. */
const conv = examples.find((example) => example.id === 'mnist-conv')?.experiment;
const yinYang = examples.find((example) => example.id === 'yin-yang')?.experiment;

beforeEach(async () => {
  await page.viewport(1300, 700);
  host = document.createElement('div');
  host.style.cssText = 'display:flex;position:fixed;inset:0';
  document.body.append(host);
  root = createRoot(host);
  root.render(
    <TooltipProvider>
      <div style={{ flex: 1, minWidth: 0 }}>
        <NetworkEditor />
      </div>
      <div style={{ inlineSize: 320 }}>
        <Inspector />
      </div>
    </TooltipProvider>,
  );
  open(yinYang);
  await expect.element(page.getByRole('region', { name: 'Network' })).toBeVisible();
  await expect.poll(() => card('hidden').getBoundingClientRect().width).toBeGreaterThan(100);
});

afterEach(() => {
  editorStore.setState({ isListShown: false, connecting: null, refused: null, adding: null });
  root.unmount();
  host.remove();
});

function open(experiment: typeof conv): void {
  if (experiment === undefined) throw new Error('the example is missing');
  openExperiment({ ...experiment, view: { ...experiment.view, layerId: '' } }, 'Open example');
}

const network = () => experimentStore.getState().experiment.network;
const pairs = (): string[] => network().connections.map((c) => `${c.from}>${c.to}`);

function card(layerId: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`.react-flow__node[data-id="${layerId}"]`);
  if (found === null) throw new Error(`no card ${layerId}`);
  return found;
}

/** Drags from the middle of one element to a point of another, counted from its corner. */
async function drag(from: Element, to: Element, at: { x: number; y: number }): Promise<void> {
  await userEvent.dragAndDrop(from, to, { targetPosition: at, steps: 8 });
}

describe('with the mouse', () => {
  it('drops a layer from the palette onto a connection', async () => {
    const stage = document.querySelector('.react-flow');
    const item = page.getByRole('button', { name: 'Dense LIF', exact: true }).element();
    if (stage === null) throw new Error('no canvas');
    await settled();
    const box = stage.getBoundingClientRect();
    const left = card('hidden').getBoundingClientRect();
    const right = card('readout').getBoundingClientRect();
    const end = card('hidden').querySelector('.source')?.getBoundingClientRect();
    await drag(item, stage, {
      x: (left.right + right.left) / 2 - box.left,
      y: (end?.top ?? 0) + (end?.height ?? 0) / 2 - box.top,
    });
    expect(pairs()).toEqual(expect.arrayContaining(['hidden>dense1', 'dense1>readout']));
    expect(pairs()).not.toContain('hidden>readout');
    expect(experimentStore.getState().label).toBe('Insert Dense LIF');
    undo();
    expect(pairs()).toEqual(['input>hidden', 'hidden>readout']);
  });

  it('connects by dragging from end to card', async () => {
    await settled();
    const end = card('input').querySelector('.source');
    if (end === null) throw new Error('no end');
    await drag(end, card('readout'), { x: 60, y: 60 });
    expect(pairs()).toContain('input>readout');
  });

  it('refuses what cannot be, says why, and offers the way out', async () => {
    open(conv);
    await expect.poll(() => document.querySelectorAll('.react-flow__node').length).toBe(7);
    await settled();
    const end = card('conv1').querySelector('.source');
    if (end === null) throw new Error('no end');
    await drag(end, card('readout'), { x: 30, y: 30 });
    expect(pairs()).not.toContain('conv1>readout');
    await expect.poll(() => card('readout').textContent).toContain('A readout layer takes a list');
    await page.getByRole('button', { name: 'Insert Flatten to make a list of 6912' }).click();
    expect(pairs()).toEqual(expect.arrayContaining(['conv1>flatten1', 'flatten1>readout']));
    expect(experimentStore.getState().analysis.issues).toEqual([]);
  });

  it('moves a card as one entry of the history', async () => {
    await settled();
    const before = network().layers.find((layer) => layer.id === 'hidden')?.position.y ?? 0;
    const stage = document.querySelector('.react-flow');
    if (stage === null) throw new Error('no canvas');
    const box = stage.getBoundingClientRect();
    await drag(card('hidden'), stage, { x: box.width / 2, y: box.height - 60 });
    const after = network().layers.find((layer) => layer.id === 'hidden')?.position.y ?? 0;
    expect(after).toBeGreaterThan(before + 50);
    expect(experimentStore.getState().label).toBe('Move Hidden');
    undo();
    expect(network().layers.find((layer) => layer.id === 'hidden')?.position.y).toBe(before);
  });
});

describe('with the keyboard', () => {
  it('adds from the searched list after the selected layer', async () => {
    card('hidden').focus();
    await userEvent.keyboard('{Enter}');
    openAddLayer();
    await expect.element(page.getByRole('searchbox', { name: 'Search layers' })).toBeVisible();
    await userEvent.keyboard('recurrent{Enter}');
    expect(pairs()).toEqual(
      expect.arrayContaining(['hidden>dense1', 'dense1>dense1', 'dense1>readout']),
    );
    await expect
      .element(page.getByRole('textbox', { name: 'Layer name' }))
      .toHaveValue('Recurrent LIF');
  });

  it('connects with arrows and Enter, and cancels with Escape', async () => {
    card('input').focus();
    await userEvent.keyboard('{Enter}');
    startConnect();
    await userEvent.keyboard('{Escape}');
    expect(editorStore.getState().connecting).toBeNull();
    startConnect();
    expect(editorStore.getState().connecting?.to).toBe('readout');
    await userEvent.keyboard('{ArrowLeft}');
    expect(editorStore.getState().announcement.text).toContain('already connected');
    await userEvent.keyboard('{ArrowRight}{Enter}');
    expect(pairs()).toContain('input>readout');
    expect(editorStore.getState().announcement.text).toBe('Connected Input to Readout.');
  });

  it('walks from card to card and moves one', async () => {
    card('input').focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(card('hidden'));
    expect(experimentStore.getState().experiment.view.layerId).toBe('hidden');
    await userEvent.keyboard('{Alt>}{ArrowDown}{ArrowDown}{/Alt}');
    expect(network().layers.find((layer) => layer.id === 'hidden')?.position.y).toBe(40);
    undo();
    expect(network().layers.find((layer) => layer.id === 'hidden')?.position.y).toBe(0);
  });

  it('does it all in the list: reads, changes a parameter, removes a connection and a layer', async () => {
    card('hidden').focus();
    await userEvent.keyboard('{Enter}');
    toggleList();
    const tree = page.getByRole('tree', { name: 'Network as a list' });
    await expect.element(tree).toBeVisible();
    await expect
      .element(page.getByRole('treeitem', { name: /^Hidden\b.*120/ }))
      .toHaveAttribute('aria-expanded', 'true');
    await expect.element(page.getByRole('treeitem', { name: /^Hidden\b.*120/ })).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}{Control>}a{/Control}64{Enter}');
    const units = () => network().layers.find((layer) => layer.id === 'hidden')?.params['units'];
    expect(units()).toBe(64);
    await userEvent.keyboard('{ArrowUp}{Delete}');
    expect(pairs()).toEqual(['input>hidden']);
    await userEvent.keyboard('{Delete}');
    expect(network().layers.map((layer) => layer.id)).toEqual(['input', 'readout']);
  });
});

/** Waits until the fitted view and gliding cards have come to rest. */
async function settled(): Promise<void> {
  let last = '';
  await expect
    .poll(() => {
      const now = [...document.querySelectorAll('.react-flow__node')]
        .map((node) => Object.values(node.getBoundingClientRect().toJSON() as object).join())
        .join();
      const isStill = now === last;
      last = now;
      return isStill;
    })
    .toBe(true);
}
