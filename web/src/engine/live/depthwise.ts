/**
 * Depthwise convolutions on wasm, whose own run at a third of what a processor can do, and at a twentieth where there are
 * few channels. They are done on one thread here, which is slower again where TensorFlow.js has many.
 */

import { registerOp } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { NetworkFiles } from '../../protocol/engine';
import { isRecord, type UnknownRecord } from '../../protocol/guards';
import { textOf, withNodes } from '../graph';
import { heapRoom, registerOnHeap, runOnHeap, type WasmHeap } from './wasmHeap';

const DEPTHWISE = 'EaselDepthwise';

/** Threads from which on TensorFlow.js is faster with many channels. */
const MANY_THREADS = 3;
/** Channels that are few. */
const FEW = 16;

/** The same network, with {@link DEPTHWISE} for depthwise convolutions without padding, with a bias or without. */
export function withDepthwise(files: NetworkFiles): NetworkFiles {
  registerOnHeap(DEPTHWISE, convolve);
  registerOp(DEPTHWISE, ({ inputs, attrs }) => {
    const [image, kernel, bias] = inputs as [tf.Tensor4D, tf.Tensor4D, tf.Tensor?];
    const [, down = 1, across = 1] = attrs['strides'] as number[];
    if (isOurs(image.shape, kernel.shape, down, across)) return runOnHeap(DEPTHWISE, inputs, { stride: down });
    const sums = tf.depthwiseConv2d(image, kernel, [down, across], 'valid');
    return bias ? tf.add(sums, bias) : sums;
  });
  return withNodes(files, (node) => (isPlain(node) ? { ...node, op: DEPTHWISE } : node));
}

/** By its attributes in model.json. */
function isPlain({ op, attr }: UnknownRecord): boolean {
  if (!isRecord(attr) || textOf(attr['padding']) !== 'VALID') return false;
  const { dilations, fused_ops: fused } = attr;
  if (isRecord(dilations) && listOf(dilations, 'i').some((one) => Number(one) !== 1)) return false;
  if (op === 'DepthwiseConv2dNative') return true;
  const after = isRecord(fused) ? listOf(fused, 's').map((one) => atob(String(one))) : [];
  return op === 'FusedDepthwiseConv2dNative' && after.join() === 'BiasAdd';
}

function listOf({ list }: UnknownRecord, kind: string): unknown[] {
  const values = isRecord(list) ? list[kind] : null;
  return Array.isArray(values) ? values : [];
}

function isOurs(image: readonly number[], kernel: readonly number[], down: number, across: number): boolean {
  const [batch, , width = 0] = image;
  const [high, wide = 0, channels = 0, each] = kernel;
  const isFaster = channels <= FEW || heapRoom().threads < MANY_THREADS;
  const isSquare = high === wide && down === across && batch === 1;
  return isFaster && isSquare && each === 1 && channels % 4 === 0 && lengthAfter(width, wide, across) >= 8;
}

function lengthAfter(length: number, side: number, stride: number): number {
  return Math.floor((length - side) / stride) + 1;
}

/** [1, h, w, c], [k, k, c, 1] and perhaps [c] → [1, (h - k) / stride + 1, (w - k) / stride + 1, c]. */
function convolve(heap: WasmHeap, inputs: readonly tf.TensorInfo[], attributes: object): tf.TensorInfo[] {
  const { stride } = attributes as { readonly stride: number };
  const [image, kernel, bias] = inputs as [tf.TensorInfo, tf.TensorInfo, tf.TensorInfo?];
  const [, height, width, channels] = image.shape as [number, number, number, number];
  const side = kernel.shape[0] as number;
  const [high, wide] = [lengthAfter(height, side, stride), lengthAfter(width, side, stride)];
  const output = heap.output([1, high, wide, channels]);
  const addresses = [image, kernel].map(heap.address) as [number, number];
  const into = [bias ? heap.address(bias) : 0, heap.address(output)] as const;
  heap.code.depthwise(...addresses, ...into, wide, high, 4 * width * channels, 4 * channels, side, stride);
  return [output];
}
