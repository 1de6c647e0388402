/**
 * WAV files: RIFF chunks with PCM of 8, 16, 24, 32 bits or 32-bit floats, channels averaged.
 *
 * Source: Microsoft & IBM 1991, "Multimedia programming interface and data specifications 1.0";
 * Microsoft 1994, "New multimedia data types" (WAVE_FORMAT_EXTENSIBLE, of which the sub-format is read).
 */
import type { ByteSource } from './byteSource.ts';
import { fault, REMEDY } from './fault.ts';

export interface WavLayout {
  readonly sampleRateHz: number;
  readonly nChannels: number;
  readonly bits: 8 | 16 | 24 | 32;
  readonly isFloat: boolean;
  readonly dataOffset: number;
  readonly nFrames: number;
}

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;
const CHUNK_LIMIT = 1000;

/** @throws ImportFault naming the offset */
export async function readWavLayout(source: ByteSource): Promise<WavLayout> {
  const { path, size } = source;
  const tag = (bytes: Uint8Array, at: number): string =>
    String.fromCharCode(...bytes.subarray(at, at + 4));
  const riff = await source.read(0, Math.min(12, size));
  if (riff.length < 12 || tag(riff, 0) !== 'RIFF' || tag(riff, 8) !== 'WAVE')
    fault(`${path}, offset 0`, 'no RIFF header', 'RIFF … WAVE', REMEDY.format);
  let format: Pick<WavLayout, 'sampleRateHz' | 'nChannels' | 'bits' | 'isFloat'> | null = null;
  let at = 12;
  for (let chunk = 0; chunk < CHUNK_LIMIT && at + 8 <= size; chunk++) {
    const head = await source.read(at, 8);
    const name = tag(head, 0);
    const bytes = new DataView(head.buffer, head.byteOffset).getUint32(4, true);
    if (name === 'fmt ') format = await readFormat(source, at + 8, bytes);
    if (name === 'data') {
      if (format === null)
        return fault(`${path}, offset ${at}`, 'sound before its format', 'a "fmt " chunk first');
      // Recorders that were stopped hard leave a length of 0 or all ones: the file then ends the sound.
      const left = size - at - 8;
      const length = bytes === 0xffffffff || bytes === 0 ? left : bytes;
      if (length > left)
        fault(`${path}, offset ${size}`, `${left} bytes of sound`, `${bytes}, as the header says`);
      const frameBytes = (format.bits / 8) * format.nChannels;
      return { ...format, dataOffset: at + 8, nFrames: Math.floor(length / frameBytes) };
    }
    at += 8 + bytes + (bytes % 2);
  }
  return fault(`${path}, offset ${Math.min(at, size)}`, 'no sound', 'a "data" chunk');
}

async function readFormat(
  source: ByteSource,
  offset: number,
  length: number,
): Promise<Pick<WavLayout, 'sampleRateHz' | 'nChannels' | 'bits' | 'isFloat'>> {
  const where = `${source.path}, offset ${offset}`;
  if (length < 16) fault(where, `a format of ${length} bytes`, 'at least 16');
  const bytes = await source.read(offset, Math.min(length, 40));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = view.getUint16(0, true);
  const kind = tag === EXTENSIBLE && bytes.length >= 26 ? view.getUint16(24, true) : tag;
  const nChannels = view.getUint16(2, true);
  const sampleRateHz = view.getUint32(4, true);
  const bits = view.getUint16(14, true);
  const isPcm = kind === PCM && (bits === 8 || bits === 16 || bits === 24 || bits === 32);
  const isFloat = kind === FLOAT && bits === 32;
  if (!isPcm && !isFloat)
    return fault(
      where,
      `encoding ${kind} with ${bits} bits`,
      'PCM of 8, 16, 24 or 32 bits, or 32-bit float',
      'Convert the sound, for instance to 16-bit PCM.',
    );
  if (nChannels < 1 || nChannels > 16) fault(where, `${nChannels} channels`, '1 to 16');
  if (sampleRateHz < 1000 || sampleRateHz > 384_000)
    fault(where, `${sampleRateHz} samples a second`, '1,000 to 384,000');
  return { sampleRateHz, nChannels, bits: bits as WavLayout['bits'], isFloat };
}

/** The first `nFrames` of the sound in −1..1, fewer where it is shorter; channels averaged. */
export async function readWav(
  source: ByteSource,
  { nChannels, bits, isFloat, dataOffset, nFrames }: WavLayout,
  most: number,
): Promise<Float32Array> {
  const count = Math.min(nFrames, most);
  const sampleBytes = bits / 8;
  const bytes = await source.read(dataOffset, count * nChannels * sampleBytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = (offset: number): number => {
    if (isFloat) return view.getFloat32(offset, true);
    if (bits === 8) return (view.getUint8(offset) - 128) / 128;
    if (bits === 16) return view.getInt16(offset, true) / 0x8000;
    if (bits === 32) return view.getInt32(offset, true) / 0x80000000;
    return (view.getUint16(offset, true) + view.getInt8(offset + 2) * 0x10000) / 0x800000;
  };
  const sound = new Float32Array(count);
  for (let frame = 0; frame < count; frame++) {
    let sum = 0;
    for (let channel = 0; channel < nChannels; channel++)
      sum += at((frame * nChannels + channel) * sampleBytes);
    sound[frame] = sum / nChannels;
  }
  return sound;
}
