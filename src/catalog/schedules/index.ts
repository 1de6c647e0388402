/** Learning-rate schedules: a factor on the base rate as a function of the fractional epoch. */
import type { ScheduleEntry } from '#model/catalog.ts';
import { number, numberParam } from '#model/params.ts';

const constant = {
  id: 'constant',
  label: 'Constant',
  help: 'The learning rate stays as it is.',
  params: {},
  factor: () => 1,
} as const satisfies ScheduleEntry;

const step = {
  id: 'step',
  label: 'Step',
  help: 'The learning rate is multiplied by a factor every few epochs.',
  equation: '\\eta_e = \\eta_0\\, f^{\\lfloor e / n \\rfloor}',
  params: {
    everyEpochs: number({
      label: 'Every',
      default: 5,
      min: 1,
      max: 100,
      hardMax: 100000,
      integer: true,
      unit: 'epochs',
      help: 'Epochs between two reductions.',
    }),
    stepFactor: number({
      label: 'Factor',
      default: 0.5,
      min: 0.01,
      max: 1,
      unit: '1',
      help: 'What the learning rate is multiplied by.',
    }),
    stepFloor: number({
      label: 'Floor',
      default: 0,
      min: 0,
      max: 1,
      unit: '1',
      advanced: true,
      help: 'Share of the learning rate below which it does not fall.',
    }),
  },
  factor: (params, epoch) =>
    Math.max(
      numberParam(params, 'stepFloor'),
      numberParam(params, 'stepFactor') ** Math.floor(epoch / numberParam(params, 'everyEpochs')),
    ),
} as const satisfies ScheduleEntry;

const cosine = {
  id: 'cosine',
  label: 'Cosine',
  help: 'The learning rate falls smoothly to its floor over the given epochs and stays there.',
  equation: '\\eta_e = \\eta_0 \\left(f + (1 - f)\\tfrac{1}{2}(1 + \\cos(\\pi e / n))\\right)',
  source: 'Loshchilov & Hutter 2017, without restarts',
  params: {
    overEpochs: number({
      label: 'Over',
      default: 10,
      min: 1,
      max: 300,
      hardMax: 100000,
      integer: true,
      unit: 'epochs',
      help: 'Epochs until the floor is reached.',
    }),
    floor: number({
      label: 'Floor',
      default: 0.01,
      min: 0,
      max: 1,
      unit: '1',
      help: 'Share of the learning rate that is left at the end.',
    }),
  },
  factor: (params, epoch) => {
    const floor = numberParam(params, 'floor');
    const done = Math.min(1, epoch / numberParam(params, 'overEpochs'));
    return floor + (1 - floor) * 0.5 * (1 + Math.cos(Math.PI * done));
  },
} as const satisfies ScheduleEntry;

const inverseSqrt = {
  id: 'inverseSqrt',
  label: 'Inverse square root',
  help: 'The learning rate falls with the square root of the number of the epoch.',
  equation: '\\eta_e = \\eta_0 / \\sqrt{\\lfloor e \\rfloor + 1}',
  source: 'Zhang & Li 2019, code',
  params: {},
  factor: (_params, epoch) => 1 / Math.sqrt(Math.floor(epoch) + 1),
} as const satisfies ScheduleEntry;

export const schedules = [constant, step, cosine, inverseSqrt] as const;
