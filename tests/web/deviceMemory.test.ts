import { afterEach, expect, test, vi } from 'vitest';
import { likelyMemory } from '../../web/src/protocol/deviceMemory';

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1';
const ANDROID = 'Mozilla/5.0 (Linux; Android 15) Chrome/156.0 Mobile Safari/537.36';
const DESKTOP = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

afterEach(() => {
  vi.unstubAllGlobals();
});

test.each([
  ['what the browser tells', 4, DESKTOP, 4],
  ['that of a phone as well', 8, ANDROID, 8],
  ['little on a phone that does not tell', undefined, IPHONE, 2],
  ['nothing on a desktop', undefined, DESKTOP, undefined],
] as const)('%s', (_, deviceMemory, userAgent, memory) => {
  vi.stubGlobal('navigator', { deviceMemory, userAgent });
  expect(likelyMemory()).toBe(memory);
});
