import { expect, test } from 'vitest';
import { withHalfSizePaint } from '../../web/src/engine/live/halfSizePaint';
import { leanGraph } from '../../web/src/engine/live/leanGraph';
import { Network } from '../../web/src/engine/tf';
import type { NetworkFiles } from '../../web/src/protocol/engine';
import { startInNode } from './fakes/backend';
import { shippedNetworks } from './fakes/models';

const { styleTransformer, styleEncoder, styleLength } = shippedNetworks();

type Node = Record<string, unknown>;

function nodes({ model }: NetworkFiles): Node[] {
  return (model['modelTopology'] as { node: Node[] }).node;
}

test('our network ends at half the size; what the style decides of it is computed once', () => {
  const changed = withHalfSizePaint(styleTransformer, true);
  const { output, perStyle } = leanGraph(changed.model);
  expect(nodes(changed).find(({ name }) => name === output)).toMatchObject({ op: 'EaselLayOut' });
  const squares = nodes(changed).filter(({ op }) => String(op).startsWith('EaselSquare'));
  expect(squares).toHaveLength(2);
  for (const { name } of squares) expect(perStyle).toContain(name);
  // The files are kept by the page, for other back ends.
  expect(nodes(styleTransformer).some(({ op }) => String(op).startsWith('Easel'))).toBe(false);
});

test('without kernels of our own, what was painted is laid out before the colours are added', () => {
  const changed = nodes(withHalfSizePaint(styleTransformer, false));
  const layers = changed.filter(({ op }) => op === 'DepthToSpace');
  expect(layers).toHaveLength(1);
  expect(changed.filter(({ input }) => (input as unknown[] | undefined)?.includes(layers[0]?.['name']))).toMatchObject([
    { op: 'AddV2' },
  ]);
  expect(changed.some(({ op }) => op === 'EaselLayOut')).toBe(false);
});

test('a network that ends otherwise stays as it is', () => {
  const { model, weights } = styleTransformer;
  const without = (op: string): NetworkFiles => ({
    weights,
    model: {
      ...model,
      modelTopology: {
        node: nodes(styleTransformer).map((node) => (node['op'] === op ? { ...node, op: 'Relu' } : node)),
      },
    },
  });
  for (const op of ['Sigmoid', 'ResizeBilinear', 'MirrorPad', '_FusedConv2D', 'Conv2D']) {
    const files = without(op);
    expect(withHalfSizePaint(files, true), op).toBe(files);
  }
});

test('a network without a painting is refused', () => {
  expect(() => withHalfSizePaint(styleEncoder, true)).toThrow('network-broken');
});

test('paints the same either way', async () => {
  await startInNode('cpu');
  const size = { width: 32, height: 40 };
  const values = Float32Array.from({ length: 3 * 32 * 40 }, (_, i) => ((i * 37) % 256) / 255);
  const style = Float32Array.from({ length: styleLength }, (_, i) => 0.4 * Math.sin(i + 1));
  const paint = async (files: NetworkFiles): Promise<Float32Array> => {
    const network = await Network.load(files, 'stylized', 'cpu');
    return network.run({ image: { ...size, values }, style });
  };
  const wanted = await paint(styleTransformer);
  const found = await paint(withHalfSizePaint(styleTransformer, false));
  expect(found.length).toBe(wanted.length);
  found.forEach((value, i) => {
    expect(Math.abs(value - (wanted[i] ?? 9))).toBeLessThan(1e-3);
  });
});
