/** A helper thread of the WASM kernels: serves the pool that started it until that ends. */
import { serve } from '#engine/kernels/wasm/pool/helper.ts';
import type { HelperOrders } from '#engine/kernels/wasm/pool/helper.ts';

self.onmessage = ({ data }: MessageEvent<HelperOrders>) => {
  // Never returns: the thread blocks in WASM or waits for work.
  serve(data, () => self.postMessage('ready'));
};
