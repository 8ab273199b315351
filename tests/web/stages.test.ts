import { describe, expect, test } from 'vitest';
import { readNodes } from '../../web/src/engine/graph';
import { reachOf, type Values } from '../../web/src/engine/tiles/reach';
import { outputsOf, stagedGraph, type Stage } from '../../web/src/engine/tiles/stages';
import { shippedNetworks } from './fakes/models';

interface NodeFile {
  name: string;
  op: string;
  input?: string[];
  attr?: object;
}

/** Stride and padding as model.json writes them. */
const convolution = (stride: number, padding = 'VALID') => ({
  strides: { list: { i: ['1', String(stride), String(stride), '1'] } },
  padding: { s: btoa(padding) },
});

/** A network in small: a halving, a normalised block with a residual, an enlargement, and the photo's own colours. */
function nodes(): NodeFile[] {
  return [
    { name: 'image', op: 'Placeholder' },
    { name: 'style', op: 'Placeholder' },
    ...['kernel', 'pad', 'pad2', 'axes', 'two', 'small'].map((name) => ({ name, op: 'Const' })),
    { name: 'padded', op: 'MirrorPad', input: ['image', 'pad'] },
    { name: 'halved', op: 'Conv2D', input: ['padded', 'kernel'], attr: convolution(2) },
    { name: 'padded2', op: 'MirrorPad', input: ['halved', 'pad2'] },
    { name: 'spread', op: 'DepthwiseConv2dNative', input: ['padded2', 'kernel'], attr: convolution(1) },
    { name: 'mean', op: 'Mean', input: ['spread', 'axes'] },
    { name: 'scale', op: 'Mul', input: ['mean', 'style'] },
    { name: 'scaled', op: 'Mul', input: ['spread', 'scale'] },
    { name: 'block', op: 'AddV2', input: ['halved', 'scaled'] },
    { name: 'shape', op: 'Shape', input: ['block'] },
    { name: 'size', op: 'Mul', input: ['shape', 'two'] },
    { name: 'enlarged', op: 'ResizeBilinear', input: ['block', 'size'] },
    { name: 'colours', op: 'Conv2D', input: ['image', 'small'], attr: convolution(1) },
    { name: 'painted', op: 'Add', input: ['enlarged', 'colours'] },
  ];
}

function model(all: NodeFile[]) {
  return {
    modelTopology: { node: all },
    signature: {
      inputs: { image: { name: 'image:0' }, style: { name: 'style:0' } },
      outputs: { stylized: { name: 'painted:0' } },
    },
  };
}

const values: Values = {
  kernel: ({ name }) => ({ halved: [4, 4], spread: [5, 5], colours: [1, 1] })[name] as [number, number],
  paddings: ({ name }) => (name === 'padded' ? [0, 0, 1, 1, 1, 1, 0, 0] : [0, 0, 2, 2, 2, 2, 0, 0]),
  enlargement: () => 2,
};

function staged(all = nodes()): [Stage, Stage] {
  const [first, last, ...more] = stagedGraph(model(all)).stages;
  if (!first || !last || more.length > 0) expect.fail('not two stages');
  return [first, last];
}

function reach(stage: Stage, handedIn: Record<string, number>, all = nodes()) {
  const outputs = outputsOf(stage, 'painted');
  return reachOf(readNodes(model(all)), stage, new Map(Object.entries(handedIn)), outputs, values);
}

describe('the stages of a graph', () => {
  test('end where a mean over the whole picture is needed', () => {
    const [first, last] = staged();
    expect(first).toMatchObject({ from: null, seesImage: true, means: [{ name: 'mean', of: 'spread' }] });
    expect(last).toMatchObject({ seesImage: true, means: [], keep: null });
  });

  test('go on from the one tensor that spares most, and from what is the same for all tiles', () => {
    const [first, last] = staged();
    expect(first.keep).toBe('halved');
    expect(last.from).toBe('halved');
    expect(last.fixed).toEqual(['scale']);
    expect(last.running).not.toContain('padded');
    expect(last.running).toContain('spread');
  });

  test('of a network without means are one', () => {
    const plain = nodes().map((node) => (node.name === 'scale' ? { ...node, input: ['style', 'style'] } : node));
    expect(stagedGraph(model(plain)).stages).toMatchObject([{ from: null, keep: null, means: [] }]);
  });

  test('of the shipped network: every stage but the first goes on from the one before', () => {
    const { stages, image } = stagedGraph(shippedNetworks().styleTransformer.model);
    expect(stages.length).toBeGreaterThan(1);
    stages.forEach((stage, i) => {
      expect(stage.from === null).toBe(i === 0);
      expect(stage.from).toBe(stages[i - 1]?.keep ?? null);
      expect(stage.running).not.toContain(image);
    });
    // Between them nothing looks at the photo again, which would take a wide margin.
    expect(stages.slice(1, -1).some(({ seesImage }) => seesImage)).toBe(false);
  });

  test('a graph whose output does not see the image is refused', () => {
    const blind = nodes().map((node) => (node.name === 'painted' ? { ...node, input: ['style', 'style'] } : node));
    expect(() => stagedGraph(model(blind))).toThrow(/does not depend on the image/);
  });
});

describe('how far a stage looks', () => {
  test('follows from kernels, strides and enlargements', () => {
    const [first, last] = staged();
    // 5 × 5 at half the size: 2 there are 4 pixels, and the 4 × 4 before it adds one.
    expect(reach(first, { image: 1 })).toMatchObject({ margin: 5 });
    expect(reach(first, { image: 1 }).scales.get('spread')).toBe(2);
    // Enlarging looks one further at half the size, the 5 × 5 two more.
    expect(reach(last, { image: 1, halved: 2 })).toMatchObject({ margin: 6 });
    expect(reach(last, { image: 1, halved: 2 }).scales.get('painted')).toBe(1);
  });

  test('is not guessed for an operation that is not known', () => {
    const odd = nodes().map((node) => (node.name === 'scaled' ? { ...node, op: 'Roll' } : node));
    expect(() => reach(staged(odd)[1], { image: 1, halved: 2 }, odd)).toThrow(/Roll/);
  });

  test('is not guessed for a border that does not fit its kernel', () => {
    const odd = nodes().map((node) => (node.name === 'halved' ? { ...node, attr: convolution(1) } : node));
    expect(() => reach(staged(odd)[0], { image: 1 }, odd)).toThrow(/halved/);
  });

  test('knows convolutions that pad by themselves', () => {
    const same = nodes().map((node) =>
      node.name === 'spread' ? { ...node, input: ['halved', 'kernel'], attr: convolution(1, 'SAME') } : node,
    );
    expect(reach(staged(same)[0], { image: 1 }, same)).toMatchObject({ margin: 5 });
  });
});
