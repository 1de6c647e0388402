import { expOne } from './math';
import { BY_TIME, BY_WEIGHT, RECORD, termBytes } from './terms';

/**
 * Both gradients with exponentials of each pair, for times too far apart for products of
 * exponentials; see `weightGradients` and `timeGradients` for the arguments.
 * @param errors f64 [batch, stride] for dL/dt, or 0 when nobody wants it
 */
export function pairGradients(
  inputs: i32, outputs: i32, weights: i32, nIn: i32, nReal: i32, n: i32, batch: i32,
  tauSyn: f64, tauRatio: f64, gradient: i32, errors: i32, stride: i32,
): void {
  const rowBytes = termBytes(batch);
  memory.fill(gradient, 0, (nIn * n) << 3);
  for (let b = 0; b < batch; b++) {
    for (let i = 0; i < nIn; i++) {
      const time = load<f64>(inputs + i * 3 * rowBytes + (b << 3));
      let byTime: f64 = 0;
      for (let j = 0; j < n; j++) {
        const at = outputs + ((j >> 3) * batch + b) * RECORD + ((j & 7) << 3);
        const spike = load<f64>(at);
        if (time == Infinity || time > spike) continue;
        const d = (spike - time) / tauSyn;
        const current = expOne(-d);
        const response = tauRatio == 1
          ? d * current
          : (expOne(-d / tauRatio) - current) / (tauRatio - 1);
        const cell = (i * n + j) << 3;
        const sum = load<f64>(gradient + cell) + load<f64>(at, BY_WEIGHT) * response;
        store<f64>(gradient + cell, sum);
        const change = (current - response) / tauRatio;
        byTime += load<f64>(at, BY_TIME) * load<f64>(weights + cell) * change;
      }
      if (errors != 0 && i < nReal) store<f64>(errors + ((b * stride + i) << 3), byTime);
    }
  }
}
