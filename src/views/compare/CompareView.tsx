import { useComparison } from '#state/compare/compareStore.ts';
import { standingOf } from '#state/compare/costs.ts';
import { Agreement } from './Agreement.tsx';
import { messages } from './messages.ts';
import { RaceForm } from './RaceForm.tsx';
import { Rasters } from './Rasters.tsx';
import { RunCurves } from './RunCurves.tsx';
import { RunTable } from './RunTable.tsx';

/** Curves and costs of several runs, and what starts them. */
export function CompareView({ onOpened }: { onOpened(): void }) {
  return (
    <div className="compare">
      <RaceForm />
      <div className="compare__results">
        <Standing />
        <RunCurves />
        <RunTable onOpened={onOpened} />
        <Agreement />
        <Rasters />
      </div>
    </div>
  );
}

/** Who leads and how many runs are open, told when either changes. */
function Standing() {
  const text = useComparison(({ runs }) => {
    if (runs.length === 0) return '';
    const open = runs.filter(({ phase }) => phase === 'waiting' || phase === 'running').length;
    const done = runs.flatMap((run) => {
      const { accuracy } = standingOf(run);
      return run.phase === 'done' && accuracy !== null ? [{ name: run.name, accuracy }] : [];
    });
    const [first] = done.sort((a, b) => b.accuracy - a.accuracy);
    if (first === undefined) return messages.open(open);
    const { name, accuracy } = first;
    return `${messages.leader(name, messages.percent(accuracy), done.length)} ${messages.open(open)}`;
  });
  return (
    <output className="compare__standing" aria-label={messages.table}>
      {text}
    </output>
  );
}
