import { describe, expect, test } from 'vitest';
import { leanGraph } from '../../web/src/engine/live/leanGraph';
import { shippedNetworks } from './fakes/models';

type Node = readonly [name: string, op: string, ...inputs: string[]];

/** model.json with these nodes; the inputs and the output have names of their own, as an exporter may give them. */
function model(...nodes: Node[]) {
  return {
    modelTopology: { node: nodes.map(([name, op, ...input]) => ({ name, op, input })) },
    signature: {
      inputs: { image: { name: 'picture:0' }, style: { name: 'vector:0' } },
      outputs: { stylized: { name: 'out:0' } },
    },
  };
}

const INPUTS: Node[] = [
  ['picture', 'Placeholder'],
  ['vector', 'Placeholder'],
  ['weights', 'Const'],
];

describe('computed once a style', () => {
  test('what the style decides and frames need: the last nodes of it, not the first', () => {
    const graph = leanGraph(
      model(
        ...INPUTS,
        ['dense', 'MatMul', 'vector', 'weights'],
        ['kernel', 'Mul', 'dense', 'weights'],
        ['out', 'Conv2D', 'picture', 'kernel'],
      ),
    );
    expect(graph).toEqual({ image: 'picture', style: 'vector', output: 'out', perStyle: ['kernel'], perSize: [] });
  });

  test('what only weights decide, but not the weights themselves', () => {
    const graph = leanGraph(
      model(
        ...INPUTS,
        ['blurred', 'Conv2D', 'weights', 'weights'],
        ['seen', 'Conv2D', 'picture', 'blurred'],
        ['out', 'Mul', 'seen', 'weights'],
      ),
    );
    expect(graph.perStyle).toEqual(['blurred']);
  });

  test('the style itself, where frames take it as it is', () => {
    const graph = leanGraph(model(...INPUTS, ['out', 'Mul', 'picture', 'vector']));
    expect(graph.perStyle).toEqual(['vector']);
  });

  test('what comes before a node of several outputs, for that one cannot be handed in', () => {
    const graph = leanGraph(
      model(
        ...INPUTS,
        ['dense', 'MatMul', 'vector', 'weights'],
        ['halves', 'Split', 'weights', 'dense'],
        ['scaled', 'Mul', 'picture', 'halves:1'],
        ['out', 'Add', 'scaled', 'halves'],
      ),
    );
    expect(graph.perStyle).toEqual(['dense']);
  });
});

test('computed once a size is what a shape decides', () => {
  const graph = leanGraph(
    model(
      ...INPUTS,
      ['seen', 'Conv2D', 'picture', 'weights'],
      ['shape', 'Shape', 'seen'],
      ['double', 'Mul', 'shape', 'weights'],
      ['large', 'ResizeBilinear', 'seen', 'double'],
      ['out', 'Mul', 'large', 'vector', '^shape'],
    ),
  );
  expect(graph.perSize.toSorted()).toEqual(['double', 'shape']);
});

test('what is decided by style and size together stays in the frame', () => {
  const graph = leanGraph(
    model(
      ...INPUTS,
      ['shape', 'Shape', 'picture'],
      ['both', 'Fill', 'shape', 'vector'],
      ['out', 'Add', 'picture', 'both'],
    ),
  );
  expect(graph.perStyle).toEqual(['vector']);
  expect(graph.perSize).toEqual(['shape']);
});

test('the shipped network leaves no dense layer in the frame', () => {
  const { styleTransformer } = shippedNetworks();
  const graph = leanGraph(styleTransformer.model);
  expect(graph.perStyle.length).toBeGreaterThan(10);
  expect(graph.perSize.length).toBeGreaterThan(0);
});

describe('refused', () => {
  test.each([
    ['no topology', {}],
    ['no signature', { modelTopology: { node: [] } }],
    ['an output that does not see the image', model(...INPUTS, ['out', 'Mul', 'vector', 'weights'])],
    ['an input that is nowhere', model(...INPUTS, ['out', 'Mul', 'picture', 'lost'])],
    ['a node without a name', { ...model(), modelTopology: { node: [{ op: 'Const' }] } }],
  ])('%s', (_, broken) => {
    expect(() => leanGraph(broken)).toThrow(expect.objectContaining({ code: 'network-broken' }));
  });
});
