/**
 * `npm run screenshots`: builds the site and makes pictures of every screen in both themes, at the size of a desktop
 * and of a phone, into screenshots/. `npm run screenshots -- --help` lists the arguments of screenshots.py.
 */
import { run } from '../server/setup/command.mjs';
import { buildSite, installPackages } from '../server/setup/site.mjs';
import { checkNode, runMain } from '../server/setup/unready.mjs';
import { findChromium } from './chromium.mjs';
import { testPython } from './python.mjs';

async function main() {
  checkNode();
  await installPackages();
  const python = await testPython();
  const chromium = await findChromium(python);
  await buildSite();
  const env = chromium ? { EASEL_CHROMIUM: chromium } : {};
  const { code } = await run(python, ['-m', 'tests.screenshots', ...process.argv.slice(2)], { env, show: true });
  return code;
}

await runMain(main);
