/** The run keeper in the browser's own database, which no other site can read and which nothing leaves. */

import { answer, database, finished } from '../database';
import type { KeptInput, KeptProgress, RunKeeper } from './keeping';
import type { Moment } from './moments';

const NAME = 'easel-optimise';
/** What a run is made of and how far it is, each under its own key. */
const RUN = 'run';
/** Pictures of the way, by their step. */
const MOMENTS = 'moments';

/** @param factory `indexedDB`; a getter, since browsers that keep nothing may throw when it is touched */
export function databaseKeeper(factory: () => IDBFactory): RunKeeper {
  const opened = database(factory, NAME, [RUN, MOMENTS]);
  /** Steps of the moments that are in the database. */
  let keptSteps = new Set<number>();

  /** Runs `work` in one transaction, which is done as a whole or not at all. */
  async function change(work: (run: IDBObjectStore, moments: IDBObjectStore) => void): Promise<void> {
    const transaction = (await opened()).transaction([RUN, MOMENTS], 'readwrite');
    const done = finished(transaction);
    work(transaction.objectStore(RUN), transaction.objectStore(MOMENTS));
    await done;
  }

  return {
    async load() {
      const transaction = (await opened()).transaction([RUN, MOMENTS], 'readonly');
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
