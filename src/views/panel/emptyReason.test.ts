import { expect, it } from 'vitest';
import { emptyReason } from './emptyReason.ts';

it('names what the panel waits for, a problem before anything else', () => {
  expect(emptyReason({ phase: 'loading', problem: null })).toMatch(/Loading/);
  expect(emptyReason({ phase: 'ready', problem: null })).toMatch(/Space/);
  const problem = { code: 'ImpossibleNetwork', message: 'Sizes differ.' } as const;
  expect(emptyReason({ phase: 'loading', problem })).toContain('Sizes differ.');
});
