/** Files made from a plot. */
import type { Experiment } from '#model/experiment.ts';
import { experimentStore } from '#state/experimentStore.ts';
import { notify } from '#state/noticeStore.ts';
import { messages } from './messages.ts';

export interface Exportable {
  exportPng(title: string, footnote?: string): Promise<Blob>;
  exportSvg(title: string, footnote?: string): Promise<Blob>;
  toCsv(): string;
}

/** A file name any system takes: "mnist-784-800-10-raster". */
export function fileStem(experimentName: string, title: string): string {
  return `${experimentName} ${title}`
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80);
}

export const savePng = (plot: Exportable, title: string, context: string): Promise<void> =>
  withPicture(title, context, plot.exportPng, (picture, stem) => download(picture, `${stem}.png`));

export const saveSvg = (plot: Exportable, title: string, context: string): Promise<void> =>
  withPicture(title, context, plot.exportSvg, (picture, stem) => download(picture, `${stem}.svg`));

/** Puts the picture on the clipboard, ready for a slide. */
export const copyPng = (plot: Exportable, title: string, context: string): Promise<void> =>
  withPicture(title, context, plot.exportPng, async (picture) => {
    await navigator.clipboard.write([new ClipboardItem({ [picture.type]: picture })]);
    notify({ tone: 'info', text: messages.copied(title) });
  });

async function withPicture(
  title: string,
  context: string,
  draw: Exportable['exportPng'],
  take: (picture: Blob, stem: string) => void | Promise<void>,
): Promise<void> {
  const { experiment } = experimentStore.getState();
  const heading = [title, context].filter((text) => text !== '').join(' · ');
  try {
    await take(await draw(heading, footnote(experiment)), fileStem(experiment.name, title));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    notify({ tone: 'error', text: messages.exportFailed(title), details: [reason] });
  }
}

export function saveCsv(plot: Exportable, title: string): void {
  saveText(plot.toCsv(), title);
}

/** Comma-separated values as a file that is named after the open experiment. */
export function saveText(csv: string, title: string): void {
  const { experiment } = experimentStore.getState();
  const text = new Blob([csv], { type: 'text/csv' });
  download(text, `${fileStem(experiment.name, title)}.csv`);
}

/** The whole link is longer than a picture is wide: the address of the page has to do. */
function footnote({ name, seed }: Experiment): string {
  return messages.footnote(name, seed, `${location.host}${location.pathname}`);
}

function download(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has taken the blob over by then.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
