import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { Unready } from './unready.mjs';

/** The root folder of the repository. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * Runs a program to its end in the root folder.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{env?: object, show?: boolean}} options `show` lets it write to our terminal; else its output is kept.
 * @returns {Promise<{code: number, output: string}>} the exit code, 127 when there is no such program
 */
export function run(program, args, { env = {}, show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    if (!show) {
      child.stdout.on('data', (text) => (output += text));
      child.stderr.on('data', (text) => (output += text));
    }
    child.on('error', (error) => resolve({ code: 127, output: String(error) }));
    child.on('close', (code) => resolve({ code: code === null ? 1 : code, output }));
  });
}

/** Runs a program that has to succeed; if it does not, its output and the advice are what the user sees. */
export async function must(program, args, advice, options) {
  const { code, output } = await run(program, args, options);
  if (code !== 0) {
    const last = output.trim().split('\n').slice(-40).join('\n');
    throw new Unready(`${last}\n\n${advice}`.trim());
  }
  return output;
}

/** How to start npm: through the Node that runs us where possible, as Windows cannot spawn `npm.cmd` directly. */
export function npm(...args) {
  const script = process.env.npm_execpath;
  return script && path.basename(script) === 'npm-cli.js' ? [process.execPath, [script, ...args]] : ['npm', args];
}
