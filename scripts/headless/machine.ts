/** What a figure was measured on. */
import { arch, availableParallelism, cpus, loadavg, platform } from 'node:os';

export interface Machine {
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
  /** Processes that wanted a core, averaged over the last minute; this one counts. */
  readonly load: number;
}

export function describeMachine(): Machine {
  return {
    node: process.version,
    platform: `${platform()} ${arch()}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    load: Math.round(100 * (loadavg()[0] ?? 0)) / 100,
  };
}
