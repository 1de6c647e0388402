import { codedError } from '#protocol/errors.ts';

/** Bytes of a file of the page. @throws BackendUnavailable naming the file */
export async function fetchBytes(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url).catch(() => null);
  if (response?.ok !== true) {
    const reason = response === null ? 'no connection' : `status ${response.status}`;
    throw codedError('BackendUnavailable', `${url} could not be read (${reason}).`);
  }
  return response.arrayBuffer();
}
