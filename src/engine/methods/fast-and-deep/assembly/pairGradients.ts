import { expOne } from './math';
import { BY_TIME, BY_WEIGHT, RECORD } from './terms';
import { ROW_OFFSET, WINDOW_BYTES } from './windows';

/**
 * Both gradients with exponentials of each pair, for times too far apart for products of
 * exponentials; see `weightGradients` and `timeGradients` for the arguments.
 * @param errors f64 [batch, stride] for dL/dt, or 0 when nobody wants it
 */
export function pairGradients(
  sorted: i32, windows: i32, counts: i32, nIn: i32,
  outputs: i32, weights: i32, nReal: i32, n: i32, batch: i32,
  tauSyn: f64, tauRatio: f64, gradient: i32, errors: i32, stride: i32,
): void {
  memory.fill(gradient, 0, (nIn * n) << 3);
  for (let b = 0; b < batch; b++) {
    const times = sorted + ((b * (nIn + 1)) << 3);
    const count = load<i32>(counts + (b << 2));
    const rows = windows + b * nIn * WINDOW_BYTES + ROW_OFFSET;
    if (errors != 0) memory.fill(errors + ((b * stride) << 3), 0, nReal << 3);
    for (let k = 0; k < count; k++) {
      const time = load<f64>(times + (k << 3));
      const offset = load<i32>(rows + k * WINDOW_BYTES);
      let byTime: f64 = 0;
      for (let j = 0; j < n; j++) {
        const at = outputs + ((j >> 3) * batch + b) * RECORD + ((j & 7) << 3);
        const spike = load<f64>(at);
        if (time > spike) continue;
        const d = (spike - time) / tauSyn;
        const current = expOne(-d);
        const response = tauRatio == 1
          ? d * current
          : (expOne(-d / tauRatio) - current) / (tauRatio - 1);
        const cell = offset + (j << 3);
        const sum = load<f64>(gradient + cell) + load<f64>(at, BY_WEIGHT) * response;
        store<f64>(gradient + cell, sum);
        const change = (current - response) / tauRatio;
        byTime += load<f64>(at, BY_TIME) * load<f64>(weights + cell) * change;
      }
      const input = offset / (n << 3);
      if (errors != 0 && input < nReal) store<f64>(errors + ((b * stride + input) << 3), byTime);
    }
  }
}
