/** What the chosen rule, encoder, loss and readout cannot do together. */
import type { Catalog, NetworkFix } from '../catalog.ts';
import { entryOf } from '../catalog.ts';
import type { Experiment } from '../experiment.ts';
import type { NetworkIssue } from './analyse.ts';

export function ruleIssues(experiment: Experiment, catalog: Catalog): NetworkIssue[] {
  const issues: NetworkIssue[] = [];
  const rule = entryOf(catalog.rules, experiment.rule.id);
  const encoder = entryOf(catalog.encoders, experiment.encoder.id);
  const loss = entryOf(catalog.losses, experiment.loss.id);
  const add = (layerId: string | null, reason: string, remedy: string, fix?: NetworkFix): void => {
    issues.push({
      layerId,
      connectionId: null,
      reason,
      remedy,
      ...(fix === undefined ? {} : { fix }),
    });
  };

  if (!allows(rule.supports.encoders, encoder.id)) {
    const other = catalog.encoders.find((entry) => allows(rule.supports.encoders, entry.id));
    add(
      null,
      `${rule.label} cannot use the encoder "${encoder.label}".`,
      other === undefined ? 'Choose another rule.' : `Use "${other.label}" instead.`,
      other === undefined ? undefined : { kind: 'setEncoder', encoderId: other.id },
    );
  }
  if (!allows(rule.supports.losses, loss.id)) {
    const other = catalog.losses.find((entry) => allows(rule.supports.losses, entry.id));
    add(
      null,
      `${rule.label} cannot train on "${loss.label}".`,
      other === undefined ? 'Choose another rule.' : `Use "${other.label}" instead.`,
      other === undefined ? undefined : { kind: 'setLoss', lossId: other.id },
    );
  }
  for (const layer of experiment.network.layers) {
    const entry = entryOf(catalog.layers, layer.kind);
    if (!allows(rule.supports.layers, layer.kind)) {
      add(
        layer.id,
        `${rule.label} cannot train a ${entry.label} layer.`,
        'Delete it or choose another rule.',
      );
    }
    if (entry.role !== 'readout') continue;
    const measure = String(layer.params['measure']);
    if (!loss.measures.some((candidate) => candidate === measure)) {
      const other = catalog.losses.find(
        (candidate) =>
          candidate.measures.some((m) => m === measure) &&
          allows(rule.supports.losses, candidate.id),
      );
      add(
        layer.id,
        `"${loss.label}" does not fit a readout of ${measureLabel(measure)}.`,
        other === undefined ? 'Choose another score.' : `Use "${other.label}".`,
        other === undefined ? undefined : { kind: 'setLoss', lossId: other.id },
      );
    }
    if (!allows(rule.supports.measures, measure)) {
      add(
        layer.id,
        `${rule.label} cannot use a readout of ${measureLabel(measure)}.`,
        'Choose another score.',
      );
    }
    const neuron = layer.neuron === undefined ? null : entryOf(catalog.neurons, layer.neuron.id);
    if (measure === 'spikeCount' && neuron !== null && !neuron.spiking) {
      add(
        layer.id,
        `${neuron.label} never fires, so its spikes cannot be counted.`,
        'Score its membrane instead.',
        {
          kind: 'setParam',
          param: 'measure',
          value: 'membraneMax',
        },
      );
    }
  }
  for (const layer of experiment.network.layers) {
    const entry = entryOf(catalog.layers, layer.kind);
    if (entry.role !== 'weighted' || layer.neuron === undefined) continue;
    const neuron = entryOf(catalog.neurons, layer.neuron.id);
    if (!neuron.spiking) {
      add(
        layer.id,
        `${neuron.label} never fires, so it can only be a readout.`,
        'Choose a spiking neuron for this layer.',
      );
    }
  }
  return issues;
}

function allows(supported: 'all' | readonly string[], id: string): boolean {
  return supported === 'all' || supported.includes(id);
}

function measureLabel(measure: string): string {
  return measure === 'spikeCount' ? 'spike counts' : 'membranes';
}
