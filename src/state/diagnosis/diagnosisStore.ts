/** What is wrong with the training on the page, and the mends that are offered. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { catalog } from '#catalog/index.ts';
import { datasetOf } from '#model/catalog.ts';
import { layerOf } from '#model/edit/parts.ts';
import { readoutOf } from '#model/network/supports.ts';
import type { Frame } from '#protocol/frame.ts';
import type { StatisticsReport } from '#protocol/layerStatistics.ts';
import { edit, experimentStore } from '../experimentStore.ts';
import { frameSource } from '../frameSource.ts';
import { dismissTopic, notify } from '../noticeStore.ts';
import { trainingKey } from '../run/runState.ts';
import { reset, runStore } from '../runStore.ts';
import { wishStatistics } from '../statisticsWish.ts';
import type { Diagnosis } from './diagnose.ts';
import { diagnose } from './diagnose.ts';
import { diagnosisMessages as messages } from './messages.ts';
import type { Mend } from './mends.ts';
import { mendOf } from './mends.ts';

const REPORTS_KEPT = 3;
const TOPIC = 'diagnosis';

interface DiagnosisState {
  readonly found: readonly Diagnosis[];
}

const store = createStore<DiagnosisState>()(() => ({ found: [] }));
let history: { key: string; run: number; reports: readonly StatisticsReport[] } | null = null;
/** Findings that a notice has told of; each is told once until it is gone. */
let told: ReadonlySet<string> = new Set();

const keyOf = ({ kind, layerId }: Diagnosis): string => `${kind} ${layerId ?? ''}`;

/** Looks at every report of statistics from now on; call once. */
export function followDiagnosis(): void {
  wishStatistics();
  frameSource.subscribe(look);
  // Statistics of other settings say nothing about these.
  experimentStore.subscribe((now, before) => {
    if (trainingKey(now.experiment) !== trainingKey(before.experiment)) forget();
  });
}

function forget(): void {
  history = null;
  put([]);
}

function look({ run, statistics }: Pick<Frame, 'run' | 'statistics'>): void {
  if (statistics === null) return;
  const { experiment } = experimentStore.getState();
  const key = trainingKey(experiment);
  const known = history?.key === key && history.run === run ? history.reports : [];
  history = { key, run, reports: [...known, statistics].slice(-REPORTS_KEPT) };
  const readout = readoutOf(experiment.network.layers, catalog);
  if (readout === undefined) return;
  const { classes } = datasetOf(catalog, experiment.dataset.id);
  const { batchSize } = experiment;
  put(diagnose(history.reports, { readoutId: readout.id, classes, batchSize }));
}

function put(found: readonly Diagnosis[]): void {
  const { found: before } = store.getState();
  if (JSON.stringify(before) !== JSON.stringify(found)) store.setState({ found });
  const keys = new Set(found.map(keyOf));
  const fresh = found.find((own) => !told.has(keyOf(own)));
  if (keys.size === 0 && told.size > 0) dismissTopic(TOPIC);
  told = new Set([...told].filter((own) => keys.has(own)));
  // One at a time: the first in the network is often the cause of the others.
  if (fresh === undefined || told.size > 0) return;
  told = keys;
  tell(fresh, found.length - 1);
}

function tell(diagnosis: Diagnosis, others: number): void {
  const mend = mendFor(diagnosis);
  notify({
    tone: 'warning',
    topic: TOPIC,
    text: sentenceOf(diagnosis),
    details: [
      ...(others === 0 ? [] : [messages.several(others + 1)]),
      messages.help[diagnosis.kind].meaning,
      messages.help[diagnosis.kind].causes,
    ],
    actions: mend === null ? [] : [{ label: mend.label, run: () => applyMend(mend) }],
  });
}

/** "Hidden, silent: no neuron fired in 32 samples." */
function sentenceOf({ kind, layerId, text }: Diagnosis): string {
  const { experiment } = experimentStore.getState();
  const name = layerId === null ? undefined : layerOf(experiment, layerId)?.name;
  const named = messages.kinds[kind];
  return name === undefined ? `${named}: ${text}` : messages.named(name, named.toLowerCase(), text);
}

export function mendFor(diagnosis: Diagnosis): Mend | null {
  return mendOf(diagnosis, experimentStore.getState().experiment, catalog);
}

/** One undoable edit, and a new start where weights have to be drawn anew. */
export function applyMend({ label, apply, restarts }: Mend): void {
  edit(label, apply);
  if (restarts && runStore.getState().status.metrics.update > 0) reset().catch(() => undefined);
}

export function useDiagnosis<T>(select: (state: DiagnosisState) => T): T {
  return useStore(store, select);
}
