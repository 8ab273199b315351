import fs from 'node:fs';
import path from 'node:path';

import { must } from './command.mjs';
import { findPython, probe } from './python.mjs';
import { hashOf, isStamped, stamp, STATE } from './stamp.mjs';

/**
 * Makes a virtual environment with exactly the packages of some requirements files, if it is not there yet.
 *
 * @param {string} name of the folder in `.easel/`
 * @param {{requirements: string[], python: [number, number, string], what: string, advice: string}} wish
 *   `python`: the arguments of `findPython`; `what`: what is being installed; `advice`: what to do if that fails
 * @returns {Promise<string>} its interpreter
 */
export async function environment(name, { requirements, python, what, advice }) {
  const folder = path.join(STATE, name);
  const own =
    process.platform === 'win32' ? path.join(folder, 'Scripts', 'python.exe') : path.join(folder, 'bin', 'python');
  const [oldest, newest] = python;
  const wanted = hashOf(requirements);

  // The probe also notices an environment whose base interpreter was upgraded away.
  const there = isStamped(name, wanted) ? await probe([own]) : null;
  if (there && there.minor >= oldest && there.minor <= newest) return own;

  const { executable, minor } = await findPython(...python);
  console.log(`Installing ${what} (Python 3.${minor}) ...`);
  fs.rmSync(folder, { recursive: true, force: true });
  await must(
    executable,
    ['-m', 'venv', folder],
    'Python could not make a virtual environment. On Debian and Ubuntu: apt install python3-venv.',
  );
  const files = requirements.flatMap((file) => ['-r', file]);
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-input'];
  await must(own, ['-m', 'pip', 'install', ...quiet, ...files], advice);
  stamp(name, wanted);
  return own;
}
