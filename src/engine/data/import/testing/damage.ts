/** Files as they come off a bad disk or a broken download, drawn from a seed. */
import { createStream } from '#model/random/stream.ts';
import type { Bytes } from '../byteSource.ts';

/** A number from 0 to below `limit`; 0 where there is none. */
export type Below = (limit: number) => number;

export function belowFrom(seed: number, streamId: number): Below {
  const stream = createStream(seed, 'dataset', streamId);
  return (limit) => (limit < 1 ? 0 : stream.below(limit));
}

/** Bytes flipped, set to extremes, cut out, doubled or cut off. */
export function damaged(bytes: Bytes, below: Below): Bytes {
  const changed = bytes.slice();
  const changes = 1 + below(4);
  for (let change = 0; change < changes; change++) {
    // Half of the changes hit the header, where sizes and counts are.
    const at = below(below(2) === 0 ? Math.min(64, changed.length) : changed.length);
    switch (below(5)) {
      case 0:
        changed[at]! ^= 1 << below(8);
        break;
      case 1:
        changed.fill([0, 255, 127, 128][below(4)]!, at, at + 1 + below(8));
        break;
      case 2:
        changed[at] = below(256);
        break;
      case 3:
        changed.copyWithin(at, below(changed.length));
        break;
      default:
        if (below(3) === 0) return changed.slice(0, below(changed.length));
    }
  }
  return changed;
}
