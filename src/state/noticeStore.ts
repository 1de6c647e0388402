/** Notices about the whole page: what happened, to which thing, what can be done. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export interface NoticeAction {
  readonly label: string;
  /** The notice stays, as the action alone does not settle the matter. */
  readonly keepsNotice?: boolean;
  run(): void;
}

export interface Notice {
  readonly id: number;
  readonly tone: 'info' | 'warning' | 'error';
  readonly text: string;
  /** Further lines, shown on request. */
  readonly details: readonly string[];
  /** Whether the further lines are shown from the start. */
  readonly isUnfolded: boolean;
  readonly actions: readonly NoticeAction[];
  /** A notice of the same topic replaces the earlier one. */
  readonly topic: string;
  /** Time after which it leaves by itself; null for one that stays until dismissed. */
  readonly lastsMs: number | null;
}

export type NoticeInput = Pick<Notice, 'text'> & Partial<Omit<Notice, 'id'>>;

const PASSING_MS = 8_000;
const NOTICE_LIMIT = 4;

let nextId = 1;

export const noticeStore = createStore<{ readonly notices: readonly Notice[] }>()(() => ({
  notices: [],
}));

/** Shows a notice and returns its id. Those without actions or details pass by themselves. */
export function notify(input: NoticeInput): number {
  const id = nextId;
  nextId += 1;
  const actions = input.actions ?? [];
  const details = input.details ?? [];
  const tone = input.tone ?? 'info';
  const stays = actions.length > 0 || details.length > 0 || tone === 'error';
  const notice: Notice = {
    id,
    tone,
    text: input.text,
    details,
    isUnfolded: input.isUnfolded ?? (tone === 'error' || details.length === 1),
    actions,
    topic: input.topic ?? `notice-${id}`,
    lastsMs: input.lastsMs === undefined ? (stays ? null : PASSING_MS) : input.lastsMs,
  };
  noticeStore.setState(({ notices }) => ({
    notices: [...notices.filter((other) => other.topic !== notice.topic), notice].slice(
      -NOTICE_LIMIT,
    ),
  }));
  if (notice.lastsMs !== null) setTimeout(() => dismissNotice(id), notice.lastsMs);
  return id;
}

export function dismissNotice(id: number): void {
  noticeStore.setState(({ notices }) => ({ notices: notices.filter((other) => other.id !== id) }));
}

/** Takes away the notice of a topic, because what it said is no longer so. */
export function dismissTopic(topic: string): void {
  noticeStore.setState(({ notices }) => ({
    notices: notices.filter((other) => other.topic !== topic),
  }));
}

export function useNotices(): readonly Notice[] {
  return useStore(noticeStore, (state) => state.notices);
}
