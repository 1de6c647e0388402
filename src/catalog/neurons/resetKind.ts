import type { ResetKind } from '#model/catalog.ts';

/** The reset named by a validated parameter. */
export function resetKindOf(value: string): ResetKind {
  if (value === 'zero' || value === 'subtract' || value === 'none') return value;
  throw new TypeError(`reset: got ${value}, expected zero, subtract or none`);
}
