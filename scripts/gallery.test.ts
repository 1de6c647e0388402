import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { examples } from '#catalog/examples/index.ts';
import { documentKey } from './gallery/documentKey.ts';
import { decisionTiles, drawPicture, imageTiles } from './gallery/picture.ts';

const FOLDER = fileURLToPath(new URL('../public/gallery/', import.meta.url));

describe('the pictures of the gallery', () => {
  it.each(examples)('$id was drawn from a run of this very document', ({ id, experiment }) => {
    const picture = readFileSync(`${FOLDER}${id}.svg`, 'utf8');
    // `npm run gallery` draws it again.
    expect(picture).toContain(`Document ${documentKey(experiment)},`);
    expect(picture.length).toBeLessThan(20_000);
  });
});

describe('a picture', () => {
  const strokes = (svg: string): number => svg.match(/M[\d.]+ [\d.]+v/g)?.length ?? 0;

  it('has a stroke for every spike of a small layer', () => {
    const layer = { size: 3, neurons: [0, 2, 1, 2], times: [0, 1, 2.5, 9] };
    const shared = { title: 't', description: 'd', input: null, steps: 10 };
    expect(strokes(drawPicture({ ...shared, layers: [layer] }))).toBe(4);
  });

  it('shows evenly chosen neurons of a large one', () => {
    const neurons = Array.from({ length: 280 }, (_, neuron) => neuron);
    const layer = { size: 280, neurons, times: neurons.map(() => 1) };
    const shared = { title: 't', description: 'd', input: null, steps: 10 };
    expect(strokes(drawPicture({ ...shared, layers: [layer] }))).toBe(28);
  });

  it('draws a decision map with the highest y on top, and black pixels as ground', () => {
    const { colours } = decisionTiles([1, 0, 1, 0, 0, 1, 0, 1], 2, 2);
    expect(colours[0]).toBe(colours[1]);
    expect(colours[0]).not.toBe(colours[2]);
    const image = imageTiles([0, 255, 0, 128], 2);
    expect(image.colours[0]).toBe(image.colours[2]);
    expect(image.colours[1]).toBe('#ffffff');
  });
});
