import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

function declarationsAfter(opening: string): Map<string, string> {
  const start = css.indexOf(opening);
  if (start < 0) throw new Error(`tokens.css has no block "${opening}"`);
  const body = css.slice(start + opening.length, css.indexOf('}', start));
  return new Map(
    [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  );
}

const light = declarationsAfter(":root[data-theme='light'] {");
const dark = declarationsAfter(":root[data-theme='dark'] {");
const darkBySystem = declarationsAfter(":root:not([data-theme='light']) {");

/** WCAG 2.2 relative luminance of a #rrggbb colour, 0 to 1. */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = channels.map((channel) =>
    channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * (red ?? NaN) + 0.7152 * (green ?? NaN) + 0.0722 * (blue ?? NaN);
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((high ?? NaN) + 0.05) / ((low ?? NaN) + 0.05);
}

const GROUNDS = ['--ground', '--surface', '--sunken', '--raised'];
const LINES = [
  '--control-line',
  '--axis-line',
  '--zero-line',
  '--negative',
  '--positive',
  '--spike',
];
const CATEGORY_LINES = Array.from({ length: 8 }, (_, i) => `--category-line-${i + 1}`);

describe.each([
  ['light', light],
  ['dark', dark],
])('%s tokens', (_name, tokens) => {
  const value = (name: string): string => {
    const found = tokens.get(name);
    if (!found) throw new Error(`missing token ${name}`);
    return found;
  };
  const pairs = (fronts: readonly string[], backs: readonly string[]) =>
    fronts.flatMap((front) =>
      backs.map((back) => ({
        pair: `${front} on ${back}`,
        ratio: contrast(value(front), value(back)),
      })),
    );

  it('gives text at least 4.5:1', () => {
    const texts = [
      ...pairs(['--ink', '--ink-soft', '--accent', '--danger', '--warning'], GROUNDS),
      ...pairs(['--on-accent'], ['--accent', '--accent-hover']),
      ...pairs(['--accent', '--ink'], ['--accent-soft']),
      ...pairs(['--danger'], ['--danger-soft']),
      ...pairs(['--warning'], ['--warning-soft']),
    ];
    expect(texts.filter(({ ratio }) => !(ratio >= 4.5))).toEqual([]);
  });

  it('gives controls and lines at least 3:1', () => {
    const lines = [
      ...pairs(LINES, GROUNDS),
      ...pairs(CATEGORY_LINES, ['--surface', '--ground', '--raised']),
    ];
    expect(lines.filter(({ ratio }) => !(ratio >= 3))).toEqual([]);
  });

  it('makes spikes the strongest mark on the surface', () => {
    const others = [...tokens].filter(
      ([name, hex]) => name !== '--spike' && !name.startsWith('--on-') && /^#\w{6}$/.test(hex),
    );
    const spike = contrast(value('--spike'), value('--surface'));
    expect(others.length).toBeGreaterThan(30);
    for (const [name, hex] of others) {
      expect(contrast(hex, value('--surface')), name).toBeLessThan(spike);
    }
  });

  it('orders the sequential scale by rising contrast with the surface', () => {
    const steps = [0, 1, 2, 3, 4].map((i) =>
      contrast(value(`--sequential-${i}`), value('--surface')),
    );
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });
});

describe('themes', () => {
  it('define the same tokens', () => {
    expect([...dark.keys()]).toEqual([...light.keys()]);
  });

  it('give the system dark theme the values of the chosen one', () => {
    expect([...darkBySystem]).toEqual([...dark]);
  });

  it('never use pure black', () => {
    expect([...dark.values(), ...light.values()]).not.toContain('#000000');
  });
});
