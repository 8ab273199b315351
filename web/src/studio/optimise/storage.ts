/** The run keeper in the browser's own database, which no other site can read and which nothing leaves. */

import { answer, database, finished } from '../database';
import type { KeptInput, KeptNotes, KeptProgress, RunKeeper } from './keeping';
import type { Moment } from './moments';

const NAME = 'easel-optimise';
/** What a run is made of, how far it is, what was changed since, and its id, each under its own key. */
const RUN = 'run';
/** Pictures of the way, by their step. */
const MOMENTS = 'moments';

/** @param factory `indexedDB`; a getter, since browsers that keep nothing may throw when it is touched */
export function databaseKeeper(factory: () => IDBFactory): RunKeeper {
  const opened = database(factory, NAME, [RUN, MOMENTS]);

  /** Runs `work` in one transaction, which is done as a whole or not at all. */
  async function change<T>(work: (run: IDBObjectStore, moments: IDBObjectStore) => T): Promise<Awaited<T>> {
    const transaction = (await opened()).transaction([RUN, MOMENTS], 'readwrite');
    const done = finished(transaction);
    const [result] = await Promise.all([work(transaction.objectStore(RUN), transaction.objectStore(MOMENTS)), done]);
    return result;
  }

  /** The same for the run with this id; false where it is not the one that is kept. */
  function changeOf(id: string, work: (run: IDBObjectStore, moments: IDBObjectStore) => unknown): Promise<boolean> {
    return change(async (run, moments) => {
      if ((await answer<unknown>(run.get('id'))) !== id) return false;
      await work(run, moments);
      return true;
    });
  }

  return {
    async load() {
      const transaction = (await opened()).transaction([RUN, MOMENTS], 'readonly');
      const run = transaction.objectStore(RUN);
      const [input, progress, notes, moments] = await Promise.all([
        answer<unknown>(run.get('input')),
        answer<unknown>(run.get('progress')),
        answer<unknown>(run.get('notes')),
        answer(transaction.objectStore(MOMENTS).getAll() as IDBRequest<Moment[]>),
      ]);
      return input === undefined || progress === undefined ? null : { input, progress, notes, moments };
    },
    begin: (id: string, input: KeptInput) =>
      change((run, moments) => {
        run.clear();
        moments.clear();
        run.put(input, 'input');
        run.put(id, 'id');
      }),
    claim: (id: string, total: number) =>
      change((run, moments) => {
        run.put(id, 'id');
        // Of steps that are taken anew.
        moments.delete(IDBKeyRange.lowerBound(total, true));
      }),
    save: (id: string, progress: KeptProgress, moments: readonly Moment[]) =>
      changeOf(id, async (run, kept) => {
        run.put(progress, 'progress');
        run.delete('notes');
        const before = new Set(await answer(kept.getAllKeys()));
        const steps = new Set<IDBValidKey>(moments.map(({ step }) => step));
        for (const step of before) if (!steps.has(step)) kept.delete(step);
        for (const moment of moments) if (!before.has(moment.step)) kept.put(moment, moment.step);
      }),
    note: (id: string, notes: KeptNotes) =>
      changeOf(id, (run) => {
        run.put(notes, 'notes');
      }),
    discard: () =>
      change((run, moments) => {
        run.clear();
        moments.clear();
      }),
  };
}
