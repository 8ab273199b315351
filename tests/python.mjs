import { environment } from '../server/setup/environment.mjs';
import { probe } from '../server/setup/python.mjs';
import { Unready } from '../server/setup/unready.mjs';

const REQUIREMENTS = ['server/requirements.txt', 'export/requirements.txt', 'tests/requirements.txt'];
const PYTHON_NEED = 'The tests need Python 3.11 or 3.12, because TensorFlow 2.19 has no packages for newer ones.';

/** The interpreter of the tests: the one that EASEL_TEST_PYTHON names, else that of our own environment. */
export async function testPython() {
  const named = process.env.EASEL_TEST_PYTHON;
  if (!named) {
    return environment('test', {
      requirements: REQUIREMENTS,
      python: [11, 12, PYTHON_NEED],
      what: 'TensorFlow and the test tools, which takes some minutes',
      advice:
        'The Python packages of the tests could not be installed. They need a network connection, about ' +
        '4 GB of disk, and Linux on x86-64 or macOS: tensorflowjs has no packages for other systems.',
    });
  }
  const found = await probe([named]);
  if (!found) throw new Unready(`EASEL_TEST_PYTHON names ${named}, which is not a Python 3.`);
  if (found.minor < 11 || found.minor > 12) throw new Unready(`${PYTHON_NEED} EASEL_TEST_PYTHON is 3.${found.minor}.`);
  return named;
}
