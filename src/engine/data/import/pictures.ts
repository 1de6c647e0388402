/** Folders of pictures by class, decoded by the browser and brought to one size. */
import type { ImportChoice, Mapping } from '#protocol/import.ts';
import type { ByteSource } from './byteSource.ts';
import { fault, REMEDY } from './fault.ts';
import type { ClassFile } from './folders.ts';
import { byClass } from './folders.ts';
import type { Format, Records } from './records.ts';
import { classify, numberOf } from './records.ts';

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha of each pixel. */
  readonly rgba: Uint8ClampedArray;
}

/** Decodes a picture and, given a size, scales it to that. Throws for what is no picture. */
export type DecodePicture = (
  bytes: Blob,
  size: { readonly width: number; readonly height: number } | null,
) => Promise<Picture>;

const FILE_LIMIT_BYTES = 50_000_000;

export function pictures(decode: DecodePicture): Format {
  return {
    label: 'Pictures by class',
    accepts: ({ head }) => isPng(head) || isJpeg(head),
    open: async (files, mapping) => {
      const { train, test, notes } = byClass(files);
      const settings = await settingsOf(files, mapping, decode);
      return {
        train: recordsOf(train, settings, decode),
        test: test.length === 0 ? null : recordsOf(test, settings, decode),
        choices: choicesOf(settings),
        notes,
      };
    },
  };
}

const isPng = (head: Uint8Array): boolean =>
  [0x89, 0x50, 0x4e, 0x47].every((byte, at) => head[at] === byte);
const isJpeg = (head: Uint8Array): boolean =>
  head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff;

interface Settings {
  readonly width: number;
  readonly height: number;
  readonly isColour: boolean;
}

const PROPOSED_SIDE_PX = 32;
const SIDE_LIMIT_PX = 147;

/** Proposed: the size of the first picture, but no side above 32; colour where it has some. */
async function settingsOf(
  files: readonly ByteSource[],
  mapping: Mapping,
  decode: DecodePicture,
): Promise<Settings> {
  const [first] = files;
  if (first === undefined) return fault('files', 'none', 'one picture or more');
  const { width, height, rgba } = await decodeOne(first, decode, null);
  const shrink = Math.max(1, Math.max(width, height) / PROPOSED_SIDE_PX);
  const hasColour = rgba.some((value, i) => i % 4 < 2 && value !== rgba[i - (i % 4) + 2]);
  return {
    width: Math.round(
      numberOf(mapping, 'width', Math.max(1, Math.round(width / shrink)), 1, SIDE_LIMIT_PX),
    ),
    height: Math.round(
      numberOf(mapping, 'height', Math.max(1, Math.round(height / shrink)), 1, SIDE_LIMIT_PX),
    ),
    isColour: mapping['colour'] === undefined ? hasColour : mapping['colour'] === true,
  };
}

function choicesOf({ width, height, isColour }: Settings): ImportChoice[] {
  const side = (id: string, label: string, value: number): ImportChoice => ({
    id,
    label,
    help: 'Pictures of another size are scaled to it.',
    kind: 'number',
    value,
    min: 1,
    max: SIDE_LIMIT_PX,
    unit: 'px',
  });
  return [
    side('width', 'Width', width),
    side('height', 'Height', height),
    {
      id: 'colour',
      label: 'Keep colours',
      help: 'Three values a pixel (red, green, blue) instead of one grey.',
      kind: 'flag',
      value: isColour,
    },
  ];
}

async function decodeOne(
  source: ByteSource,
  decode: DecodePicture,
  size: { readonly width: number; readonly height: number } | null,
): Promise<Picture> {
  if (source.size > FILE_LIMIT_BYTES)
    fault(
      source.path,
      `${Math.round(source.size / 1e6)} MB`,
      `at most ${FILE_LIMIT_BYTES / 1e6} MB a picture`,
    );
  const blob = source.blob ?? new Blob([await source.read(0, source.size)]);
  try {
    return await decode(blob, size);
  } catch {
    return fault(source.path, 'a picture the browser cannot decode', 'a PNG or JPEG', REMEDY.again);
  }
}

function recordsOf(
  files: readonly ClassFile[],
  settings: Settings,
  decode: DecodePicture,
): Records {
  const { width, height, isColour } = settings;
  return {
    count: files.length,
    shape: [height, width, isColour ? 3 : 1],
    ...classify(files.map(({ className }) => className)),
    content: {
      kind: 'values',
      isBytes: true,
      read: async (index, out) => {
        const { rgba } = await decodeOne(files[index]!.source, decode, { width, height });
        for (let i = 0; i < width * height; i++) {
          const [red, green, blue] = [rgba[4 * i]!, rgba[4 * i + 1]!, rgba[4 * i + 2]!];
          if (isColour) out.set([red, green, blue], 3 * i);
          // Luma of ITU-R BT.601, as JPEG has it.
          else out[i] = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
        }
      },
    },
    where: (index) => files[index]?.source.path ?? '',
  };
}
