import { beforeAll, describe, expect, test } from 'vitest';
import { Encoder } from '../../web/src/engine/optimise/encoder';
import { optimisedGraph } from '../../web/src/engine/optimise/graph';
import { Objective } from '../../web/src/engine/optimise/objective';
import { HELD } from '../../web/src/engine/optimise/views';
import { enableGradients, loadModel, tf } from '../../web/src/engine/tf';
import type { NetworkFiles } from '../../web/src/protocol/engine';
import { DEFAULT_SETTINGS, type OptimiseSettings, type TapName } from '../../web/src/protocol/optimiseSettings';
import { startInNode } from './fakes/backend';
import { encoderFiles, random } from './fakes/encoder';

const SIZE = { width: 36, height: 33 };
const TAPS: TapName[] = ['relu1_1', 'relu3_1', 'relu4_2', 'relu5_1'];

function picture(seed: number, { width, height } = SIZE): { width: number; height: number; bytes: Uint8Array } {
  const bytes = Uint8Array.from(random(width * height * 3, seed), (value) => 128 + 200 * value);
  return { width, height, bytes };
}

/** With whole areas of one colour, where maxima are tied. */
function image(): tf.Tensor4D {
  const values = random(SIZE.width * SIZE.height * 3, 5).map((value, i) => (i % 700 < 350 ? 0.5 : 0.5 + 0.8 * value));
  return tf.tensor4d(values, [1, SIZE.height, SIZE.width, 3]);
}

function cosine(a: Float32Array, b: Float32Array): number {
  const product = (x: Float32Array, y: Float32Array): number =>
    x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);
  return product(a, b) / Math.sqrt(product(a, a) * product(b, b));
}

/** Of which gradients are compared. */
function squares(features: Iterable<tf.Tensor>): tf.Scalar {
  return [...features].map((one) => tf.sum<tf.Scalar>(tf.square(one))).reduce((a, b) => tf.add(a, b));
}

const NETWORKS = [
  ['max', false],
  ['max', true],
  ['average', false],
] as const;

test('every convolution is one of ours, relu and all, and every maximum pooling', () => {
  for (const linear of [false, true]) {
    const files = encoderFiles(linear);
    const before = operations(files);
    const after = operations(optimisedGraph(files, 'max').files);
    expect(before).toContain('Relu');
    expect(after).not.toContain('Relu');
    expect(before.includes('Conv2D')).toBe(linear);
    expect(after.filter((name) => name.endsWith('Conv2D'))).toEqual([]);
    expect(after.filter((name) => name.startsWith('EaselConvolution'))).toHaveLength(
      before.filter((name) => name.endsWith('Conv2D')).length,
    );
    expect(before).toContain('MaxPool');
    expect(after).not.toContain('MaxPool');
    expect(after).toContain('EaselMaxPool');
    expect(operations(optimisedGraph(files, 'average').files).filter((name) => name.endsWith('MaxPool'))).toEqual([]);
  }
});

function operations({ model }: NetworkFiles): string[] {
  const { node } = model['modelTopology'] as { node: { op: string }[] };
  return node.map(({ op }) => op);
}

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  const expected = new Map<string, { value: number; gradient: Float32Array }>();

  // As TensorFlow.js differentiates the plain graph; on wasm it lacks a kernel for that.
  beforeAll(async () => {
    await enableGradients();
    await startInNode('cpu');
    for (const [pooling, linear] of NETWORKS) {
      const files = encoderFiles(linear);
      const plain = await loadModel(pooling === 'max' ? files : averaged(files));
      const run = tf.valueAndGrad((at) => squares(plain.execute({ image: at }, [...TAPS]) as tf.Tensor[]));
      const { value, grad } = run(image());
      expected.set([pooling, linear].join(), {
        value: value.dataSync()[0] ?? 0,
        gradient: grad.dataSync<'float32'>(),
      });
    }
    await startInNode(backend);
  });

  test.each(NETWORKS)(
    '%s pooling, linear taps %s: the gradient is that of the plain graph',
    async (pooling, linear) => {
      const encoder = await Encoder.load(encoderFiles(linear), pooling);
      const run = tf.valueAndGrad((at) => squares(encoder.features(at as tf.Tensor4D, TAPS).values()));
      const { value, grad } = run(image());
      const wanted = expected.get([pooling, linear].join());
      if (!wanted) throw new Error('nothing to compare with');
      expect(Math.abs((value.dataSync()[0] ?? 0) / wanted.value - 1)).toBeLessThan(1e-5);
      expect(cosine(grad.dataSync<'float32'>(), wanted.gradient)).toBeGreaterThan(0.9999);
      encoder.dispose();
    },
  );

  const variants: [string, Partial<OptimiseSettings>, number?][] = [
    ['Gram matrices', {}],
    ['means and deviations', { styleLoss: 'moments' }],
    ['content alone', { styleWeight: 0 }],
    ['style and variation', { contentWeight: 0, variationWeight: 3 }],
    ['brightness alone', { keepColours: true, variationWeight: 1 }],
    ['two styles of unequal weight', { styleWeights: [1, 3] }],
    ['shifted and mirrored', {}, 13 * HELD],
  ];
  test.each(variants)('%s: the gradient is the slope', async (_, changed, step = 0) => {
    const settings: OptimiseSettings = { ...DEFAULT_SETTINGS, contentLayers: { relu4_2: 1, relu2_1: 2 }, ...changed };
    const encoder = await Encoder.load(encoderFiles(), 'average');
    const styles = [picture(2), picture(3, { width: 40, height: 32 })].slice(0, settings.styleWeights.length || 1);
    const objective = new Objective(encoder, picture(1), styles, settings);
    const x = image();
    const { terms, gradient } = objective.evaluate(x, step);
    const losses = objective.read(await terms.data<'float32'>(), 0, 1);
    const parts = Object.values(losses.style).reduce((sum, part) => sum + part, losses.content + losses.variation);
    expect(losses.total).toBeCloseTo(parts, 5);

    // Along itself, where its slope is its own size.
    const size = Math.sqrt(tf.mean(tf.square(gradient)).dataSync()[0] ?? 0);
    const direction = tf.div(gradient, size);
    const lossAt = (distance: number): number => {
      const { terms: found } = objective.evaluate(tf.add(x, tf.mul(direction, distance)), step);
      return found.dataSync<'float32'>().reduce((sum, term) => sum + term, 0);
    };
    const distance = 2e-3;
    const slope = (lossAt(distance) - lossAt(-distance)) / (2 * distance);
    expect(Math.abs(slope - size) / size).toBeLessThan(0.03);
    objective.dispose();
    encoder.dispose();
  });
});

function averaged(files: NetworkFiles): NetworkFiles {
  const text = JSON.stringify(files.model).replaceAll('"MaxPool"', '"AvgPool"');
  return { ...files, model: JSON.parse(text) as NetworkFiles['model'] };
}
