/** The browser's own database, which no other site can read and which nothing leaves. */

/**
 * @param factory a getter, since browsers that keep nothing may throw when `indexedDB` is touched
 * @param stores names of what is kept in it
 * @returns opens it, once; after a failure, and where the browser has closed it, the next call tries again
 */
export function database(
  factory: () => IDBFactory,
  name: string,
  stores: readonly string[],
): () => Promise<IDBDatabase> {
  let opened: Promise<IDBDatabase> | null = null;
  return async () => {
    const opening = (opened ??= open(factory(), name, stores));
    const forget = (): void => {
      if (opened === opening) opened = null;
    };
    try {
      const connection = await opening;
      connection.onclose = forget;
      // Whoever deletes the data of the site waits for nobody.
      connection.onversionchange = () => {
        connection.close();
        forget();
      };
      return connection;
    } catch (error) {
      forget();
      throw error;
    }
  };
}

const VERSION = 1;

function open(factory: IDBFactory, name: string, stores: readonly string[]): Promise<IDBDatabase> {
  const request = factory.open(name, VERSION);
  request.onupgradeneeded = () => {
    for (const store of stores) request.result.createObjectStore(store);
  };
  return answer(request);
}

/** False where a database was never made: reading it would leave one on the device of somebody who keeps nothing. */
export async function mayExist(factory: IDBFactory, name: string): Promise<boolean> {
  // Older browsers cannot list them.
  if (!('databases' in factory)) return true;
  return (await factory.databases()).some((found) => found.name === name);
}

/** What a request finds. */
export function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('the database refused'));
    };
  });
}

/** Resolves once all of a transaction is done; it is done as a whole or not at all. */
export function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(transaction.error ?? new Error('the database refused'));
    };
  });
}

/** Whether there was no room, or no permission. */
export function storageProblem(error: unknown): 'full' | 'refused' {
  return error instanceof Error && error.name === 'QuotaExceededError' ? 'full' : 'refused';
}
