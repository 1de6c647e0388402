/** From a sample of the data set to the form that people know it in. Pure. */
import type { DatasetEntry } from '#model/catalog.ts';
import type { SampleView } from '#protocol/dataset.ts';
import type { SampleData } from '#plots/sample/sampleData.ts';
import { spectrogramImage } from '#plots/sample/spectrogramImage.ts';

export function sampleData(
  { values, label, spikes }: SampleView,
  { shape, plane, sound, classes }: Pick<DatasetEntry, 'shape' | 'plane' | 'sound' | 'classes'>,
): SampleData {
  const trueClass = classes[label] ?? String(label);
  if (spikes !== undefined) return { kind: 'spikes', size: values.length, ...spikes, trueClass };
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
