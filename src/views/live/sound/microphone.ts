/**
 * One spoken word from the microphone. The recording stays in this page: it is handed to the caller
 * and to nobody else, and the microphone is let go when the word is over.
 */
import captureUrl from './capture.worklet.ts?worker&url';
import { levelDb, SILENCE_DB } from './take.ts';

export type MicrophoneProblem = 'denied' | 'missing' | 'unsupported' | 'busy' | 'silence';

export class MicrophoneError extends Error {
  readonly problem: MicrophoneProblem;

  constructor(problem: MicrophoneProblem, message: string) {
    super(message);
    this.name = 'MicrophoneError';
    this.problem = problem;
  }
}

export interface Recording {
  readonly sound: Float32Array;
  readonly sampleRateHz: number;
}

/** How much is recorded from where speech begins, and of what was before it. */
const TAKE_S = 1;
const BEFORE_S = 0.12;
/** How long it waits for speech. */
const PATIENCE_S = 4;

/**
 * Asks for the microphone, waits for something louder than silence, and records a second of it.
 * @param onLevel loudness of each block, in dB of full scale
 * @throws MicrophoneError when there is no microphone, no leave to use it, or nothing is said
 */
export async function recordWord(
  onLevel: (levelDb: number) => void,
  signal: AbortSignal,
): Promise<Recording> {
  const stream = await openStream();
  const context = new AudioContext();
  try {
    await context.audioWorklet.addModule(captureUrl);
    await context.resume();
    const source = context.createMediaStreamSource(stream);
    const capture = new AudioWorkletNode(context, 'capture', { numberOfOutputs: 0 });
    source.connect(capture);
    return await listen(capture.port, context.sampleRate, onLevel, signal);
  } finally {
    for (const track of stream.getTracks()) track.stop();
    await context.close();
  }
}

async function openStream(): Promise<MediaStream> {
  // Typed as always there, but absent on pages that are not secure.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (devices?.getUserMedia === undefined || typeof AudioWorkletNode === 'undefined')
    throw new MicrophoneError('unsupported', 'no microphone for pages in this browser');
  try {
    // As the recordings of the data set: nothing is evened out or taken away.
    return await devices.getUserMedia({
      audio: {
        channelCount: 1,
        echoCancellation: false,
        noiseSuppression: false,
        autoGainControl: false,
      },
    });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    const message = error instanceof Error ? error.message : String(error);
    if (name === 'NotAllowedError' || name === 'SecurityError')
      throw new MicrophoneError('denied', message);
    if (name === 'NotFoundError' || name === 'OverconstrainedError')
      throw new MicrophoneError('missing', message);
    throw new MicrophoneError('busy', message);
  }
}

function listen(
  port: MessagePort,
  sampleRateHz: number,
  onLevel: (levelDb: number) => void,
  signal: AbortSignal,
): Promise<Recording> {
  return new Promise((resolve, reject) => {
    const blocks: Float32Array[] = [];
    let heard = 0;
    /** Where the take begins, in samples; null before something was said. */
    let start: number | null = null;
    const end = (): void => {
      port.onmessage = null;
    };
    signal.addEventListener('abort', () => {
      end();
      reject(signal.reason instanceof Error ? signal.reason : new Error('stopped'));
    });
    port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
      const level = levelDb(data);
      onLevel(level);
      if (start === null && level > SILENCE_DB)
        start = Math.max(0, heard - Math.round(BEFORE_S * sampleRateHz));
      blocks.push(data);
      heard += data.length;
      if (start === null) {
        if (heard < PATIENCE_S * sampleRateHz) return;
        end();
        reject(new MicrophoneError('silence', 'nothing was said'));
        return;
      }
      const wanted = Math.round(TAKE_S * sampleRateHz);
      if (heard - start < wanted) return;
      end();
      resolve({ sound: joined(blocks, heard).slice(start, start + wanted), sampleRateHz });
    };
  });
}

function joined(blocks: readonly Float32Array[], length: number): Float32Array {
  const sound = new Float32Array(length);
  let at = 0;
  for (const block of blocks) {
    sound.set(block, at);
    at += block.length;
  }
  return sound;
}
