import { describe, expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { documentParams } from '#model/bounds.ts';
import type { ParamSpecs } from '#model/params.ts';
import { parseTex } from './parseTex.ts';

const entries = Object.values(catalog)
  .filter((list) => typeof list !== 'function')
  .flat();
const symbolsOf = (specs: ParamSpecs): string[] =>
  Object.values(specs).flatMap((spec) =>
    spec.kind === 'number' && spec.symbol !== undefined ? [spec.symbol] : [],
  );
const texts = [
  ...entries.flatMap((entry) => ('equation' in entry && entry.equation ? [entry.equation] : [])),
  ...entries.flatMap((entry) => symbolsOf(entry.params)),
  ...symbolsOf(documentParams),
];

describe('TeX of the catalog', () => {
  it('is all understood', () => {
    expect(texts.length).toBeGreaterThan(20);
    for (const text of texts) expect(() => parseTex(text)).not.toThrow();
  });

  it('keeps sub- and superscripts, fractions and groups together', () => {
    expect(parseTex('\\tau_{ref}')).toMatchObject({
      kind: 'script',
      body: { kind: 'identifier', text: 'τ' },
      sub: { kind: 'row', items: [{ text: 'r' }, { text: 'e' }, { text: 'f' }] },
      sup: null,
    });
    expect(parseTex('\\frac{1}{(1 + k|x|)^2}')).toMatchObject({
      kind: 'fraction',
      over: { kind: 'number', text: '1' },
      under: { kind: 'row' },
    });
  });

  it('reads words in braces as upright text', () => {
    expect(parseTex('\\tau_{\\text{out}}')).toMatchObject({
      sub: { kind: 'function', text: 'out' },
    });
  });

  it('names a command it does not know', () => {
    expect(() => parseTex('\\nonsense x')).toThrow('\\nonsense');
  });
});
