import fs from 'node:fs';
import path from 'node:path';

import { run } from '../server/setup/command.mjs';
import { Unready } from '../server/setup/unready.mjs';

const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Where the browsers we know would be, best first. */
function places() {
  const folders = (process.env.PATH || '').split(path.delimiter).filter(Boolean);
  const installed = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const windows = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
    .filter((name) => process.env[name])
    .map((name) => path.join(process.env[name], 'Google', 'Chrome', 'Application', 'chrome.exe'));
  return [...installed, ...APPLICATIONS, ...windows].filter((place) => fs.existsSync(place));
}

/** Is this a browser that starts? On Windows `--version` opens a window, so there its being there has to do. */
async function starts(place) {
  return process.platform === 'win32' || (await run(place, ['--version'])).code === 0;
}

async function installed() {
  for (const place of places()) if (await starts(place)) return place;
  return null;
}

async function installDebianPackage() {
  const root = typeof process.getuid === 'function' && process.getuid() === 0;
  if (!root || (await run('apt-get', ['--version'])).code !== 0) return false;
  console.log("Installing Debian's chromium-headless-shell ...");
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  const options = ['install', '-y', '-qq', '--no-install-recommends', 'chromium-headless-shell'];
  return (await run('apt-get', options, { env })).code === 0;
}

/**
 * Finds a Chromium for the end-to-end tests, or gets one.
 *
 * @param {string} python interpreter that has the `playwright` package
 * @returns {Promise<string | null>} its path; null stands for the one that Playwright has downloaded
 */
export async function findChromium(python) {
  const named = process.env.EASEL_CHROMIUM;
  if (named) {
    if (await starts(named)) return named;
    throw new Unready(`EASEL_CHROMIUM names ${named}, which is not a browser that starts.`);
  }
  const there = await installed();
  if (there) return there;

  console.log("Downloading Playwright's Chromium ...");
  const download = await run(python, ['-m', 'playwright', 'install', '--only-shell', 'chromium']);
  if (download.code === 0) return null;

  const packaged = (await installDebianPackage()) ? await installed() : null;
  if (packaged) return packaged;
  throw new Unready(
    `${download.output.trim()}\n\nThe end-to-end tests need a Chromium, and none could be found or downloaded. ` +
      'Install Chromium or Chrome, or name one with EASEL_CHROMIUM=/path/to/chromium.',
  );
}
