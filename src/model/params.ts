/**
 * Parameter descriptors: what a catalog entry says about each of its numbers and choices.
 *
 * Menus, sliders, help texts, validation and link defaults are all derived from these, so a bound
 * is written once. Numbers have a soft range (what the slider covers) inside a hard one (what is
 * accepted at all); a value between the two is taken with a warning.
 */

export type ParamValue = number | string | boolean;
export type ParamValues = Readonly<Record<string, ParamValue>>;

export interface NumberSpec {
  readonly kind: 'number';
  readonly default: number;
  /** Soft range: the slider's ends. */
  readonly min: number;
  readonly max: number;
  /** Hard range; equals the soft one when left out. */
  readonly hardMin?: number;
  readonly hardMax?: number;
  readonly integer?: boolean;
  readonly scale?: 'linear' | 'log';
  /** Unit shown inside the field; '1' means dimensionless. */
  readonly unit: string;
  /** TeX symbol, when the quantity has one. */
  readonly symbol?: string;
  readonly label: string;
  readonly help: string;
  /** True when a change alters tensor shapes, so training has to start again. */
  readonly changesShape?: boolean;
  /** Shown only under "More". */
  readonly advanced?: boolean;
  /** Shown only while another parameter has one of these values. */
  readonly visibleIf?: { readonly param: string; readonly oneOf: readonly ParamValue[] };
}

export interface ChoiceSpec {
  readonly kind: 'choice';
  readonly default: string;
  readonly oneOf: readonly { readonly value: string; readonly label: string }[];
  readonly label: string;
  readonly help: string;
  readonly changesShape?: boolean;
  readonly advanced?: boolean;
  readonly visibleIf?: { readonly param: string; readonly oneOf: readonly ParamValue[] };
}

export interface FlagSpec {
  readonly kind: 'flag';
  readonly default: boolean;
  readonly label: string;
  readonly help: string;
  readonly changesShape?: boolean;
  readonly advanced?: boolean;
  readonly visibleIf?: { readonly param: string; readonly oneOf: readonly ParamValue[] };
}

export type ParamSpec = NumberSpec | ChoiceSpec | FlagSpec;
export type ParamSpecs = Readonly<Record<string, ParamSpec>>;

export function number(spec: Omit<NumberSpec, 'kind'>): NumberSpec {
  return { kind: 'number', ...spec };
}

/** A choice between named values, given as `[value, label]` pairs. */
export function choice(
  spec: Omit<ChoiceSpec, 'kind' | 'oneOf'> & {
    readonly oneOf: readonly (readonly [value: string, label: string])[];
  },
): ChoiceSpec {
  return {
    ...spec,
    kind: 'choice',
    oneOf: spec.oneOf.map(([value, label]) => ({ value, label })),
  };
}

export function flag(spec: Omit<FlagSpec, 'kind'>): FlagSpec {
  return { kind: 'flag', ...spec };
}

export function defaultsOf(specs: ParamSpecs): Record<string, ParamValue> {
  return Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, spec.default]));
}

/** The given values with every absent one filled from the defaults. */
export function withDefaults(specs: ParamSpecs, values: ParamValues): Record<string, ParamValue> {
  return { ...defaultsOf(specs), ...values };
}

export function hardRange(spec: NumberSpec): { min: number; max: number } {
  return { min: spec.hardMin ?? spec.min, max: spec.hardMax ?? spec.max };
}

/** Whether the value of `name` is in play given the other values. */
export function isVisible(spec: ParamSpec, values: ParamValues): boolean {
  const rule = spec.visibleIf;
  if (rule === undefined) return true;
  const other = values[rule.param];
  return other !== undefined && rule.oneOf.includes(other);
}

export function numberParam(values: ParamValues, name: string): number {
  const value = values[name];
  if (typeof value !== 'number')
    throw new TypeError(`${name}: expected a number, got ${typeof value}`);
  return value;
}

export function stringParam(values: ParamValues, name: string): string {
  const value = values[name];
  if (typeof value !== 'string') throw new TypeError(`${name}: expected text, got ${typeof value}`);
  return value;
}

export function flagParam(values: ParamValues, name: string): boolean {
  const value = values[name];
  if (typeof value !== 'boolean')
    throw new TypeError(`${name}: expected true or false, got ${typeof value}`);
  return value;
}
