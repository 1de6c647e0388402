import { useMemo } from 'react';
import { catalog } from '#catalog/index.ts';
import { datasetShape, entryOf } from '#model/catalog.ts';
import { sizeOf } from '#model/shape.ts';
import { useExperiment } from '#state/experimentStore.ts';
import './encoding.css';
import { encodingPictures } from './encodingPictures.ts';
import { messages } from './messages.ts';
import { Picture } from './Picture.tsx';
import { useEncodedSample } from './useEncodedSample.ts';

/** The shown sample, the spikes that the encoder makes of it, and what can be read back from them. */
export function EncodingPreview() {
  const { dataset, simulation, view } = useExperiment(({ experiment }) => experiment);
  const found = useEncodedSample();
  const entry = entryOf(catalog.datasets, dataset.id);
  const shape = useMemo(() => datasetShape(entry, dataset.params), [entry, dataset.params]);
  const { steps } = simulation;
  const pictures = useMemo(
    () =>
      found === null || found === 'failed' || found.sample.values.length !== sizeOf(shape)
        ? null
        : encodingPictures(found.sample.values, found.encoded, { dataset: entry, shape, steps }),
    [found, entry, shape, steps],
  );
  if (found === 'failed') return <p className="inspector-note">{messages.failed}</p>;
  if (found === null || pictures === null)
    return <p className="inspector-note">{messages.waiting}</p>;

  const { sample, encoded, decoded, error } = pictures;
  const isStatic = found.encoded.kind === 'static';
  const label = entry.classes[found.sample.label] ?? String(found.sample.label);
  return (
    <section className="encoding-preview" aria-label={messages.title}>
      <h3>{messages.of(view.sampleIndex, view.split, label)}</h3>
      <div className="encoding-preview__pair">
        {sample !== null && (
          <Picture
            picture={sample}
            title={entry.sound === undefined ? messages.sample : messages.sound}
          />
        )}
        <Picture
          picture={encoded}
          title={isStatic ? messages.currents : messages.spikes}
          text={
            found.encoded.kind === 'static'
              ? messages.currentsText(found.encoded.values.length)
              : messages.spikesText(found.encoded.steps.length, found.encoded.nInputs, steps)
          }
        />
        {decoded !== null && error !== null && (
          <Picture
            picture={decoded}
            title={messages.decoded}
            text={messages.error(error.mean, error.largest)}
          />
        )}
      </div>
      {decoded === null && sample !== null && (
        <p className="inspector-note">{messages.noWayBack}</p>
      )}
    </section>
  );
}
