/**
 * What the keyboard, the command list and the shortcut list offer: one table.
 *
 * `keys` are written as people read them, "Ctrl+Shift+Z"; Ctrl is Cmd on a Mac. A key without Ctrl
 * acts only while no text field has the focus, and can be switched off.
 */
import { catalog } from '#catalog/index.ts';
import { examples } from '#catalog/examples/index.ts';
import * as editor from '#editor/editorCommands.ts';
import { openDistortion } from '#state/distortion/distortionStore.ts';
import { redo, undo } from '#state/experimentStore.ts';
import { openImport } from '#state/import/importStore.ts';
import { openLive } from '#state/live/liveStore.ts';
import { switchMethod } from '#state/methods/switchMethod.ts';
import { newSeed, reset, togglePlay, trainEpoch, trainUpdate } from '#state/runStore.ts';
import { changeSettings } from '#state/settingsStore.ts';
import { toggleSlowMotion } from '#state/slowMotion/slowMotionStore.ts';
import { copyLink } from '#state/share/address.ts';
import { saveFile } from '#state/share/files.ts';
import { replaceBy } from '#state/share/incoming.ts';
import { openDialog } from './dialogs/dialogStore.ts';
import { chooseFile } from './dialogs/chooseFile.ts';
import { bringPanel, focusPanel, PANEL_IDS } from './layout/panels.ts';
import { messages } from './messages.ts';
import { moveSample } from './moveSample.ts';
import { moveMoment, step } from './stepping.ts';
import { startTour } from './tour/tourStore.ts';

export interface Command {
  readonly label: string;
  readonly group: 'Run' | 'Method' | 'Network' | 'View' | 'File' | 'Help' | 'Examples';
  readonly keys: readonly string[];
  run(): void;
}

const command = (
  group: Command['group'],
  label: string,
  keys: readonly string[],
  run: () => void,
): Command => ({ group, label, keys, run });

/** Nine panels have a key of their own. */
const panelKeys = (index: number): readonly string[] => (index < 9 ? [String(index + 1)] : []);

const ignore = (promise: Promise<unknown>): void => void promise.catch(() => undefined);

function toggleMotion(): void {
  bringPanel('raster');
  toggleSlowMotion();
}

export const commands: readonly Command[] = [
  command('Run', 'Train or pause', ['Space'], togglePlay),
  command('Run', messages.stepAsChosen, ['.'], step),
  command('Run', messages.steps.update.label, [], trainUpdate),
  command('Run', messages.steps.epoch.label, [], trainEpoch),
  command('Run', 'Reset training, same seed', ['R'], () => ignore(reset())),
  command('Run', messages.newSeed, ['Shift+R'], newSeed),
  ...catalog.rules.map(({ id, label }) =>
    command('Method', messages.trainWith(label), [], () => void switchMethod(id)),
  ),
  command('Network', 'Add layer', ['A'], () => editor.openAddLayer()),
  command('Network', 'Connect from selection', ['C'], () => editor.startConnect()),
  command('Network', 'Delete selection', ['Delete', 'Backspace'], editor.deleteSelection),
  command('Network', 'Duplicate selection', ['Ctrl+D'], editor.duplicateSelection),
  command('Network', 'Undo', ['Ctrl+Z'], undo),
  command('Network', 'Redo', ['Ctrl+Shift+Z', 'Ctrl+Y'], redo),
  command('Network', 'Arrange layers', [], () => ignore(editor.tidy())),
  command('Network', 'Show network as a list or canvas', [], editor.toggleList),
  command('View', 'Fit network', ['F'], editor.fitView),
  command('View', 'Zoom in', ['+', '='], editor.zoomIn),
  command('View', 'Zoom out', ['-'], editor.zoomOut),
  command('View', 'Zoom to 100 %', ['0'], editor.zoomTo100),
  ...PANEL_IDS.map((id, index) =>
    command('View', `Go to ${messages.panels[id]}`, panelKeys(index), () => focusPanel(id)),
  ),
  command('View', messages.compare, ['M'], () => openDialog('compare')),
  command('View', messages.sweep, [], () => openDialog('sweep')),
  command('View', messages.ownInput, ['D'], openLive),
  command('View', messages.distortion, [], openDistortion),
  command('View', messages.slowMotion, ['P'], toggleMotion),
  command('View', messages.slowMotionOn, ['>'], () => moveMoment(1)),
  command('View', messages.slowMotionBack, ['<'], () => moveMoment(-1)),
  command('View', 'Previous sample', ['['], () => moveSample(-1)),
  command('View', 'Next sample', [']'], () => moveSample(1)),
  command('View', 'Light theme', [], () => changeSettings({ theme: 'light' })),
  command('View', 'Dark theme', [], () => changeSettings({ theme: 'dark' })),
  command('View', 'Theme as the system', [], () => changeSettings({ theme: 'system' })),
  command('File', messages.copyLink, [], () => ignore(copyLink())),
  command('File', messages.saveFile, ['Ctrl+S'], saveFile),
  command('File', messages.openFile, ['Ctrl+O'], chooseFile),
  command('File', messages.importData, [], openImport),
  ...examples.map(({ title, experiment }) =>
    command('Examples', messages.openExample(title), [], () =>
      replaceBy(experiment, messages.openExample(title)),
    ),
  ),
  command('Help', 'Command list', ['Ctrl+K'], () => openDialog('commands')),
  command('Help', 'Keyboard shortcuts', ['?'], () => openDialog('shortcuts')),
  command('Help', messages.takeTour, ['T'], startTour),
];
