/** Tables as text: a row a sample, a column the class, the other columns its values. */
import type { ImportChoice, Mapping } from '#protocol/import.ts';
import type { ByteSource } from './byteSource.ts';
import type { CsvRow } from './csvFields.ts';
import { createCsvReader, guessDelimiter } from './csvFields.ts';
import { fault, ImportFault, REMEDY } from './fault.ts';
import type { Format, Opened, Records } from './records.ts';
import { choiceOf, classify, isTestPath, shapeOf } from './records.ts';

const PIECE_BYTES = 4 << 20;
const HEAD_BYTES = 64 << 10;
const HEAD_ROWS = 200;
/** Numbers of a table in memory, 4 bytes each. */
const CELL_LIMIT = 100_000_000;
const PROBLEM_LIMIT = 20;
const DELIMITERS = [
  { value: ',', label: 'Comma' },
  { value: '\t', label: 'Tab' },
  { value: ';', label: 'Semicolon' },
  { value: ' ', label: 'Space' },
] as const;

export const csv: Format = {
  label: 'Table of text',
  accepts: ({ path, head }) =>
    /\.(csv|tsv|tab|txt|data)$/i.test(path) && !head.includes(0) && head.length > 0,
  open: async (files, mapping) => {
    const trainFiles = files.filter(({ path }) => !isTestPath(path));
    const [first, second] =
      trainFiles.length === 0
        ? [files, []]
        : [trainFiles, files.filter(({ path }) => isTestPath(path))];
    const [head] = first;
    if (head === undefined) return fault('files', 'none', 'one table or more');
    const layout = await layoutOf(head, mapping);
    const train = await readTables(first, layout);
    return {
      train,
      test: second.length === 0 ? null : await readTables(second, layout),
      choices: choicesOf(layout),
      notes: leftOut(layout),
    } satisfies Opened;
  },
};

interface Layout {
  readonly delimiter: string;
  readonly hasHeader: boolean;
  readonly columns: readonly string[];
  readonly label: number;
  /** Columns that become values, in order. */
  readonly values: readonly number[];
  /** Columns of text, which cannot be values; with the label among them. */
  readonly texts: readonly number[];
  readonly image: string;
}

const isNumber = (field: string): boolean => field.trim() !== '' && Number.isFinite(Number(field));
const isLabelName = (name: string): boolean =>
  /^(label|class|target|y|category|species|digit|variety|diagnosis)$/i.test(name.trim());

/** What the first rows say of the table, and what the person says instead. */
async function layoutOf(source: ByteSource, mapping: Mapping): Promise<Layout> {
  const bytes = await source.read(0, Math.min(source.size, HEAD_BYTES));
  const text = decoderFor(bytes).decode(bytes, { stream: source.size > HEAD_BYTES });
  const delimiter = choiceOf(
    mapping,
    'delimiter',
    DELIMITERS.map(({ value }) => value),
    guessDelimiter(text),
  );
  const rows: CsvRow[] = [];
  const reader = createCsvReader(source.path, delimiter);
  const take = (row: CsvRow): void => {
    if (rows.length < HEAD_ROWS) rows.push(row);
  };
  reader.push(text, take);
  if (source.size <= HEAD_BYTES) reader.end(take);
  const [first, ...others] = rows;
  if (first === undefined)
    return fault(`${source.path}, line 1`, 'no row', 'rows of values', REMEDY.format);
  const width = first.fields.length;
  // A column of numbers with a word here and there is damaged rather than a column of words.
  const textIn = (body: readonly CsvRow[]): number[] =>
    first.fields.flatMap((_, column) => {
      const words = body.filter(({ fields }) => !isNumber(fields[column] ?? '')).length;
      return words > body.length / 2 ? [column] : [];
    });
  const looksHeader =
    others.length > 0 && textIn([first]).some((column) => !textIn(others).includes(column));
  const hasHeader =
    mapping['header'] === undefined
      ? looksHeader || first.fields.some(isLabelName)
      : mapping['header'] === true;
  const columns = first.fields.map((name, column) =>
    hasHeader && name.trim() !== '' ? name.trim() : `column ${column + 1}`,
  );
  const body = hasHeader ? others : rows;
  const texts = textIn(body);
  const named = hasHeader ? first.fields.findIndex(isLabelName) : -1;
  const isWhole = (column: number): boolean =>
    body.every(
      ({ fields }) => Number.isInteger(Number(fields[column])) && Number(fields[column]) >= 0,
    ) && new Set(body.map(({ fields }) => fields[column])).size <= Math.max(2, body.length / 2);
  const guessed =
    named >= 0 ? named : (texts.at(-1) ?? (isWhole(width - 1) || !isWhole(0) ? width - 1 : 0));
  const label = Number(
    choiceOf(
      mapping,
      'label',
      columns.map((_, column) => String(column)),
      String(guessed),
    ),
  );
  const values = columns.flatMap((_, column) =>
    column === label || texts.includes(column) ? [] : [column],
  );
  if (values.length === 0)
    fault(
      `${source.path}, line ${body[0]?.line ?? 1}`,
      `${width} column${width === 1 ? '' : 's'}, none of numbers beside the label`,
      'at least one column of numbers',
      'Choose another delimiter or another label column.',
    );
  const image = choiceOf(mapping, 'image', imageSizes(values.length), 'vector');
  return { delimiter, hasHeader, columns, label, values, texts, image };
}

function leftOut({ columns, texts, label }: Layout): string[] {
  const words = texts.filter((column) => column !== label).map((column) => columns[column]);
  return words.length === 0 ? [] : [`Columns of words were left out: ${words.join(', ')}.`];
}

/** Ways to see so many values as rows and columns of an image. */
function imageSizes(count: number): string[] {
  const side = Math.sqrt(count);
  return ['vector', ...(Number.isInteger(side) && side > 1 ? [`${side}x${side}`] : [])];
}

function choicesOf(layout: Layout): ImportChoice[] {
  const { delimiter, hasHeader, columns, label, image, values } = layout;
  const sizes = imageSizes(values.length);
  return [
    {
      id: 'delimiter',
      label: 'Delimiter',
      help: 'What stands between two fields.',
      kind: 'select',
      value: delimiter,
      options: DELIMITERS,
    },
    {
      id: 'header',
      label: 'First row has names',
      help: 'Whether the first row names the columns.',
      kind: 'flag',
      value: hasHeader,
    },
    {
      id: 'label',
      label: 'Label column',
      help: 'The column that says which class a row is of: a number or a word.',
      kind: 'select',
      value: String(label),
      options: columns.map((name, column) => ({ value: String(column), label: name })),
    },
    ...(sizes.length < 2
      ? []
      : ([
          {
            id: 'image',
            label: 'Values are',
            help: 'Whether the values of a row are the pixels of an image, row by row.',
            kind: 'select',
            value: image,
            options: sizes.map((size) => ({
              value: size,
              label:
                size === 'vector' ? 'Single numbers' : `An image of ${size.replace('x', ' × ')}`,
            })),
          },
        ] as const)),
  ];
}

/** UTF-8, or UTF-16 where the file begins with its mark. */
function decoderFor(bytes: Uint8Array): TextDecoder {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8');
}

async function readTables(files: readonly ByteSource[], layout: Layout): Promise<Records> {
  const width = layout.values.length;
  let cells = new Float32Array(1024 * width);
  const names: string[] = [];
  const lines: { readonly path: string; readonly from: number; readonly lines: number[] }[] = [];
  const problems: ImportFault['problems'][number][] = [];
  for (const source of files) {
    const ofFile = { path: source.path, from: names.length, lines: [] as number[] };
    lines.push(ofFile);
    await eachRow(source, layout, (row) => {
      const { line, fields } = row;
      if (problems.length >= PROBLEM_LIMIT) return;
      if (fields.length !== layout.columns.length) {
        problems.push({
          where: `${source.path}, line ${line}`,
          got: `${fields.length} fields`,
          expected: `${layout.columns.length}, as in the first row`,
          remedy: 'Correct the line, or choose another delimiter.',
        });
        return;
      }
      const at = names.length * width;
      if (at + width > CELL_LIMIT)
        fault(
          `${source.path}, line ${line}`,
          `more than ${CELL_LIMIT / 1e6} million numbers`,
          'fewer',
          'Cut the table into parts, or save it as NPY: those are read in parts.',
        );
      if (at + width > cells.length) {
        const larger = new Float32Array(Math.min(CELL_LIMIT, cells.length * 2));
        larger.set(cells);
        cells = larger;
      }
      for (let j = 0; j < width; j++) {
        const column = layout.values[j]!;
        const field = fields[column]!;
        if (!isNumber(field)) {
          problems.push({
            where: `${source.path}, line ${line}, column "${layout.columns[column]}"`,
            got: field === '' ? 'nothing' : `"${field.slice(0, 40)}"`,
            expected: 'a number',
            remedy: 'Correct the field, or remove the row.',
          });
          return;
        }
        cells[at + j] = Number(field);
      }
      names.push(fields[layout.label]!.trim());
      ofFile.lines.push(line);
    });
  }
  if (problems.length > 0) throw new ImportFault(problems);
  const [{ path }] = [files[0] ?? { path: 'table' }];
  if (names.length === 0) fault(path, 'no rows of values', 'one row a sample', REMEDY.format);
  const [rows, columns] = layout.image.split('x').map(Number);
  const extents = columns === undefined || rows === undefined ? [width] : [rows, columns];
  return {
    count: names.length,
    shape: shapeOf(extents, path),
    ...classify(names),
    content: {
      kind: 'values',
      isBytes: areBytes(cells, names.length * width),
      read: (index, out) => out.set(cells.subarray(index * width, (index + 1) * width)),
    },
    where: (index) => {
      const file = lines.findLast(({ from }) => from <= index) ?? lines[0]!;
      return `${file.path}, line ${file.lines[index - file.from] ?? '?'}`;
    },
  };
}

/** Whole numbers up to 255, with some beyond what a small scale would hold: pixels. */
function areBytes(cells: Float32Array, count: number): boolean {
  let largest = 0;
  for (let i = 0; i < count; i++) {
    const value = cells[i]!;
    if (value < 0 || value > 255 || !Number.isInteger(value)) return false;
    if (value > largest) largest = value;
  }
  return largest > 127;
}

/** Rows after the header, read in pieces. */
async function eachRow(
  source: ByteSource,
  { delimiter, hasHeader }: Layout,
  take: (row: CsvRow) => void,
): Promise<void> {
  const reader = createCsvReader(source.path, delimiter);
  let isHeader = hasHeader;
  const skipHeader = (row: CsvRow): void => {
    if (isHeader) isHeader = false;
    else take(row);
  };
  let decoder: TextDecoder | null = null;
  for (let offset = 0; offset < source.size; offset += PIECE_BYTES) {
    const length = Math.min(PIECE_BYTES, source.size - offset);
    const bytes = await source.read(offset, length);
    decoder ??= decoderFor(bytes);
    reader.push(decoder.decode(bytes, { stream: offset + length < source.size }), skipHeader);
  }
  reader.end(skipHeader);
}
