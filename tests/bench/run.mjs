/**
 * `npm run bench`: gets what the benchmark needs, as `npm test` does, and runs bench.py with the arguments that are
 * given; `npm run bench -- --help` lists them.
 */
import { run } from '../../server/setup/command.mjs';
import { installPackages } from '../../server/setup/site.mjs';
import { checkNode, runMain } from '../../server/setup/unready.mjs';
import { findChromium } from '../chromium.mjs';
import { testPython } from '../python.mjs';

async function main() {
  checkNode();
  await installPackages();
  const python = await testPython();
  const chromium = await findChromium(python);
  const env = chromium ? { EASEL_CHROMIUM: chromium } : {};
  const { code } = await run(python, ['-m', 'tests.bench.bench', ...process.argv.slice(2)], { env, show: true });
  return code;
}

await runMain(main);
