/**
 * `npm test`: installs what the checks need, runs all of them, and says at the end which failed.
 *
 *   npm test -- --only python,e2e       only the steps of these names
 *   npm test -- --only e2e -- -k cancel what follows the second -- goes to pytest
 *
 * Environment: EASEL_TEST_PYTHON, an interpreter that has all of the requirements files (none is then made);
 * EASEL_CHROMIUM, the browser; EASEL_SHARED, the folder of data sets (default: ../shared, where it exists).
 */
import { availableParallelism } from 'node:os';
import { npm, run } from '../server/setup/command.mjs';
import { buildSite, installPackages } from '../server/setup/site.mjs';
import { checkNode, runMain, Unready } from '../server/setup/unready.mjs';
import { findChromium } from './chromium.mjs';
import { testPython } from './python.mjs';

/** Tests that run at a time: a browser with a large picture needs 2 GB of memory. */
const WORKERS = String(Math.min(4, availableParallelism()));
const SIDE_BY_SIDE = ['-n', WORKERS, '--dist', 'worksteal'];

/** An exit code of pytest that is no failure: nothing was selected, as with `-k`. */
const PYTEST_NOTHING_SELECTED = 5;

/** The checks, in the order in which they run; `--only` chooses by these names. */
function steps({ only, pytestArgs }) {
  const script = (name) => () => succeeds(...npm('run', '--silent', name));
  const module =
    (...args) =>
    ({ python }) =>
      succeeds(python, ['-m', ...args]);
  const pytest =
    (folder, ...runs) =>
    async ({ python, chromium }) => {
      const env = chromium ? { EASEL_CHROMIUM: chromium } : {};
      let passed = true;
      for (const options of runs) {
        const { code } = await run(python, ['-m', 'pytest', ...options, folder, ...pytestArgs], { env, show: true });
        passed &&= code === 0 || (code === PYTEST_NOTHING_SELECTED && pytestArgs.length > 0);
      }
      return passed;
    };
  const all = [
    { name: 'typescript', title: 'TypeScript', do: script('typecheck') },
    { name: 'eslint', title: 'ESLint', do: script('lint') },
    { name: 'prettier', title: 'Prettier', do: script('format:check') },
    { name: 'ruff', title: 'ruff check', do: module('ruff', 'check', '.'), python: true },
    { name: 'ruff', title: 'ruff format', do: module('ruff', 'format', '--check', '.'), python: true },
    { name: 'mypy', title: 'mypy', do: module('mypy'), python: true },
    { name: 'build', title: 'build of the site', do: () => buildSite().then(() => true) },
    { name: 'web', title: 'unit tests of web/', do: script('test:web') },
    { name: 'python', title: 'Python tests', do: pytest('tests/python', SIDE_BY_SIDE), python: true },
    {
      name: 'engine',
      title: 'live engine in a browser',
      do: pytest('tests/bench', SIDE_BY_SIDE),
      python: true,
      chromium: true,
    },
    {
      name: 'e2e',
      title: 'end-to-end tests',
      do: pytest('tests/e2e', [...SIDE_BY_SIDE, '-m', 'not alone'], ['-m', 'alone']),
      python: true,
      chromium: true,
    },
  ];
  const unknown = only.filter((name) => !all.some((step) => step.name === name));
  if (unknown.length > 0) {
    const names = [...new Set(all.map((step) => step.name))].join(', ');
    throw new Unready(`There is no step named ${unknown.join(', ')}. The steps are ${names}.`);
  }
  // The end-to-end tests run on the built site.
  const chosen = only.includes('e2e') ? [...only, 'build'] : only;
  return only.length > 0 ? all.filter((step) => chosen.includes(step.name)) : all;
}

async function succeeds(program, args) {
  return (await run(program, args, { show: true })).code === 0;
}

function parseArguments(args) {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const own = args.slice(0, end);
  if (own.length > 0 && !(own.length === 2 && own[0] === '--only')) {
    throw new Unready('Usage: npm test [-- --only NAME[,NAME...] [-- PYTEST ARGUMENTS]]');
  }
  return { only: own.length > 0 ? own[1].split(',') : [], pytestArgs: args.slice(end + 1) };
}

async function runStep(step, tools) {
  console.log(`\n--- ${step.title} ---`);
  const start = performance.now();
  let passed;
  try {
    passed = await step.do(tools);
  } catch (error) {
    if (!(error instanceof Unready)) throw error;
    console.error(error.message);
    passed = false;
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(`--- ${step.title}: ${passed ? 'passed' : 'FAILED'} in ${seconds.toFixed(1)} s ---`);
  return { title: step.title, passed, seconds };
}

async function main() {
  checkNode();
  const chosen = steps(parseArguments(process.argv.slice(2)));
  const tools = {};
  await installPackages();
  if (chosen.some((step) => step.python)) tools.python = await testPython();
  if (chosen.some((step) => step.chromium)) tools.chromium = await findChromium(tools.python);

  const results = [];
  for (const step of chosen) results.push(await runStep(step, tools));

  console.log('\nSummary');
  for (const { title, passed, seconds } of results) {
    console.log(`  ${passed ? 'passed' : 'FAILED'}  ${title} (${seconds.toFixed(1)} s)`);
  }
  const failed = results.filter((result) => !result.passed);
  const total = results.reduce((sum, result) => sum + result.seconds, 0).toFixed(0);
  console.log(
    failed.length === 0
      ? `All ${results.length} steps passed in ${total} s.`
      : `${failed.length} of ${results.length} steps failed: ${failed.map((result) => result.title).join(', ')}.`,
  );
  return failed.length === 0 ? 0 : 1;
}

await runMain(main);
