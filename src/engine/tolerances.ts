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

/**
 * Scores, losses and their gradients are sums of a few exponentials of float32 numbers of size up to
 * 15; WebGPU's `exp` and `log` may be off by a few units in the last place more than the processor's.
 */
export const LOSS = { wasm: 2e-6, webgpu: 5e-6 } as const;

/**
 * Weights after a few optimiser steps of size 0.1, against float64: one rounding of 6e−8 for each of
 * the operations of a step. WebGPU's square root and division are allowed 2.5 units in the last place.
 */
export const OPTIMISER = { wasm: 2e-6, webgpu: 4e-6 } as const;

/**
 * Losses and weights after ten updates on two backends: each update adds differences of about 1e−6,
 * and they grow with training until a spike falls on the other side of its threshold.
 */
export const CURVES = 2e-5;
