import { useState } from 'react';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import './tokens.css';
import './base.css';
import { Tabs } from './Tabs.tsx';

const NAMES = ['Sample', 'Map', 'Weights', 'Neuron', 'Layer', 'Output', 'Backward'];

let root: Root;
let host: HTMLElement;

function Harness(): ReactNode {
  const [value, setValue] = useState('Sample');
  return (
    <Tabs
      label="Panels"
      value={value}
      onChange={setValue}
      more={(hidden) => <button type="button">{hidden} more</button>}
      tabs={NAMES.map((name) => ({ value: name, label: name, content: `About ${name}` }))}
    />
  );
}

beforeEach(() => {
  host = document.createElement('div');
  host.style.inlineSize = '240px';
  document.body.append(host);
  root = createRoot(host);
  root.render(<Harness />);
});
afterEach(() => {
  root.unmount();
  host.remove();
});

const more = () => page.getByRole('button', { name: /more$/ });
const tab = (name: string) => page.getByRole('tab', { name });

it('says how many tabs are out of sight, and brings a chosen one into it with keys', async () => {
  await expect.element(more()).toBeVisible();
  const line = page.getByRole('tablist').element();
  const isInSight = (name: string): boolean => {
    const [inner, outer] = [tab(name).element(), line].map((each) => each.getBoundingClientRect());
    return (
      inner !== undefined &&
      outer !== undefined &&
      inner.left >= outer.left - 1 &&
      inner.right <= outer.right + 1
    );
  };
  expect(isInSight('Backward')).toBe(false);
  await userEvent.click(tab('Sample'));
  await userEvent.keyboard('{End}');
  await expect.element(tab('Backward')).toHaveAttribute('aria-selected', 'true');
  await expect.poll(() => isInSight('Backward')).toBe(true);
  // The line has scrolled, nothing around it.
  expect([document.scrollingElement?.scrollLeft, host.scrollLeft]).toEqual([0, 0]);
});

it('says nothing where all of them fit', async () => {
  await expect.element(more()).toBeVisible();
  host.style.inlineSize = '900px';
  await expect.element(more()).not.toBeInTheDocument();
  host.style.inlineSize = '240px';
  await expect.element(more()).toBeVisible();
});
