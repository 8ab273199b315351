/**
 * How much memory a run needs, by estimate, and how much there is; knows no TensorFlow.js. What counts is one step at
 * the largest stage: everything that the way back needs stands in memory at once.
 */

import type { BackendName, NetworkFiles } from '../../protocol/engine';
import type { OptimiseStage } from '../../protocol/optimise';
import { LIMITS, type OptimiserName, type OptimiseSettings, type TapName } from '../../protocol/optimiseSettings';
import { costs, weightCount } from './graph';
import { stagesOf } from './plan';

const FLOAT = 4;
const MIB = 2 ** 20;
const GIB = 2 ** 30;

/** Of the largest layer: its slopes from above and from its own loss, their sum, and what the way back makes of it. */
const LARGEST_COPIES = 6;
/** Tensors of the picture's size while the gradient is computed: the optimiser's own, and a few of the loss. */
const KEPT_PICTURES: Readonly<Record<OptimiserName, number>> = { adam: 12, lbfgs: 36 };
/** The same while a step is taken, when the layers are given back. */
const STEP_PICTURES: Readonly<Record<OptimiserName, number>> = { adam: 16, lbfgs: 44 };
/** What the variation of the picture takes in addition. */
const VARIATION_PICTURES = 4;
/** Filters, and the same turned round; XNNPACK on wasm packs a copy of each. */
const WEIGHTS: Readonly<Record<BackendName, number>> = { webgpu: 2, webgl: 2, wasm: 4, cpu: 2 };
/** What holes between pieces, and buffers kept for later ones of the same shape, take in addition. */
const WASTE: Readonly<Record<BackendName, number>> = { webgpu: 1.4, webgl: 1.4, wasm: 1.2, cpu: 1.1 };

/** wasm addresses 4 GiB at most, and TensorFlow.js half of that: addresses beyond come back negative. */
const WASM_LIMIT = 2 * GIB - 64 * MIB;
/** Of a device that does not tell its memory. */
const UNKNOWN_DEVICE = 4;

/** Everything that decides it. */
export interface Demand {
  readonly encoder: NetworkFiles;
  readonly settings: OptimiseSettings;
  readonly photo: OptimiseStage;
  readonly backend: BackendName;
}

/** Bytes that TensorFlow.js holds at the peak of a step at these sides; the parts of {@link neededBytes} that scale. */
export function stepBytes({ encoder, settings }: Demand, { width, height }: OptimiseStage): number {
  const layers = costs(encoder, tapsIn(settings)).map(
    ({ channels, level }) => Math.max(1, width >> level) * Math.max(1, height >> level) * channels,
  );
  const picture = width * height * 3;
  const kept = layers.reduce((sum, layer) => sum + layer, 0);
  const pictures = KEPT_PICTURES[settings.optimiser] + (settings.variationWeight > 0 ? VARIATION_PICTURES : 0);
  const gradient = kept + LARGEST_COPIES * Math.max(...layers) + pictures * picture;
  return FLOAT * Math.max(gradient, STEP_PICTURES[settings.optimiser] * picture);
}

/** Bytes that a run needs at its largest stage. */
export function neededBytes(demand: Demand): number {
  const largest = stagesOf(demand.photo, demand.settings).at(-1) ?? demand.photo;
  const weights = FLOAT * weightCount(demand.encoder) * WEIGHTS[demand.backend];
  return Math.ceil(WASTE[demand.backend] * (stepBytes(demand, largest) + weights));
}

/**
 * Bytes that there are for a run. Browsers do not tell how much a GPU holds: half of the machine's memory is a guess
 * that machines with a GPU of their own, or with one that shares the memory, keep to.
 * @param gigabytes the machine's memory as `navigator.deviceMemory` tells it (at most 8), or undefined
 */
export function availableBytes(backend: BackendName, gigabytes: number | undefined): number {
  const half = ((gigabytes ?? UNKNOWN_DEVICE) * GIB) / 2;
  return backend === 'wasm' ? Math.min(WASM_LIMIT, half) : half;
}

/** The largest size, a multiple of 16, at which it would fit; null where none does. */
export function possibleSize(demand: Demand, available: number): number | null {
  const fits = (size: number): boolean =>
    neededBytes({ ...demand, settings: { ...demand.settings, size } }) <= available;
  for (let size = demand.settings.size - (demand.settings.size % 16); size >= LIMITS.size.least; size -= 16) {
    if (fits(size)) return size;
  }
  return null;
}

function tapsIn({ contentLayers, styleLayers }: OptimiseSettings): TapName[] {
  return [...new Set([...Object.keys(contentLayers), ...Object.keys(styleLayers)] as TapName[])];
}
