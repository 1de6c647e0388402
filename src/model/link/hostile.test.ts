/**
 * Ten thousand mangled links and documents: none throws, none is taken for something it is not, and
 * every refusal says where, what came and what was expected.
 */
import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { catalog } from '#catalog/index.ts';
import { examples } from '#catalog/examples/index.ts';
import type { Experiment } from '../experiment.ts';
import { analyseNetwork } from '../network/analyse.ts';
import type { Result } from '../problem.ts';
import type { RandomStream } from '../random/stream.ts';
import { createStream } from '../random/stream.ts';
import { compactExperiment } from '../validate/compact.ts';
import { parseExperiment } from '../validate/parseExperiment.ts';
import { base64UrlFromBytes } from './base64url.ts';
import { decodeJson, decodeLink, encodeLink, INFLATED_MAX_BYTES, LINK_MAX_CHARS } from './codec.ts';

const LINKS = 4000;
const TEXTS = 2000;
const DOCUMENTS = 4000;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const pick = <T>(random: RandomStream, items: readonly T[]): T =>
  items[random.below(items.length)]!;
const deep = (depth: number): Json => {
  let value: Json = 1;
  for (let i = 0; i < depth; i++) value = i % 2 === 0 ? [value] : { layers: value };
  return value;
};
const long = 'x'.repeat(5000);
const ODD_NUMBERS = [0, -1, 0.5, 1e308, -1e308, 1e-320, 2 ** 53, 4294967296, 1e21];
const ODD_TEXTS = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  'NaN',
  '\u0000',
  '\ud800',
  long,
];
const ODD_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'hasOwnProperty',
  'toString',
  '',
  'x',
  '0',
];

function oddValue(random: RandomStream): Json {
  switch (random.below(7)) {
    case 0:
      return null;
    case 1:
      return random.below(2) === 0;
    case 2:
      return pick(random, ODD_NUMBERS);
    case 3:
      return pick(random, ODD_TEXTS);
    case 4:
      return pick<Json>(random, [[], {}, [[]], [null], { id: {} }, { __proto__: null }]);
    case 5:
      return deep(1 + random.below(300));
    default:
      return Array.from({ length: random.below(500) }, (_, i) => i);
  }
}

/** Every object and list in a document. */
function containers(value: Json, found: Exclude<Json, null | boolean | number | string>[] = []) {
  if (typeof value === 'object' && value !== null) {
    found.push(value);
    for (const item of Object.values(value)) containers(item, found);
  }
  return found;
}

/** Changes one place of a document that is plain JSON. */
function mutateOnce(document: Json, random: RandomStream): void {
  const place = pick(random, containers(document));
  if (Array.isArray(place)) {
    const index = random.below(place.length + 1);
    const item = place[index] ?? null;
    const action = random.below(4);
    if (action === 0) place.splice(index, 1);
    else if (action === 1) place[index] = oddValue(random);
    else if (action === 2) place.splice(index, 0, structuredClone(item));
    else for (let i = 0; i < 300; i++) place.push(item);
    return;
  }
  const keys = Object.keys(place);
  const key = keys.length === 0 ? 'x' : pick(random, keys);
  const action = random.below(4);
  if (action === 0) delete place[key];
  else if (action === 1) place[key] = oddValue(random);
  else if (action === 2) define(place, pick(random, ODD_KEYS), oddValue(random));
  else define(place, pick(random, keys.length === 0 ? ODD_KEYS : keys), place[key] ?? null);
}

/** As JSON.parse does: an own property, whatever the name. */
function define(target: object, key: string, value: Json): void {
  Object.defineProperty(target, key, {
    ...{ value, enumerable: true, configurable: true, writable: true },
  });
}

function mutateText(text: string, random: RandomStream): string {
  const at = random.below(text.length + 1);
  const char = String.fromCharCode(random.below(random.below(4) === 0 ? 65536 : 128));
  switch (random.below(6)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(at);
    case 2:
      return text.slice(0, at) + char + text.slice(at + 1);
    case 3:
      return text.slice(0, at) + char + text.slice(at);
    case 4:
      return text.slice(0, at) + text.slice(at + 1 + random.below(20));
    default:
      return text.slice(0, at) + text.slice(random.below(text.length));
  }
}

const sources: Experiment[] = examples.map(({ experiment }) => experiment);
const asJson = (experiment: Experiment, compact: boolean): Json =>
  JSON.parse(JSON.stringify(compact ? compactExperiment(experiment, catalog) : experiment)) as Json;

/** Holds of whatever was decoded; returns whether it was taken. */
function check(result: Result<Experiment>): boolean {
  if (result.ok) {
    // What is taken is a whole document: it reads as itself and can be analysed and shortened.
    const again: unknown = JSON.parse(JSON.stringify(result.value));
    expect(parseExperiment(again, catalog)).toEqual(result);
    const compact = compactExperiment(result.value, catalog);
    expect(parseExperiment(JSON.parse(JSON.stringify(compact)), catalog)).toEqual(result);
    analyseNetwork(result.value, catalog);
    return true;
  }
  expect(result.problems.length).toBeGreaterThan(0);
  expect(result.problems.length).toBeLessThanOrEqual(50);
  for (const { path, got, expected } of result.problems) {
    for (const text of [path, got, expected]) {
      expect(typeof text).toBe('string');
      expect(text).not.toBe('');
      expect(text.length).toBeLessThan(400);
    }
  }
  return false;
}

function mutated(random: RandomStream): Json {
  const document = asJson(pick(random, sources), random.below(2) === 0);
  for (let i = 0; i <= random.below(3); i++) mutateOnce(document, random);
  return document;
}

it(`${DOCUMENTS} documents with changed fields`, () => {
  const random = createStream(11, 'noise');
  let taken = 0;
  for (let i = 0; i < DOCUMENTS; i++) if (check(parseExperiment(mutated(random), catalog))) taken++;
  // Some changes are harmless, most are not.
  expect(taken).toBeGreaterThan(DOCUMENTS / 100);
  expect(taken).toBeLessThan(DOCUMENTS / 2);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

it(`${TEXTS} texts of files, cut and scrambled`, () => {
  const random = createStream(12, 'noise');
  let taken = 0;
  for (let i = 0; i < TEXTS; i++) {
    let text = JSON.stringify(asJson(pick(random, sources), true), null, random.below(3));
    for (let k = 0; k <= random.below(3); k++) text = mutateText(text, random);
    if (check(decodeJson(text, catalog, 'file'))) taken++;
  }
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(TEXTS / 2);
});

it(`${LINKS} links, changed outside and inside`, { timeout: 60_000 }, async () => {
  const random = createStream(13, 'noise');
  const links = await Promise.all(sources.map((experiment) => encodeLink(experiment, catalog)));
  let taken = 0;
  for (let i = 0; i < LINKS; i++) {
    let link = pick(random, links);
    if (random.below(2) === 0) {
      const inside = JSON.stringify(mutated(random));
      link = `v=1&e=${base64UrlFromBytes(deflateRawSync(inside))}`;
    } else {
      for (let k = 0; k <= random.below(2); k++) link = mutateText(link, random);
    }
    if (check(await decodeLink(link, catalog))) taken++;
  }
  expect(taken).toBeGreaterThan(0);
  expect(taken).toBeLessThan(LINKS / 2);
});

it('links that try to be large', async () => {
  const packed = (bytes: Uint8Array): string => base64UrlFromBytes(deflateRawSync(bytes));
  const bomb = packed(new Uint8Array(40_000_000).fill(32));
  expect(bomb.length).toBeLessThan(LINK_MAX_CHARS);
  const nested = packed(Buffer.from('['.repeat(INFLATED_MAX_BYTES - 10)));
  const hostile = {
    bomb: `v=1&e=${bomb}`,
    nested: `v=1&e=${nested}`,
    closed: `v=1&e=${packed(Buffer.from(JSON.stringify(deep(3000))))}`,
    endless: `v=1&e=${'A'.repeat(LINK_MAX_CHARS)}`,
    empty: 'v=1&e=',
    nothing: '',
    escapes: 'v=1&e=%E0%A4%A&e=%',
    twice: 'v=1&v=2&e=AAAA&e=BBBB',
  };
  for (const [kind, link] of Object.entries(hostile)) {
    const result = await decodeLink(link, catalog);
    expect(check(result), kind).toBe(false);
  }
  expect(await decodeLink(hostile.bomb, catalog)).toMatchObject({
    problems: [{ path: 'link.e', got: `more than ${INFLATED_MAX_BYTES} bytes inside` }],
  });
  expect(await decodeLink(hostile.endless, catalog)).toMatchObject({
    problems: [{ path: 'link' }],
  });
});
