/** How much of each style there is in a mix: whole percents that make a hundred, and a place on a pad that shows them. */

/** Styles in a mix, at most. */
export const MOST_PARTS = 4;
const WHOLE = 100;

/** A place on the pad: 0..1 from the left, and 0..1 from the top. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Whether these are weights of a mix: whole percents that make a hundred. */
export function areWeights(values: readonly unknown[]): values is readonly number[] {
  const known = values.filter((value) => typeof value === 'number' && Number.isInteger(value) && value >= 0);
  return known.length === values.length && sum(known as number[]) === WHOLE;
}

/**
 * Whole numbers in these proportions that make `total`: what is left over by rounding down goes to those that lost most.
 * Where there is nothing at all, each gets the same.
 */
function apportioned(shares: readonly number[], total: number): readonly number[] {
  const all = sum(shares);
  const exact = shares.map((share) => (all > 0 ? (share / all) * total : total / shares.length));
  const whole = exact.map(Math.floor);
  // In thousandths: equal shares lose the same, whatever binary fractions make of them; of these the first ones gain.
  const lost = exact.map((value, i) => ({ i, loss: Math.round((value % 1) * 1000) })).sort((a, b) => b.loss - a.loss);
  const raised = new Set(lost.slice(0, total - sum(whole)).map(({ i }) => i));
  return whole.map((value, i) => (raised.has(i) ? value + 1 : value));
}

/** Whole percents in these proportions. */
export function percents(shares: readonly number[]): readonly number[] {
  return apportioned(shares, WHOLE);
}

/** Room for one more, which gets as much as it would in equal parts; the others keep their proportions. */
export function withOneMore(weights: readonly number[]): readonly number[] {
  const share = WHOLE / (weights.length + 1);
  return percents([...weights.map((weight) => (weight / WHOLE) * (WHOLE - share)), share]);
}

/** Without one of them; the others keep their proportions. */
export function withoutOne(weights: readonly number[], index: number): readonly number[] {
  return percents(weights.filter((_, i) => i !== index));
}

/** One of them set; the others keep their proportions, and become equal where they had nothing. */
export function withWeight(weights: readonly number[], index: number, weight: number): readonly number[] {
  if (weights.length === 1) return [WHOLE];
  const own = Math.round(Math.min(WHOLE, Math.max(0, weight)));
  const others = weights.filter((_, i) => i !== index);
  const rest = apportioned(others, WHOLE - own);
  return [...rest.slice(0, index), own, ...rest.slice(index)];
}

/**
 * The weights at a place of the pad: bilinear between four corners (left and right above, left and right below). With
 * three the empty corner's weight goes to its two neighbours, with two only left and right count.
 * @param count styles, 1..4
 */
export function weightsAt({ x, y }: Place, count: number): readonly number[] {
  const [leftAbove, rightAbove, leftBelow, rightBelow] = [(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y];
  switch (count) {
    case 1:
      return [WHOLE];
    case 2:
      return percents([1 - x, x]);
    case 3:
      return percents([leftAbove, rightAbove + rightBelow / 2, leftBelow + rightBelow / 2]);
    default:
      return percents([leftAbove, rightAbove, leftBelow, rightBelow]);
  }
}

/** The place that has these weights; of four that no place has, the nearest in their sums to the right and below. */
export function placeOf(weights: readonly number[]): Place {
  const [, second = 0, third = 0, fourth = 0] = weights.map((weight) => weight / WHOLE);
  switch (weights.length) {
    case 1:
      return { x: 0, y: 0 };
    case 2:
      return { x: second, y: 0.5 };
    case 3: {
      // Of second = x - xy/2 and third = y - xy/2 the solution within the pad.
      const middle = 1 + (second - third) / 2;
      const x = middle - Math.sqrt(Math.max(0, middle * middle - 2 * second));
      return { x: bounded(x), y: bounded(x - second + third) };
    }
    default:
      return { x: bounded(second + fourth), y: bounded(third + fourth) };
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function bounded(value: number): number {
  return Math.min(1, Math.max(0, value));
}
