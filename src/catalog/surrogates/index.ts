import { atan } from './atan.ts';
import { fastSigmoid } from './fastSigmoid.ts';
import { logistic } from './logistic.ts';
import { straightThrough } from './straightThrough.ts';
import { triangle } from './triangle.ts';

export const surrogates = [fastSigmoid, atan, triangle, straightThrough, logistic] as const;
