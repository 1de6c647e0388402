/** Reference vectors of exact first-spike times: formats in the README beside them. */
import type { MeasureFile, Suite } from '../suite.ts';
import { measureBumping } from './fast-and-deep/bumping.ts';
import type { Case } from './fast-and-deep/fields.ts';
import { measureLambertW } from './fast-and-deep/lambertW.ts';
import { measureNetwork } from './fast-and-deep/network.ts';
import { measureSingle } from './fast-and-deep/single.ts';
import { createTally } from './fast-and-deep/tally.ts';
import { measureTrained } from './fast-and-deep/trained.ts';
import { measureYinYang } from './fast-and-deep/yinYang.ts';

/** Files with a list of cases, each of its own kind. */
const measureCases: MeasureFile = async (json) => {
  const tally = createTally();
  const { cases = [json as Case] } = json as { cases?: readonly Case[] };
  for (const [index, own] of cases.entries()) {
    if (own.kind === 'single_layer') await measureSingle(own, tally);
    else if (own.kind === 'network') await measureNetwork(own, tally);
    else measureBumping(own, index, tally);
  }
  return tally.measurements();
};

const CASE_KINDS: readonly unknown[] = ['single_layer', 'network', 'weight_bumping'];

const BY_KIND: Readonly<Record<string, MeasureFile>> = {
  lambertw_principal_branch: (json) =>
    measureLambertW(json as Parameters<typeof measureLambertW>[0]),
  yin_yang: (json) => measureYinYang(json as Parameters<typeof measureYinYang>[0]),
  trained_network: (json) => measureTrained(json as Parameters<typeof measureTrained>[0]),
};

export const suite: Suite = {
  method: 'fast-and-deep',
  files: {},
  // What a file holds is in its fields, not in its name.
  match: (_name, json) => {
    if (typeof json !== 'object' || json === null) return null;
    const { kind, cases } = json as { kind?: unknown; cases?: unknown };
    if (typeof kind === 'string' && Object.hasOwn(BY_KIND, kind)) return BY_KIND[kind] ?? null;
    if (CASE_KINDS.includes(kind) && cases === undefined) return measureCases;
    const isKnown =
      Array.isArray(cases) &&
      cases.length > 0 &&
      cases.every((own: { kind?: unknown }) => CASE_KINDS.includes(own.kind));
    return isKnown ? measureCases : null;
  },
};
