/**
 * Experiments as text for the fragment of an address: `v=1&e=<deflate-raw, base64url of JSON>`.
 *
 * Deflate comes from the platform. Decoding is bounded on both sides, because a link is whatever
 * somebody typed: too many characters and too many inflated bytes are refused, never tried.
 */
import type { Catalog } from '../catalog.ts';
import type { Experiment } from '../experiment.ts';
import { EXPERIMENT_VERSION } from '../experiment.ts';
import type { Problem, Result } from '../problem.ts';
import { describeValue } from '../problem.ts';
import { compactExperiment } from '../validate/compact.ts';
import { parseExperiment } from '../validate/parseExperiment.ts';
import { bytesFromBase64Url, base64UrlFromBytes } from './base64url.ts';

export const LINK_MAX_CHARS = 64_000;
export const INFLATED_MAX_BYTES = 1_000_000;

export async function encodeLink(experiment: Experiment, catalog: Catalog): Promise<string> {
  const json = JSON.stringify(compactExperiment(experiment, catalog));
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  return `v=${EXPERIMENT_VERSION}&e=${base64UrlFromBytes(bytes)}`;
}

/** Whether a fragment claims to carry an experiment at all. */
export function carriesExperiment(fragment: string): boolean {
  return new URLSearchParams(fragment.replace(/^#/, '')).has('e');
}

export async function decodeLink(fragment: string, catalog: Catalog): Promise<Result<Experiment>> {
  if (fragment.length > LINK_MAX_CHARS) {
    return refuse('link', `${fragment.length} characters`, `at most ${LINK_MAX_CHARS}`);
  }
  const fields = new URLSearchParams(fragment.replace(/^#/, ''));
  const version = fields.get('v');
  if (version !== String(EXPERIMENT_VERSION)) {
    return refuse('link.v', describeValue(version), `"${EXPERIMENT_VERSION}"`);
  }
  const payload = fields.get('e') ?? '';
  const bytes = bytesFromBase64Url(payload);
  if (bytes === null) {
    return refuse('link.e', describeValue(payload), 'base64url text (A–Z, a–z, 0–9, "-", "_")');
  }
  const text = await inflate(bytes);
  if (!text.ok) return text;
  return decodeJson(text.value, catalog, 'link.e');
}

/** Parses the text of a file or of an inflated link. */
export function decodeJson(text: string, catalog: Catalog, path: string): Result<Experiment> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 80) : 'unreadable';
    return refuse(path, `text that is not JSON (${reason})`, 'an experiment as JSON');
  }
  return parseExperiment(value, catalog);
}

async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Result<string>> {
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .getReader();
  const parts: Uint8Array[] = [];
  let total = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      total += value.byteLength;
      if (total > INFLATED_MAX_BYTES) {
        await reader.cancel();
        return refuse('link.e', `more than ${INFLATED_MAX_BYTES} bytes inside`, 'a smaller one');
      }
      parts.push(value);
    }
  } catch {
    return refuse('link.e', 'damaged or cut-off data', 'the complete link as it was copied');
  }
  const joined = new Uint8Array(total);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.byteLength;
  }
  return { ok: true, value: new TextDecoder().decode(joined) };
}

function refuse(path: string, got: string, expected: string): { ok: false; problems: Problem[] } {
  return { ok: false, problems: [{ path, got, expected }] };
}
