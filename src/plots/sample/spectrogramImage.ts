/** Times from left to right and high bands on top, from rows of times with low bands first. */
export function spectrogramImage(
  values: Float32Array,
  frames: number,
  bands: number,
): Float32Array {
  const image = new Float32Array(frames * bands);
  for (let time = 0; time < frames; time++) {
    for (let band = 0; band < bands; band++)
      image[(bands - 1 - band) * frames + time] = values[time * bands + band]!;
  }
  return image;
}
