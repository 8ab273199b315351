import { afterEach, expect, test, vi } from 'vitest';
import { likelyMemory } from '../../web/src/protocol/deviceMemory';

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ['what the browser tells', { told: 2, coarse: false, screen: [1920, 1080] }, 2],
  ['that of a phone as well', { told: 8, coarse: true, screen: [390, 844] }, 8],
  ['little on a phone that does not tell', { told: undefined, coarse: true, screen: [390, 844] }, 4],
  ['the same on its side', { told: undefined, coarse: true, screen: [844, 390] }, 4],
  ['nothing on a tablet', { told: undefined, coarse: true, screen: [1180, 820] }, undefined],
  ['nothing on a desktop', { told: undefined, coarse: false, screen: [1920, 1080] }, undefined],
] as const)('%s', (_, { told, coarse, screen: [width, height] }, memory) => {
  vi.stubGlobal('navigator', { deviceMemory: told });
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: query === '(pointer: coarse)' && coarse }));
  vi.stubGlobal('screen', { width, height });
  expect(likelyMemory()).toBe(memory);
});
