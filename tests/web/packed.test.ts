import { expect, test } from 'vitest';
import { leanGraph } from '../../web/src/engine/live/leanGraph';
import { withPackedConvolutions } from '../../web/src/engine/live/packed/convolution';
import { withPackedMeans } from '../../web/src/engine/live/packed/means';
import { convolutionOf } from '../../web/src/engine/live/packed/nodes';
import type { NetworkFiles } from '../../web/src/protocol/engine';
import { shippedNetworks } from './fakes/models';

const { styleTransformer } = shippedNetworks();

interface Node {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr: Record<string, unknown>;
}

function nodes({ model }: NetworkFiles): Node[] {
  return (model['modelTopology'] as { node: Node[] }).node;
}

function count(files: NetworkFiles, pattern: RegExp): number {
  return nodes(files).filter(({ op }) => pattern.test(op)).length;
}

test('all convolutions of our network become nodes of our own', () => {
  const changed = withPackedConvolutions(styleTransformer);
  expect(count(changed, /^EaselPackedDense$/)).toBe(count(styleTransformer, /Conv2D$/));
  expect(count(changed, /^EaselPackedDepthwise$/)).toBe(count(styleTransformer, /Depthwise/));
  expect(count(changed, /Conv2D|Conv2d/)).toBe(0);
  // The files are kept by the page, for other back ends.
  expect(count(styleTransformer, /^Easel/)).toBe(0);
});

test('kernels are laid out once a style, but those that the picture itself modulates', () => {
  const changed = withPackedConvolutions(styleTransformer);
  const { perStyle } = leanGraph(changed.model);
  const matrices = nodes(changed).filter(({ op }) => op === 'EaselKernelMatrix');
  const normalised = count(styleTransformer, /^Mean$/) / 2;
  expect(matrices.filter(({ name }) => !perStyle.includes(name))).toHaveLength(normalised);
});

test('means are taken by nodes of our own, those of squares without the squares', () => {
  const changed = withPackedMeans(styleTransformer);
  const means = nodes(changed).filter(({ op }) => op === 'EaselPackedMean');
  expect(means).toHaveLength(count(styleTransformer, /^Mean$/));
  const ofSquares = means.filter(({ attr }) => (attr['of_squares'] as { b: boolean }).b);
  expect(ofSquares).toHaveLength(means.length / 2);
  const ofSame = means.filter((one) => ofSquares.some(({ input }) => input?.[0] === one.input?.[0]));
  expect(ofSame).toHaveLength(means.length);
});

const text = (words: string): { s: string } => ({ s: btoa(words) });
const valid = { padding: text('VALID') };

test.each([
  ['_FusedConv2D', { ...valid, fused_ops: { list: { s: ['BiasAdd', 'Relu'].map(btoa) } } }, ['dense', true, true]],
  ['_FusedConv2D', { ...valid, fused_ops: { list: { s: [btoa('BiasAdd')] } } }, ['dense', true, false]],
  ['Conv2D', { ...valid, dilations: { list: { i: ['1', '1', '1', '1'] } } }, ['dense', false, false]],
  ['DepthwiseConv2dNative', valid, ['depthwise', false, false]],
] as const)('%s is a convolution (%#)', (op, attr, [kind, hasBias, relu]) => {
  expect(convolutionOf({ op, attr })).toEqual({ kind, hasBias, relu });
});

test.each([
  ['MatMul', valid],
  ['Conv2D', { padding: text('SAME') }],
  ['Conv2D', { ...valid, dilations: { list: { i: ['1', '2', '2', '1'] } } }],
  ['_FusedConv2D', { ...valid, fused_ops: { list: { s: ['BiasAdd', 'Elu'].map(btoa) } } }],
  ['_FusedConv2D', { ...valid, fused_ops: { list: { s: [btoa('Relu')] } } }],
] as const)('%s is left as it is (%#)', (op, attr) => {
  expect(convolutionOf({ op, attr })).toBeNull();
});
