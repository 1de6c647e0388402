/** The fragment of the address: read when the page opens, rewritten as the document changes. */
import { createStore } from 'zustand/vanilla';
import { catalog } from '#catalog/index.ts';
import { encodeLink } from '#model/link/codec.ts';
import { experimentStore, openFirst } from '../experimentStore.ts';
import { notify } from '../noticeStore.ts';
import { markUnedited } from './edited.ts';
import { opensExperiment, readFragment } from './fragment.ts';
import { linkTo, receive } from './incoming.ts';
import { shareMessages } from './messages.ts';

const WRITE_PERIOD_MS = 500;

/** The fragment this page wrote last; an event about it is no news. */
let written = '';
let unreadable = false;
let timer: ReturnType<typeof setTimeout> | null = null;

/** How often a link was handed out on this page. */
export const linkCopies = createStore(() => 0);

/** Opens the experiment the address carries, if any. Problems are reported; the example stays. */
export async function openAddress(): Promise<void> {
  if (!opensExperiment(location.hash)) return;
  const result = await readFragment(location.hash);
  if (result.ok) {
    openFirst(result.value, shareMessages.openLink);
    markUnedited();
  } else {
    unreadable = true;
    receive(result, shareMessages.openLink, shareMessages.theLink);
  }
}

/** From now on the address follows the document, and a pasted address is offered. */
export function followDocument(): void {
  let last = experimentStore.getState().experiment;
  experimentStore.subscribe(({ experiment }) => {
    if (experiment === last) return;
    last = experiment;
    timer ??= setTimeout(() => {
      timer = null;
      void writeAddress();
    }, WRITE_PERIOD_MS);
  });
  window.addEventListener('hashchange', () => void readAddress());
  // A link that could not be read stays in the address bar, where the person can look at it.
  if (!unreadable) void writeAddress();
}

async function writeAddress(): Promise<void> {
  const fragment = await encodeLink(experimentStore.getState().experiment, catalog);
  if (fragment === location.hash.slice(1)) return;
  written = fragment;
  history.replaceState(history.state, '', `#${fragment}`);
}

async function readAddress(): Promise<void> {
  const fragment = location.hash.slice(1);
  if (fragment === written || !opensExperiment(fragment)) return;
  receive(await readFragment(fragment), shareMessages.openLink, shareMessages.theLink);
  // Refused or waiting for a choice: the address describes what is on screen.
  await writeAddress();
}

/** Copies the address of the document as it is now. */
export async function copyLink(): Promise<void> {
  const link = await linkTo(experimentStore.getState().experiment);
  try {
    await navigator.clipboard.writeText(link);
    notify({ topic: 'share', text: shareMessages.copied(link.length) });
  } catch {
    notify({
      tone: 'warning',
      topic: 'share',
      text: shareMessages.copyByHand,
      details: [link],
    });
  }
  linkCopies.setState((copies) => copies + 1);
}
