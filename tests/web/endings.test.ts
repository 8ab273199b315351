/** Who waits for memory waits until the workers that were ended are gone, and no longer. */

import { beforeEach, afterEach, describe, expect, test, vi } from 'vitest';
import { Endings } from '../../web/src/studio/endings';
import { FakeWorker, deferred } from './fakes/worker';

/** Locks that are granted when their holders are gone: when a test says so. */
class FakeLocks {
  readonly asked: string[] = [];
  readonly #holders = new Map<string, () => void>();

  async request(name: string, { signal }: LockOptions, granted: () => unknown): Promise<unknown> {
    this.asked.push(name);
    const { promise, resolve } = deferred<undefined>();
    this.#holders.set(name, () => {
      resolve(undefined);
    });
    const timeout = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
    });
    await Promise.race([promise, timeout]);
    return granted();
  }

  end(name: string): void {
    this.#holders.get(name)?.();
  }
}

function setUp(locks?: FakeLocks) {
  const names: string[] = [];
  const endings = new Endings(locks as unknown as LockManager | undefined);
  const workers: FakeWorker[] = [];
  const spawn = endings.follow((name) => {
    names.push(name);
    const worker = new FakeWorker(() => undefined);
    workers.push(worker);
    return worker;
  });
  const wait = () => {
    const state = { isOver: false };
    void endings.settled().then(() => (state.isOver = true));
    return state;
  };
  return { names, workers, spawn, wait };
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('endings', () => {
  test('it is over when every worker that was ended is gone, whatever lives on', async () => {
    const locks = new FakeLocks();
    const { names, workers, spawn, wait } = setUp(locks);
    const [first, second] = [spawn(), spawn(), spawn()];
    first.terminate();
    second.terminate();
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, true, false]);
    expect(locks.asked).toEqual(names.slice(0, 2));
    expect(new Set(names).size).toBe(3);
    const waiting = wait();
    await vi.advanceTimersByTimeAsync(5000);
    locks.end(names[1] as string);
    await vi.advanceTimersByTimeAsync(2000);
    expect(waiting.isOver).toBe(false);
    locks.end(names[0] as string);
    await vi.advanceTimersByTimeAsync(400);
    // Its memory is not yet back.
    expect(waiting.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(100);
    expect(waiting.isOver).toBe(true);
  });

  test('a browser that never ends a worker is not waited for without end', async () => {
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
      const controller = new AbortController();
      setTimeout(() => {
        controller.abort(new DOMException('late', 'TimeoutError'));
      }, milliseconds);
      return controller.signal;
    });
    const { spawn, wait } = setUp(new FakeLocks());
    spawn().terminate();
    const waiting = wait();
    await vi.advanceTimersByTimeAsync(9_900);
    expect(waiting.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(700);
    expect(waiting.isOver).toBe(true);
    timeout.mockRestore();
  });

  test('without locks it waits a fixed time', async () => {
    const { spawn, wait } = setUp();
    spawn().terminate();
    const waiting = wait();
    await vi.advanceTimersByTimeAsync(1900);
    expect(waiting.isOver).toBe(false);
    await vi.advanceTimersByTimeAsync(100);
    expect(waiting.isOver).toBe(true);
  });
});
