import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { withAreaMeans } from '../../web/src/engine/live/areaMean';
import { withMirrorPadding } from '../../web/src/engine/live/mirrorPadding';
import { withSmallParts, type SmallPart } from '../../web/src/engine/live/smallParts';
import { SmallProgram } from '../../web/src/engine/live/smallProgram';
import { runOnHeap } from '../../web/src/engine/live/wasmHeap';
import type { NetworkFiles } from '../../web/src/protocol/engine';
import { startInNode } from './fakes/backend';
import { shippedNetworks } from './fakes/models';

const { styleTransformer } = shippedNetworks();

function ops({ model }: NetworkFiles): string[] {
  return (model['modelTopology'] as { node: { op: string }[] }).node.map(({ op }) => op);
}

beforeAll(() => startInNode('wasm'));

test.each([
  ['symmetric', [1, 5, 7, 3], [2, 3], [4, 1]],
  ['reflect', [2, 6, 4, 5], [0, 3], [2, 0]],
  ['reflect', [1, 3, 3, 1], [2, 2], [1, 2]],
] as const)('%s padding by rows gives what TensorFlow.js gives (%#)', (mode, shape, rows, columns) => {
  withMirrorPadding(styleTransformer);
  const values = tf.randomUniform([...shape], -1, 1, 'float32', 7);
  const [padded] = runOnHeap('EaselMirrorPad', [values], { rows, columns, skip: mode === 'reflect' ? 1 : 0 });
  const wanted = tf.mirrorPad(values, [[0, 0], [...rows], [...columns], [0, 0]], mode);
  expect(padded?.shape).toEqual(wanted.shape);
  expect(padded?.dataSync()).toEqual(wanted.dataSync());
});

test('each normalised layer of our network becomes one small part', () => {
  const before = withAreaMeans(styleTransformer);
  const means = ops(before).filter((op) => op === 'EaselAreaMean').length;
  const parts: SmallPart[] = [];
  const after = withSmallParts(before, 'EaselAreaMean', (part) => `Part${String(parts.push(part))}`);
  // Two means a layer: of the values and of their squares.
  expect(parts).toHaveLength(means / 2);
  for (const { steps, results } of parts) {
    expect(steps.length).toBeGreaterThan(10);
    // The weights and what is added after.
    expect(results).toHaveLength(2);
  }
  expect(ops(after).filter((op) => op === 'Rsqrt')).toEqual([]);
  expect(ops(before)).toContain('Rsqrt');
});

/** A part of one step with the operands that are given. */
function one(op: string, count: number, slice?: NonNullable<SmallPart['steps'][number]['slice']>): SmallPart {
  const operands = Array.from({ length: count }, (_, i) => i);
  return { inputs: count, steps: [{ op, operands, ...(slice && { slice }) }], results: [count] };
}

function run(part: SmallPart, ...values: tf.Tensor[]): { shape: readonly number[]; numbers: Float32Array } {
  const numbers = values.map((value) => value.dataSync() as Float32Array);
  const program = new SmallProgram(
    part,
    values.map(({ shape }) => shape),
    numbers,
  );
  program.run(numbers);
  return program.results[0] as { shape: number[]; numbers: Float32Array };
}

test.each([
  ['AddV2', tf.add],
  ['Sub', tf.sub],
  ['Mul', tf.mul],
  ['RealDiv', tf.div],
  ['Maximum', tf.maximum],
] as const)('%s broadcasts as TensorFlow.js does', (op, wanted) => {
  const shapes: [number[], number[]][] = [
    [
      [2, 3],
      [2, 3],
    ],
    [
      [2, 1, 3],
      [4, 1],
    ],
    [[3], [2, 3]],
    [[], [2, 2]],
    [
      [5, 1],
      [1, 4],
    ],
  ];
  for (const [left, right] of shapes) {
    const a = tf.randomUniform(left, 1, 2, 'float32', 1);
    const b = tf.randomUniform(right, 1, 2, 'float32', 2);
    const found = run(one(op, 2), a, b);
    const expected = wanted(a, b);
    expect(found.shape).toEqual(expected.shape);
    expected.dataSync().forEach((value, i) => {
      expect(found.numbers[i]).toBeCloseTo(value, 6);
    });
  }
});

test('a matrix product, and a shape with a free length', () => {
  const a = tf.randomUniform([3, 4], -1, 1, 'float32', 1);
  const b = tf.randomUniform([4, 2], -1, 1, 'float32', 2);
  const product = run(one('MatMul', 2), a, b);
  tf.matMul(a, b)
    .dataSync()
    .forEach((value, i) => {
      expect(product.numbers[i]).toBeCloseTo(value, 5);
    });
  expect(run(one('Reshape', 2), a, tf.tensor1d([2, -1], 'int32')).shape).toEqual([2, 6]);
});

test('a slice that takes all there is makes and removes dimensions; any other is refused', () => {
  const values = tf.zeros([1, 4]);
  const bounds = (...numbers: number[]): tf.Tensor => tf.tensor1d(numbers, 'int32');
  const masks = { begin: 0, end: 0, ellipsis: 0, newAxes: 0, goneAxes: 0 };
  const shapeOf = (change: Partial<typeof masks>, begin: tf.Tensor, strides: tf.Tensor): readonly number[] =>
    run(one('StridedSlice', 4, { ...masks, ...change }), values, begin, begin, strides).shape;
  expect(shapeOf({ begin: 3, end: 3, newAxes: 4 }, bounds(0, 0, 0), bounds(1, 1, 1))).toEqual([1, 4, 1]);
  expect(shapeOf({ goneAxes: 1 }, bounds(0), bounds(1))).toEqual([4]);
  expect(shapeOf({ newAxes: 3 }, bounds(0, 0), bounds(1, 1))).toEqual([1, 1, 1, 4]);
  expect(() => shapeOf({ begin: 3, end: 3 }, bounds(0, 0), bounds(1, -1))).toThrow('network-broken');
  expect(() => shapeOf({ begin: 3, end: 1 }, bounds(0, 0), bounds(1, 1))).toThrow('network-broken');
  expect(() => shapeOf({ begin: 1, end: 1, goneAxes: 2 }, bounds(0, 0), bounds(1, 1))).toThrow('network-broken');
});
