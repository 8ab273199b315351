import { expect, test, vi } from 'vitest';
import { database } from '../../web/src/studio/database';

/** Opens one connection after another, or fails as often as it is told to. */
function browser(failures = 0) {
  const connections: { close: () => void; onclose?: () => void; onversionchange?: () => void }[] = [];
  const open = () => {
    const result = { close: vi.fn() };
    const request: { onsuccess?: () => void; onerror?: () => void } & Record<string, unknown> = {
      result,
      error: new DOMException('no', 'UnknownError'),
    };
    queueMicrotask(() => {
      if (failures-- > 0) request.onerror?.();
      else {
        connections.push(result);
        request.onsuccess?.();
      }
    });
    return request;
  };
  return { connections, opened: database(() => ({ open }) as unknown as IDBFactory, 'easel-test', ['things']) };
}

test('is opened once, and again only after a failure', async () => {
  const { connections, opened } = browser(1);
  await expect(opened()).rejects.toThrow('no');
  const [first, second] = await Promise.all([opened(), opened()]);
  expect(await opened()).toBe(first);
  expect(second).toBe(first);
  expect(connections).toHaveLength(1);
});

test('that the browser has closed is opened anew', async () => {
  const { connections, opened } = browser();
  const first = await opened();
  connections[0]?.onclose?.();
  const second = await opened();
  expect(second).not.toBe(first);
  // A late word on the old one is none on the new one.
  connections[0]?.onclose?.();
  expect(await opened()).toBe(second);
});

test('is let go for whoever deletes it, and opened anew', async () => {
  const { connections, opened } = browser();
  const first = await opened();
  connections[0]?.onversionchange?.();
  expect(connections[0]?.close).toHaveBeenCalledOnce();
  expect(await opened()).not.toBe(first);
});
