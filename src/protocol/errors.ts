/**
 * Errors that cross a thread. Comlink keeps `name` and `message` only, so the decision a caller can
 * take is in the name and what happened to which thing is in the message.
 */
export const ERROR_CODES = [
  /** The document cannot run as it is; the message lists why. */
  'ImpossibleNetwork',
  /** A data file could not be read. */
  'DatasetUnavailable',
  /** The chosen backend is not there, or was lost and nothing could take over. */
  'BackendUnavailable',
  /** Memory ran out while building or training. */
  'OutOfMemory',
  /** Loss or weights stopped being numbers. */
  'NotANumber',
  /** A command needs a loaded experiment. */
  'NothingLoaded',
  /** A checkpoint belongs to another experiment or is damaged. */
  'BadCheckpoint',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

export function codedError(code: ErrorCode, message: string): Error {
  const error = new Error(message);
  error.name = code;
  return error;
}

export function errorCode(error: unknown): ErrorCode | null {
  if (!(error instanceof Error)) return null;
  return ERROR_CODES.find((code) => code === error.name) ?? null;
}
