/**
 * What the fragment of an address opens: the experiment it carries (`v=1&e=…`), or one that the page
 * ships below `experiments/`, by its name (`experiment=mnist-784-800-10`).
 */
import { catalog } from '#catalog/index.ts';
import type { Experiment } from '#model/experiment.ts';
import {
  carriesExperiment,
  decodeJson,
  decodeLink,
  INFLATED_MAX_BYTES,
} from '#model/link/codec.ts';
import type { Result } from '#model/problem.ts';
import { describeValue } from '#model/problem.ts';

/** Words with hyphens, at most one folder deep; nothing that could lead to another place. */
const NAME = /^[a-z0-9-]{1,64}(\/[a-z0-9-]{1,64})?$/;
const PATH = 'link.experiment';

/** Whether a fragment claims to open an experiment at all. */
export function opensExperiment(fragment: string): boolean {
  return carriesExperiment(fragment) || nameIn(fragment) !== null;
}

export async function readFragment(fragment: string): Promise<Result<Experiment>> {
  const name = carriesExperiment(fragment) ? null : nameIn(fragment);
  if (name === null) return decodeLink(fragment.replace(/^#/, ''), catalog);
  if (!NAME.test(name)) {
    return refuse(describeValue(name), 'a name of small letters, digits and hyphens');
  }
  let text: string;
  try {
    const response = await fetch(new URL(`experiments/${name}.json`, document.baseURI));
    text = await response.text();
    // Servers that answer every address with the page itself have no such file either.
    if (!response.ok || text.trimStart().startsWith('<')) return unknown(name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refuse(`no answer (${reason})`, `the experiment "${name}" of this page`);
  }
  if (text.length > INFLATED_MAX_BYTES) {
    return refuse(`${text.length} characters`, `at most ${INFLATED_MAX_BYTES}`);
  }
  return decodeJson(text, catalog, PATH);
}

function nameIn(fragment: string): string | null {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('experiment');
}

function unknown(name: string): Result<Experiment> {
  return refuse(describeValue(name), 'the name of an experiment that this page ships');
}

function refuse(got: string, expected: string): Result<Experiment> {
  return { ok: false, problems: [{ path: PATH, got, expected }] };
}
