import { describe, expect, it } from 'vitest';
import { buildExperiment, chain, placed } from '#catalog/examples/build.ts';
import { mnistConvExample } from '#catalog/examples/mnist.ts';
import { arrange } from './arrange.ts';
import { forwardPath, loopPath } from './edgePath.ts';
import { neighbour } from './neighbour.ts';
import { wrapRows } from './wrapRows.ts';

const SIZE = { width: 192, height: 150 };

describe('arranging', () => {
  it('puts a short network into one row, evenly spaced and level', async () => {
    const small = buildExperiment({
      version: 1,
      dataset: { id: 'circles' },
      encoder: { id: 'constant' },
      network: {
        layers: placed([
          { id: 'input', kind: 'input' },
          { id: 'a', kind: 'dense' },
          { id: 'readout', kind: 'readout' },
        ]),
        connections: chain(['input', 'a', 'readout'], ['a']),
      },
      rule: { id: 'surrogate' },
      loss: { id: 'ceCount' },
      optimiser: { id: 'adam' },
    });
    const places = await arrange(small, () => SIZE, { width: 900, height: 500 });
    expect([...places.values()]).toEqual([
      { x: 0, y: 0 },
      { x: 280, y: 0 },
      { x: 560, y: 0 },
    ]);
  });

  it('goes on in a second row when cards would get too small', async () => {
    const places = await arrange(mnistConvExample.experiment, () => SIZE, {
      width: 900,
      height: 500,
    });
    const rows = new Set([...places.values()].map(({ y }) => y));
    expect(rows.size).toBe(2);
    expect(places.get('conv2')?.x).toBeGreaterThan(places.get('input')?.x ?? 0);
    expect(places.get('readout')?.y).toBeGreaterThan(places.get('input')?.y ?? 0);
  });

  it('keeps one row on a wide canvas', () => {
    const columns = Array.from({ length: 7 }, () => ({ widthPx: 192, heightPx: 150 }));
    expect(wrapRows(columns, 80, 64, { width: 3000, height: 400 }).nRows).toBe(1);
    expect(wrapRows(columns, 80, 64, { width: 900, height: 500 }).rows).toEqual([
      0, 0, 0, 0, 1, 1, 1,
    ]);
  });
});

describe('the way an arrow key leads', () => {
  const layers = [
    { id: 'left', position: { x: 0, y: 0 } },
    { id: 'middle', position: { x: 260, y: 10 } },
    { id: 'far', position: { x: 520, y: 0 } },
    { id: 'below', position: { x: 250, y: 220 } },
  ];

  it('is the nearest card on that side', () => {
    expect(neighbour(layers, 'left', 'right')).toBe('middle');
    expect(neighbour(layers, 'far', 'left')).toBe('middle');
    expect(neighbour(layers, 'middle', 'down')).toBe('below');
    expect(neighbour(layers, 'below', 'up')).toBe('middle');
    expect(neighbour(layers, 'left', 'left')).toBeNull();
  });
});

describe('paths', () => {
  it('start and end at the ends, whichever way they go', () => {
    const ends = [
      { sourceX: 10, sourceY: 5, targetX: 90, targetY: 5 },
      { sourceX: 10, sourceY: 5, targetX: 900, targetY: 5 },
      { sourceX: 700, sourceY: 5, targetX: 10, targetY: 255 },
      { sourceX: 700, sourceY: 255, targetX: 10, targetY: 5 },
    ];
    for (const end of ends) {
      const { path } = forwardPath(end);
      expect(path.startsWith(`M${end.sourceX},${end.sourceY}`)).toBe(true);
      expect(path.endsWith(`${end.targetX},${end.targetY}`)).toBe(true);
    }
  });

  it('lead around what lies between: over skipped cards, between rows, under a loop', () => {
    const level = { sourceY: 78, targetY: 78 };
    expect(forwardPath({ ...level, sourceX: 190, targetX: 260 }).labelY).toBe(78);
    expect(forwardPath({ ...level, sourceX: 190, targetX: 780 }).labelY).toBeLessThan(0);
    const back = forwardPath({ sourceX: 900, sourceY: 78, targetX: 0, targetY: 292 });
    expect(back.labelY).toBeGreaterThan(150);
    expect(back.labelY).toBeLessThan(214);
    expect(loopPath({ ...level, sourceX: 192, targetX: 0 }, 150).labelY).toBeGreaterThan(150);
  });
});
