/** From a sample of the data set to the form that people know it in. Pure. */
import type { DatasetEntry } from '#model/catalog.ts';
import type { SampleView } from '#protocol/dataset.ts';
import type { SampleData } from '#plots/sample/sampleData.ts';

export function sampleData(
  { values, label }: SampleView,
  { shape, plane, sound, classes }: Pick<DatasetEntry, 'shape' | 'plane' | 'sound' | 'classes'>,
): SampleData {
  const trueClass = classes[label] ?? String(label);
  if (shape.length === 3) {
    const [height, width, channels] = shape;
    if (sound !== undefined) {
      const upright = spectrogramImage(values, height, width);
      return { kind: 'image', height: width, width: height, channels, values: upright, trueClass };
    }
    return { kind: 'image', height, width, channels, values, trueClass };
  }
  const [x = 0, y = 0] = values;
  // Data in the plane comes as (x, y, …): see the data set's toInput.
  if (plane !== undefined) {
    return { kind: 'point', x, y, xDomain: plane.domain, yDomain: plane.domain, trueClass };
  }
  return { kind: 'vector', values, trueClass };
}

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
