/** What augmentations need of data and encoder, as refusals. */
import type { AugmentedKind } from '#model/catalog.ts';

/** For changes of values that lie beside one another in a picture. */
export function withoutPicture({ data }: AugmentedKind): string | null {
  if (data.hasSpikes === true) return 'changes pictures, and these data are spikes';
  if (data.sound !== undefined) return 'changes pictures, and these are spectrograms of sound';
  return data.shape.length === 3 ? null : 'needs pictures';
}

/** For changes of single spikes. */
export function withoutSpikes({ encoder }: AugmentedKind): string | null {
  return encoder.output === 'static' ? 'needs an encoder that gives spikes' : null;
}

/** For changes of the course of a recording. */
export function withoutRecording({ data, encoder }: AugmentedKind): string | null {
  if (data.sound !== undefined) return null;
  if (data.hasSpikes !== true) return 'needs recordings, of sound or of spikes';
  return encoder.needsSpikes === true ? null : 'needs an encoder that presents the recorded spikes';
}
