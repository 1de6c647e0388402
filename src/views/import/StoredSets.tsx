import { useState } from 'react';
import type { ImportedSet } from '#protocol/import.ts';
import { closeImport, removeSet, takeSet, useImport } from '#state/import/importStore.ts';
import { Button } from '#ui/Button.tsx';
import { byteText, messages } from './messages.ts';

/** The data sets kept in this browser, their sizes, and a way to remove them. */
export function StoredSets() {
  const storage = useImport((state) => state.storage);
  const problem = useImport((state) => state.storageProblem);
  if (problem !== null) return <p role="alert">{problem}</p>;
  if (storage === null) return null;
  const { sets, usageBytes, quotaBytes } = storage;
  return (
    <section className="import-stored" aria-label={messages.stored}>
      <h3>{messages.stored}</h3>
      {sets.length === 0 ? (
        <p className="import-note">{messages.noneStored}</p>
      ) : (
        <ul>
          {sets.map((stored) => (
            <StoredSet key={stored.id} stored={stored} />
          ))}
        </ul>
      )}
      {usageBytes !== null && quotaBytes !== null && (
        <p className="import-note">{messages.usage(byteText(usageBytes), byteText(quotaBytes))}</p>
      )}
    </section>
  );
}

function StoredSet({ stored }: { readonly stored: ImportedSet }) {
  const [isAsking, setAsking] = useState(false);
  const { name, counts, bytes } = stored;
  if (isAsking)
    return (
      <li className="import-set">
        <p>{messages.confirmRemove(name, byteText(bytes))}</p>
        <Button variant="danger" size="small" onClick={() => void removeSet(stored)}>
          {messages.removeSet(name)}
        </Button>
        <Button variant="ghost" size="small" onClick={() => setAsking(false)}>
          {messages.keep}
        </Button>
      </li>
    );
  return (
    <li className="import-set">
      <p>
        <strong>{name}</strong>
        <br />
        {messages.samples(counts.train, counts.test)} · {byteText(bytes)}
      </p>
      <Button
        size="small"
        aria-label={messages.useSet(name)}
        onClick={() => {
          closeImport();
          takeSet(stored);
        }}
      >
        {messages.use}
      </Button>
      <Button
        variant="ghost"
        size="small"
        aria-label={messages.removeSet(name)}
        onClick={() => setAsking(true)}
      >
        {messages.remove}
      </Button>
    </li>
  );
}
