/**
 * Cuts a style transformer's graph into stages that can run tile by tile and still give what the whole picture gives.
 * What couples distant pixels are the means over height and width in its normalised layers. So a stage ends where such
 * means are needed: it sums them over all tiles, and stores the one tensor from which the next stage goes on. Found
 * from the graph alone: no names of layers, no sizes.
 */

import type { UnknownRecord } from '../../protocol/guards';
import { broken, isCuttable, nodeOf, readNodes, settle, signatureName, type GraphNode, type Nodes } from '../graph';

/** A mean over height and width. */
export interface AreaMean {
  /** The node itself, and the node whose values it averages. */
  readonly name: string;
  readonly of: string;
}

/** What runs for each tile between two sets of means. */
export interface Stage {
  /** The stored tensor that it goes on from; null where nothing is stored yet. */
  readonly from: string | null;
  /** Whether it looks at the photo (again). */
  readonly seesImage: boolean;
  /** Nodes that are the same for all tiles: decided by weights, style and the means of the stages before. */
  readonly fixed: readonly string[];
  /** Nodes that run for each tile, inputs before what they feed; what is handed in is not among them. */
  readonly running: readonly string[];
  /** The means that it collects; none in the last stage. */
  readonly means: readonly AreaMean[];
  /** What is stored for the next stage, if that stores anything. */
  readonly keep: string | null;
}

export interface StagedGraph {
  readonly nodes: Nodes;
  /** Names of the graph's inputs and output. */
  readonly image: string;
  readonly style: string;
  readonly output: string;
  readonly stages: readonly Stage[];
}

/** What is known of a node before anything runs. */
interface Kind {
  /** It has a value for each place in the picture. */
  readonly spatial: boolean;
  /** It follows from the shape of something spatial. */
  readonly sized: boolean;
  /** The number of means that lie, one behind the other, between it and the photo. */
  readonly level: number;
}

const NOTHING: Kind = { spatial: false, sized: false, level: 0 };

/**
 * @param model model.json of a network that takes `image` and `style` and gives `stylized`
 * @throws EaselError `network-broken` when it is none
 */
export function stagedGraph(model: UnknownRecord): StagedGraph {
  const nodes = readNodes(model);
  const image = signatureName(model, 'inputs', 'image');
  const style = signatureName(model, 'inputs', 'style');
  const output = signatureName(model, 'outputs', 'stylized');
  const sources = new Map([
    [image, { ...NOTHING, spatial: true }],
    [style, NOTHING],
  ]);
  const kinds = settle(nodes, sources, kindOf);
  const graph = new Cutter(nodes, kinds, image);
  const means = graph.means(output);

  const stages: Stage[] = [];
  let keep: string | null = null;
  // From the last stage to the first, for each says what the one before it has to store.
  for (let level = Math.max(0, ...means.keys()); level >= 0; level--) {
    const collected = means.get(level + 1) ?? [];
    const wanted = collected.length > 0 ? collected.map(({ of }) => of) : [output];
    const targets: readonly string[] = keep === null ? wanted : [...wanted, keep];
    const from: string | null = level === 0 ? null : graph.cut(targets, level - 1);
    const { running, fixed, seesImage } = graph.run(targets, from);
    stages.unshift({ from, seesImage, fixed, running, means: collected, keep });
    keep = from;
  }
  return { nodes, image, style, output, stages };
}

/** The nodes that a stage has to give. */
export function outputsOf({ means, keep }: Stage, output: string): string[] {
  const wanted = means.length > 0 ? means.map(({ of }) => of) : [output];
  return [...new Set(keep === null ? wanted : [...wanted, keep])];
}

function kindOf(node: GraphNode, inputs: readonly Kind[]): Kind {
  const spatial = inputs.some((input) => input.spatial);
  const sized = inputs.some((input) => input.sized);
  const level = Math.max(0, ...inputs.map((input) => input.level));
  if (node.op === 'Shape' && spatial) return { spatial: false, sized: true, level };
  if (node.op === 'Mean' && spatial) return { spatial: false, sized: false, level: level + 1 };
  return { spatial, sized, level };
}

/** What a run takes: the nodes that run, and those whose values are handed in. */
interface Run {
  readonly running: readonly string[];
  readonly fixed: readonly string[];
  readonly seesImage: boolean;
}

/** Operations whose result has a border more than the picture, so that it is no good to be stored. */
const PADDINGS = ['MirrorPad', 'Pad', 'PadV2'];

class Cutter {
  readonly #nodes: Nodes;
  readonly #kinds: ReadonlyMap<string, Kind>;
  readonly #image: string;

  constructor(nodes: Nodes, kinds: ReadonlyMap<string, Kind>, image: string) {
    this.#nodes = nodes;
    this.#kinds = kinds;
    this.#image = image;
  }

  /** The means on which the output depends, by level. */
  means(output: string): ReadonlyMap<number, AreaMean[]> {
    const found = new Map<number, AreaMean[]>();
    const seen = new Set<string>();
    const waiting = [output];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      const { op, inputs } = nodeOf(this.#nodes, name);
      waiting.push(...inputs);
      const [of] = inputs;
      if (op !== 'Mean' || of === undefined || !this.#kind(of).spatial) continue;
      const { level } = this.#kind(name);
      found.set(level, [...(found.get(level) ?? []), { name, of }]);
    }
    if (!seen.has(this.#image)) throw broken('the output does not depend on the image');
    return found;
  }

  /** The node of at most this level with which, once it is stored, the targets take the least to compute. */
  cut(targets: readonly string[], level: number): string | null {
    const whole = this.run(targets, null);
    let best: string | null = null;
    let least = this.#effort(whole);
    for (const name of whole.running) {
      const node = nodeOf(this.#nodes, name);
      const kind = this.#kind(name);
      if (!kind.spatial || kind.level > level || !isCuttable(node) || PADDINGS.includes(node.op)) continue;
      const effort = this.#effort(this.run(targets, name));
      if (effort < least) [best, least] = [name, effort];
    }
    return best;
  }

  /** All that runs for the targets, with the image, `from` and what is the same for all tiles handed in. */
  run(targets: readonly string[], from: string | null): Run {
    const running: string[] = [];
    const fixed = new Set<string>();
    const seen = new Set<string>();
    let seesImage = false;
    const visit = (name: string): void => {
      if (seen.has(name) || name === from) return;
      seen.add(name);
      const node = nodeOf(this.#nodes, name);
      const { spatial, sized } = this.#kind(name);
      if (name === this.#image) {
        seesImage = true;
      } else if (!spatial && !sized && isCuttable(node)) {
        fixed.add(name);
      } else {
        node.inputs.forEach(visit);
        running.push(name);
      }
    };
    targets.forEach(visit);
    return { running, fixed: [...fixed], seesImage };
  }

  /** Convolutions first, then everything else: what comes later in the graph and spares more wins. */
  #effort({ running }: Run): number {
    const convolutions = running.filter((name) => nodeOf(this.#nodes, name).op.includes('Conv2')).length;
    return convolutions * 1e4 + running.length;
  }

  #kind(name: string): Kind {
    return this.#kinds.get(name) ?? NOTHING;
  }
}
