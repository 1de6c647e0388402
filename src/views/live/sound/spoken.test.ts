import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { spokenDigits } from '#catalog/datasets/spokenDigits.ts';
import { defaultsOf } from '#model/params.ts';
import { trimTake } from './take.ts';

const RATE = 8000;
const HEADER_BYTES = 44;
/** What the fixture has before and of the word. */
const [SILENCE, WORD] = [0.6 * RATE, 3457];

/** Sound as a microphone of another sample rate would give it, linearly between samples. */
function at(sound: Float32Array, rateHz: number): Float32Array {
  const length = Math.floor((sound.length * rateHz) / RATE);
  return Float32Array.from({ length }, (_, t) => {
    const place = (t * RATE) / rateHz;
    const left = Math.floor(place);
    const share = place - left;
    return (1 - share) * sound[left]! + share * (sound[left + 1] ?? 0);
  });
}

it('makes of a word in silence the sample that the recording itself is', () => {
  const bytes = readFileSync('e2e/fixtures/7_jackson_0.wav');
  const whole = Float32Array.from(
    { length: (bytes.length - HEADER_BYTES) / 2 },
    (_, t) => bytes.readInt16LE(HEADER_BYTES + 2 * t) / 32768,
  );
  const params = defaultsOf(spokenDigits.params);
  const { toInput } = spokenDigits.sound;
  const recorded = toInput(whole.slice(SILENCE, SILENCE + WORD), RATE, params);
  for (const rateHz of [RATE, 48_000]) {
    const heard = at(whole.slice(SILENCE - 0.2 * RATE, SILENCE + 0.8 * RATE), rateHz);
    const take = trimTake(heard, rateHz)!;
    expect(Math.abs(take.sound.length / rateHz - WORD / RATE)).toBeLessThan(0.07);
    const sample = toInput(take.sound, rateHz, params);
    const off = sample.reduce((sum, value, j) => sum + Math.abs(value - recorded[j]!), 0);
    const other = sample.reduce((sum, value, j) => sum + Math.abs(value - recorded.at(-1 - j)!), 0);
    // As near to the sample itself as cutting allows, and much nearer than to another picture.
    expect(off / sample.length).toBeLessThan(0.12);
    expect(off).toBeLessThan(other / 2);
  }
});
