import { describe, expect, test } from 'vitest';
import { startFirst, type Offer } from '../../web/src/engine/backends';
import { BACKENDS, type BackendName } from '../../web/src/protocol/engine';
import { EaselError } from '../../web/src/protocol/failure';

/** A browser that offers some back ends, of which some fail to start. */
function browser(offers: Partial<Record<BackendName, Offer>>, broken: BackendName[] = []) {
  const started: BackendName[] = [];
  return {
    started,
    probe: (name: BackendName) => Promise.resolve(offers[name] ?? 'none'),
    start: (name: BackendName, software: boolean) => {
      started.push(name);
      if (broken.includes(name)) return Promise.reject(new Error('no driver'));
      return Promise.resolve({ name, threads: 1, software });
    },
  };
}

const EVERYTHING = { webgpu: 'hardware', webgl: 'hardware', wasm: 'hardware', cpu: 'hardware' } as const;

describe('left to choose', () => {
  test.each([
    [EVERYTHING, 'webgpu'],
    [{ ...EVERYTHING, webgpu: 'none' as const }, 'webgl'],
    [{ ...EVERYTHING, webgpu: 'software' as const }, 'webgl'],
    [{ ...EVERYTHING, webgpu: 'software' as const, webgl: 'software' as const }, 'wasm'],
    [{ cpu: 'hardware' as const }, 'cpu'],
  ])('of %j it takes %s', async (offers, expected) => {
    expect((await startFirst(BACKENDS, false, browser(offers))).name).toBe(expected);
  });

  test('goes on where one fails to start', async () => {
    const runner = browser(EVERYTHING, ['webgpu', 'webgl']);
    expect((await startFirst(BACKENDS, false, runner)).name).toBe('wasm');
    expect(runner.started).toEqual(['webgpu', 'webgl', 'wasm']);
  });

  test('goes on where probing throws', async () => {
    const runner = browser(EVERYTHING);
    const probe = (name: BackendName) =>
      name === 'webgpu' ? Promise.reject(new Error('blocked')) : runner.probe(name);
    expect((await startFirst(BACKENDS, false, { ...runner, probe })).name).toBe('webgl');
  });

  test('says so when nothing runs, with each reason', async () => {
    const failing = startFirst(BACKENDS, false, browser({ webgl: 'software', wasm: 'hardware' }, ['wasm']));
    await expect(failing).rejects.toMatchObject({ code: 'backend-none' });
    await expect(failing).rejects.toThrow(/webgl: emulated only; wasm: no driver; cpu: not offered/);
  });

  test('blames the connection where code could not be fetched', async () => {
    const start = (name: BackendName) =>
      Promise.reject(name === 'cpu' ? new EaselError('program-unreachable', 'offline') : new Error('no driver'));
    const failing = startFirst(BACKENDS, false, { ...browser(EVERYTHING), start });
    await expect(failing).rejects.toMatchObject({ code: 'program-unreachable' });
  });
});

describe('forced', () => {
  test('an emulated GPU will do', async () => {
    const backend = await startFirst(['webgl'], true, browser({ ...EVERYTHING, webgl: 'software' }));
    expect(backend).toEqual({ name: 'webgl', threads: 1, software: true });
  });

  test.each([
    ['is not offered', browser({ wasm: 'hardware' })],
    ['fails to start', browser(EVERYTHING, ['webgpu'])],
  ])('a back end that %s is an error, not another back end', async (_, runner) => {
    await expect(startFirst(['webgpu'], true, runner)).rejects.toMatchObject({ code: 'backend-unavailable' });
    expect(runner.started).not.toContain('wasm');
  });
});
