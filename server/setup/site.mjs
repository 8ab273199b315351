import fs from 'node:fs';
import path from 'node:path';

import { must, npm, ROOT } from './command.mjs';
import { hashOf, isStamped, stamp } from './stamp.mjs';

const PACKAGES = ['package.json', 'package-lock.json', '.npmrc'];
const BUILT = 'web/dist';

/** Installs the npm packages, exactly those of the lock file, unless they are there. */
export async function installPackages() {
  const wanted = hashOf(PACKAGES);
  const there = fs.existsSync(path.join(ROOT, 'node_modules', '.package-lock.json'));
  if (there && isStamped('packages', wanted)) return;
  console.log('Installing the npm packages ...');
  // The build tools are development dependencies, which NODE_ENV=production would leave out.
  await must(
    ...npm('ci', '--include=dev', '--no-audit', '--no-fund'),
    'The npm packages could not be installed. Is there a network connection?',
  );
  stamp('packages', wanted);
}

/** Builds the site unless the last build was made from these sources and is still as it was left. */
export async function buildSite() {
  const sources = hashOf([...PACKAGES, 'web'], [BUILT]);
  const built = () => `${sources} ${hashOf([BUILT])}`;
  if (fs.existsSync(path.join(ROOT, BUILT, 'index.html')) && isStamped('site', built())) return;
  console.log('Building the site ...');
  await must(...npm('run', 'build'), 'The site could not be built; the lines above say why.');
  stamp('site', built());
}
