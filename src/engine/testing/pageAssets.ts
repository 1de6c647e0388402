/** Where tests in a browser find the engine's binaries, and whether they have WebGPU. */
import { webgpuAvailability } from '../backends.ts';
import { browserAssets } from '../browserAssets.ts';

export const pageAssets = browserAssets(() => '/');

/**
 * Whether WebGPU can be tested here; the adapter, or the reason why not, is printed.
 * @param required '1' turns a missing adapter into an error
 * @throws when WebGPU is required and absent
 */
export async function canTestWebgpu(required: unknown): Promise<boolean> {
  const { available, detail } = await webgpuAvailability();
  if (!available && required === '1') throw new Error(`WebGPU is required: ${detail}`);
  console.info(available ? `WebGPU on ${detail}` : `Without WebGPU: ${detail}`);
  return available;
}
