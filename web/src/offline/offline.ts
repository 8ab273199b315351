/** Keeps the site on this device, so that it works without a network, and tells when a new version is there. */

import { isOfflineReply, type OfflineReply, type OfflineRequest } from '../protocol/offline';
import { holds, Store } from '../studio/store';

export interface OfflineState {
  /**
   * `partly`: what was used works without a network, since whoever saves data downloads nothing ahead; `stopped`: some of
   * it could not be had, and is tried again once the network is back; `no-room`: the browser has none, or gives none to
   * this page; `off`: it has no service workers, or none here.
   */
  readonly kept: 'off' | 'keeping' | 'partly' | 'all' | 'stopped' | 'no-room';
  /** Size of the site in bytes, once that is known. */
  readonly bytes: number | null;
  /** A newer version than the one in use is ready. */
  readonly update: boolean;
}

interface Surroundings {
  /** Undefined on insecure addresses, and where a browser has none. */
  readonly container: ServiceWorkerContainer | undefined;
  readonly script: URL;
  readonly savesData: boolean;
  /** What tells that the network is back: the window. */
  readonly network: Pick<EventTarget, 'addEventListener'>;
  readonly reload: () => void;
}

/** A page that is left open asks for a new version when it is looked at again, this much later at the earliest. */
const CHECK_EVERY = 60 * 60 * 1000;
/** After a download that failed, since the network may be back. */
const RETRY_AFTER = 30 * 1000;
const RETRIES = 5;
/** Browsers end a worker that is busy for longer, and then it never answers. */
const ANSWERS_WITHIN = 5 * 60 * 1000;

export class Offline {
  readonly store: Store<OfflineState>;
  readonly #surroundings: Surroundings;
  #registration: ServiceWorkerRegistration | null = null;
  #checked = 0;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    const kept = surroundings.container ? 'keeping' : 'off';
    this.store = new Store<OfflineState>({ kept, bytes: null, update: false });
  }

  /** Never fails: Easel works as well without. */
  async start(): Promise<void> {
    const { container, network } = this.#surroundings;
    if (!container) return;
    this.#watchControl(container);
    network.addEventListener('online', () => {
      if (this.store.get().kept === 'stopped') void this.#begin(container);
    });
    await this.#begin(container);
  }

  /** Asks for a new version, if that is some time ago. */
  async check(): Promise<void> {
    if (!this.#registration || performance.now() - this.#checked < CHECK_EVERY) return;
    this.#checked = performance.now();
    // Without a network there is none.
    await this.#registration.update().catch(() => undefined);
  }

  /** Loads the page anew, in the new version. */
  reload(): void {
    const { container, reload } = this.#surroundings;
    const waiting = this.#registration?.waiting;
    // Another tab has let it take over already.
    if (!container || !waiting) {
      reload();
      return;
    }
    container.addEventListener('controllerchange', reload, { once: true });
    waiting.postMessage('take-over' satisfies OfflineRequest);
  }

  dismissUpdate(): void {
    this.store.set({ update: false });
  }

  /** Installs what keeps the site, unless that is there, and lets it keep all. */
  async #begin(container: ServiceWorkerContainer): Promise<void> {
    this.store.set({ kept: 'keeping' });
    try {
      // Browsers and extensions that allow no service workers reject, or answer nothing.
      const registration = (await container.register(this.#surroundings.script)) as
        ServiceWorkerRegistration | undefined;
      if (!registration) throw new Error('none was registered');
      if (registration !== this.#registration) this.#watch(registration);
      this.#registration = registration;
    } catch (error) {
      // Where it could not be fetched that is a TypeError.
      this.store.set({ kept: error instanceof TypeError ? 'stopped' : 'off' });
      return;
    }
    this.#checked = performance.now();
    // A first version that cannot be installed is never ready.
    await Promise.race([container.ready, holds(this.store, ({ kept }) => kept !== 'keeping')]);
    if (this.store.get().kept === 'keeping') await this.#keepAll();
  }

  #watch(registration: ServiceWorkerRegistration): void {
    const watchWorker = (worker: ServiceWorker | null): void => {
      worker?.addEventListener('statechange', () => {
        // The first version waits for nobody.
        if (worker.state === 'installed' && registration.active) this.store.set({ update: true });
        // The worker may have told why, before or after.
        const isLost = worker.state === 'redundant' && !registration.active && this.store.get().kept === 'keeping';
        if (isLost) this.store.set({ kept: 'stopped' });
      });
    };
    if (registration.waiting && registration.active) this.store.set({ update: true });
    watchWorker(registration.installing);
    registration.addEventListener('updatefound', () => {
      watchWorker(registration.installing);
    });
  }

  #watchControl(container: ServiceWorkerContainer): void {
    container.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      // A version in use goes on where a newer one has no room.
      if (this.#registration?.active || !isOfflineReply(data) || !('failure' in data)) return;
      this.store.set({ kept: data.failure === 'no-room' ? 'no-room' : 'stopped' });
    });
    let isControlled = container.controller !== null;
    container.addEventListener('controllerchange', () => {
      if (isControlled) this.store.set({ update: true });
      isControlled = true;
    });
  }

  async #keepAll(): Promise<void> {
    if (this.#surroundings.savesData) {
      this.store.set({ kept: 'partly' });
      return;
    }
    this.store.set({ kept: 'keeping' });
    for (let failures = 0; failures < RETRIES;) {
      const reply = await this.#keepNext();
      if ('failure' in reply) {
        if (reply.failure === 'no-room') {
          this.store.set({ kept: 'no-room' });
          return;
        }
        failures += 1;
        if (failures < RETRIES) await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER));
      } else {
        this.store.set({ bytes: reply.bytes, ...(reply.left === 0 && { kept: 'all' }) });
        if (reply.left === 0) return;
      }
    }
    this.store.set({ kept: 'stopped' });
  }

  /** One question to the service worker, which is another one where a new version has taken over. */
  async #keepNext(): Promise<OfflineReply> {
    const worker = this.#registration?.active;
    const { port1, port2 } = new MessageChannel();
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      return await new Promise<OfflineReply>((resolve) => {
        const fail = (): void => {
          resolve({ failure: 'unreachable' });
        };
        timer = setTimeout(fail, ANSWERS_WITHIN);
        port1.onmessage = ({ data }: MessageEvent<unknown>) => {
          if (isOfflineReply(data)) resolve(data);
          else fail();
        };
        if (worker) worker.postMessage('keep-next' satisfies OfflineRequest, [port2]);
        else fail();
      });
    } finally {
      clearTimeout(timer);
      port1.close();
    }
  }
}
