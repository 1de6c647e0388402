/**
 * Work kept in IndexedDB, a record per opened page, so that two tabs never write over each other.
 *
 * A page holds a lock named after its record for as long as it lives; a record without its lock was
 * left behind by a reload, a crash or a closed tab.
 */
import type { DBSchema, IDBPDatabase } from 'idb';
import { openDB } from 'idb';
import { catalog } from '#catalog/index.ts';
import type { Experiment } from '#model/experiment.ts';
import { parseExperiment } from '#model/validate/parseExperiment.ts';
import type { KeptRun } from '../run/runState.ts';

export interface SavedSession {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** The document; validated again when read, because a newer or older page may have written it. */
  readonly experiment: Experiment;
  readonly run: KeptRun | null;
}

interface Schema extends DBSchema {
  sessions: { key: string; value: SavedSession };
}

const SESSION_LIMIT = 5;

const lockName = (id: string): string => `spikeground-session-${id}`;

export const ownSessionId: string = Array.from(crypto.getRandomValues(new Uint32Array(3)), (word) =>
  word.toString(36),
).join('');

let database: Promise<IDBPDatabase<Schema>> | null = null;

function open(): Promise<IDBPDatabase<Schema>> {
  database ??= openDB<Schema>('spikeground', 1, {
    upgrade: (db) => {
      db.createObjectStore('sessions', { keyPath: 'id' });
    },
  });
  return database;
}

/** Marks this page's record as in use until the page is gone. */
export function holdSession(): void {
  // Locks exist in secure contexts only; without them a record of another open tab may be offered.
  if (!('locks' in navigator)) return;
  navigator.locks
    .request(lockName(ownSessionId), () => new Promise<never>(() => undefined))
    .catch(() => undefined);
}

export async function putSession(session: SavedSession): Promise<void> {
  const db = await open();
  await db.put('sessions', session);
}

export async function deleteSession(id: string): Promise<void> {
  const db = await open();
  await db.delete('sessions', id);
}

/** The youngest record that no open page owns, or null. Old records beyond a handful are dropped. */
export async function leftBehind(): Promise<SavedSession | null> {
  const db = await open();
  const all = (await db.getAll('sessions')).toSorted((a, b) => b.savedAt - a.savedAt);
  await Promise.all(all.slice(SESSION_LIMIT).map(({ id }) => db.delete('sessions', id)));
  const held = await heldLocks();
  for (const session of all.slice(0, SESSION_LIMIT)) {
    if (session.id === ownSessionId || held.has(lockName(session.id))) continue;
    const parsed = parseExperiment(session.experiment, catalog);
    if (parsed.ok) return { ...session, experiment: parsed.value };
  }
  return null;
}

async function heldLocks(): Promise<ReadonlySet<string>> {
  if (!('locks' in navigator)) return new Set();
  const { held } = await navigator.locks.query();
  return new Set((held ?? []).map(({ name }) => name ?? ''));
}
