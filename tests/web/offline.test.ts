import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { listSite } from '../../web/build/serviceWorker';
import { Offline } from '../../web/src/offline/offline';
import type { OfflineReply } from '../../web/src/protocol/offline';

describe('the list of the site', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'easel-site-'));
    await mkdir(join(folder, 'assets'));
    const page = '<link href="./icon.svg" rel="icon"><script src="./assets/index-1.js"></script>';
    const files = { 'index.html': page, 'icon.svg': '<svg/>', 'assets/index-1.js': '//', 'large.bin': '0'.repeat(9) };
    const others = { 'assets/late-2.js': '0', 'sw.js': 'old', 'index.html.br': 'b', 'large.bin.gz': 'g' };
    for (const [name, content] of Object.entries({ ...files, ...others })) await writeFile(join(folder, name), content);
  });

  afterEach(() => rm(folder, { recursive: true }));

  test('has the page and what its head names first, then the rest by size', async () => {
    const { shell, rest } = await listSite(folder);
    expect(shell.map(({ path }) => path)).toEqual(['assets/index-1.js', 'icon.svg', '']);
    expect(rest.map(({ path, bytes }) => [path, bytes])).toEqual([
      ['assets/late-2.js', 1],
      ['large.bin', 9],
    ]);
  });

  test('leaves the large encoder to those who want it', async () => {
    await mkdir(join(folder, 'models/vgg19'), { recursive: true });
    await writeFile(join(folder, 'models/vgg19/model.json'), '{}');
    const { rest, onUse } = await listSite(folder);
    expect(onUse).toMatchObject([{ path: 'models/vgg19/model.json', bytes: 2 }]);
    expect(rest.map(({ path }) => path)).toEqual(['assets/late-2.js', 'large.bin']);
  });

  test('changes with the content of a file, and with nothing else', async () => {
    const before = await listSite(folder);
    expect(await listSite(folder)).toEqual(before);
    await writeFile(join(folder, 'large.bin'), '1'.repeat(9));
    const after = await listSite(folder);
    expect(after.shell).toEqual(before.shell);
    expect(after.rest).not.toEqual(before.rest);
  });
});

/** Answers each `keep-next` with the next of these, and is the active worker from the beginning. */
class FakeWorker extends EventTarget {
  state: ServiceWorkerState = 'activated';
  readonly asked: unknown[] = [];
  readonly #replies: OfflineReply[];

  constructor(replies: OfflineReply[] = []) {
    super();
    this.#replies = replies;
  }

  postMessage(message: unknown, ports: readonly MessagePort[] = []): void {
    this.asked.push(message);
    const reply = this.#replies.shift();
    if (reply) ports[0]?.postMessage(reply);
  }

  answerFrom(replies: readonly OfflineReply[]): void {
    this.#replies.push(...replies);
  }

  become(state: ServiceWorkerState): void {
    this.state = state;
    this.dispatchEvent(new Event('statechange'));
  }
}

class FakeRegistration extends EventTarget {
  active: FakeWorker | null = null;
  installing: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  readonly update = vi.fn(() => Promise.resolve());
}

class FakeContainer extends EventTarget {
  controller: FakeWorker | null = null;
  readonly registration = new FakeRegistration();
  register = (): Promise<FakeRegistration | undefined> => Promise.resolve(this.registration);

  get ready(): Promise<FakeRegistration> {
    return this.registration.active ? Promise.resolve(this.registration) : new Promise(() => undefined);
  }
}

describe('keeping Easel on the device', () => {
  const reload = vi.fn();
  let container: FakeContainer;
  let network: EventTarget;

  beforeEach(() => {
    reload.mockReset();
    network = new EventTarget();
    container = new FakeContainer();
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  /** Lets time pass until a worker was asked so often. */
  function pass(worker: FakeWorker, count: number, seconds: number): Promise<void> {
    return vi.waitFor(async () => {
      if (worker.asked.length < count) await vi.advanceTimersByTimeAsync(seconds * 1000);
      expect(worker.asked).toHaveLength(count);
    });
  }

  function offline(savesData = false): Offline {
    return new Offline({
      container: container as unknown as ServiceWorkerContainer,
      script: new URL('http://easel.test/sw.js'),
      savesData,
      network,
      reload,
    });
  }

  test('goes on until all is kept', async () => {
    const worker = new FakeWorker([
      { left: 7, bytes: 10 },
      { left: 0, bytes: 10 },
    ]);
    container.registration.active = worker;
    const kept = offline();
    expect(kept.store.get().kept).toBe('keeping');
    await kept.start();
    expect(kept.store.get()).toEqual({ kept: 'all', bytes: 10, update: false });
    expect(worker.asked).toEqual(['keep-next', 'keep-next']);
  });

  test('downloads nothing ahead for whoever saves data', async () => {
    const worker = new FakeWorker();
    container.registration.active = worker;
    const kept = offline(true);
    await kept.start();
    expect(kept.store.get().kept).toBe('partly');
    expect(worker.asked).toEqual([]);
  });

  test('ends where there is no room', async () => {
    container.registration.active = new FakeWorker([{ left: 7, bytes: 10 }, { failure: 'no-room' }]);
    const kept = offline();
    await kept.start();
    expect(kept.store.get().kept).toBe('no-room');
  });

  test('tries again after a download that failed', async () => {
    const worker = new FakeWorker([{ failure: 'unreachable' }, { left: 0, bytes: 10 }]);
    container.registration.active = worker;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const kept = offline();
    const started = kept.start();
    await pass(worker, 2, 30);
    await started;
    expect(kept.store.get().kept).toBe('all');
  });

  test('says so when it gives up, and goes on once the network is back', async () => {
    const worker = new FakeWorker(Array<OfflineReply>(5).fill({ failure: 'unreachable' }));
    container.registration.active = worker;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const kept = offline();
    const started = kept.start();
    await pass(worker, 5, 30);
    await started;
    expect(kept.store.get().kept).toBe('stopped');

    worker.answerFrom([{ left: 0, bytes: 10 }]);
    network.dispatchEvent(new Event('online'));
    expect(kept.store.get().kept).toBe('keeping');
    await vi.waitFor(() => {
      expect(kept.store.get().kept).toBe('all');
    });
    network.dispatchEvent(new Event('online'));
    expect(worker.asked).toHaveLength(6);
  });

  test('waits only so long for a worker that does not answer, and asks the one that is there by then', async () => {
    const silent = new FakeWorker();
    container.registration.active = silent;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const kept = offline();
    const started = kept.start();
    await vi.waitFor(() => {
      expect(silent.asked).toHaveLength(1);
    });
    const newer = new FakeWorker([{ left: 0, bytes: 10 }]);
    container.registration.active = newer;
    await pass(newer, 1, 5 * 60);
    await started;
    expect(kept.store.get().kept).toBe('all');
    expect(silent.asked).toHaveLength(1);
  });

  test.each([
    ['no-room', 'no-room', 'before'],
    ['no-room', 'no-room', 'after'],
    ['unreachable', 'stopped', 'before'],
    ['unreachable', 'stopped', 'after'],
    [null, 'stopped', 'before'],
  ] as const)('says why the first version cannot be installed: %s is %s, told %s', async (failure, said, when) => {
    const worker = new FakeWorker();
    container.registration.installing = worker;
    const kept = offline();
    const started = kept.start();
    await Promise.resolve();
    const tell = () => container.dispatchEvent(new MessageEvent('message', { data: { failure } }));
    if (when === 'before') tell();
    worker.become('redundant');
    if (when === 'after') tell();
    await started;
    expect(kept.store.get().kept).toBe(said);
  });

  test('installs the first version again once the network is back', async () => {
    container.register = vi.fn(() => Promise.reject<FakeRegistration>(new TypeError('fetching the script')));
    const kept = offline();
    await kept.start();
    expect(kept.store.get().kept).toBe('stopped');

    container.register = () => Promise.resolve(container.registration);
    container.registration.active = new FakeWorker([{ left: 0, bytes: 10 }]);
    network.dispatchEvent(new Event('online'));
    await vi.waitFor(() => {
      expect(kept.store.get().kept).toBe('all');
    });
  });

  test('a newer version that has no room leaves what is kept', async () => {
    container.registration.active = new FakeWorker([{ left: 0, bytes: 10 }]);
    const kept = offline();
    await kept.start();
    container.dispatchEvent(new MessageEvent('message', { data: { failure: 'no-room' } }));
    expect(kept.store.get().kept).toBe('all');
  });

  test.each([
    ['rejects', () => Promise.reject(new DOMException('no', 'SecurityError'))],
    ['answers nothing', () => Promise.resolve(undefined)],
  ])('is off where the browser %s', async (_what, register) => {
    container.register = register;
    const kept = offline();
    await kept.start();
    expect(kept.store.get().kept).toBe('off');
  });

  test('announces a version that is installed later, and takes it over when asked', async () => {
    const { registration } = container;
    registration.active = new FakeWorker([{ left: 0, bytes: 10 }]);
    container.controller = registration.active;
    const kept = offline();
    await kept.start();
    const newer = new FakeWorker();
    registration.installing = newer;
    registration.dispatchEvent(new Event('updatefound'));
    newer.become('installed');
    expect(kept.store.get().update).toBe(true);

    registration.waiting = newer;
    kept.reload();
    expect(newer.asked).toEqual(['take-over']);
    expect(reload).not.toHaveBeenCalled();
    container.dispatchEvent(new Event('controllerchange'));
    expect(reload).toHaveBeenCalledOnce();
  });

  test('announces a version that another tab has taken over, and only loads the page anew', async () => {
    container.registration.active = new FakeWorker([{ left: 0, bytes: 10 }]);
    container.controller = container.registration.active;
    const kept = offline();
    await kept.start();
    container.dispatchEvent(new Event('controllerchange'));
    expect(kept.store.get().update).toBe(true);
    expect(reload).not.toHaveBeenCalled();
    kept.reload();
    expect(reload).toHaveBeenCalledOnce();
  });

  test('asks for a new version at most once an hour', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    container.registration.active = new FakeWorker([{ left: 0, bytes: 10 }]);
    const kept = offline();
    await kept.start();
    await kept.check();
    expect(container.registration.update).not.toHaveBeenCalled();
    vi.advanceTimersByTime(61 * 60 * 1000);
    await kept.check();
    await kept.check();
    expect(container.registration.update).toHaveBeenCalledOnce();
  });
});
