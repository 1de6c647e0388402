/**
 * NumPy arrays: NPY files, and NPZ archives of them.
 *
 * Source: NumPy, NEP 1, "A simple file format for NumPy arrays". Read: b1, u1–u8, i1–i8, f2–f8 in
 * either byte order, C and Fortran order, and text (U, S) for labels. Objects and records are refused.
 */
import type { ImportChoice, Mapping } from '#protocol/import.ts';
import type { ByteSource } from './byteSource.ts';
import { fault, REMEDY } from './fault.ts';
import { COUNT_LIMIT, integerLabels } from './idx.ts';
import type { Format, Opened, Records } from './records.ts';
import { choiceOf, classify, isTestPath, shapeOf } from './records.ts';
import type { NumberArray } from './sampleArray.ts';
import { arrayContent, looksChannelsFirst, numberType } from './sampleArray.ts';
import { isZip, readZip } from './zip.ts';

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const HEADER_MAX_BYTES = 65_535;

/** An array of numbers, or of text of a fixed length. */
type Array_ = NumberArray | TextArray;

interface TextArray {
  readonly source: ByteSource;
  readonly dataOffset: number;
  readonly extents: readonly number[];
  readonly text: {
    readonly chars: number;
    readonly bytesPerChar: 1 | 4;
    readonly isLittle: boolean;
  };
}

export const npy: Format = {
  label: 'NumPy arrays',
  accepts: ({ head, path }) =>
    MAGIC.every((byte, at) => head[at] === byte) || (isZip(head) && /\.npz$/i.test(path)),
  open: async (files, mapping) => {
    const arrays = (await Promise.all(files.map(arraysOf))).flat();
    return openArrays(arrays, mapping);
  },
};

async function arraysOf(source: ByteSource): Promise<Array_[]> {
  if (!isZip(await source.read(0, Math.min(4, source.size)))) return [await readNpyHeader(source)];
  const entries = (await readZip(source)).filter(({ path }) => path.endsWith('.npy'));
  const arrays: Array_[] = [];
  // One after the other: each may be decompressed into memory.
  for (const entry of entries) arrays.push(await readNpyHeader(await entry.open()));
  if (arrays.length === 0)
    fault(source.path, 'no array inside', 'entries named *.npy', REMEDY.format);
  return arrays;
}

/** @throws ImportFault naming offset or header field */
async function readNpyHeader(source: ByteSource): Promise<Array_> {
  const { path, size } = source;
  const start = await source.read(0, Math.min(12, size));
  if (start.length < 12 || MAGIC.some((byte, at) => start[at] !== byte))
    fault(
      `${path}, offset 0`,
      `${start.length} bytes that are no NPY header`,
      '\\x93NUMPY',
      REMEDY.format,
    );
  const version = start[6]!;
  if (version < 1 || version > 3)
    fault(`${path}, offset 6`, `version ${version}`, '1 to 3', REMEDY.format);
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  const headerOffset = version === 1 ? 10 : 12;
  const headerBytes = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (headerBytes > HEADER_MAX_BYTES || headerOffset + headerBytes > size)
    fault(
      `${path}, offset 8`,
      `a header of ${headerBytes} bytes`,
      `at most ${Math.min(HEADER_MAX_BYTES, size - headerOffset)}`,
    );
  const header = new TextDecoder('latin1').decode(await source.read(headerOffset, headerBytes));
  const dataOffset = headerOffset + headerBytes;
  const field = (name: string, pattern: string): string =>
    new RegExp(`['"]${name}['"]\\s*:\\s*${pattern}`).exec(header)?.[1] ??
    fault(
      `${path}, header field ${name}`,
      header.slice(0, 60),
      'a value as NumPy writes it',
      'Save the array with numpy.save, not as an object.',
    );
  const descr = field('descr', `['"]([<>|=]?[A-Za-z]\\d*)['"]`);
  const isFortran = field('fortran_order', '(True|False)') === 'True';
  const extents = field('shape', '\\(([\\d,\\sL]*)\\)')
    .split(',')
    .map((part) => part.trim().replace(/L$/, ''))
    .filter((part) => part !== '')
    .map(Number);
  if (extents.length === 0)
    fault(`${path}, header field shape`, 'a single number', 'one row or more', REMEDY.format);
  const count = extents.reduce((product, extent) => product * extent, 1);
  const isLittle = !descr.startsWith('>');
  const code = descr.replace(/^[<>|=]/, '');
  const text = /^([US])(\d{1,4})$/.exec(code);
  const type = numberType(code, isLittle);
  if (type === null && text === null)
    fault(
      `${path}, header field descr`,
      descr,
      'numbers (b1, u1–u8, i1–i8, f2–f8) or text (U, S)',
      'Convert the array first: x.astype("float32").',
    );
  const bytesPerChar = text?.[1] === 'U' ? 4 : 1;
  const chars = Number(text?.[2] ?? 0);
  const itemBytes = type?.bytes ?? chars * bytesPerChar;
  if (size - dataOffset !== count * itemBytes)
    fault(
      `${path}, offset ${dataOffset}`,
      `${size - dataOffset} bytes of data`,
      `${count * itemBytes} (${extents.join(' × ')} of ${itemBytes} bytes, from the header)`,
    );
  if (extents[0]! < 1 || extents[0]! > COUNT_LIMIT)
    fault(`${path}, header field shape`, `${extents[0]} samples`, `1 to ${COUNT_LIMIT}`);
  return type === null
    ? { source, dataOffset, extents, text: { chars, bytesPerChar, isLittle } }
    : { source, dataOffset, type, extents, isFortran };
}

const nameOf = ({ source }: Array_): string => source.path.replace(/\.npy$/i, '');
const isLabelName = (name: string): boolean =>
  /(^|[^a-z])(y|labels?|targets?|class(es)?)([^a-z]|$)/i.test(name);

/** Which array is what: by what they are called, and as the person says. */
async function openArrays(arrays: readonly Array_[], mapping: Mapping): Promise<Opened> {
  const names = arrays.map(nameOf);
  const samples = arrays.filter((array) => !('text' in array) && !isLabelName(nameOf(array)));
  const labels = arrays.filter((array) => array.extents.length === 1);
  const proposed = (from: readonly Array_[], isTest: boolean, without = ''): string =>
    from.map(nameOf).find((name) => isTestPath(name) === isTest && name !== without) ?? '';
  const pick = (id: string, fallback: string): string =>
    choiceOf(mapping, id, ['', ...names], fallback);
  const x = pick('samples', proposed(samples, false) || proposed(samples, true));
  const y = pick('labels', proposed(labels, isTestPath(x), x));
  const hasTest = !isTestPath(x);
  const testX = pick('testSamples', hasTest ? proposed(samples, true, x) : '');
  const testY = pick('testLabels', testX === '' ? '' : proposed(labels, true, testX));
  const first = arrays.find((array) => nameOf(array) === x);
  const channelsFirst =
    mapping['channelsFirst'] ?? (first !== undefined && looksChannelsFirst(first.extents));
  const open = async (xName: string, yName: string): Promise<Records> =>
    recordsOf(
      arrays.find((array) => nameOf(array) === xName),
      arrays.find((array) => nameOf(array) === yName),
      { names, channelsFirst: channelsFirst === true },
    );
  const options = ['', ...names].map((name) => ({
    value: name,
    label: name === '' ? 'None' : name,
  }));
  const select = (id: string, label: string, value: string, help: string): ImportChoice => ({
    id,
    label,
    help,
    kind: 'select',
    value,
    options,
  });
  return {
    train: await open(x, y),
    test: testX === '' ? null : await open(testX, testY),
    choices: [
      select('samples', 'Samples', x, 'The array whose first axis counts samples.'),
      select('labels', 'Labels', y, 'A class number or name for each sample.'),
      ...(arrays.length < 4
        ? []
        : [
            select(
              'testSamples',
              'Test samples',
              testX,
              'A second array for the test, if there is one.',
            ),
            select('testLabels', 'Test labels', testY, 'Labels of the test samples.'),
          ]),
      ...(first?.extents.length === 4
        ? ([
            {
              id: 'channelsFirst',
              label: 'Channels come first',
              help: 'Whether the axes of a sample are channel, row, column instead of row, column, channel.',
              kind: 'flag',
              value: channelsFirst === true,
            },
          ] as const)
        : []),
    ],
    notes: [],
  };
}

async function recordsOf(
  samples: Array_ | undefined,
  labels: Array_ | undefined,
  { names, channelsFirst }: { names: readonly string[]; channelsFirst: boolean },
): Promise<Records> {
  if (samples === undefined || labels === undefined || samples === labels)
    return fault(
      names.join(', '),
      labels === undefined ? 'no array of labels' : 'no array of samples',
      'one array of samples and one of labels',
      'Put both into one .npz, or choose both .npy files, named for instance x.npy and y.npy.',
    );
  const { path } = samples.source;
  if ('text' in samples)
    return fault(path, 'text', 'numbers', 'Choose another array for the samples.');
  const [count = 0, ...inner] = samples.extents;
  if (labels.extents.length !== 1 || labels.extents[0] !== count)
    fault(
      `${labels.source.path}, header field shape`,
      labels.extents.join(' × '),
      `${count} labels in one row, one for each sample of ${path}`,
      'Choose arrays that belong together; class numbers, not one-hot rows.',
    );
  const isFirst = channelsFirst && inner.length === 3;
  const [channels = 1, rows = 1, columns = 1] = inner;
  return {
    count,
    shape: shapeOf(isFirst ? [rows, columns, channels] : inner, `${path}, header field shape`),
    ...classify('text' in labels ? await textLabels(labels) : await integerLabels(labels)),
    content: await arrayContent(samples, isFirst),
    where: (index) => `${path}, sample ${index}`,
  };
}

async function textLabels({ source, dataOffset, extents, text }: TextArray): Promise<string[]> {
  const itemBytes = text.chars * text.bytesPerChar;
  const count = extents[0] ?? 0;
  const bytes = await source.read(dataOffset, count * itemBytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count }, (_, index) => {
    let label = '';
    for (let at = index * itemBytes; at < (index + 1) * itemBytes; at += text.bytesPerChar) {
      const code = text.bytesPerChar === 1 ? view.getUint8(at) : view.getUint32(at, text.isLittle);
      if (code > 0x10ffff)
        fault(
          `${source.path}, offset ${dataOffset + at}`,
          `character ${code}`,
          'a character of Unicode',
        );
      if (code !== 0) label += String.fromCodePoint(code);
    }
    return label;
  });
}
