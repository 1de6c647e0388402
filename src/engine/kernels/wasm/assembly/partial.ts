/**
 * Stores the first `lanes` (1 to 4) floats of `value`. Loads need no such care: they may read up to
 * 12 bytes past a tensor, which the host's heap always has, and the extra lanes are never stored.
 */
// @ts-ignore: decorator
@inline
export function storeLanes(at: i32, value: v128, lanes: i32): void {
  if (lanes >= 4) {
    v128.store(at, value);
  } else if (lanes == 3) {
    v128.store64_lane(at, value, 0);
    v128.store32_lane(at, value, 2, 8);
  } else if (lanes == 2) {
    v128.store64_lane(at, value, 0);
  } else {
    v128.store32_lane(at, value, 0);
  }
}
