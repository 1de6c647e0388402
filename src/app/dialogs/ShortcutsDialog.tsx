import { changeSettings, useSettings } from '#state/settingsStore.ts';
import { Button } from '#ui/Button.tsx';
import { Dialog } from '#ui/Dialog.tsx';
import { ToggleField } from '#ui/fields/ToggleField.tsx';
import { commands } from '../commands.ts';
import { keyText } from '../keyboard/keys.ts';
import { IS_MAC } from '../keyboard/useKeyboard.ts';
import { messages } from '../messages.ts';
import { startTour } from '../tour/tourStore.ts';
import { closeDialog } from './dialogStore.ts';

interface Shortcut {
  readonly label: string;
  readonly keys: readonly string[];
}

/** What charts do with keys while they have the focus; they are no commands of the page. */
const CHART_KEYS: readonly Shortcut[] = [
  { label: messages.chartMove, keys: ['←', '→'] },
  { label: messages.chartZoom, keys: ['+', '-'] },
  { label: messages.chartFit, keys: ['Esc', '0'] },
  { label: messages.chartNeuron, keys: ['↑', '↓'] },
  { label: messages.chartLayer, keys: ['PgUp', 'PgDn'] },
  { label: messages.chartSpike, keys: ['Shift+←', 'Shift+→'] },
  { label: messages.chartSelect, keys: ['Enter', 'Shift+Enter'] },
];

/** Every shortcut, by what it is about, and the switch for single keys. */
export function ShortcutsDialog() {
  const singleLetters = useSettings((settings) => settings.singleLetterKeys);
  const withKeys = commands.filter(({ keys }) => keys.length > 0);
  const groups = [...new Set(withKeys.map(({ group }) => group))];
  return (
    <Dialog open onOpenChange={(open) => open || closeDialog()} title={messages.shortcuts}>
      <p className="shortcuts__tour">
        <Button onClick={startTour}>{messages.takeTour}</Button> {messages.tourHelp}
      </p>
      <ToggleField
        label={messages.singleLetters}
        notice={messages.singleLettersHelp}
        checked={singleLetters}
        onChange={(on) => changeSettings({ singleLetterKeys: on })}
      />
      <div className="shortcuts">
        {groups.map((group) => (
          <ShortcutGroup
            key={group}
            title={group}
            rows={withKeys.filter((command) => command.group === group)}
          />
        ))}
        <ShortcutGroup title={messages.chartKeys} rows={CHART_KEYS} />
      </div>
    </Dialog>
  );
}

function ShortcutGroup({ title, rows }: { title: string; rows: readonly Shortcut[] }) {
  return (
    <section>
      <h3 className="shortcuts__group">{title}</h3>
      <dl className="shortcuts__list">
        {rows.map(({ label, keys }) => (
          <div key={label} className="shortcuts__row">
            <dt>{label}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{keyText(key, IS_MAC)}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
