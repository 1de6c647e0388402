import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Catalog, RuleEntry } from '#model/catalog.ts';
import { setDocumentParam } from '#model/edit/settings.ts';
import { examples } from '#catalog/examples/index.ts';
import { edit, experimentStore, openExperiment, undo } from '../experimentStore.ts';
import { noticeStore } from '../noticeStore.ts';
import { methodOutlooks, switchMethod } from './switchMethod.ts';

// A rule that asks for Poisson spikes, and one that knows no dense layers.
vi.mock('#catalog/index.ts', async (original) => {
  const { catalog } = await original<{ catalog: Catalog }>();
  const [first] = catalog.rules;
  if (first === undefined) throw new Error('no rules');
  const noisy: RuleEntry = {
    ...first,
    id: 'noisy',
    label: 'Noisy',
    supports: { ...first.supports, encoders: ['poisson'] },
    suggests: { ...first.suggests, encoder: { id: 'poisson' } },
  };
  const narrow: RuleEntry = {
    ...first,
    id: 'narrow',
    label: 'Narrow',
    supports: { ...first.supports, layers: ['input', 'readout'] },
  };
  return { catalog: { ...catalog, rules: [...catalog.rules, noisy, narrow] } };
});

const yinYang = examples[0]?.experiment;
if (yinYang === undefined) throw new Error('no examples');
const present = () => experimentStore.getState().experiment;
const notices = () => noticeStore.getState().notices;

describe('switching the method in the page', () => {
  beforeEach(() => {
    noticeStore.setState({ notices: [] });
    openExperiment(yinYang, 'Open example');
  });

  it('is one undo step, with a notice that lists what changed', () => {
    expect(switchMethod('noisy')).toBe(true);
    expect(present().rule.id).toBe('noisy');
    expect(notices()).toMatchObject([
      {
        text: 'Errors now travel back by Noisy. One thing was changed to suit it:',
        details: ['Encoder: Constant current → Poisson spikes.'],
        isUnfolded: true,
      },
    ]);
    undo();
    expect(present()).toEqual(yinYang);
    expect(notices()).toEqual([]);
  });

  it('takes the switch back by the notice, and keeps what was edited since', () => {
    switchMethod('noisy');
    notices()[0]?.actions[0]?.run();
    expect(present()).toEqual(yinYang);

    switchMethod('noisy');
    edit('Change seed', (experiment) => setDocumentParam(experiment, 'seed', 8));
    notices()[0]?.actions[0]?.run();
    expect(present()).toEqual({ ...yinYang, seed: 8 });
  });

  it('remembers until another document is opened', () => {
    edit('Change gain', (experiment) => ({
      ...experiment,
      encoder: { id: 'constant', params: { gain: 3 } },
    }));
    switchMethod('noisy');
    switchMethod('surrogate');
    expect(present().encoder).toEqual({ id: 'constant', params: { gain: 3 } });
    switchMethod('noisy');
    openExperiment({ ...present(), name: 'Other' }, 'Open file');
    expect(notices()).toEqual([]);
    switchMethod('surrogate');
    expect(present().encoder.id).toBe('poisson');
  });

  it('refuses a rule that cannot train the network, with the reasons', () => {
    expect(methodOutlooks(present()).get('narrow')).toMatchObject({ kind: 'impossible' });
    expect(switchMethod('narrow')).toBe(false);
    expect(present()).toEqual(yinYang);
    expect(notices()).toMatchObject([
      { tone: 'warning', text: 'Narrow cannot train this network.' },
    ]);
    expect(notices()[0]?.details[0]).toContain('Dense LIF');
  });
});
