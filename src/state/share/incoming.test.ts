import { beforeEach, describe, expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { examples } from '#catalog/examples/index.ts';
import { decodeJson, decodeLink } from '#model/link/codec.ts';
import { edit, experimentStore, openExperiment, undo } from '../experimentStore.ts';
import { noticeStore } from '../noticeStore.ts';
import { isEdited, markUnedited } from './edited.ts';
import { fileName } from './files.ts';
import { incomingStore, keepMine, receive, replaceBy } from './incoming.ts';

const [first, second] = [examples[0]!.experiment, examples[1]!.experiment];
const current = () => experimentStore.getState().experiment;
const lastNotice = () => noticeStore.getState().notices.at(-1);
const rename = () => edit('Rename experiment', (experiment) => ({ ...experiment, name: 'Mine' }));

beforeEach(() => {
  openExperiment(first, 'Open example');
  markUnedited();
  keepMine();
  noticeStore.setState({ notices: [] });
});

describe('documents from outside', () => {
  it('a sound one opens at once when nothing was edited, and one undo brings the old one back', () => {
    receive({ ok: true, value: second }, 'Open link', 'The link');
    expect(current()).toBe(second);
    expect(isEdited()).toBe(false);
    undo();
    expect(current().network).toEqual(first.network);
  });

  it('a sound one waits when there is edited work, and replaces it only by choice', () => {
    rename();
    const mine = current();
    receive({ ok: true, value: second }, 'Open link', 'The link');
    expect(current()).toBe(mine);
    const { waiting } = incomingStore.getState();
    expect(waiting?.experiment).toBe(second);
    replaceBy(second, 'Open link');
    expect(current()).toBe(second);
    undo();
    expect(current().name).toBe('Mine');
  });

  it('looking around is not editing', () => {
    openExperiment({ ...first, view: { ...first.view, sampleIndex: 7 } }, 'Look');
    expect(isEdited()).toBe(false);
    rename();
    expect(isEdited()).toBe(true);
  });

  it.each(['v=1&e=@@@', 'v=1&e=AAAA', 'v=9&e=AAAA', `v=1&e=${'A'.repeat(70_000)}`, 'v=1&e='])(
    'the link %.20s changes nothing and is named with path, got and expected',
    async (fragment) => {
      rename();
      const mine = current();
      receive(await decodeLink(fragment, catalog), 'Open link', 'The link');
      expect(current()).toBe(mine);
      expect(incomingStore.getState().waiting).toBeNull();
      expect(lastNotice()?.tone).toBe('error');
      expect(lastNotice()?.details[0]).toMatch(/^link.*: got .+, expected .+/);
    },
  );

  it('a damaged file lists every problem', () => {
    const text = JSON.stringify({ version: 1, batchSize: -3, seed: 'x', colour: 1 });
    receive(decodeJson(text, catalog, 'file'), 'Open file', '"a.json"');
    const details = lastNotice()?.details.join('\n');
    for (const path of ['batchSize', 'seed', 'colour']) expect(details).toContain(path);
    expect(current()).toBe(first);
  });

  it('names files after the experiment', () => {
    expect(fileName('MNIST 784–800–10')).toBe('mnist-784-800-10.json');
    expect(fileName('../..')).toBe('experiment.json');
  });
});
