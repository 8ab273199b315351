import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { ROOT } from './command.mjs';

/** Where virtual environments and stamps live. */
export const STATE = path.join(ROOT, '.easel');

/**
 * The hash of some files and folders (of all that is in them), by name and content.
 *
 * @param {string[]} sources paths relative to the root; one that is missing counts as empty
 * @param {string[]} without folders to leave out, relative to the root
 */
export function hashOf(sources, without = []) {
  const hash = createHash('sha256');
  const add = (name) => {
    if (without.includes(name)) return;
    const file = path.join(ROOT, name);
    const found = fs.statSync(file, { throwIfNoEntry: false });
    if (found && found.isDirectory()) {
      for (const child of fs.readdirSync(file).sort()) add(`${name}/${child}`);
    } else if (found) {
      hash.update(`${name}\0${found.size}\0`).update(fs.readFileSync(file));
    }
  };
  for (const source of sources) add(source);
  return hash.digest('hex');
}

/** Does the stamp hold this value, from an earlier, finished run? */
export function isStamped(name, value) {
  try {
    return fs.readFileSync(path.join(STATE, `${name}.stamp`), 'utf8') === value;
  } catch {
    return false;
  }
}

/** Remembers the value; to be called when all work is done, so that an interrupted run is repeated. */
export function stamp(name, value) {
  fs.mkdirSync(STATE, { recursive: true });
  fs.writeFileSync(path.join(STATE, `${name}.stamp`), value);
}
