import { describe, expect, it } from 'vitest';
import { isInside } from '../../walk.ts';
import { suite } from '../bats.ts';
import conv from './conv.fixture.json';
import type { LayerCase } from './fields.ts';
import { measureLayers } from './layer.ts';
import singleSpike from './singleSpike.fixture.json';
import vectors from './vectors.fixture.json';

const context = { sibling: () => Promise.reject(new Error('no other files')) };

describe.each(Object.entries({ ...vectors, ...conv }))('some vectors of %s.json', (name, json) => {
  it('are met by the reference and the kernel', async () => {
    const measure = suite.match?.(`${name}-hidden.json`, json);
    const lines = (await measure?.(json, context)) ?? [];
    expect(new Set(lines.map(({ engine }) => engine))).toEqual(
      new Set(['float64 reference', 'WASM float64']),
    );
    expect(lines.filter((line) => !isInside(line))).toEqual([]);
  });
});

it('leaves unknown formats to nobody', () => {
  expect(suite.match?.('x.json', { cases: [{ kind: 'something else' }] })).toBeNull();
});

/** Vectors of the single-spike method at τ_m = 2τ_s are ours with one spike a neuron (§1). */
describe('with one spike a neuron', () => {
  const cases = singleSpike.cases.map((one): LayerCase => {
    const nOut = one.weights[0]?.length ?? 0;
    const rows = (matrix: readonly (readonly number[])[]): number[][] =>
      Array.from({ length: nOut }, (_, j) => matrix.map((row) => row[j] ?? NaN));
    const slots = <T>(sample: readonly T[]): T[][] => sample.map((value) => [value]);
    return {
      id: one.id,
      kind: 'single_layer',
      batch: one.batch,
      params: { tau_s: 1, theta: one.params.threshold, delta_theta: 1, max_spikes: 1 },
      input_spikes: one.input_times.map(slots),
      weights: rows(one.weights),
      spike_count: one.output_times.map((times) => times.map((time) => Number(time !== null))),
      spike_times: one.output_times.map(slots),
      loss_coeff: one.loss_coeff.map(slots),
      loss: one.loss,
      total_errors: one.loss_coeff.map(slots),
      grad_weights: rows(one.grad_weights),
      grad_input_spikes: one.grad_input_times.map(slots),
      suggested_abs_tol: one.suggested_abs_tol,
    };
  });

  it('has the times and gradients of the single-spike method', async () => {
    const lines = await measureLayers({ cases });
    expect(lines.length).toBeGreaterThan(8);
    expect(lines.filter((line) => !isInside(line))).toEqual([]);
  });
});
