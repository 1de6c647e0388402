/**
 * The page's way to the import worker. To break work off, the worker is ended; the next question
 * starts another one, which clears what was half stored.
 */
import * as Comlink from 'comlink';
import type { ImportApi, ImportProgress } from '#protocol/import.ts';
import { importMessages } from './messages.ts';
import { SILENT_SECONDS, watchSigns } from './signsOfLife.ts';

interface Connection {
  readonly api: Comlink.Remote<ImportApi>;
  /** Rejects when the worker is gone, with an error named `ImportStopped`. */
  readonly gone: Promise<never>;
  end(reason: string): void;
}

let connection: Connection | null = null;
let listener: (progress: ImportProgress) => void = () => undefined;

export function onImportProgress(listen: (progress: ImportProgress) => void): void {
  listener = listen;
}

function connect(): Connection {
  if (connection !== null) return connection;
  const worker = new Worker(new URL('../../../workers/import.worker.ts', import.meta.url), {
    type: 'module',
    name: 'import',
  });
  let end: Connection['end'] = () => undefined;
  const gone = new Promise<never>((_, reject) => {
    end = (reason) => {
      worker.terminate();
      connection = null;
      const error = new Error(reason);
      error.name = 'ImportStopped';
      reject(error);
    };
  });
  worker.addEventListener('error', (event) => end(event.message || importMessages.stopped));
  worker.addEventListener('messageerror', () => end(importMessages.stopped));
  const unwatch = watchSigns(worker, () => end(importMessages.silent(SILENT_SECONDS)));
  gone.catch(unwatch);
  const api = Comlink.wrap<ImportApi>(worker);
  api.watch(Comlink.proxy((progress) => listener(progress))).catch(() => undefined);
  connection = { api, gone, end };
  return connection;
}

/** Asks the worker; rejects with `ImportStopped` when it dies or is stopped. */
export function askImport<T>(question: (api: Connection['api']) => Promise<T>): Promise<T> {
  const { api, gone } = connect();
  return Promise.race([question(api), gone]);
}

/** Breaks off whatever the worker does. */
export function stopImport(): void {
  connection?.end('stopped');
}
