/** Whether a connection may be made, decided on the network as it would be with it. */
import { CONNECTION_LIMIT } from '../bounds.ts';
import type { Catalog, Refusal, RuleEntry } from '../catalog.ts';
import { entryOf } from '../catalog.ts';
import type { Experiment } from '../experiment.ts';
import type { NetworkIssue } from '../network/analyse.ts';
import { analyseNetwork } from '../network/analyse.ts';
import { allows } from '../network/supports.ts';
import { connect } from './connections.ts';
import { layerOf } from './parts.ts';

/**
 * Why `from` cannot be connected to `to`, or null when it can.
 *
 * Only what the new connection itself breaks counts: problems that were there before, and problems
 * further down that only become visible because a shape is now known, refuse nothing.
 */
export function connectionRefusal(
  experiment: Experiment,
  catalog: Catalog,
  from: string,
  to: string,
): Refusal | null {
  const source = layerOf(experiment, from);
  const target = layerOf(experiment, to);
  if (source === undefined || target === undefined) {
    return { reason: 'There is no such layer.', remedy: 'Choose another one.' };
  }
  const { connections } = experiment.network;
  if (connections.some((c) => c.from === from && c.to === to)) {
    return {
      reason: `${source.name} is already connected to ${from === to ? 'itself' : target.name}.`,
      remedy: 'Choose another layer.',
    };
  }
  if (connections.length >= CONNECTION_LIMIT) {
    return {
      reason: `A network can have ${CONNECTION_LIMIT} connections.`,
      remedy: 'Remove one first.',
    };
  }
  const fixed = fixedRefusal(experiment, catalog, from, to);
  if (fixed !== null) return fixed;

  const tentative = connect(experiment, from, to);
  const added = tentative.network.connections.at(-1);
  const caused = newIssues(experiment, tentative, catalog).find(
    (issue) =>
      issue.connectionId === added?.id ||
      (issue.connectionId === null && (issue.layerId === from || issue.layerId === to)),
  );
  if (caused === undefined) return null;
  const { reason, remedy, fix } = caused;
  return fix === undefined ? { reason, remedy } : { reason, remedy, fix };
}

/** Refusals that follow from the two kinds alone, worded for the moment of connecting. */
function fixedRefusal(
  experiment: Experiment,
  catalog: Catalog,
  from: string,
  to: string,
): Refusal | null {
  const source = layerOf(experiment, from);
  const target = layerOf(experiment, to);
  if (source === undefined || target === undefined) return null;
  const entry = entryOf(catalog.layers, target.kind);
  if (entryOf(catalog.layers, source.kind).role === 'readout') {
    return {
      reason: 'The readout is the end of the network.',
      remedy: 'Start from another layer.',
    };
  }
  if (entry.role === 'input') {
    return {
      reason: 'The input is the start of the network and takes no connection.',
      remedy: 'Choose a layer after it.',
    };
  }
  const rule = entryOf(catalog.rules, experiment.rule.id);
  if (from === to) {
    if (!entry.allowsRecurrent) {
      return {
        reason: `${entry.label} cannot be connected to itself.`,
        remedy: 'Use a Dense layer for recurrence.',
      };
    }
    return rule.supports.recurrent ? null : loopRefusal(experiment, rule, catalog);
  }
  if (leadsTo(experiment, to, from)) {
    return {
      reason: `${target.name} already leads to ${source.name}: this would close a loop over several layers.`,
      remedy: 'Connect forwards; for recurrence connect a Dense layer to itself.',
    };
  }
  const incoming = experiment.network.connections.filter((c) => c.to === to && c.from !== to);
  const maxInputs = rule.supports.severalInputs ? entry.maxInputs : Math.min(1, entry.maxInputs);
  if (incoming.length < maxInputs) return null;
  const first = incoming[0];
  const feeder = first === undefined ? undefined : layerOf(experiment, first.from);
  return first === undefined || feeder === undefined || maxInputs > 1
    ? {
        reason: `${entry.label} takes ${maxInputs} incoming connections.`,
        remedy: 'Remove one of them first.',
      }
    : {
        reason: `${entry.label} takes one incoming connection${entry.maxInputs > 1 ? ` under ${rule.label}` : ''} and has one from ${feeder.name}.`,
        remedy: `Replace the connection from ${feeder.name}.`,
        fix: { kind: 'removeConnection', connectionId: first.id },
      };
}

/** Recurrence needs another rule: the first that knows it and every layer of the network. */
function loopRefusal({ network }: Experiment, rule: RuleEntry, catalog: Catalog): Refusal {
  const reason = `${rule.label} cannot train recurrent connections.`;
  const other = catalog.rules.find(
    ({ supports }) =>
      supports.recurrent && network.layers.every(({ kind }) => allows(supports.layers, kind)),
  );
  return other === undefined
    ? { reason, remedy: 'Use a feedforward network.' }
    : {
        reason,
        remedy: `Switch to ${other.label}.`,
        fix: { kind: 'setRule', ruleId: other.id },
      };
}

/** Whether signals from `start` reach `end`. */
function leadsTo(experiment: Experiment, start: string, end: string): boolean {
  const seen = new Set<string>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === end) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    for (const c of experiment.network.connections) if (c.from === id) open.push(c.to);
  }
  return false;
}

/** What is wrong with a network after a change that was not wrong before it. */
export function newIssues(
  before: Experiment,
  after: Experiment,
  catalog: Catalog,
): readonly NetworkIssue[] {
  const known = new Set(analyseNetwork(before, catalog).issues.map(issueKey));
  return analyseNetwork(after, catalog).issues.filter((issue) => !known.has(issueKey(issue)));
}

function issueKey(issue: NetworkIssue): string {
  return `${issue.layerId ?? ''}|${issue.connectionId ?? ''}|${issue.reason}`;
}
