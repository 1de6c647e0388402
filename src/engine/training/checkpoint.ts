/** Everything a session needs to go on, as one container; see protocol/container.ts. */
import { describeValue } from '#model/problem.ts';
import type { Section } from '#protocol/container.ts';
import { packContainer, readContainer } from '#protocol/container.ts';
import { codedError } from '#protocol/errors.ts';
import { CURVE_COLUMNS } from '#protocol/frame.ts';
import type { Progress, Session } from './session.ts';

interface CheckpointMeta {
  readonly kind: 'checkpoint';
  readonly progress: Progress;
  readonly trainingSeconds: number;
  readonly parameters: readonly string[];
  /** Numbers in a row of the curve; absent in checkpoints from before there was validation. */
  readonly curveColumns?: number;
}

/** Numbers of the run that live outside the session. */
export interface RunRecord {
  readonly trainingSeconds: number;
  /** Rows of the training curve so far, see CURVE_COLUMNS. */
  readonly curve: Float64Array;
}

export async function writeCheckpoint(session: Session, record: RunRecord): Promise<ArrayBuffer> {
  const sections: Record<string, Section> = { curve: record.curve };
  const { state } = session.learner;
  for (const own of state) sections[own.id] = await own.read();
  const meta: CheckpointMeta = {
    kind: 'checkpoint',
    progress: { ...session.progress },
    trainingSeconds: record.trainingSeconds,
    curveColumns: CURVE_COLUMNS.length,
    parameters: state.flatMap(({ id }) => (id.startsWith('w:') ? [id.slice(2)] : [])),
  };
  return packContainer(meta, sections);
}

/**
 * Writes a checkpoint's values into a session of the same experiment.
 * @throws BadCheckpoint when it is damaged or belongs to another network; the session is unchanged
 */
export function applyCheckpoint(session: Session, buffer: ArrayBuffer): RunRecord {
  const { meta, sections } = parse(buffer);
  const targets = session.learner.state.map((own) => {
    const values = sections.get(own.id);
    const isNumbers = values instanceof Float32Array || values instanceof Float64Array;
    if (isNumbers && values.length === own.length) return { own, values };
    throw codedError(
      'BadCheckpoint',
      `${own.id}: got ${values?.length ?? 'no'} values, expected ${own.length}`,
    );
  });
  for (const { own, values } of targets) own.write(values);
  session.goTo(meta.progress);
  const curve = sections.get('curve');
  return {
    trainingSeconds: meta.trainingSeconds,
    curve: curve instanceof Float64Array ? widened(curve, meta.curveColumns) : new Float64Array(0),
  };
}

/** Columns of a curve before validation; later ones were added behind them. */
const FIRST_COLUMNS = 7;

/** Rows with as many columns as now; what was not measured then is NaN. */
function widened(rows: Float64Array, columns = FIRST_COLUMNS): Float64Array {
  const width = CURVE_COLUMNS.length;
  if (columns === width) return rows;
  const count = Math.floor(rows.length / columns);
  const wide = new Float64Array(count * width).fill(NaN);
  for (let row = 0; row < count; row++) {
    wide.set(rows.subarray(row * columns, (row + 1) * columns), row * width);
  }
  return wide;
}

function parse(buffer: ArrayBuffer): {
  meta: CheckpointMeta;
  sections: ReadonlyMap<string, Section>;
} {
  try {
    const { meta, sections } = readContainer(buffer);
    if (
      typeof meta !== 'object' ||
      meta === null ||
      !('kind' in meta) ||
      meta.kind !== 'checkpoint'
    ) {
      throw new RangeError('kind: got another kind, expected checkpoint');
    }
    const known = meta as CheckpointMeta;
    checkProgress(known);
    return { meta: known, sections };
  } catch (error) {
    throw codedError('BadCheckpoint', error instanceof Error ? error.message : 'unreadable');
  }
}

/** Counters that a damaged file could carry on into the run. */
function checkProgress({ progress, trainingSeconds, curveColumns }: CheckpointMeta): void {
  const { epoch, update, updateInEpoch, optimiserUpdates } = progress;
  for (const [name, value] of Object.entries({ epoch, update, updateInEpoch, optimiserUpdates })) {
    if (Number.isSafeInteger(value) && value >= 0) continue;
    throw new RangeError(`progress.${name}: got ${describeValue(value)}, expected a whole number`);
  }
  const { length } = CURVE_COLUMNS;
  if (curveColumns !== undefined && ![FIRST_COLUMNS, length].includes(curveColumns)) {
    throw new RangeError(`curveColumns: got ${describeValue(curveColumns)}, expected ${length}`);
  }
  if (!Number.isFinite(trainingSeconds)) {
    throw new RangeError(
      `trainingSeconds: got ${describeValue(trainingSeconds)}, expected a number`,
    );
  }
}
