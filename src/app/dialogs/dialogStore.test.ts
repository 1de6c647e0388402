import { beforeEach, expect, it } from 'vitest';
import { closeDialog, isEnteredAhead, openDialog, typeAhead, typedAhead } from './dialogStore.ts';

beforeEach(closeDialog);

it('keeps what is typed for a dialog on its way, and nothing without one', () => {
  expect(typeAhead('p')).toBe(false);
  openDialog('commands');
  for (const key of ['s', 'w', 'x', 'Backspace', 'Shift', 'e']) expect(typeAhead(key)).toBe(true);
  expect(typedAhead()).toBe('swe');
  expect(isEnteredAhead()).toBe(false);
  typeAhead('Enter');
  expect(isEnteredAhead()).toBe(true);
});

it('forgets it with the next dialog, and Escape calls the opening off', () => {
  openDialog('commands');
  typeAhead('s');
  openDialog('shortcuts');
  expect(typedAhead()).toBe('');
  expect(isEnteredAhead()).toBe(false);
  typeAhead('Escape');
  expect(typeAhead('s')).toBe(false);
});
