import { useState } from 'react';
import type { ComparedRun } from '#state/compare/compareStore.ts';
import { comparison, MEASURED_SAMPLES, useComparison } from '#state/compare/compareStore.ts';
import { progressOf } from '#state/compare/costs.ts';
import { Button } from '#ui/Button.tsx';
import { IconButton } from '#ui/IconButton.tsx';
import type { MenuItem } from '#ui/Menu.tsx';
import { Menu } from '#ui/Menu.tsx';
import { formatInteger, formatNumber } from '#ui/numbers/formatNumber.ts';
import { saveText } from '../panel/exportPlot.ts';
import { CurveMark } from './CurveMark.tsx';
import { messages } from './messages.ts';
import { Details } from './RaceForm.tsx';
import type { RunRow, SortKey } from './runRows.ts';
import { rowOf, sorted, tableCsv } from './runRows.ts';

const NUMBERS = [
  'accuracy',
  'loss',
  'spikes',
  'decisionMs',
  'operations',
  'energyNj',
  'secondsPerEpoch',
  'parameters',
] as const satisfies readonly SortKey[];

/** Every run with its figures, the best first; also the legend of the curves. */
export function RunTable({ onOpened }: { onOpened(): void }) {
  const runs = useComparison((state) => state.runs);
  const [key, setKey] = useState<SortKey>('accuracy');
  if (runs.length === 0) return null;
  const rows = sorted(runs.map(rowOf), key);
  const measured = runs.find(({ measure }) => measure !== null)?.measure?.samples;
  return (
    <section className="compare__section" aria-label={messages.table}>
      <div className="compare__scroll">
        <table className="compare__table compare__table--runs" aria-label={messages.table}>
          <thead>
            <tr>
              {(['name', 'state', ...NUMBERS] as const).map((column) =>
                column === 'state' ? (
                  <th key={column} scope="col">
                    {messages.columns.state}
                  </th>
                ) : (
                  <th
                    key={column}
                    scope="col"
                    aria-sort={
                      key !== column ? 'none' : column === 'accuracy' ? 'descending' : 'ascending'
                    }
                  >
                    <button
                      type="button"
                      className="compare__sort"
                      title={messages.sortBy(messages.columns[column])}
                      onClick={() => setKey(column)}
                    >
                      {messages.columns[column]}
                      {key === column && <span aria-hidden="true"> ↓</span>}
                    </button>
                  </th>
                ),
              )}
              <th scope="col">
                <span className="visually-hidden">{messages.columns.actions}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.run.id} row={row} onOpened={onOpened} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="compare__foot">
        <p className="compare__note">
          {messages.caption(measured ?? MEASURED_SAMPLES)} {messages.energySource}
        </p>
        <Button
          size="small"
          icon="download"
          onClick={() => saveText(tableCsv(rows), messages.tableFile)}
        >
          {messages.csv}
        </Button>
        <Button size="small" onClick={comparison.removeAll}>
          {messages.removeAll}
        </Button>
      </div>
    </section>
  );
}

function Row({ row, onOpened }: { row: RunRow; onOpened(): void }) {
  const { run } = row;
  const { name, mark, isShown, changes, problem } = run;
  return (
    <tr data-phase={run.phase}>
      <th scope="row">
        <span className="compare__name">
          <label className="compare__key">
            <input
              type="checkbox"
              checked={isShown}
              aria-label={messages.show(name)}
              onChange={(event) => comparison.setShown(run.id, event.target.checked)}
            />
            <CurveMark mark={mark} />
          </label>
          <span>{name}</span>
        </span>
        {changes.length > 0 && <Details summary={messages.made(changes.length)} lines={changes} />}
        {problem !== null && <span className="compare__problem">{problem}</span>}
      </th>
      <td>
        <State run={run} of={row.of} hasNumbers={row.accuracy !== null} />
      </td>
      {NUMBERS.map((column) => (
        <td key={column} data-column={column}>
          {textOf(row, column)}
        </td>
      ))}
      <td>
        <Menu
          trigger={<IconButton icon="more" size="small" label={messages.menu(name)} />}
          items={actionsOf(run, onOpened)}
        />
      </td>
    </tr>
  );
}

function State(props: { run: ComparedRun; of: RunRow['of']; hasNumbers: boolean }) {
  const { run, of, hasNumbers } = props;
  const { phase, status } = run;
  if (phase !== 'running') return <>{messages.phases[phase]}</>;
  const share = progressOf(run);
  const label = messages.progress(share, status?.metrics.epoch ?? 0);
  return (
    <span className="compare__progress">
      <progress value={share ?? undefined} aria-label={messages.phases.running} />
      <span>{label}</span>
      {hasNumbers && of !== 'test' && <span className="compare__soft">{messages.live(of)}</span>}
    </span>
  );
}

function textOf(row: RunRow, column: (typeof NUMBERS)[number]): string {
  const value = row[column];
  if (value === null) return messages.none;
  const { measure } = row.run;
  switch (column) {
    case 'accuracy':
      return messages.percent(value);
    case 'decisionMs': {
      const time = messages.ms(formatNumber(value), String(measure?.presentationMs ?? ''));
      const decided = measure?.decided ?? 1;
      return decided < 1 ? `${time}, ${messages.notAll(messages.percent(decided))}` : time;
    }
    case 'energyNj':
      return messages.nanojoule(formatNumber(value));
    case 'secondsPerEpoch':
      return messages.seconds(formatNumber(value));
    case 'parameters':
      return formatInteger(value);
    case 'loss':
    case 'spikes':
    case 'operations':
      return formatNumber(value);
  }
}

function actionsOf(run: ComparedRun, onOpened: () => void): MenuItem[] {
  const { id, phase, checkpoint } = run;
  const isOpen = phase === 'waiting' || phase === 'running';
  return [
    {
      label: messages.openInPage,
      ...(checkpoint === null ? {} : { hint: messages.openHint }),
      onSelect: () => {
        comparison.openInPage(id).catch(() => undefined);
        onOpened();
      },
    },
    isOpen
      ? { label: messages.end, onSelect: () => comparison.end(id) }
      : { label: messages.retry, icon: 'reset', onSelect: () => comparison.retry(id) },
    {
      label: messages.remove,
      icon: 'trash',
      separated: true,
      onSelect: () => comparison.remove(id),
    },
  ];
}
