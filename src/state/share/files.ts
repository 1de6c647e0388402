/** Experiments as JSON files. */
import { catalog } from '#catalog/index.ts';
import { decodeJson } from '#model/link/codec.ts';
import { describeValue } from '#model/problem.ts';
import { compactExperiment } from '#model/validate/compact.ts';
import { experimentStore } from '../experimentStore.ts';
import { notify } from '../noticeStore.ts';
import { markUnedited } from './edited.ts';
import { receive } from './incoming.ts';
import { shareMessages } from './messages.ts';

const FILE_MAX_BYTES = 1_000_000;

/** Hands the document to the browser as a download. */
export function saveFile(): void {
  const { experiment } = experimentStore.getState();
  const json = JSON.stringify(compactExperiment(experiment, catalog), null, 2);
  const url = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(experiment.name);
  link.click();
  // The download has its own reference by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
  markUnedited();
  notify({ topic: 'share', text: shareMessages.saved(link.download) });
}

/** Opens a chosen or dropped file; edited work is not replaced without a question. */
export async function openFile(file: File): Promise<void> {
  if (file.size > FILE_MAX_BYTES) {
    const problem = {
      path: 'file',
      got: `${Math.ceil(file.size / 1000)} kB`,
      expected: shareMessages.atMost(FILE_MAX_BYTES / 1000),
    };
    receive({ ok: false, problems: [problem] }, shareMessages.openFile, shortName(file));
    return;
  }
  const result = decodeJson(await file.text(), catalog, 'file');
  receive(result, shareMessages.openFile, shortName(file));
}

function shortName(file: File): string {
  return describeValue(file.name);
}

/** The name of the experiment as a file name that every system takes. */
export function fileName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase();
  return `${plain === '' ? shareMessages.unnamed : plain}.json`;
}
