/** The run keeper in the browser's own database, which no other site can read and which nothing leaves. */

import type { KeptInput, KeptProgress, RunKeeper } from './keeping';
import type { Moment } from './moments';

const NAME = 'easel-optimise';
const VERSION = 1;
/** What a run is made of and how far it is, each under its own key. */
const RUN = 'run';
/** Pictures of the way, by their step. */
const MOMENTS = 'moments';

/** @param factory `indexedDB`; a getter, since browsers that keep nothing may throw when it is touched */
export function databaseKeeper(factory: () => IDBFactory): RunKeeper {
  let opened: Promise<IDBDatabase> | null = null;
  /** Steps of the moments that are in the database. */
  let keptSteps = new Set<number>();

  async function database(): Promise<IDBDatabase> {
    opened ??= open(factory());
    try {
      return await opened;
    } catch (error) {
      opened = null;
      throw error;
    }
  }

  /** Runs `work` in one transaction, which is done as a whole or not at all. */
  async function change(work: (run: IDBObjectStore, moments: IDBObjectStore) => void): Promise<void> {
    const transaction = (await database()).transaction([RUN, MOMENTS], 'readwrite');
    const done = finished(transaction);
    work(transaction.objectStore(RUN), transaction.objectStore(MOMENTS));
    await done;
  }

  return {
    async load() {
      const transaction = (await database()).transaction([RUN, MOMENTS], 'readonly');
      const run = transaction.objectStore(RUN);
      const [input, progress, moments] = await Promise.all([
        answer<unknown>(run.get('input')),
        answer<unknown>(run.get('progress')),
        answer(transaction.objectStore(MOMENTS).getAll() as IDBRequest<Moment[]>),
      ]);
      keptSteps = new Set(moments.map(({ step }) => step));
      return input === undefined || progress === undefined ? null : { input, progress, moments };
    },
    async begin(input: KeptInput) {
      await change((run, moments) => {
        run.clear();
        moments.clear();
        run.put(input, 'input');
      });
      keptSteps = new Set();
    },
    async save(progress: KeptProgress, moments: readonly Moment[]) {
      const steps = new Set(moments.map(({ step }) => step));
      await change((run, kept) => {
        run.put(progress, 'progress');
        for (const step of keptSteps) if (!steps.has(step)) kept.delete(step);
        for (const moment of moments) if (!keptSteps.has(moment.step)) kept.put(moment, moment.step);
      });
      keptSteps = steps;
    },
    async discard() {
      await change((run, moments) => {
        run.clear();
        moments.clear();
      });
      keptSteps = new Set();
    },
  };
}

function open(factory: IDBFactory): Promise<IDBDatabase> {
  const request = factory.open(NAME, VERSION);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(RUN);
    request.result.createObjectStore(MOMENTS);
  };
  return answer(request);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('the database refused'));
    };
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(transaction.error ?? new Error('the database refused'));
    };
  });
}
