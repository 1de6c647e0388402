import { formatCount, formatValue } from './axis/formatValue.ts';

/** Every word a plot shows or speaks, in one place. */
export const messages = {
  timeMs: 'Time (ms)',
  neuron: 'Neuron',
  neurons: (n: number): string => (n === 1 ? '1 neuron' : `${formatCount(n)} neurons`),
  density: 'Density: spikes per pixel',
  densityShort: 'Spikes/px',
  rateHz: 'Rate (Hz)',
  hertz: (rateHz: number): string => `${formatValue(rateHz)} Hz`,
  meanRate: (binMs: number): string => `Mean rate (Hz), ${formatValue(binMs)} ms bins`,
  rasterLabel: 'Spike raster',
  rasterHover: (layer: string, neuron: number, tMs: number): string =>
    `${layer} · neuron ${neuron} · ${formatValue(tMs)} ms`,
  rasterSpike: (layer: string, neuron: number, tMs: number): string =>
    `${layer} · neuron ${neuron} · spike at ${formatValue(tMs)} ms`,
  rasterKeys:
    'Arrow keys up and down walk through the neurons, Page up and Page down through the layers, Shift with left and right through the spikes of a neuron; Enter selects it. Left and right move, plus and minus zoom, Escape shows all of the time.',
  rasterDensity: (most: number): string =>
    `Drawn as shades of how many spikes share a pixel, ${formatCount(most)} at most.`,
  rasterLayer: (
    name: string,
    size: number,
    silent: number,
    rateHz: number,
    firstMs: number | null,
  ): string =>
    `${name}: ${messages.neurons(size)}, ${formatCount(silent)} silent, mean ${formatValue(rateHz)} Hz, ` +
    (firstMs === null ? 'no spikes.' : `first spike ${formatValue(firstMs)} ms.`),
  rasterQuiet: (name: string, size: number, note: string): string =>
    `${name}: ${messages.neurons(size)}${note === '' ? '' : `, ${note}`}.`,
  noSpikes: 'No spikes.',

  tracesLabel: 'Membrane traces',
  membrane: (threshold: number | null): string =>
    threshold === null ? 'v' : `v (threshold = ${formatValue(threshold)})`,
  synapticCurrent: 'Synaptic current i',
  /** Beside rows of different quantities, which are low. */
  currentShort: 'Current i',
  currentSymbol: 'i',
  membraneShort: 'Potential v',
  membraneSymbol: 'v',
  threshold: 'θ',
  reset: 'reset',
  tracesHover: (label: string, tMs: number, symbol: string, value: number): string =>
    `${label} · ${formatValue(tMs)} ms · ${symbol} = ${formatValue(value)}`,
  traceSummary: (
    label: string,
    spikes: number,
    symbol: string,
    lowest: number,
    highest: number,
  ): string =>
    `${label}: ${spikes === 1 ? '1 spike' : `${spikes} spikes`}, ${symbol} from ${formatValue(lowest)} to ${formatValue(highest)}.`,
  noTraces: 'No neurons chosen.',

  curvesLabel: 'Training curves',
  updates: 'Updates',
  seconds: 'Training time (s)',
  epochs: 'Epochs',
  train: 'train',
  test: 'test',
  best: (value: string): string => `best ${value}`,
  smoothed: (window: number): string => `train: mean of ${window}, raw behind`,
  curveSummary: (label: string, last: string, best: string | null): string =>
    `${label}: now ${last}${best === null ? '' : `, best ${best}`}.`,
  noCurves: 'Nothing measured yet.',

  weightsLabel: 'Weights',
  sources: 'Source neuron',
  targets: 'Target neuron',
  weight: 'Weight',
  connections: 'Count',
  strongestPerPixel: 'strongest weight per pixel',
  receptiveFields: (first: number, shown: number, all: number): string =>
    shown === all
      ? `Weights into ${formatCount(all)} targets`
      : `Weights into ${formatCount(first)}–${formatCount(first + shown - 1)}`,
  weightHover: (target: number, source: number, value: number): string =>
    `${source} → ${target} · ${formatValue(value)}`,
  fieldHover: (target: number): string => `target ${target}`,
  weightsSummary: (
    targets: number,
    sources: number,
    lowest: number,
    highest: number,
    mean: number,
    deviation: number,
  ): string =>
    `${formatCount(sources)} sources × ${formatCount(targets)} targets, weights from ${formatValue(lowest)} to ` +
    `${formatValue(highest)}, mean ${formatValue(mean)}, standard deviation ${formatValue(deviation)}.`,
  noWeights: 'No weights.',

  connectionHover: (place: string, value: number): string => `${place} · ${formatValue(value)}`,
  connectionSummary: (
    count: number,
    lowest: number,
    highest: number,
    mean: number,
    deviation: number,
  ): string =>
    `${count === 1 ? '1 weight' : `${formatCount(count)} weights`} from ${formatValue(lowest)} to ${formatValue(highest)}, ` +
    `mean ${formatValue(mean)}, standard deviation ${formatValue(deviation)}.`,

  decisionLabel: 'Decision map',
  decisionHover: (x: number, y: number, name: string, share: number): string =>
    `(${formatValue(x)}, ${formatValue(y)}) · ${name} ${Math.round(share * 100)} %`,
  decisionSummary: (parts: readonly string[], right: number, all: number): string =>
    `Predicted areas: ${parts.join(', ')}.` +
    (all === 0
      ? ''
      : ` ${formatCount(right)} of ${formatCount(all)} shown points lie in the area of their class.`),
  area: (name: string, share: number): string => `${name} ${Math.round(share * 100)} %`,
  noDecision: 'No decision field yet.',

  sampleLabel: 'Sample',
  trueClass: (name: string): string => `true class ${name}`,
  imageSummary: (height: number, width: number, channels: number, name: string | null): string =>
    `Image of ${height} × ${width} pixels${channels === 1 ? '' : `, ${channels} channels`}` +
    `${name === null ? '.' : `, ${messages.trueClass(name)}.`}`,
  pointSummary: (x: number, y: number, name: string | null): string =>
    `Point (${formatValue(x)}, ${formatValue(y)})${name === null ? '.' : `, ${messages.trueClass(name)}.`}`,
  vectorSummary: (length: number, name: string | null): string =>
    `${length} values${name === null ? '.' : `, ${messages.trueClass(name)}.`}`,
  spikesSummary: (spikes: number, inputs: number, endMs: number, name: string | null): string =>
    `${formatCount(spikes)} spikes of ${formatCount(inputs)} inputs in ${formatValue(endMs)} ms${name === null ? '.' : `, ${messages.trueClass(name)}.`}`,
  value: 'Value',
  inputIndex: 'Input',
  noSample: 'No sample chosen.',

  lengthsLabel: 'Accuracy over the length of the presentation',
  noLengths: 'Nothing was compared yet.',
  lengthsSummary: (steps: number, parts: readonly string[]): string =>
    `After ${steps} steps: ${parts.join(', ')}.`,

  scoresLabel: 'Class scores',
  predicted: 'predicted',
  trueMark: 'true',
  rightMark: 'right',
  scoresSummary: (predicted: string, score: number, truth: string | null): string =>
    `Predicted ${predicted} with score ${formatValue(score)}` +
    (truth === null
      ? '.'
      : truth === predicted
        ? ', which is the true class.'
        : `; the true class is ${truth}.`),
  noScores: 'No prediction yet.',
} as const;
