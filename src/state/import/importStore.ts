/** The import dialog and the data sets of this browser. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { catalog } from '#catalog/index.ts';
import { forgetImported, nameImported, parseImportedId } from '#catalog/datasets/imported.ts';
import { datasetOf } from '#model/catalog.ts';
import { setChosen } from '#model/edit/settings.ts';
import type {
  ImportedSet,
  ImportFile,
  ImportOutcome,
  ImportPlan,
  ImportPreview,
  ImportProblem,
  ImportProgress,
  Mapping,
  StorageReport,
} from '#protocol/import.ts';
import { edit, experimentStore, undo } from '../experimentStore.ts';
import { dismissTopic, notify } from '../noticeStore.ts';
import { askImport, onImportProgress, stopImport } from './importClient.ts';
import { importMessages } from './messages.ts';
import { createTimeLeft } from './timeLeft.ts';
import { withSet } from './withSet.ts';

export type ImportStage =
  | { readonly kind: 'choose' }
  | { readonly kind: 'busy'; readonly phase: 'looking' | 'storing' }
  | { readonly kind: 'preview'; readonly preview: ImportPreview }
  | { readonly kind: 'problems'; readonly problems: readonly ImportProblem[] };

export interface ImportState {
  readonly isOpen: boolean;
  readonly stage: ImportStage;
  readonly files: readonly ImportFile[];
  readonly mapping: Mapping;
  readonly progress: ImportProgress | null;
  /** To the end of the phase that `progress` is of; null while it would be a guess. */
  readonly secondsLeft: number | null;
  /** null until the store was asked. */
  readonly storage: StorageReport | null;
  /** Why the store cannot be used, or null. */
  readonly storageProblem: string | null;
}

const CHOOSE: ImportStage = { kind: 'choose' };
const FRESH = { stage: CHOOSE, files: [], mapping: {}, progress: null, secondsLeft: null };

const importStore = createStore<ImportState>()(() => ({
  isOpen: false,
  ...FRESH,
  storage: null,
  storageProblem: null,
}));

export function useImport<T>(select: (state: ImportState) => T): T {
  return useStore(importStore, select);
}

const set = importStore.setState;

const timeLeft = createTimeLeft(() => performance.now());
onImportProgress((progress) => set({ progress, secondsLeft: timeLeft(progress) }));

export function openImport(): void {
  set({ isOpen: true, ...FRESH });
  void refreshStorage();
}

/** Closes the dialog and breaks off what it was doing; nothing has changed then. */
export function closeImport(): void {
  set({ isOpen: false });
  startOver();
}

/** Back to the choice of files, breaking off; what was half stored is cleared. */
export function startOver(): void {
  const wasBusy = importStore.getState().stage.kind === 'busy';
  set(FRESH);
  if (!wasBusy) return;
  stopImport();
  void refreshStorage();
}

/** Looks at files and shows what they hold. */
export async function bringFiles(files: readonly ImportFile[]): Promise<void> {
  if (files.length === 0) return;
  set({ isOpen: true, files, mapping: {} });
  await look();
}

/** Reads the files again with another answer to a question of the preview. */
export async function answer(id: string, value: string | number | boolean): Promise<void> {
  set(({ mapping }) => ({ mapping: { ...mapping, [id]: value } }));
  await look();
}

async function look(): Promise<void> {
  const { files, mapping } = importStore.getState();
  set({ stage: { kind: 'busy', phase: 'looking' }, progress: null });
  const outcome = await ask((api) => api.inspect(files, mapping));
  // Another answer, or the end of the dialog, has overtaken this one.
  const now = importStore.getState();
  if (outcome === null || now.files !== files || now.mapping !== mapping) return;
  // What a damaged file has left in a library goes with the worker.
  if (!outcome.ok) stopImport();
  set({
    stage: outcome.ok
      ? { kind: 'preview', preview: outcome.value }
      : { kind: 'problems', problems: outcome.problems },
  });
}

/** Stores the data set and puts it into the experiment; one undo takes it out again. */
export async function storeFiles(plan: Omit<ImportPlan, 'mapping'>): Promise<void> {
  const { files, mapping } = importStore.getState();
  const wanted = experimentStore.getState().experiment.dataset.id;
  set({ stage: { kind: 'busy', phase: 'storing' }, progress: null });
  const outcome = await ask((api) => api.store(files, { ...plan, mapping }));
  if (outcome === null) return;
  // Training reads the set from disk; the reader's copy goes with the worker.
  stopImport();
  if (!outcome.ok) {
    set({ stage: { kind: 'problems', problems: outcome.problems } });
    return;
  }
  set({ isOpen: false, ...FRESH });
  await refreshStorage();
  takeSet(outcome.value);
  const isOther = parseImportedId(wanted) !== null && !isStored(wanted);
  if (isOther && wanted !== outcome.value.id)
    notify({ tone: 'warning', topic: 'import', text: importMessages.otherSet(wanted) });
}

/** Asks the worker; null when it was stopped on purpose or by its end, which is then told. */
async function ask<T>(
  question: Parameters<typeof askImport<ImportOutcome<T>>>[0],
): Promise<ImportOutcome<T> | null> {
  try {
    return await askImport(question);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason === 'stopped') return null;
    return {
      ok: false,
      problems: [
        {
          where: 'import',
          got: reason,
          expected: 'the files read to their end',
          remedy: 'The file may be damaged: fetch it again, or try with fewer or smaller files.',
        },
      ],
    };
  }
}

/** Puts a stored data set into the experiment. */
export function takeSet(stored: ImportedSet): void {
  nameImported(stored.id, stored);
  dismissTopic('imported-missing');
  const before = experimentStore.getState().experiment.encoder.id;
  edit(importMessages.use(stored.name), (experiment) => withSet(experiment, stored, catalog));
  const after = experimentStore.getState().experiment.encoder.id;
  const isOwn = after !== before && after.endsWith('Spikes');
  notify({
    topic: 'import',
    text: importMessages.used(stored.name, isOwn ? importMessages.withSpikes : ''),
    actions: [{ label: 'Undo', run: undo }],
    lastsMs: 8_000,
  });
}

export async function removeSet({ id, name }: ImportedSet): Promise<void> {
  await askImport((api) => api.remove(id));
  if (experimentStore.getState().experiment.dataset.id !== id) forgetImported(id);
  await refreshStorage();
  notify({ topic: 'import', text: importMessages.removed(name) });
  await tellIfMissing();
}

/** Reads which data sets there are, and gives them their names. */
async function refreshStorage(): Promise<void> {
  try {
    const storage = await askImport((api) => api.list());
    for (const stored of storage.sets) nameImported(stored.id, stored);
    set({ storage, storageProblem: null });
  } catch (error) {
    if (error instanceof Error && error.name === 'ImportStopped') return;
    set({ storage: null, storageProblem: importMessages.noStore });
  }
}

const isStored = (id: string): boolean =>
  importStore.getState().storage?.sets.some((stored) => stored.id === id) ?? false;

/** Whether anything was ever imported here; costs no worker. */
async function hasStore(): Promise<boolean> {
  try {
    const root = await navigator.storage.getDirectory();
    await root.getDirectoryHandle('imported');
    return true;
  } catch {
    return false;
  }
}

/** Says so when the experiment names imported data that are not in this browser. */
async function tellIfMissing(): Promise<void> {
  const { id } = experimentStore.getState().experiment.dataset;
  if (parseImportedId(id) === null || isStored(id)) {
    dismissTopic('imported-missing');
    return;
  }
  if (importStore.getState().storage === null && (await hasStore())) await refreshStorage();
  if (isStored(id) || experimentStore.getState().experiment.dataset.id !== id) return;
  const fallback = catalog.datasets[0];
  notify({
    tone: 'warning',
    topic: 'imported-missing',
    text: importMessages.missing(datasetOf(catalog, id).label),
    actions: [
      { label: importMessages.importFiles, keepsNotice: true, run: openImport },
      ...(fallback === undefined
        ? []
        : [
            {
              label: importMessages.switchTo(fallback.label),
              run: () => switchTo(fallback.id),
            },
          ]),
    ],
  });
}

function switchTo(id: string): void {
  dismissTopic('imported-missing');
  const { label } = datasetOf(catalog, id);
  edit(importMessages.switchTo(label), (experiment) =>
    setChosen(experiment, catalog, 'dataset', id),
  );
}

/** Watches which data set the document names; call once. */
export function followImported(): void {
  void hasStore().then(async (has) => {
    if (has) await refreshStorage();
    await tellIfMissing();
  });
  let before = experimentStore.getState().experiment.dataset.id;
  experimentStore.subscribe(({ experiment }) => {
    if (experiment.dataset.id === before) return;
    before = experiment.dataset.id;
    void tellIfMissing();
  });
}
