/** Links and files made by hand, whole and broken. */
import { deflateRawSync } from 'node:zlib';

/** The fragment of a link that carries this text, whatever it is. */
export function fragmentOf(text: string): string {
  return `v=1&e=${deflateRawSync(text).toString('base64url')}`;
}

/** A small sound document: 2-D points through a few neurons. */
export const smallDocument = {
  version: 1,
  name: 'Circles by hand',
  seed: 77,
  dataset: { id: 'circles' },
  encoder: { id: 'constant' },
  rule: { id: 'surrogate' },
  loss: { id: 'ceCount' },
  optimiser: { id: 'adam' },
  network: {
    layers: [
      { id: 'in', kind: 'input', position: { x: 0, y: 0 } },
      {
        id: 'mid',
        kind: 'dense',
        name: 'Middle',
        params: { units: 24 },
        position: { x: 260, y: 0 },
      },
      { id: 'out', kind: 'readout', position: { x: 520, y: 0 } },
    ],
    connections: [
      { id: 'a', from: 'in', to: 'mid' },
      { id: 'b', from: 'mid', to: 'out' },
    ],
  },
  view: { split: 'train', sampleIndex: 3, layerId: 'mid', neurons: [5, 6] },
};

const text = JSON.stringify(smallDocument);
const whole = fragmentOf(text);

/** Fragments that must be refused, each with a part of what the page says about it. */
export const brokenLinks: readonly (readonly [what: string, fragment: string, says: RegExp])[] = [
  ['cut off', whole.slice(0, whole.length / 2), /link\.e: got damaged or cut-off data, expected/],
  ['a letter changed', whole.replace(/e=.{12}/, 'e=AAAAAAAAAAAA'), /link\.e: got .+, expected .+/],
  ['with strange signs', 'v=1&e=%%%<script>', /link\.e: got .+, expected base64url/],
  ['of a later version', whole.replace('v=1', 'v=99'), /link\.v: got "99", expected "1"/],
  ['without content', 'v=1&e=', /link\.e: got .+, expected .+/],
  [
    'far too long',
    `v=1&e=${'A'.repeat(70_000)}`,
    /link: got 70\d* characters, expected at most 64000/,
  ],
  [
    'that inflates to 20 MB',
    fragmentOf(' '.repeat(20_000_000)),
    /link\.e: got more than 1000000 bytes/,
  ],
  ['with text that is not JSON', fragmentOf('alert(1)'), /link\.e: got text that is not JSON/],
  ['with a list instead of a document', fragmentOf('[]'), /got a list of 0, expected/],
  [
    'with a billion neurons',
    fragmentOf(text.replace('"units":24', '"units":1e9')),
    /network\.layers\[1\]\.params\.units: got 1000000000, expected/,
  ],
  [
    'with a negative batch',
    fragmentOf(text.replace('"seed":77', '"batchSize":-5')),
    /batchSize: got -5, expected/,
  ],
  [
    'with a data set nobody has',
    fragmentOf(text.replace('"circles"', '"../../etc/passwd"')),
    /dataset\.id: got .+, expected/,
  ],
  [
    'with a connection to nowhere',
    fragmentOf(text.replace('"to":"out"', '"to":"nobody"')),
    /network\.connections\[1\]\.to: got "nobody", expected/,
  ],
  [
    'that reaches for the prototype',
    fragmentOf(text.replace('"seed":77', '"__proto__":{"polluted":true}')),
    /__proto__: got .+, expected/,
  ],
];
