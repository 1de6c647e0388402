/** How far results may be from float64, by quantity and backend, and why. */

/**
 * Central differences with step 1e−5 of functions with bounded third derivatives: the error of the
 * formula is about 1e−10, that of subtracting two losses of size 1 about 1e−11. Surrogates with a
 * kink add half a step where a membrane lies that close to it.
 */
export const DIFFERENCES = { step: 1e-5, tolerance: 1e-6 } as const;

/**
 * Gradients of a whole network, relative to the largest of the parameter. Membranes carry float32
 * rounding of a few hundred products (about 1e−6), which the surrogates' slope multiplies by up to
 * 2k; WebGPU may also fuse or reorder sums.
 */
export const GRADIENT = { wasm: 1e-5, webgpu: 1e-5 } as const;

/** Membranes that a float32 engine could put on the other side of a threshold or a window's edge. */
export const BORDERLINE = 1e-5;
