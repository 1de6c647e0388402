import { Layer } from './layout';
import { advance } from './window';

/** All spikes of one sample from the layer's sorted events. */
export function forward(layer: Layer): void {
  const n = layer.width * layer.groups;
  memory.fill(layer.a, 0, n << 3);
  memory.fill(layer.b, 0, n << 3);
  memory.fill(layer.fired, 0, n << 2);
  for (let g = 0; g < layer.groups; g++) store<f64>(layer.last + (g << 3), -Infinity);
  layer.spikes.count = 0;
  layer.windows.count = 0;
  const events = layer.events;
  for (let k = 0; k < events.count; k++) {
    if (load<f64>(events.time + (k << 3)) > layer.tMax) break;
    eachGroup(layer, k);
  }
  for (let g = 0; g < layer.groups; g++) {
    // Nothing has happened in a group without events.
    if (load<f64>(layer.last + (g << 3)) > -Infinity) advance(layer, g, layer.tMax, -1, -1);
  }
}

/** Hands event k to every group of neurons that it reaches, with its row of weights. */
function eachGroup(layer: Layer, k: i32): void {
  const events = layer.events;
  const time = load<f64>(events.time + (k << 3));
  const input = load<i32>(events.input + (k << 2));
  if (layer.filterX == 0) {
    advance(layer, 0, time, k, input);
    return;
  }
  const channels = layer.channels;
  if (input == layer.bias) {
    const row = layer.filterX * layer.filterY * channels;
    for (let g = 0; g < layer.groups; g++) advance(layer, g, time, k, row);
    return;
  }
  const position = input / channels;
  const channel = input - position * channels;
  const x = position / layer.inY;
  const top = x + layer.padX;
  const side = position - x * layer.inY + layer.padY;
  const stride = layer.stride;
  for (let i = 0; i < layer.filterX; i++) {
    const px = top - i;
    if (px < 0 || px % stride != 0 || px / stride >= layer.outX) continue;
    for (let j = 0; j < layer.filterY; j++) {
      const py = side - j;
      if (py < 0 || py % stride != 0 || py / stride >= layer.outY) continue;
      const group = (px / stride) * layer.outY + py / stride;
      advance(layer, group, time, k, (i * layer.filterY + j) * channels + channel);
    }
  }
}
