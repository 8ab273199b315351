import { expect, test } from 'vitest';
import { withHalfSizePaint } from '../../web/src/engine/live/halfSizePaint';
import { leanGraph } from '../../web/src/engine/live/leanGraph';
import type { NetworkFiles } from '../../web/src/protocol/engine';
import { shippedNetworks } from './fakes/models';

const { styleTransformer, styleEncoder } = shippedNetworks();

type Node = Record<string, unknown>;

function nodes({ model }: NetworkFiles): Node[] {
  return (model['modelTopology'] as { node: Node[] }).node;
}

test('our network ends at half the size; what the style decides of it is computed once', () => {
  const changed = withHalfSizePaint(styleTransformer);
  const { output, perStyle } = leanGraph(changed.model);
  expect(nodes(changed).find(({ name }) => name === output)).toMatchObject({ op: 'EaselLayOut' });
  const squares = nodes(changed).filter(({ op }) => String(op).startsWith('EaselSquare'));
  expect(squares).toHaveLength(3);
  for (const { name } of squares) expect(perStyle).toContain(name);
  // The files are kept by the page, for other back ends.
  expect(nodes(styleTransformer).some(({ op }) => String(op).startsWith('Easel'))).toBe(false);
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
    expect(withHalfSizePaint(files), op).toBe(files);
  }
});

test('a network without a painting is refused', () => {
  expect(() => withHalfSizePaint(styleEncoder)).toThrow('network-broken');
});
