/**
 * The threads of wasm are workers inside of the worker that computes, and share its memory: it is given back when the last
 * of them is gone, which is two seconds after the others where one waits for work. So each holds the lock of its worker,
 * beside it (`protocol/serve.ts`). The build puts this into their script (`web/build/wasmThreads.ts`).
 */

/** The beginning of a thread's script, for a worker of this name; nothing where nobody follows the worker to its end. */
export function threadLock(name: string): string {
  if (!name) return '';
  // Locks are absent where the connection is not secure.
  return `void navigator.locks?.request(${JSON.stringify(name)}, { mode: 'shared' }, () => new Promise(() => undefined));`;
}
