import type { Entry } from '#model/catalog.ts';
import { messages } from '../messages.ts';
import { Tex } from '../tex/Tex.tsx';

/** What an entry of the catalog is: its sentence, its equation, where it comes from. */
export function EntryHelp({ entry }: { entry: Entry }) {
  return (
    <div className="entry-help">
      <p>{entry.help}</p>
      {entry.equation !== undefined &&
        entry.equation
          .split(/,\\quad /)
          .map((equation) => <Tex key={equation} tex={equation} block />)}
      {entry.source !== undefined && (
        <p className="entry-help__source">{messages.source(entry.source)}</p>
      )}
    </div>
  );
}
