/**
 * How much memory a run needs, by estimate, and how much there is; knows no TensorFlow.js. What counts is one step at
 * the largest stage: everything that the way back needs stands in memory at once.
 */

import type { BackendName, NetworkFiles } from '../../protocol/engine';
import type { OptimiseStage } from '../../protocol/optimise';
import { LIMITS, type OptimiserName, type OptimiseSettings, type TapName } from '../../protocol/optimiseSettings';
import { costs, weightCount, type Cost } from './graph';
import { stagesOf, styleSides } from './plan';

const FLOAT = 4;
const MIB = 2 ** 20;
const GIB = 2 ** 30;

/** Slopes of the largest layer that stand at once: from above, which of them relu lets through, and those. */
const LARGEST_COPIES = 3;
/** Tensors of the picture's size while the gradient is computed: the optimiser's own, and a few of the loss. */
const KEPT_PICTURES: Readonly<Record<OptimiserName, number>> = { adam: 11, lbfgs: 33 };
/** The same while a step is taken, when the layers are given back. */
const STEP_PICTURES: Readonly<Record<OptimiserName, number>> = { adam: 16, lbfgs: 44 };
/** What the variation of the picture takes in addition, and what brightness alone does. */
const VARIATION_PICTURES = 2;
const BRIGHTNESS_PICTURES = 4;
/** The running mean, where the encoder looks from several places. */
const VIEW_PICTURES = 1;
/** Pictures in a state that is kept: the picture itself, and what the optimiser remembers. */
const STATE_PICTURES: Readonly<Record<OptimiserName, number>> = { adam: 3, lbfgs: 21 };
/** States in the page: the last one, a new one, and the browser's copy of that on its way to the database. */
const STATES = 3;
/** Filters, and the same turned round; XNNPACK on wasm packs a copy of each. */
const WEIGHTS: Readonly<Record<BackendName, number>> = { webgpu: 2, webgl: 2, wasm: 4, cpu: 2 };
/** What holes between pieces, and buffers kept for later ones of the same shape, take in addition. */
const WASTE: Readonly<Record<BackendName, number>> = { webgpu: 1.4, webgl: 1.4, wasm: 1.3, cpu: 1.1 };
/** On WebGL a convolution first lays out what it multiplies; beyond this many pixels a slower kernel does without. */
const LAID_OUT_PIXELS = 512 * 512;

/** wasm addresses 4 GiB at most, and TensorFlow.js half of that: addresses beyond come back negative. */
const WASM_LIMIT = 2 * GIB - 64 * MIB;
/** Gigabytes of a device that does not tell its memory. */
const UNKNOWN_DEVICE = 4;

/** Everything that decides it. */
export interface Demand {
  readonly encoder: NetworkFiles;
  readonly settings: OptimiseSettings;
  readonly photo: OptimiseStage;
  readonly styles: readonly OptimiseStage[];
  readonly backend: BackendName;
}

/** Bytes of the tensors that TensorFlow.js holds at the peak of a step at these sides. */
export function stepBytes({ encoder, settings }: Demand, sides: OptimiseStage): number {
  const { optimiser, variationWeight, keepColours } = settings;
  const picture = sides.width * sides.height * 3;
  const { nodes, taps } = costs(encoder, tapsIn(settings));
  const layers = nodes.map((node) => {
    const size = sizeOf(node, sides);
    // Of a pooling the input, four times as large.
    return node.kind === 'pool' ? 4 * size : node.kind === 'relu' ? size : 0;
  });
  const sizesOf = (what: 'content' | 'style', size: (tap: Cost) => number): number =>
    sum(namesOf(settings, what).map((name) => size(taps.get(name) as Cost)));
  const content = sizesOf('content', (tap) => sizeOf(tap, sides));
  const pictures =
    KEPT_PICTURES[optimiser] +
    (variationWeight > 0 ? VARIATION_PICTURES : 0) +
    (keepColours ? BRIGHTNESS_PICTURES : 0) +
    (viewsOf(settings) > 1 ? VIEW_PICTURES : 0);
  const gradient =
    sum(layers) +
    sizesOf('content', (tap) => copiesOf(tap, 3) * sizeOf(tap, sides)) +
    sizesOf('style', (tap) => copiesOf(tap, 1) * sizeOf(tap, sides)) +
    // The features of the photo, in the view whose turn it is.
    content +
    LARGEST_COPIES * largest(nodes, sides) +
    pictures * picture;
  return FLOAT * Math.max(gradient, STEP_PICTURES[optimiser] * picture);
}

/** L-BFGS keeps to the first. */
function viewsOf({ optimiser, views }: OptimiseSettings): number {
  return optimiser === 'adam' ? views : 1;
}

/** Bytes that it takes to look at a style picture with these sides: features of all taps, and the layers at work. */
function styleBytes({ encoder, settings }: Demand, sides: OptimiseStage): number {
  const { nodes, taps } = costs(encoder, namesOf(settings, 'style'));
  const features = sum([...taps.values()].map((cost) => sizeOf(cost, sides)));
  return FLOAT * (features + LARGEST_COPIES * largest(nodes, sides));
}

/** Bytes of what a back end lays out for its convolutions, beside the tensors. */
function scratchBytes({ encoder, settings, backend }: Demand, sides: OptimiseStage): number {
  const { nodes } = costs(encoder, tapsIn(settings));
  const pixels = (cost: Cost): number => sizeOf({ ...cost, channels: 1 }, sides);
  switch (backend) {
    case 'wasm': {
      // XNNPACK keeps a pointer for each pixel under a filter, forward and back; a filter of one pixel needs none.
      const pointers = nodes.map((cost) => (cost.positions > 1 ? cost.positions * pixels(cost) : 0));
      return 2 * FLOAT * sum(pointers);
    }
    case 'webgl':
      if (!laysOut([sides])) return 0;
      return FLOAT * Math.max(0, ...nodes.map((cost) => cost.positions * cost.narrow * pixels(cost)));
    default:
      return 0;
  }
}

/** Whether convolutions on WebGL may lay out what they multiply: by the largest picture that they see. */
export function laysOut(pictures: readonly OptimiseStage[]): boolean {
  return pictures.every(({ width, height }) => width * height <= LAID_OUT_PIXELS);
}

/** The pictures that the encoder sees at the largest stage: the result, then the styles. */
export function seenSides({ photo, styles, settings }: Pick<Demand, 'photo' | 'styles' | 'settings'>): OptimiseStage[] {
  const stage = stagesOf(photo, settings).at(-1) ?? photo;
  return [stage, ...styles.map((style) => styleSides(style, stage))];
}

/** Bytes that a run needs at its largest stage, in the worker and in the page. */
export function neededBytes(demand: Demand): number {
  const [stage, ...styles] = seenSides(demand) as [OptimiseStage, ...OptimiseStage[]];
  const weights = FLOAT * weightCount(demand.encoder) * WEIGHTS[demand.backend];
  const atWork = [
    stepBytes(demand, stage) + scratchBytes(demand, stage),
    ...styles.map((sides) => styleBytes(demand, sides) + scratchBytes(demand, sides)),
  ];
  return Math.ceil(WASTE[demand.backend] * (Math.max(...atWork) + weights)) + stateBytes(demand);
}

/** The part of it that states take in the page. */
function stateBytes({ photo, settings }: Demand): number {
  const { width, height } = stagesOf(photo, settings).at(-1) ?? photo;
  const pictures = STATE_PICTURES[settings.optimiser] + (viewsOf(settings) > 1 ? 1 : 0);
  return FLOAT * STATES * pictures * width * height * 3;
}

/**
 * Bytes that there are for a run. Browsers do not tell how much a GPU holds: half of the machine's memory is a guess
 * that machines with a GPU of their own, or with one that shares the memory, keep to.
 * @param gigabytes the machine's memory as `navigator.deviceMemory` tells it (at most 8), or undefined
 */
export function availableBytes(demand: Demand, gigabytes: number | undefined): number {
  const half = ((gigabytes ?? UNKNOWN_DEVICE) * GIB) / 2;
  return demand.backend === 'wasm' ? Math.min(WASM_LIMIT + stateBytes(demand), half) : half;
}

/** The largest size, a multiple of 16, at which it would fit; null where none does. */
export function possibleSize(demand: Demand, gigabytes: number | undefined): number | null {
  for (let size = demand.settings.size - (demand.settings.size % 16); size >= LIMITS.size.least; size -= 16) {
    const smaller = { ...demand, settings: { ...demand.settings, size, stages: 1 } };
    if (neededBytes(smaller) <= availableBytes(smaller, gigabytes)) return size;
  }
  return null;
}

function sizeOf({ channels, level }: Cost, { width, height }: OptimiseStage): number {
  return Math.max(1, width >> level) * Math.max(1, height >> level) * channels;
}

/**
 * A tap that counts: what its loss keeps of it, and where a layer is the tap, its slope beside the one from above. Where
 * it is a map of a layer, and the style may count there too, the photo's slope and the style's stand beside the sum.
 */
function copiesOf(tap: Cost, ofMap: number): number {
  return tap.kind === 'relu' ? 2 : ofMap;
}

function largest(nodes: readonly Cost[], sides: OptimiseStage): number {
  return Math.max(0, ...nodes.map((node) => sizeOf(node, sides)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The taps that count for the photo or for the style. */
function namesOf(settings: OptimiseSettings, what: 'content' | 'style'): TapName[] {
  return settings[`${what}Weight`] > 0 ? (Object.keys(settings[`${what}Layers`]) as TapName[]) : [];
}

function tapsIn(settings: OptimiseSettings): TapName[] {
  return [...new Set([...namesOf(settings, 'content'), ...namesOf(settings, 'style')])];
}
