/** English text of the editor. */
import type { Refusal, RuleEntry } from '#model/catalog.ts';
import type { Stopping } from '#model/experiment.ts';

const count = new Intl.NumberFormat('en-GB');

export const formatCount = (value: number): string => count.format(value);

export const messages = {
  network: 'Network',
  networkHelp:
    'Arrow keys go from layer to layer, Alt with an arrow key moves a layer, Enter selects, C connects, Delete removes.',
  emptyTitle: 'No layers yet.',
  emptyHelp: 'Drag one from the palette, or press A.',
  palette: 'Layers',
  paletteHelp: 'Drag onto the canvas, or press Enter to add after the selected layer.',
  toolbar: 'Network tools',
  addLayer: 'Add layer',
  addLayerTitle: 'Add a layer',
  searchLayers: 'Search layers',
  nothingFound: 'No layer of that name.',
  insertHere: 'Insert a layer here',
  close: 'Close',
  tidy: 'Arrange layers',
  fit: 'Fit view',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  showList: 'Show network as a list',
  hideList: 'Hide the list',
  listTitle: 'Network as a list',
  listHelp:
    'Right and left unfold and fold. Enter changes a parameter. F2 renames, C connects, Delete removes, Alt with an arrow key moves a layer.',
  connect: 'Connect',
  connectFrom: (name: string) => `Connect ${name} to another layer`,
  cancel: 'Cancel',
  delete: 'Delete',
  duplicate: 'Duplicate',
  rename: 'Rename',
  dismiss: 'Dismiss',
  recurrent: 'recurrent',
  silent: 'silent',
  firesNow: (spikes: number) => `${spikes.toLocaleString('en-GB')} now`,
  pointedNeuron: (neuron: number): string => `neuron ${neuron}`,
  parameters: (n: number) => (n === 1 ? '1 parameter' : `${formatCount(n)} parameters`),
  weights: (n: number) => (n === 1 ? '1 weight' : `${formatCount(n)} weights`),
  neurons: (n: number) => (n === 1 ? '1 neuron' : `${formatCount(n)} neurons`),
  values: (n: number) => (n === 1 ? '1 value' : `${formatCount(n)} values`),
  isSelected: 'selected',
  noShape: 'no shape yet',
  rate: (hz: string) => `${hz} Hz`,
  unfold: (layer: string) => `Show the neurons of ${layer}`,
  unfoldHelp:
    'Show neurons: the more spikes in this sample, the larger and brighter; silent ones are rings',
  foldHelp: 'Show spikes over time',
  weightNorm: (norm: string) =>
    `Length of the weight vector: ${norm}. The line is as wide as that beside the other layers'.`,
  removeConnection: (from: string, to: string) => `Remove connection ${from} → ${to}`,
  connection: (from: string, to: string) => (from === to ? `${from} to itself` : `${from} → ${to}`),
  connectionTo: (to: string) => `to ${to}`,
  connectionFrom: (from: string) => `from ${from}`,
  toItself: 'to itself (recurrent)',
  on: 'on',
  off: 'off',
  numberExpected: (label: string, min: number, max: number) =>
    `${label}: expected a number from ${min} to ${max}.`,
  alreadyThere: (label: string) => `The network has its ${label}.`,

  // Inspector.
  more: 'More',
  resetsTraining: 'Resets training',
  about: 'About',
  source: (source: string) => `Source: ${source}`,
  sourceTitle: 'Source',
  licence: 'Licence',
  data: 'Data',
  dataset: 'Data set',
  importData: 'Import data…',
  inputs: 'Inputs',
  classes: 'Classes',
  encoding: 'Encoding',
  encoder: 'Encoder',
  time: 'Time',
  timeSummary: (steps: number, dtMs: number) => `${steps} steps of ${dtMs} ms`,
  timeLength: (ms: string) => `${ms} ms, from event to event`,
  presentation: (ms: string) => `A presentation lasts ${ms} ms.`,
  timeOf: {
    steps: {
      note: '',
      stepsHelp:
        'How many steps one sample is presented for. More steps: finer timing, slower training.',
      dtHelp: 'Model time of one step. Time constants are measured against it.',
    },
    events: {
      note: 'Spikes fall at any moment: this method computes from event to event, and steps only say how finely rasters and membranes are drawn.',
      stepsHelp:
        'With the step length, how long one sample is presented: spikes that would come later do not exist.',
      dtHelp:
        'How finely membranes are drawn. The presentation lasts time steps × step length; spike times are not rounded to it.',
    },
    static: {
      note: 'Training is one pass without time. Steps count when the trained network runs with spikes.',
      stepsHelp:
        'How many steps a sample is shown for when the network runs with spikes. More: a steadier answer.',
      dtHelp: 'Model time of one step of the spiking run. Training does not see it.',
    },
  } satisfies Record<RuleEntry['time'], { note: string; stepsHelp: string; dtHelp: string }>,
  rule: 'How errors travel back',
  loss: 'Loss',
  optimiser: 'Optimiser',
  schedule: 'Schedule',
  stopping: 'Batch and stopping',
  stoppingSummary: (batchSize: number, { epochs, targetAccuracy, validation }: Stopping) =>
    [
      `batch ${batchSize}`,
      epochs === 0 ? 'until you stop' : epochs === 1 ? '1 epoch' : `${formatCount(epochs)} epochs`,
      ...(targetAccuracy === 0 ? [] : [`${Math.round(targetAccuracy * 1000) / 10} %`]),
      ...(validation ? ['validation set'] : []),
    ].join(' · '),
  effects: 'Hardware effects',
  effectsNote:
    'What a chip or a bus makes of the network. The trained weights stay exact; passes meet what the substrate makes of them.',
  noEffects: 'none',
  plotDistortion: 'Plot accuracy against distortion',
  seed: 'Seed',
  because: (reason: string) => `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`,
  unavailableItem: (label: string, reason: string) => `${label}: ${reason}.`,
  useInstead: (label: string) => `Use ${label}`,
  unavailable: (n: number) => (n === 1 ? '1 not available: why' : `${n} not available: why`),
  surrogateCurve: (label: string, peak: number) =>
    `${label}: derivative over the distance from the threshold, highest ${peak.toPrecision(3)}`,
  surrogateCaption: 'stands in for the derivative of the spike.',
  peak: (value: number) => Number(value.toPrecision(3)).toString(),
  layer: 'Layer',
  layerName: 'Layer name',
  layerActions: 'Layer actions',
  showSettings: 'Close layer, show settings of the experiment',
  neuron: 'Neuron',
  neuronModel: 'Neuron model',
  connections: 'Connections',
  notConnected: 'Not connected.',
  recurrentToggle: 'Recurrent: spikes come back one step later',
  connectTo: 'Connect to',
  chooseLayer: 'Choose a layer',
  problems: 'Problems',
  problemCount: (n: number) => (n === 1 ? '1 problem to solve' : `${n} problems to solve`),

  // What the undo button says.
  labelAdd: (name: string) => `Add ${name}`,
  labelInsert: (name: string) => `Insert ${name}`,
  labelDelete: (what: string) => `Delete ${what}`,
  labelDuplicate: (what: string) => `Duplicate ${what}`,
  labelPaste: 'Paste layers',
  labelConnect: (from: string, to: string) =>
    from === to ? `Connect ${from} to itself` : `Connect ${from} to ${to}`,
  labelDisconnect: (from: string, to: string) => `Remove connection ${from} → ${to}`,
  labelMove: (what: string) => `Move ${what}`,
  labelTidy: 'Arrange layers',
  labelRename: (name: string) => `Rename to ${name}`,
  labelChange: (what: string) => `Change ${what}`,
  labelChoose: (what: string) => `Choose ${what}`,
  severalLayers: (n: number) => `${n} layers`,

  // Announced to screen readers.
  added: (name: string, connections: string) => `Added ${name}. ${connections}`,
  addedBetween: (from: string, to: string) => `Connected from ${from} to ${to}.`,
  addedAfter: (from: string) => `Connected from ${from}.`,
  addedAlone: 'Not connected yet.',
  deleted: (what: string) => `Deleted ${what}. Undo brings it back.`,
  duplicated: (what: string) => `Duplicated ${what}.`,
  connected: (from: string, to: string) => `Connected ${from} to ${to}.`,
  disconnected: (from: string, to: string) => `Removed the connection from ${from} to ${to}.`,
  copied: (what: string) => `Copied ${what}.`,
  pasted: 'Pasted.',
  arranged: 'Arranged the layers from left to right.',
  selected: (name: string) => `${name} selected.`,
  connectStart: (from: string) =>
    `Connect from ${from}. Choose the target with the arrow keys, Enter connects, Escape cancels.`,
  connectTarget: (to: string, refusal: Refusal | null) =>
    refusal === null
      ? `${to}: can be connected. Press Enter.`
      : `${to}: ${refusal.reason} ${refusal.remedy}${refusal.fix === undefined ? '' : ' Enter does that and connects.'}`,
  connectCancelled: 'No connection made.',
  refused: (refusal: Refusal) => `Refused. ${refusal.reason} ${refusal.remedy}`,
  selectFirst: 'Select a layer first, then connect from it.',
  onlyOne: (label: string) => `The network already has its ${label}; it can have one.`,
  fixApplied: (remedy: string) => `Done: ${remedy}`,
} as const;
