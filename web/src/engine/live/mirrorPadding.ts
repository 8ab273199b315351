/**
 * Mirror padding on wasm, where TensorFlow.js computes the place of each number by itself: rows lie in memory as they
 * are, and are copied whole.
 */

import { registerOp } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkFiles } from '../../protocol/engine';
import { withNodes } from '../graph';
import { registerOnHeap, runOnHeap, type WasmHeap } from './wasmHeap';

const MIRROR_PAD = 'EaselMirrorPad';

/** How many are added before and after, for each side. */
type Margin = readonly [before: number, after: number];

interface Padding {
  readonly rows: Margin;
  readonly columns: Margin;
  /** 0: the outermost numbers come twice; 1: they do not. */
  readonly skip: 0 | 1;
}

/** The same network, with {@link MIRROR_PAD} for `MirrorPad`. */
export function withMirrorPadding(files: NetworkFiles): NetworkFiles {
  registerOnHeap(MIRROR_PAD, pad);
  registerOp(MIRROR_PAD, ({ inputs, attrs }) => {
    const [values, paddings] = inputs as [tf.Tensor, tf.Tensor];
    const mode = attrs['mode'] === 'symmetric' ? 'symmetric' : 'reflect';
    const [around = 0, , top = 0, bottom = 0, left = 0, right = 0, inner = 0] = paddings.dataSync<'int32'>();
    const isArea = values.rank === 4 && paddings.size === 8 && around === 0 && inner === 0;
    if (!isArea) return tf.mirrorPad(values, paddings.arraySync() as [number, number][], mode);
    const padding: Padding = { rows: [top, bottom], columns: [left, right], skip: mode === 'reflect' ? 1 : 0 };
    return runOnHeap(MIRROR_PAD, [values], padding);
  });
  return withNodes(files, (node) => (node['op'] === 'MirrorPad' ? { ...node, op: MIRROR_PAD } : node));
}

/** [B, h, w, c] → [B, h + rows, w + columns, c]. */
function pad(heap: WasmHeap, inputs: readonly tf.TensorInfo[], attributes: object): tf.TensorInfo[] {
  const { rows, columns, skip } = attributes as Padding;
  const [input] = inputs as [tf.TensorInfo];
  const [batch, height, width, channels] = input.shape as [number, number, number, number];
  const padded = height + rows[0] + rows[1];
  const stride = (columns[0] + width + columns[1]) * channels;
  const output = heap.output([batch, padded, stride / channels, channels]);
  const from = heap.view(input);
  const into = heap.view(output);
  // One view of all memory copies from anywhere to anywhere.
  const memory = new Float32Array(from.buffer);
  const source = from.byteOffset / 4;
  const target = into.byteOffset / 4;
  for (let row = 0; row < batch * padded; row++) {
    const y = mirrored((row % padded) - rows[0], height, skip);
    const start = source + (Math.floor(row / padded) * height + y) * width * channels;
    const inner = target + row * stride + columns[0] * channels;
    memory.copyWithin(inner, start, start + width * channels);
    for (let x = -columns[0]; x < width + columns[1]; x++) {
      if (x === 0) x = width;
      if (x >= width + columns[1]) break;
      const pixel = inner + mirrored(x, width, skip) * channels;
      memory.copyWithin(inner + x * channels, pixel, pixel + channels);
    }
  }
  return [output];
}

/** The place that a place outside of 0 to `side` - 1 mirrors. */
function mirrored(at: number, side: number, skip: 0 | 1): number {
  if (at < 0) return -at - 1 + skip;
  return at < side ? at : 2 * side - at - 1 - skip;
}
