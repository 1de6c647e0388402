export interface NumberRange {
  /** Hard limits: nothing outside is accepted. */
  min: number;
  max: number;
  /** What a slider covers; outside is accepted with a warning. The hard limits when absent. */
  softMin?: number;
  softMax?: number;
  /** Arrow step; chosen from the range when absent. */
  step?: number;
  integer?: boolean;
  /** 'log' for rates and time constants. */
  scale?: 'linear' | 'log';
}

/** The part of a range that a slider covers. */
export function softRange(range: NumberRange): { low: number; high: number } {
  return { low: range.softMin ?? range.min, high: range.softMax ?? range.max };
}

/** Rounds away what floating-point arithmetic adds, such as 0.30000000000000004. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** The arrow step at a value: given, or a hundredth of the range, or on log scales a tenth of the value's decade. */
export function arrowStep(value: number, range: NumberRange): number {
  if (range.step !== undefined) return range.step;
  const { low, high } = softRange(range);
  const wanted =
    range.scale === 'log' ? Math.abs(value || low || high) / 10 : Math.abs(high - low) / 100;
  const step = 10 ** Math.floor(Math.log10(wanted));
  return range.integer ? Math.max(1, step) : step;
}

/** The value after `count` arrow steps, held inside the hard limits. */
export function stepValue(value: number, count: number, range: NumberRange): number {
  const next = tidy(value + count * arrowStep(value, range));
  const whole = range.integer ? Math.round(next) : next;
  return Math.max(range.min, Math.min(range.max, whole));
}

/** Where a value lies on its slider, 0 to 1; values outside the soft range stay at the ends. */
export function shareFromValue(value: number, range: NumberRange): number {
  const { low, high } = softRange(range);
  if (high <= low) return 0;
  const share =
    range.scale === 'log' && low > 0
      ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
      : (value - low) / (high - low);
  return Math.max(0, Math.min(1, share));
}

/** The value at a place on the slider, rounded to three significant digits or a whole number. */
export function valueFromShare(share: number, range: NumberRange): number {
  const { low, high } = softRange(range);
  const value =
    range.scale === 'log' && low > 0 ? low * (high / low) ** share : low + share * (high - low);
  if (range.integer) return Math.round(value);
  return Number(value.toPrecision(3));
}
