/**
 * Packs the Free Spoken Digit Dataset into the file the page loads: `node scripts/pack-recordings.mjs FOLDER`.
 *
 * FOLDER holds the WAV files of the collection, `{digit}_{speaker}_{number}.wav`, mono, 16 bits, of one
 * sample rate. The format is that of src/catalog/datasets/recordings.ts; samples are not changed.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const TARGET = fileURLToPath(
  new URL('../public/data/free-spoken-digits/recordings.bin.gz', import.meta.url),
);

/** @typedef {{ label: number, speaker: string, number: number, sound: Int16Array, rate: number }} Recording */

/** @param {Recording[]} recordings @returns {Buffer} */
export function pack(recordings) {
  const speakers = [...new Set(recordings.map(({ speaker }) => speaker))].sort();
  const sorted = recordings.toSorted(
    (a, b) =>
      a.number - b.number ||
      speakers.indexOf(a.speaker) - speakers.indexOf(b.speaker) ||
      a.label - b.label,
  );
  const total = sorted.reduce((sum, { sound }) => sum + sound.length, 0);
  const soundAt = 12 + 8 * sorted.length;
  const bytes = Buffer.alloc(soundAt + 2 * total);
  bytes.write('REC1', 'latin1');
  bytes.writeUInt32LE(sorted[0]?.rate ?? 0, 4);
  bytes.writeUInt32LE(sorted.length, 8);
  let at = soundAt;
  sorted.forEach(({ label, speaker, number, sound }, row) => {
    bytes.set([label, speakers.indexOf(speaker), number, 0], 12 + 8 * row);
    bytes.writeUInt32LE(sound.length, 16 + 8 * row);
    let [last, beforeLast] = [0, 0];
    for (const value of sound) {
      const residual = ((value - 2 * last + beforeLast) << 16) >> 16;
      const folded = ((residual << 1) ^ (residual >> 15)) & 0xffff;
      bytes[at] = folded & 0xff;
      bytes[at + total] = folded >> 8;
      at++;
      beforeLast = last;
      last = value;
    }
  });
  return bytes;
}

/** @param {string} path @returns {{ sound: Int16Array, rate: number }} */
function readWav(path) {
  const bytes = readFileSync(path);
  let rate = 0;
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = bytes.readUInt32LE(at + 4);
    if (bytes.toString('latin1', at, at + 4) === 'fmt ') {
      const [format, channels, bits] = [8, 10, 22].map((offset) => bytes.readUInt16LE(at + offset));
      if (format !== 1 || channels !== 1 || bits !== 16)
        throw new Error(`${path}: got format ${format}, ${channels} channels of ${bits} bits`);
      rate = bytes.readUInt32LE(at + 12);
    }
    if (bytes.toString('latin1', at, at + 4) === 'data') {
      const sound = Int16Array.from({ length: size / 2 }, (_, i) =>
        bytes.readInt16LE(at + 8 + 2 * i),
      );
      return { sound, rate };
    }
    at += 8 + size + (size % 2);
  }
  throw new Error(`${path}: no sound in it`);
}

/** @param {string} folder */
function packFolder(folder) {
  const recordings = readdirSync(folder).flatMap((file) => {
    const [, label, speaker, number] = /^(\d)_(\w+)_(\d+)\.wav$/.exec(file) ?? [];
    if (label === undefined || speaker === undefined) return [];
    return [
      { label: Number(label), speaker, number: Number(number), ...readWav(join(folder, file)) },
    ];
  });
  writeFileSync(TARGET, gzipSync(pack(recordings), { level: 9 }));
  console.log(`${recordings.length} recordings in ${TARGET}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) packFolder(process.argv[2] ?? '.');
