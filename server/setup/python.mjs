import { run } from './command.mjs';
import { Unready } from './unready.mjs';

const PROBE = 'import sys; print(*sys.version_info[:2], sys.executable, sep="\\n")';

/** Interpreters worth asking, best first: the versions that also have TensorFlow, then what `python3` happens to be. */
function candidates() {
  const names = ['python3.12', 'python3.11', 'python3', 'python', 'python3.14', 'python3.13'].map((name) => [name]);
  if (process.platform === 'win32') names.unshift(['py', '-3.12'], ['py', '-3.11'], ['py', '-3']);
  if (process.env.EASEL_PYTHON) names.unshift([process.env.EASEL_PYTHON]);
  return names;
}

/**
 * The version and place of an interpreter, or null if the command is none.
 *
 * @returns {Promise<{minor: number, executable: string} | null>} `minor` is 12 for Python 3.12; Python 2 is null
 */
export async function probe([program, ...args]) {
  const { code, output } = await run(program, [...args, '-c', PROBE]);
  const [major, minor, executable] = output.trim().split(/\r?\n/);
  return code === 0 && major === '3' && executable ? { minor: Number(minor), executable } : null;
}

/**
 * Finds a Python 3 between two minor versions.
 *
 * @param {number} oldest
 * @param {number} newest
 * @param {string} need the sentence that says what is needed and why, for the message
 */
export async function findPython(oldest, newest, need) {
  const seen = new Set();
  for (const candidate of candidates()) {
    const found = await probe(candidate);
    if (found && found.minor >= oldest && found.minor <= newest) return found;
    if (found) seen.add(`3.${found.minor} (${found.executable})`);
  }
  const here = seen.size > 0 ? `Found only ${[...seen].join(', ')}.` : 'No Python was found.';
  throw new Unready(
    `${need} ${here} Get it from https://www.python.org or your system's packages; ` +
      'if it is in an unusual place, name it with EASEL_PYTHON=/path/to/python.',
  );
}
