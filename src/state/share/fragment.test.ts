import { afterEach, describe, expect, it, vi } from 'vitest';
import { examples } from '#catalog/examples/index.ts';
import { catalog } from '#catalog/index.ts';
import { encodeLink } from '#model/link/codec.ts';
import { compactExperiment } from '#model/validate/compact.ts';
import { opensExperiment, readFragment } from './fragment.ts';

const experiment = examples[0]!.experiment;
const text = JSON.stringify(compactExperiment(experiment, catalog));

/** A server with one experiment, which answers any other address in its own way. */
function serve(elsewhere: () => Response): string[] {
  const asked: string[] = [];
  vi.stubGlobal('document', { baseURI: 'https://host/page/' });
  vi.stubGlobal('fetch', async (url: URL) => {
    asked.push(url.href);
    return url.href === 'https://host/page/experiments/study/bits-2.json'
      ? new Response(text)
      : elsewhere();
  });
  return asked;
}

describe('fragments of an address', () => {
  afterEach(() => void vi.unstubAllGlobals());

  it('carry an experiment or name one', async () => {
    const asked = serve(() => new Response('', { status: 404 }));
    const link = await encodeLink(experiment, catalog);
    for (const fragment of [link, `#${link}`, '#experiment=study/bits-2']) {
      expect(opensExperiment(fragment)).toBe(true);
      expect(await readFragment(fragment)).toEqual({ ok: true, value: experiment });
    }
    expect(asked).toHaveLength(1);
    for (const fragment of ['', '#', '#top']) expect(opensExperiment(fragment)).toBe(false);
  });

  it.each(['../secret', 'a/b/c', 'Upper', '', 'a.json', '/a', 'x'.repeat(65)])(
    'ask for nothing by the name "%s"',
    async (name) => {
      const asked = serve(() => new Response(text));
      const result = await readFragment(`#experiment=${encodeURIComponent(name)}`);
      expect(result.ok).toBe(false);
      expect(asked).toEqual([]);
    },
  );

  it.each([
    ['a missing file', () => new Response('', { status: 404 }), 'that this page ships'],
    ['a page instead', () => new Response('<!doctype html>'), 'that this page ships'],
    ['something else', () => new Response('hello'), 'an experiment as JSON'],
    [
      'no network',
      () => {
        throw new TypeError('offline');
      },
      'the experiment "other" of this page',
    ],
  ])('say what is wrong about %s', async (_what, answer, expected) => {
    serve(answer);
    const result = await readFragment('#experiment=other');
    expect(result.ok ? '' : result.problems[0]?.expected).toBe(
      expected.startsWith('the exp') || expected.startsWith('an exp')
        ? expected
        : `the name of an experiment ${expected}`,
    );
  });
});
