import { useImport } from '#state/import/importStore.ts';
import { messages } from './messages.ts';

/** How far reading or storing is. */
export function BusyView({ phase }: { readonly phase: 'looking' | 'storing' }) {
  const progress = useImport((state) => state.progress);
  const known = phase === 'storing' ? progress : null;
  const text =
    known === null
      ? phase === 'looking'
        ? messages.looking
        : messages.storing
      : messages.progress(known);
  return (
    <div className="import-busy">
      <output>{text}</output>
      <progress
        aria-label={text}
        max={1}
        {...(known === null ? {} : { value: known.done / Math.max(1, known.total) })}
      />
    </div>
  );
}
