/** Something outside of our code is missing or wrong; the message tells the user what to do, so no stack is shown. */
export class Unready extends Error {}

/** Node versions that the build tools run on: 20.19 and later, 22.12 and later (Vite asks for these). */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const old = major < 20 || (major === 20 && minor < 19) || major === 21 || (major === 22 && minor < 12);
  if (old) {
    throw new Unready(
      `Easel needs Node.js 20.19, 22.12 or newer, and this is ${version}. Get a newer one from https://nodejs.org.`,
    );
  }
}

/** Runs a script's main function; an `Unready` is printed as its sentence, anything else with its stack. */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof Unready ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
