import { expect, test } from 'vitest';
import { EaselError } from '../../web/src/protocol/failure';
import { Recovery } from '../../web/src/studio/live/recovery';

const lost = new EaselError('gpu-lost');

test('a back end is started again, then the next one takes over, to the last', () => {
  const recovery = new Recovery(['webgpu', 'webgl', 'wasm'], false);
  expect(recovery.after('webgpu', lost, 10)).toBe('again');
  expect(recovery.candidates).toEqual(['webgpu', 'webgl', 'wasm']);
  expect(recovery.after('webgpu', lost, 20)).toBe('fallback');
  expect(recovery.candidates).toEqual(['webgl', 'wasm']);
  expect(recovery.after('webgl', lost, 30)).toBe('again');
  expect(recovery.after('webgl', lost, 40)).toBe('fallback');
  expect(recovery.after('wasm', lost, 50)).toBe('again');
  expect(recovery.after('wasm', lost, 60)).toBe('none');
});

test('one that has painted for long since is given another chance', () => {
  const recovery = new Recovery(['webgl', 'wasm'], false);
  expect(recovery.after('webgl', lost, 10)).toBe('again');
  expect(recovery.after('webgl', lost, 5000)).toBe('again');
  expect(recovery.after('webgl', lost, 5001)).toBe('fallback');
});

test('nothing takes over from the one that was asked for', () => {
  const recovery = new Recovery(['webgl'], true);
  expect(recovery.after('webgl', lost, 1)).toBe('again');
  expect(recovery.after('webgl', lost, 2)).toBe('none');
});

test('what would fail anywhere is not tried again', () => {
  expect(new Recovery(['webgl', 'wasm'], false).after('webgl', new EaselError('network-broken'), 1)).toBe('none');
});
