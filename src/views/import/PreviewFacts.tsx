import type { ImportPreview } from '#protocol/import.ts';
import { formatNumber } from '#ui/numbers/formatNumber.ts';
import { count, messages } from './messages.ts';

const CLASSES_SHOWN = 24;

/** Format, shape, range and classes of the files. */
export function PreviewFacts({ preview }: { readonly preview: ImportPreview }) {
  const { format, shape, counts, classes, content, notes } = preview;
  return (
    <section aria-label={messages.facts}>
      <h3>{messages.facts}</h3>
      <dl className="import-facts">
        <dt>{messages.format}</dt>
        <dd>{format}</dd>
        <dt>{messages.shape}</dt>
        <dd>{messages.inputs(shape)}</dd>
        <dt>{messages.sampleCount}</dt>
        <dd>
          {counts.test === null ? count(counts.train) : messages.samples(counts.train, counts.test)}
        </dd>
        {content.kind === 'values' ? (
          <>
            <dt>{messages.range}</dt>
            <dd>
              {messages.rangeText(formatNumber(content.min), formatNumber(content.max), content.of)}
            </dd>
          </>
        ) : (
          <>
            <dt>{messages.spikes}</dt>
            <dd>{messages.spikesText(content.meanSpikes, content.longestMs, content.of)}</dd>
          </>
        )}
      </dl>
      <div className="import-classes">
        <table>
          <caption>{messages.classes(classes.length)}</caption>
          <thead>
            <tr>
              <th scope="col">{messages.className}</th>
              <th scope="col">{messages.classCount}</th>
            </tr>
          </thead>
          <tbody>
            {classes.slice(0, CLASSES_SHOWN).map((entry) => (
              <tr key={entry.name}>
                <th scope="row">{entry.name}</th>
                <td>{count(entry.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {classes.length > CLASSES_SHOWN && (
          <p className="import-note">{messages.moreClasses(classes.length - CLASSES_SHOWN)}</p>
        )}
      </div>
      {notes.map((note) => (
        <p key={note} className="import-note">
          {note}
        </p>
      ))}
    </section>
  );
}
