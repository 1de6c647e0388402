/** Everything a session needs to go on, as one container; see protocol/container.ts. */
import { describeValue } from '#model/problem.ts';
import type { Section } from '#protocol/container.ts';
import { packContainer, readContainer } from '#protocol/container.ts';
import { codedError } from '#protocol/errors.ts';
import type * as tf from '@tensorflow/tfjs-core';
import { writeTensor } from '../network/writeTensor.ts';
import type { Progress, Session } from './session.ts';

interface CheckpointMeta {
  readonly kind: 'checkpoint';
  readonly progress: Progress;
  readonly trainingSeconds: number;
  readonly parameters: readonly string[];
}

/** Numbers of the run that live outside the session. */
export interface RunRecord {
  readonly trainingSeconds: number;
  /** Rows of the training curve so far, see CURVE_COLUMNS. */
  readonly curve: Float64Array;
}

export async function writeCheckpoint(session: Session, record: RunRecord): Promise<ArrayBuffer> {
  const sections: Record<string, Section> = { curve: record.curve };
  const add = async (name: string, tensor: tf.Tensor | null): Promise<void> => {
    if (tensor !== null) sections[name] = Float32Array.from(await tensor.data());
  };
  for (const [index, own] of session.network.parameters.entries()) {
    await add(`w:${own.id}`, own.tensor);
    await add(`m:${own.id}`, session.moments[index]?.moment1 ?? null);
    await add(`v:${own.id}`, session.moments[index]?.moment2 ?? null);
  }
  const meta: CheckpointMeta = {
    kind: 'checkpoint',
    progress: { ...session.progress },
    trainingSeconds: record.trainingSeconds,
    parameters: session.network.parameters.map((own) => own.id),
  };
  return packContainer(meta, sections);
}

/**
 * Writes a checkpoint's values into a session of the same experiment.
 * @throws BadCheckpoint when it is damaged or belongs to another network; the session is unchanged
 */
export function applyCheckpoint(session: Session, buffer: ArrayBuffer): RunRecord {
  const { meta, sections } = parse(buffer);
  const targets: { tensor: tf.Tensor; values: Float32Array }[] = [];
  const expect = (name: string, tensor: tf.Tensor | null): void => {
    if (tensor === null) return;
    const values = sections.get(name);
    if (!(values instanceof Float32Array) || values.length !== tensor.size) {
      throw codedError(
        'BadCheckpoint',
        `${name}: got ${values?.length ?? 'no'} values, expected ${tensor.size}`,
      );
    }
    targets.push({ tensor, values });
  };
  session.network.parameters.forEach((own, index) => {
    expect(`w:${own.id}`, own.tensor);
    expect(`m:${own.id}`, session.moments[index]?.moment1 ?? null);
    expect(`v:${own.id}`, session.moments[index]?.moment2 ?? null);
  });
  for (const { tensor, values } of targets) writeTensor(tensor, values);
  session.goTo(meta.progress);
  const curve = sections.get('curve');
  return {
    trainingSeconds: meta.trainingSeconds,
    curve: curve instanceof Float64Array ? curve : new Float64Array(0),
  };
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
function checkProgress({ progress, trainingSeconds }: CheckpointMeta): void {
  const { epoch, update, updateInEpoch, optimiserUpdates } = progress;
  for (const [name, value] of Object.entries({ epoch, update, updateInEpoch, optimiserUpdates })) {
    if (Number.isSafeInteger(value) && value >= 0) continue;
    throw new RangeError(`progress.${name}: got ${describeValue(value)}, expected a whole number`);
  }
  if (!Number.isFinite(trainingSeconds)) {
    throw new RangeError(
      `trainingSeconds: got ${describeValue(trainingSeconds)}, expected a number`,
    );
  }
}
