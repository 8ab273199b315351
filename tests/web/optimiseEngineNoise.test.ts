import { describe, expect, test } from 'vitest';
import { noise, startImage } from '../../web/src/engine/optimise/noise';
import type { Noise, Start } from '../../web/src/protocol/optimiseSettings';
import vectors from './fakes/noise.json';

// The numbers were printed by Python, whose own tests read the same file.
describe('noise', () => {
  test.each(vectors.noise)('$kind of seed $seed', ({ kind, seed, values }) => {
    expect([...noise(kind as Noise, values.length, seed)]).toEqual(values);
  });

  test.each(vectors.start)('start $start with $noise noise', ({ photo, start, noise: kind, bits, ...numbers }) => {
    const settings = { ...numbers, start: start as Start, noise: kind as Noise };
    const found = startImage(Uint8Array.from(photo), settings);
    expect([...new Uint32Array(found.buffer)]).toEqual(bits);
  });
});
