/** Files with their folders, from a drop or a file field. */
import type { ImportFile } from '#protocol/import.ts';

const FILE_LIMIT = 200_000;

/** Files of a field that lets people choose files or a folder. */
export function filesOf(list: FileList | null): ImportFile[] {
  return Array.from(list ?? [], (file) => ({
    path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
    file,
  }));
}

/** Dropped files, folders walked. Has to be called inside the drop event: its items empty after it. */
export async function droppedFiles(data: DataTransfer): Promise<ImportFile[]> {
  const entries = Array.from(data.items, (item) => item.webkitGetAsEntry());
  const known = entries.filter((entry) => entry !== null);
  if (known.length === 0) return filesOf(data.files);
  const files: ImportFile[] = [];
  for (const entry of known) await walk(entry, files);
  return files;
}

async function walk(entry: FileSystemEntry, files: ImportFile[]): Promise<void> {
  // One more than the reader takes, so that it can say there are too many.
  if (files.length > FILE_LIMIT) return;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    files.push({ path: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  if (!isFolder(entry)) return;
  const reader = entry.createReader();
  for (;;) {
    // A reader gives a hundred entries at a time, and none at the end.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (entries.length === 0) return;
    for (const inner of entries) await walk(inner, files);
  }
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
