/** Computes a small part of a graph on plain arrays. Knows no TensorFlow.js. */

import { broken } from '../graph';
import type { SliceMasks, SmallPart, Step } from './smallParts';

export type Numbers = Float32Array | Int32Array;

/** A result: its shape, and its numbers after {@link SmallProgram.run}, until the next run. */
export interface SmallResult {
  readonly shape: readonly number[];
  readonly numbers: Float32Array;
}

interface Value {
  readonly shape: readonly number[];
  numbers: Numbers;
}

const OF_TWO: Readonly<Record<string, (a: number, b: number) => number>> = {
  AddV2: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  RealDiv: (a, b) => a / b,
  Maximum: Math.max,
};

const OF_ONE: Readonly<Record<string, (a: number) => number>> = {
  Square: (a) => a * a,
  Sqrt: Math.sqrt,
  Rsqrt: (a) => 1 / Math.sqrt(a),
};

/** A part, made ready for inputs of fixed shapes. */
export class SmallProgram {
  readonly results: readonly SmallResult[];
  readonly #values: Value[];
  readonly #actions: readonly (() => void)[];

  /**
   * @param inputs numbers of each input; of those that name shapes and bounds they must stay as they are
   * @throws EaselError `network-broken` for steps that are no such computation, as a slice that leaves something out
   */
  constructor(part: SmallPart, shapes: readonly (readonly number[])[], inputs: readonly Numbers[]) {
    this.#values = shapes.map((shape, i) => ({ shape, numbers: inputs[i] as Numbers }));
    this.#actions = part.steps.map((step) => this.#add(step));
    this.results = part.results.map((i) => this.#values[i] as SmallResult);
  }

  run(inputs: readonly Numbers[]): void {
    inputs.forEach((numbers, i) => {
      (this.#values[i] as Value).numbers = numbers;
    });
    for (const act of this.#actions) act();
  }

  /** Makes room for a step's result, and gives what fills it. */
  #add(step: Step): () => void {
    const operands = step.operands.map((i) => this.#values[i] as Value);
    const shape = shapeAfter(step, operands);
    const numbers = new Float32Array(shape.reduce((a, b) => a * b, 1));
    this.#values.push({ shape, numbers });
    return actionOf(step.op, operands, { shape, numbers });
  }
}

function shapeAfter({ op, slice }: Step, [first, second, , strides]: readonly Value[]): readonly number[] {
  if (!first) throw broken(`${op} of nothing`);
  if (op in OF_ONE) return first.shape;
  if (!second) throw broken(`${op} without a second operand`);
  if (op === 'MatMul') return [first.shape[0] ?? 1, second.shape[1] ?? 1];
  if (op === 'Reshape') return reshaped(first.shape, second.numbers);
  if (slice && strides) return sliced(first.shape, slice, second.numbers, strides.numbers);
  return broadcast(first.shape, second.shape);
}

function actionOf(op: string, [first, second]: readonly Value[], into: SmallResult): () => void {
  const a = first as Value;
  const b = second as Value;
  const { numbers } = into;
  const one = OF_ONE[op];
  if (one) {
    return () => {
      for (let i = 0; i < numbers.length; i++) numbers[i] = one(a.numbers[i] as number);
    };
  }
  if (op === 'MatMul')
    return () => {
      multiply(a, b, numbers);
    };
  const two = OF_TWO[op];
  if (!two)
    return () => {
      numbers.set(a.numbers);
    };
  const [ofA, ofB] = [placesOf(a.shape, into.shape), placesOf(b.shape, into.shape)];
  return () => {
    const [left, right] = [a.numbers, b.numbers];
    for (let i = 0; i < numbers.length; i++) {
      numbers[i] = two(left[ofA[i] as number] as number, right[ofB[i] as number] as number);
    }
  };
}

/** [n, k] times [k, m]. */
function multiply(a: Value, b: Value, into: Float32Array): void {
  const [rows = 1, inner = 1] = a.shape;
  const columns = b.shape[1] ?? 1;
  into.fill(0);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < inner; k++) {
      const factor = a.numbers[row * inner + k] as number;
      for (let column = 0; column < columns; column++) {
        const at = row * columns + column;
        into[at] = (into[at] as number) + factor * (b.numbers[k * columns + column] as number);
      }
    }
  }
}

function broadcast(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const [one, other] = [a[i - rank + a.length] ?? 1, b[i - rank + b.length] ?? 1];
    if (one !== other && one !== 1 && other !== 1) throw broken('shapes that do not go together');
    return one === 1 ? other : one;
  });
}

/** For each number of a broadcast result, the place of the operand's that goes into it. */
function placesOf(shape: readonly number[], into: readonly number[]): Int32Array {
  const places = new Int32Array(into.reduce((a, b) => a * b, 1));
  let stride = 1;
  let below = 1;
  for (let i = 1; i <= into.length; i++) {
    const length = into[into.length - i] as number;
    const own = shape[shape.length - i] ?? 1;
    if (own !== 1) {
      for (let at = 0; at < places.length; at++) {
        places[at] = (places[at] as number) + (Math.floor(at / below) % length) * stride;
      }
    }
    stride *= own;
    below *= length;
  }
  return places;
}

function reshaped(shape: readonly number[], wanted: Numbers): number[] {
  const size = shape.reduce((a, b) => a * b, 1);
  const known = Array.from(wanted).reduce((product, length) => (length < 0 ? product : product * length), 1);
  return Array.from(wanted, (length) => (length < 0 ? size / known : length));
}

/** The shape after a slice that takes all there is. */
function sliced(shape: readonly number[], masks: SliceMasks, begin: Numbers, strides: Numbers): number[] {
  const left = [...shape];
  const into: number[] = [];
  for (let i = 0; i < begin.length; i++) {
    const has = (mask: number): boolean => ((mask >> i) & 1) === 1;
    if (has(masks.newAxes)) {
      into.push(1);
      continue;
    }
    const length = left.shift();
    const isGone = has(masks.goneAxes) && length === 1 && begin[i] === 0;
    const isWhole = has(masks.begin) && has(masks.end) && strides[i] === 1 && !has(masks.goneAxes);
    if (length === undefined || has(masks.ellipsis) || isGone === isWhole) throw broken('a slice of a small part');
    if (isWhole) into.push(length);
  }
  return [...into, ...left];
}
