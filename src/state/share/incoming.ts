/**
 * Documents that come from outside: links, files, dropped files, examples.
 *
 * A damaged one changes nothing and is reported with every problem. A sound one never takes the place
 * of edited work by itself: it waits in `incomingStore` until the person has chosen.
 */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { catalog } from '#catalog/index.ts';
import type { Experiment } from '#model/experiment.ts';
import { encodeLink } from '#model/link/codec.ts';
import type { Result } from '#model/problem.ts';
import { problemText } from '#model/problem.ts';
import { openExperiment, undo } from '../experimentStore.ts';
import { notify } from '../noticeStore.ts';
import { isEdited, markUnedited } from './edited.ts';
import { shareMessages } from './messages.ts';

export interface Incoming {
  readonly experiment: Experiment;
  /** What the undo button will say about it. */
  readonly label: string;
}

export const incomingStore = createStore<{ readonly waiting: Incoming | null }>()(() => ({
  waiting: null,
}));

export function useIncoming(): Incoming | null {
  return useStore(incomingStore, (state) => state.waiting);
}

/** @param source what it is in a sentence: "The link", "digits.json" */
export function receive(result: Result<Experiment>, label: string, source: string): void {
  if (!result.ok) {
    notify({
      tone: 'error',
      topic: 'open',
      text: shareMessages.refused(source),
      details: result.problems.map(problemText),
    });
    return;
  }
  if (isEdited()) incomingStore.setState({ waiting: { experiment: result.value, label } });
  else replaceBy(result.value, label);
}

/** Opens a document in place of the current one; one undo brings the old one back. */
export function replaceBy(experiment: Experiment, label: string): void {
  incomingStore.setState({ waiting: null });
  openExperiment(experiment, label);
  markUnedited();
  notify({
    topic: 'open',
    text: shareMessages.opened(experiment.name),
    actions: [{ label: shareMessages.undo, run: undo }],
    lastsMs: 8_000,
  });
}

/** Opens the waiting document in a new tab. */
export async function openBeside({ experiment }: Incoming): Promise<void> {
  // Opened before the first await, or the browser no longer sees the click behind it.
  const tab = window.open('', '_blank');
  if (tab === null) {
    notify({ tone: 'warning', topic: 'open', text: shareMessages.popupBlocked });
    return;
  }
  incomingStore.setState({ waiting: null });
  tab.opener = null;
  tab.location.replace(await linkTo(experiment));
}

export function keepMine(): void {
  incomingStore.setState({ waiting: null });
}

/** The full address of a document on this very page. */
export async function linkTo(experiment: Experiment): Promise<string> {
  const fragment = await encodeLink(experiment, catalog);
  return `${location.href.split('#', 1)[0]}#${fragment}`;
}
