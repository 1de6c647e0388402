/** Keeps edited or trained work in the browser, and offers what an earlier page left behind. */
import type { Experiment } from '#model/experiment.ts';
import { experimentStore, openExperiment } from '../experimentStore.ts';
import { notify } from '../noticeStore.ts';
import type { KeptRun } from '../run/runState.ts';
import { trainingKey } from '../run/runState.ts';
import { resumeRun } from '../runStore.ts';
import { contentOf, isEdited } from '../share/edited.ts';
import { shareMessages } from '../share/messages.ts';
import type { SavedSession } from './sessions.ts';
import { deleteSession, holdSession, leftBehind, ownSessionId, putSession } from './sessions.ts';

const SAVE_DELAY_MS = 1_000;
/** Larger checkpoints are not stored: handing one to the database copies it on the main thread. */
const CHECKPOINT_MAX_BYTES = 64_000_000;

let timer: ReturnType<typeof setTimeout> | null = null;
let lastRun: KeptRun | null = null;
let hasSaved = false;
let complained = false;

/** Receives the checkpoints of the run. */
export function keepRun(run: KeptRun): void {
  if (run.checkpoint.byteLength > CHECKPOINT_MAX_BYTES) return;
  lastRun = run;
  save();
}

/** From now on changes are kept, a second after they rest. */
export function startAutosave(): void {
  holdSession();
  let last: Experiment = experimentStore.getState().experiment;
  experimentStore.subscribe(({ experiment }) => {
    if (experiment === last) return;
    last = experiment;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(save, SAVE_DELAY_MS);
  });
  // A page on its way out has no second left.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && timer !== null) save();
  });
}

function save(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
  const { experiment } = experimentStore.getState();
  const fits = lastRun !== null && trainingKey(lastRun.experiment) === trainingKey(experiment);
  const run = fits ? lastRun : null;
  // Nothing of the person's own yet: an opened example is not work to come back to.
  if (run === null && !isEdited() && !hasSaved) return;
  hasSaved = true;
  putSession({ id: ownSessionId, savedAt: Date.now(), experiment, run }).catch(complain);
}

function complain(error: unknown): void {
  if (complained) return;
  complained = true;
  const reason = error instanceof Error ? error.message : String(error);
  notify({ tone: 'warning', topic: 'storage', text: shareMessages.noStorage(reason) });
}

/** Shows "Continue from 14:32?" when an earlier page left something that is not on screen. */
export async function offerEarlierWork(): Promise<void> {
  const session = await leftBehind().catch(() => null);
  if (session === null) return;
  const { experiment } = experimentStore.getState();
  if (session.run === null && contentOf(session.experiment) === contentOf(experiment)) return;
  const time = new Date(session.savedAt).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
  });
  const update = session.run?.status.metrics.update ?? 0;
  notify({
    topic: 'continue',
    text: shareMessages.continueFrom(time, session.experiment.name, update),
    actions: [
      { label: shareMessages.goOn, run: () => continueSession(session) },
      { label: shareMessages.discard, run: () => void deleteSession(session.id).catch(complain) },
    ],
  });
}

function continueSession({ id, experiment, run }: SavedSession): void {
  openExperiment(experiment, shareMessages.continued);
  const done =
    run === null ? Promise.resolve() : resumeRun({ ...run, experiment }, shareMessages.continued);
  // Kept until this page has a record of its own.
  done
    .then(save)
    .then(() => deleteSession(id))
    .catch(complain);
}
