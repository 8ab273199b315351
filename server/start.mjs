/**
 * `npm start`: from a fresh clone to a running Easel. Says what is missing, installs what serving needs (no
 * TensorFlow), builds the site, serves it. Whatever is already done is not done again.
 */
import { spawn } from 'node:child_process';

import { must, ROOT } from './setup/command.mjs';
import { environment } from './setup/environment.mjs';
import { buildSite, installPackages } from './setup/site.mjs';
import { checkNode, runMain } from './setup/unready.mjs';

async function main() {
  checkNode();
  const python = await environment('serve', {
    requirements: ['server/requirements.txt'],
    python: [11, Infinity, 'Easel needs Python 3.11 or newer.'],
    what: 'the server',
    advice: "The server's Python packages could not be installed. Is there a network connection?",
  });
  // Before the long work, so that a taken port is not found out at its end.
  await must(python, ['-m', 'server', '--check-port'], '');
  await installPackages();
  await buildSite();
  return serve(python);
}

/** Serves until Ctrl-C. @returns {Promise<number>} the exit code */
function serve(python) {
  const server = spawn(python, ['-m', 'server'], { cwd: ROOT, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => server.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
  }
  // npm runs us in a shell that passes no signal on: with npm gone, we would keep the port without anyone noticing.
  const parent = process.ppid;
  const byNpm = process.env.npm_lifecycle_event === 'start';
  setInterval(() => {
    if (byNpm && process.ppid !== parent) server.kill();
  }, 500).unref();
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.on('close', (code) => resolve(code === null ? 1 : code));
  });
}

await runMain(main);
