/** The weights by which pictures are scaled, those of Pillow's `Image.resize`, in its fixed point. */

/** Pillow's fixed point: weights are integers of this many fractional bits. */
export const PRECISION = 22;
export const HALF = 1 << (PRECISION - 1);

/** For each output position the first input position and the weights, `taps` for each, in fixed point. */
export interface Filter {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly weights: Int32Array;
  readonly taps: number;
}

/** How far a kernel reaches, in input positions where nothing shrinks, and its weight at a distance within that. */
interface Kernel {
  readonly support: number;
  readonly weight: (distance: number) => number;
}

/** `bilinear`: a triangle; `bicubic`: Keys' cubic with a = -1/2, which keeps edges where it enlarges. */
export type KernelName = 'bilinear' | 'bicubic';

const KERNELS: Readonly<Record<KernelName, Kernel>> = {
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: {
    support: 2,
    weight: (signed) => {
      const x = Math.abs(signed);
      if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
      return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
    },
  },
};

/** The weights that scale `from` positions to `to`; the kernel is widened where it shrinks, so that it averages. */
export function filterOf(kernel: KernelName, from: number, to: number): Filter {
  const { support: reach, weight: weightAt } = KERNELS[kernel];
  const scale = from / to;
  const widened = Math.max(scale, 1);
  const support = reach * widened;
  const taps = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(to);
  const count = new Int32Array(to);
  const weights = new Int32Array(to * taps);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(from, Math.trunc(centre + support + 0.5));
    const raw = Array.from({ length: end - start }, (_, tap) => weightAt((tap + start - centre + 0.5) / widened));
    const total = raw.reduce((sum, weight) => sum + weight, 0);
    first[i] = start;
    count[i] = raw.length;
    raw.forEach((weight, tap) => {
      const fixed = (weight / total) * (1 << PRECISION);
      weights[i * taps + tap] = Math.trunc(fixed < 0 ? fixed - 0.5 : fixed + 0.5);
    });
  }
  return { first, count, weights, taps };
}
