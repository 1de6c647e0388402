/** Files that are one sample each, their class named by folder or by file name. */
import type { ByteSource } from './byteSource.ts';
import { fault } from './fault.ts';
import { isTestPath } from './records.ts';

export interface ClassFile {
  readonly source: ByteSource;
  readonly className: string;
}

export interface ClassFiles {
  readonly train: readonly ClassFile[];
  readonly test: readonly ClassFile[];
  readonly notes: readonly string[];
}

/**
 * The class of each file: its folder, or where all lie in one folder the start of its name up to the
 * first "_", "-" or space (`7_jackson_32.wav` is a 7).
 */
export function byClass(files: readonly ByteSource[]): ClassFiles {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const folders = new Set(sorted.map(({ path }) => parentOf(path)));
  const isFlat = folders.size < 2;
  const named = sorted.map((source) => ({
    source,
    className: isFlat ? startOf(source.path) : parentOf(source.path),
  }));
  const classes = new Set(named.map(({ className }) => className));
  if (classes.size < 2 || (isFlat && classes.size === sorted.length))
    fault(
      files[0]?.path ?? 'files',
      isFlat ? 'files in one folder, without a class in their names' : 'one folder',
      'a folder for each class, or names that begin with the class: 7_anna_1.wav',
      'Put the files of each class into a folder of its own and drop the folder above.',
    );
  const test = named.filter(({ source }) => isTestPath(folderOf(source.path)));
  const train = named.filter(({ source }) => !isTestPath(folderOf(source.path)));
  return {
    train: train.length === 0 ? test : train,
    test: train.length === 0 ? [] : test,
    notes: [isFlat ? 'Classes are the starts of the file names.' : 'Classes are the folders.'],
  };
}

const folderOf = (path: string): string => path.split('/').slice(0, -1).join('/');
const parentOf = (path: string): string => path.split('/').at(-2) ?? '';
const startOf = (path: string): string =>
  (path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '').split(/[_\- ]/)[0] ?? '';
