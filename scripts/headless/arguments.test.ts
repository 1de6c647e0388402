import { describe, expect, it } from 'vitest';
import { parseExperimentArguments } from './arguments.ts';

describe('parseExperimentArguments', () => {
  it('reads every option', () => {
    const argv = 'doc.json --out o --epochs 3 --updates 40 --seed 7 --checkpoint w.bin'.split(' ');
    expect(parseExperimentArguments(argv)).toEqual({
      kind: 'run',
      value: {
        file: 'doc.json',
        outFolder: 'o',
        epochs: 3,
        updates: 40,
        seed: 7,
        checkpoint: 'w.bin',
      },
    });
  });

  it('leaves absent options to the document', () => {
    expect(parseExperimentArguments(['doc.json'])).toMatchObject({
      kind: 'run',
      value: { outFolder: null, epochs: null, updates: null, seed: null, checkpoint: null },
    });
  });

  it('takes seed 0 and the largest seed', () => {
    for (const seed of [0, 4294967295]) {
      const got = parseExperimentArguments(['doc.json', '--seed', String(seed)]);
      expect(got).toMatchObject({ kind: 'run', value: { seed } });
    }
  });

  it.each([
    ['no file', [], /FILE\.json: got nothing/],
    ['two files', ['a.json', 'b.json'], /got 2 paths/],
    ['an unknown option', ['a.json', '--epoch', '3'], /--epoch/],
    ['a fraction', ['a.json', '--epochs', '1.5'], /--epochs: got "1\.5", expected a whole/],
    ['a negative number', ['a.json', '--seed=-1'], /--seed: got "-1"/],
    ['a seed beyond 32 bits', ['a.json', '--seed', '4294967296'], /0 to 4294967295/],
    ['no updates at all', ['a.json', '--updates', '0'], /--updates: got "0"/],
    ['no value', ['a.json', '--out'], /out/],
  ])('refuses %s', (_, argv, message) => {
    const got = parseExperimentArguments(argv);
    expect(got.kind).toBe('wrong');
    expect(got.kind === 'wrong' ? got.message : '').toMatch(message);
  });

  it('names every wrong number at once', () => {
    const got = parseExperimentArguments(['a.json', '--epochs', 'x', '--seed', 'y']);
    expect(got.kind === 'wrong' ? got.message.split('\n') : []).toHaveLength(2);
  });

  it('gives help without a file', () => {
    expect(parseExperimentArguments(['--help'])).toEqual({ kind: 'help' });
  });
});
