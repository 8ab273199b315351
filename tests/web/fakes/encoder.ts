/** A small encoder with VGG-19's taps as TensorFlow.js files, as the Python tool would export one. */

import type { NetworkFiles } from '../../../web/src/protocol/engine';
import type { TapName } from '../../../web/src/protocol/optimiseSettings';

/** Channels of the taps that it has, with a pooling before each first one of a level. */
const LAYERS: readonly (readonly [TapName, number])[] = [
  ['relu1_1', 4],
  ['relu1_2', 5],
  ['relu2_1', 6],
  ['relu3_1', 8],
  ['relu4_1', 8],
  ['relu4_2', 9],
  ['relu5_1', 8],
];

/** Numbers as after training: small ones of both signs, the same in every run. */
export function random(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 - 0.5;
  });
}

/** A tap of which the distilled encoder gives some directions alone: a convolution that has no bias. */
const UNBIASED: TapName = 'relu4_1';

/** @param linear whether taps end in a convolution without relu, as those of the distilled encoder do */
export function encoderFiles(linear = false): NetworkFiles {
  const node: object[] = [{ name: 'image', op: 'Placeholder', attr: { dtype: { type: 'DT_FLOAT' }, shape: OPEN } }];
  const weights: { name: string; dtype: 'float32'; shape: number[] }[] = [];
  const values: Float32Array[] = [];
  const outputs: Record<string, object> = {};

  function constant(name: string, shape: number[], scale: number): string {
    const size = shape.reduce((product, side) => product * side, 1);
    values.push(random(size, 7 + weights.length).map((value) => value * scale));
    weights.push({ name, dtype: 'float32', shape });
    node.push({ name, op: 'Const', attr: { dtype: { type: 'DT_FLOAT' } } });
    return name;
  }

  function convolution(name: string, from: string, size: number, narrow: number, wide: number, relu: boolean): string {
    const filter = constant(`${name}/filter`, [size, size, narrow, wide], 3 / Math.sqrt(size * size * narrow));
    const plain = {
      T: { type: 'DT_FLOAT' },
      padding: { s: btoa('SAME') },
      data_format: { s: btoa('NHWC') },
      strides: { list: { i: ['1', '1', '1', '1'] } },
      dilations: { list: { i: ['1', '1', '1', '1'] } },
    };
    if (name === `${UNBIASED}/map`) {
      node.push({ name, op: 'Conv2D', input: [from, filter], attr: plain });
      return name;
    }
    const bias = constant(`${name}/bias`, [wide], 0.2);
    const operations = ['BiasAdd', ...(relu ? ['Relu'] : [])];
    // Where a tap branches off, the exporter leaves relu apart.
    const isApart = relu && name.endsWith('_1');
    const fused = { list: { s: (isApart ? operations.slice(0, 1) : operations).map((operation) => btoa(operation)) } };
    const convolved = isApart ? `${name}/BiasAdd` : name;
    node.push({
      ...{ name: convolved, op: '_FusedConv2D', input: [from, filter, bias] },
      attr: { ...plain, num_args: { i: '1' }, fused_ops: fused },
    });
    if (isApart) node.push({ name, op: 'Relu', input: [convolved], attr: { T: { type: 'DT_FLOAT' } } });
    return name;
  }

  let [at, narrow] = ['image', 3];
  for (const [tap, wide] of LAYERS) {
    if (tap.endsWith('_1') && tap !== 'relu1_1') {
      const pooled = `${tap}/pool`;
      const sides = { list: { i: ['1', '2', '2', '1'] } };
      const attr = { ksize: sides, strides: sides, padding: { s: btoa('VALID') }, T: { type: 'DT_FLOAT' } };
      node.push({ name: pooled, op: 'MaxPool', input: [at], attr });
      at = pooled;
    }
    at = convolution(tap, at, 3, narrow, wide, true);
    const end = linear ? convolution(`${tap}/map`, at, 1, wide, wide + 1, false) : at;
    outputs[tap] = { name: `${end}:0`, dtype: 'DT_FLOAT', tensorShape: { dim: [{ size: '1' }] } };
    narrow = wide;
  }
  const model = {
    format: 'graph-model',
    modelTopology: { node, library: {}, versions: { producer: 1 } },
    signature: { inputs: { image: { name: 'image:0', dtype: 'DT_FLOAT', tensorShape: {} } }, outputs },
    weightsManifest: [{ paths: ['weights.bin'], weights }],
  };
  const joined = Float32Array.from(values.flatMap((part) => [...part]));
  return { model, weights: joined.buffer };
}

const OPEN = { shape: { dim: [{ size: '1' }, { size: '-1' }, { size: '-1' }, { size: '3' }] } };
