/**
 * `npm run gallery -- [ID…]`: trains each example and draws the picture on its card from a test sample
 * of that run, into public/gallery/. Without ids: those whose document has changed, or has no picture.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalog } from '#catalog/index.ts';
import type { Example } from '#catalog/examples/build.ts';
import { examples } from '#catalog/examples/index.ts';
import { datasetOf } from '#model/catalog.ts';
import { createStream } from '#model/random/stream.ts';
import { sampleShape } from '#engine/training/feed.ts';
import { readFrame } from '#protocol/frame.ts';
import type { DecisionMap } from '#protocol/frame.ts';
import { documentKey } from './gallery/documentKey.ts';
import type { Picture, Tiles } from './gallery/picture.ts';
import { decisionTiles, drawPicture, imageTiles } from './gallery/picture.ts';
import { createHeadlessRun } from './headless/createHeadlessRun.ts';
import { nodeDatasetIo } from './nodeDatasetIo.ts';

const FOLDER = fileURLToPath(new URL('../public/gallery/', import.meta.url));
const GRID = 48;
/** One epoch shows what a card has to show where more would take minutes. */
const LARGE_SET = 10_000;
const SAMPLE = 7;

const wanted = process.argv.slice(2);
const unknown = wanted.find((id) => !examples.some((example) => example.id === id));
if (unknown !== undefined) {
  throw new Error(`${unknown}: expected ${examples.map(({ id }) => id).join(', ')}`);
}
mkdirSync(FOLDER, { recursive: true });
for (const example of examples) {
  if (wanted.length > 0 ? !wanted.includes(example.id) : isCurrent(example)) continue;
  const started = performance.now();
  const { description, picture } = await pictureOf(example);
  writeFileSync(`${FOLDER}${example.id}.svg`, `${picture}\n`);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${example.id}: ${description} (${seconds} s, ${picture.length} bytes)`);
}
process.exit(0);

function isCurrent({ id, experiment }: Example): boolean {
  try {
    return readFileSync(`${FOLDER}${id}.svg`, 'utf8').includes(documentKey(experiment));
  } catch {
    return false;
  }
}

async function pictureOf({ title, experiment }: Example) {
  const run = createHeadlessRun();
  await run.load(experiment, 'wasm');
  const entry = datasetOf(catalog, experiment.dataset.id);
  const data = await entry.load(
    nodeDatasetIo(),
    experiment.dataset.params,
    createStream(experiment.seed, 'dataset'),
  );
  const goal = data.train.count > LARGE_SET ? { epochs: 1 } : null;
  const { metrics } = await run.train(goal);
  const { accuracy } = await run.evaluate('test');
  const record = await run.spikes('test', SAMPLE);
  const input = await inputTiles();
  await run.dispose();
  const spikes = record.layers.reduce((sum, { times }) => sum + times.length, 0);
  const percent = (100 * accuracy).toFixed(1);
  const description =
    `Document ${documentKey(experiment)}, seed ${experiment.seed}, ${metrics.epoch} epochs, ` +
    `${metrics.update} updates: ${percent} % of the test split. Test sample ${SAMPLE}, ${spikes} spikes.`;
  const picture: Picture = {
    title: `${title}: spikes of a test sample`,
    description,
    input,
    steps: record.steps,
    layers: record.layers.filter(({ times }) => times.length > 0),
  };
  return { description, picture: drawPicture(picture) };

  async function inputTiles(): Promise<Tiles | null> {
    if (entry.plane !== undefined) {
      const { probabilities, gridSize, classes } = await decisionMap();
      return decisionTiles(probabilities, gridSize, classes);
    }
    const [height, width, channels = 1] = sampleShape(experiment);
    if (height === undefined || width === undefined || channels !== 1) return null;
    const size = height * width;
    const values = data.test.values.subarray(SAMPLE * size, (SAMPLE + 1) * size);
    // Of sound, time runs to the right and pitch upwards.
    return entry.sound === undefined
      ? imageTiles(values, width)
      : imageTiles(
          Array.from(
            values,
            (_, i) => values[(i % height) * width + (width - 1 - Math.floor(i / height))] ?? 0,
          ),
          height,
        );
  }

  async function decisionMap(): Promise<DecisionMap> {
    const arrived = new Promise<DecisionMap>((resolve) => {
      run.onFrame((buffer) => {
        const { decision } = readFrame(buffer);
        if (decision !== null) resolve(decision);
      });
    });
    await run.probe({
      split: 'test',
      sampleIndex: SAMPLE,
      layerId: '',
      neurons: [],
      weightsFrom: null,
      decisionGrid: GRID,
    });
    return arrived;
  }
}
