import { useState } from 'react';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { flushSync } from 'react-dom';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { SliderField } from './SliderField.tsx';

let root: Root;
let host: HTMLElement;
let changes: number[];
let commits: number[];

function Harness(): ReactNode {
  const [value, setValue] = useState(20);
  return (
    <SliderField
      label="membrane time constant"
      unit="ms"
      value={value}
      min={0.1}
      max={1000}
      softMin={1}
      softMax={200}
      scale="log"
      onChange={(next) => {
        changes.push(next);
        setValue(next);
      }}
      onCommit={(next) => commits.push(next)}
    />
  );
}

beforeEach(() => {
  changes = [];
  commits = [];
  host = document.createElement('div');
  document.body.append(host);
  root = createRoot(host);
  flushSync(() => root.render(<Harness />));
});

afterEach(() => {
  flushSync(() => root.unmount());
  host.remove();
});

const box = (): HTMLInputElement => {
  const found = host.querySelector<HTMLInputElement>('[role=spinbutton]');
  if (!found) throw new Error('no number box');
  return found;
};
const note = (): string => host.querySelector('.field-note')?.textContent ?? '';
const keys = (text: string): Promise<void> => userEvent.keyboard(text);
const type = async (text: string): Promise<void> => {
  box().focus();
  await userEvent.clear(box());
  await keys(text);
};

it('commits on Enter and on leaving, with either decimal mark', async () => {
  await type('12,5{Enter}');
  expect([changes, commits]).toEqual([[12.5], [12.5]]);
  await type('7.25');
  flushSync(() => box().blur());
  expect(changes).toEqual([12.5, 7.25]);
});

it('restores on Escape and reports what it cannot take', async () => {
  await type('99{Escape}');
  expect(box().value).toBe('20');
  await type('5000{Enter}');
  expect(note()).toBe('At most 1000 ms.');
  expect(box().getAttribute('aria-invalid')).toBe('true');
  await keys('{Escape}');
  expect([box().value, note(), changes]).toEqual(['20', '', []]);
});

it('takes a value outside the usual range and warns', async () => {
  await type('500{Enter}');
  expect(changes).toEqual([500]);
  expect(note()).toBe('Outside the usual 1 to 200 ms.');
});

it('steps by arrows, ten times with Shift, a tenth with Alt, in box and slider', async () => {
  box().focus();
  await keys('{ArrowUp}');
  await keys('{Shift>}{ArrowDown}{/Shift}');
  await keys('{Alt>}{ArrowUp}{/Alt}');
  expect(changes).toEqual([21, 11, 11.1]);
  const slider = host.querySelector<HTMLInputElement>('input[type=range]');
  slider?.focus();
  await keys('{ArrowRight}');
  expect(changes.at(-1)).toBe(12.1);
  expect(slider?.getAttribute('aria-valuetext')).toBe('12.1 ms');
});
