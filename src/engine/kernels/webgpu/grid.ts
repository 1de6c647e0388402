/** Workgroups of `threads` over `count` items; WebGPU allows 65,535 of them along one axis. */
export function grid(count: number, threads: number): [number, number, number] {
  const groups = Math.ceil(count / threads);
  const x = Math.min(groups, 65535);
  return [x, Math.ceil(groups / x), 1];
}
