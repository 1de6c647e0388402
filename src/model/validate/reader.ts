/** Reads fields of an unknown value and collects every problem instead of stopping at the first. */
import type { FlagSpec, NumberSpec, ParamSpec, ParamSpecs, ParamValue } from '../params.ts';
import { hardRange } from '../params.ts';
import type { Problem } from '../problem.ts';
import { describeValue } from '../problem.ts';

export interface Reader {
  readonly problems: Problem[];
  fail(path: string, value: unknown, expected: string): void;
  /** The value as a plain object, or null after reporting. Unknown keys are reported too. */
  object(path: string, value: unknown, keys: readonly string[]): Record<string, unknown> | null;
  list(path: string, value: unknown, limit: number): readonly unknown[];
  text(path: string, value: unknown, fallback: string, maxChars: number): string;
  number(path: string, value: unknown, spec: NumberSpec): number;
  flag(path: string, value: unknown, spec: FlagSpec): boolean;
  params(path: string, value: unknown, specs: ParamSpecs): Record<string, ParamValue>;
}

/** Enough to see what is wrong; a hostile document must not produce a hostile report. */
const PROBLEM_LIMIT = 50;

export function createReader(): Reader {
  const problems: Problem[] = [];

  const fail = (path: string, value: unknown, expected: string): void => {
    if (problems.length < PROBLEM_LIMIT)
      problems.push({ path, got: describeValue(value), expected });
  };

  const object: Reader['object'] = (path, value, keys) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      fail(path, value, 'an object');
      return null;
    }
    const fields: Record<string, unknown> = Object.fromEntries(Object.entries(value));
    for (const key of Object.keys(fields)) {
      if (!keys.includes(key)) {
        fail(`${path}.${key.slice(0, 40)}`, fields[key], `one of ${keys.join(', ')}`);
      }
    }
    return fields;
  };

  const list: Reader['list'] = (path, value, limit) => {
    if (!Array.isArray(value)) {
      fail(path, value, 'a list');
      return [];
    }
    if (value.length > limit) {
      fail(path, value, `a list of at most ${limit}`);
      return [];
    }
    return value;
  };

  const text: Reader['text'] = (path, value, fallback, maxChars) => {
    if (value === undefined) return fallback;
    if (typeof value !== 'string' || value.length > maxChars) {
      fail(path, value, `text of at most ${maxChars} characters`);
      return fallback;
    }
    return value;
  };

  const number: Reader['number'] = (path, value, spec) => {
    if (value === undefined) return spec.default;
    const { min, max } = hardRange(spec);
    const unit = spec.unit === '1' ? '' : ` ${spec.unit}`;
    const kind = spec.integer === true ? 'a whole number' : 'a number';
    const valid =
      typeof value === 'number' &&
      Number.isFinite(value) &&
      value >= min &&
      value <= max &&
      (spec.integer !== true || Number.isInteger(value));
    if (!valid) {
      fail(path, value, `${kind} from ${min} to ${max}${unit}`);
      return spec.default;
    }
    // JSON writes minus zero as zero: a document has to read as it was written.
    return value === 0 ? 0 : value;
  };

  const flag: Reader['flag'] = (path, value, spec) => {
    if (value === undefined) return spec.default;
    if (typeof value === 'boolean') return value;
    fail(path, value, 'true or false');
    return spec.default;
  };

  const param = (path: string, value: unknown, spec: ParamSpec): ParamValue => {
    if (value === undefined) return spec.default;
    switch (spec.kind) {
      case 'number':
        return number(path, value, spec);
      case 'choice': {
        if (typeof value === 'string' && spec.oneOf.some((option) => option.value === value)) {
          return value;
        }
        fail(path, value, `one of ${spec.oneOf.map((option) => option.value).join(', ')}`);
        return spec.default;
      }
      case 'flag':
        return flag(path, value, spec);
      default:
        return spec satisfies never;
    }
  };

  const params: Reader['params'] = (path, value, specs) => {
    const fields = value === undefined ? {} : (object(path, value, Object.keys(specs)) ?? {});
    return Object.fromEntries(
      Object.entries(specs).map(([name, spec]) => [
        name,
        param(`${path}.${name}`, Object.hasOwn(fields, name) ? fields[name] : undefined, spec),
      ]),
    );
  };

  return { problems, fail, object, list, text, number, flag, params };
}
