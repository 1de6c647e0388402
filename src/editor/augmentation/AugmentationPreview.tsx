import { useMemo } from 'react';
import { catalog } from '#catalog/index.ts';
import type { AugmentedKind } from '#model/catalog.ts';
import { datasetShape, entryOf } from '#model/catalog.ts';
import { sizeOf } from '#model/shape.ts';
import type { AugmentedSample } from '#protocol/dataset.ts';
import { useExperiment } from '#state/experimentStore.ts';
import type { CardPicture } from '../cards/activity.ts';
import '../encoding/encoding.css';
import { encodedPicture, valuesPicture } from '../encoding/encodingPictures.ts';
import { Picture } from '../encoding/Picture.tsx';
import { messages } from './messages.ts';
import { useAugmented } from './useAugmented.ts';

/** The shown training sample beside what the first epochs make of it. */
export function AugmentationPreview() {
  const { dataset, encoder, augmentation, simulation } = useExperiment(
    ({ experiment }) => experiment,
  );
  const found = useAugmented();
  const entry = entryOf(catalog.datasets, dataset.id);
  const shape = useMemo(() => datasetShape(entry, dataset.params), [entry, dataset.params]);
  const kind: AugmentedKind = { data: entry, encoder: entryOf(catalog.encoders, encoder.id) };
  // Pictures show what happens to values, and spikes what happens to spikes.
  const showsSpikes =
    entry.hasSpikes === true ||
    augmentation.some(({ id }) => {
      const own = entryOf(catalog.augmentations, id);
      return own.acts === 'spikes' && own.refusal(kind) === null;
    });
  if (found === 'failed') return <p className="inspector-note">{messages.failed}</p>;
  if (found === null || found.original.values.length !== sizeOf(shape))
    return <p className="inspector-note">{messages.waiting}</p>;

  const subject = { dataset: entry, shape, steps: simulation.steps };
  const pictureOf = ({ values, encoded }: AugmentedSample): CardPicture =>
    showsSpikes ? encodedPicture(encoded, subject) : valuesPicture(values, subject);
  const textOf = ({ encoded }: AugmentedSample): { text?: string } =>
    showsSpikes && encoded.kind === 'spikes' ? { text: messages.spikes(encoded.steps.length) } : {};
  const { index, original, draws } = found;
  const label = entry.classes[original.encoded.label] ?? String(original.encoded.label);
  return (
    <section className="encoding-preview" aria-label={messages.preview}>
      <h3>{messages.of(index, label)}</h3>
      <div className="encoding-preview__pair">
        <Picture picture={pictureOf(original)} title={messages.original} {...textOf(original)} />
        {draws.map((draw, epoch) => (
          <Picture
            key={epoch}
            picture={pictureOf(draw)}
            title={messages.epoch(epoch)}
            {...textOf(draw)}
          />
        ))}
      </div>
    </section>
  );
}
