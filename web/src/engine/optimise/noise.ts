/**
 * The noise of a run's start, the same to the last bit here and in Python (`export/noise.py`): whole numbers of 32 bits
 * out of a hash of their place and the seed, and from them only sums and products that both round alike.
 */

import type { Noise, OptimiseSettings } from '../../protocol/optimiseSettings';

/** Uniform numbers of 16 bits whose sum is as good as Gaussian: its variance is 1 in units of 2¹⁶, its reach ±6. */
const SUMMANDS = 12;
const MEAN_OF_SUM = (SUMMANDS * 0xffff) / 2;
const GOLDEN = 0x9e3779b9;

/** Mixes 32 bits so that each bit of the result depends on all of them ("lowbias32", a bijection). */
export function mix(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** The 32 bits at a place of the sequence of a seed. */
function bits(place: number, key: number): number {
  return mix(mix(place) + key);
}

/**
 * Uniform noise in -1 .. 1, or Gaussian noise of deviation 1.
 * @param seed 0 .. 2³² - 1
 * @returns `length` multiples of 2⁻²³ or 2⁻¹⁶
 */
export function noise(kind: Noise, length: number, seed: number): Float64Array {
  const key = mix(seed + GOLDEN);
  const values = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    if (kind === 'uniform') {
      values[i] = (bits(i, key) >>> 8) / 2 ** 23 - 1;
      continue;
    }
    let sum = 0;
    for (let pair = 0; pair < SUMMANDS / 2; pair++) {
      const drawn = bits((SUMMANDS / 2) * i + pair, key);
      sum += (drawn >>> 16) + (drawn & 0xffff);
    }
    values[i] = (sum - MEAN_OF_SUM) / 2 ** 16;
  }
  return values;
}

/**
 * The picture from which a run starts.
 * @param photo RGB bytes, [height, width, 3]
 * @returns values 0..1 of the same shape
 */
export function startImage(
  photo: Uint8Array,
  settings: Pick<OptimiseSettings, 'start' | 'noiseRatio' | 'noise' | 'noiseRange' | 'seed'>,
): Float32Array<ArrayBuffer> {
  const share = { content: 0, noise: 1, blend: settings.noiseRatio }[settings.start];
  const values = share > 0 ? noise(settings.noise, photo.length, settings.seed) : new Float64Array(photo.length);
  // Computed in 64 bits, and rounded once.
  return Float32Array.from(values, (value, i) => {
    const mixed = (1 - share) * ((photo[i] as number) / 255) + share * (0.5 + settings.noiseRange * value);
    return Math.min(1, Math.max(0, mixed));
  });
}
