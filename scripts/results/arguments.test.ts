import { describe, expect, it } from 'vitest';
import { parseResultsArguments } from './arguments.ts';

const parse = (...argv: string[]) => parseResultsArguments(argv, ['one', 'two']);

describe('parseResultsArguments', () => {
  it('trains everything unless told otherwise', () => {
    expect(parse()).toEqual({
      kind: 'run',
      value: { names: [], mode: 'train', seeds: [], minutes: null, isAgain: false },
    });
    expect(parse('two', '--seeds', '1,3', '--minutes', '2.5', '--again')).toMatchObject({
      value: { names: ['two'], seeds: [1, 3], minutes: 2.5, isAgain: true },
    });
    expect(parse('--as-reached')).toMatchObject({ value: { mode: 'as-reached' } });
    expect(parse('--help')).toEqual({ kind: 'help' });
  });

  it.each([
    ['an unknown row', ['three'], 'three: expected one, two'],
    ['two modes', ['--list', '--after'], 'expected one of them'],
    ['seeds that are no numbers', ['--seeds', '1,x'], '--seeds: got "1,x"'],
    ['no time at all', ['--minutes', '0'], '--minutes: got "0"'],
    ['an unknown option', ['--fast'], 'fast'],
  ])('refuses %s', (_what, argv, message) => {
    const result = parse(...argv);
    expect(result.kind).toBe('wrong');
    expect(result.kind === 'wrong' ? result.message : '').toContain(message);
  });
});
