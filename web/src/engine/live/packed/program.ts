/**
 * Shaders of our own on TensorFlow.js' WebGL back end. They read and write packed tensors: a texel holds, of the last
 * two dimensions, the numbers at (i, j), (i, j + 1), (i + 1, j) and (i + 1, j + 1), with i and j even; texels lie in the
 * order of the numbers, whatever the size of the texture.
 */

import * as tf from '@tensorflow/tfjs-core';

/** A fragment shader's `main`, for a packed output of this shape. */
export interface PackedProgram {
  /** Names of the inputs' samplers. */
  readonly variables: readonly string[];
  readonly shape: readonly number[];
  /** Whole numbers that change with the size, so that one shader does for all sizes. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly code: string;
}

/** What TensorFlow.js' WebGL back end has for kernels outside of it. */
interface WebglBackend {
  readonly runWebGLProgram: (
    program: object,
    inputs: readonly tf.TensorInfo[],
    dtype: 'float32',
    numbers: readonly (readonly number[])[],
  ) => tf.TensorInfo;
  readonly disposeIntermediateTensorInfo: (info: tf.TensorInfo) => void;
  readonly texData: { readonly get: (id: tf.DataId) => { readonly isPacked?: boolean } };
}

export interface PackedRunner {
  readonly run: (program: PackedProgram, inputs: readonly tf.TensorInfo[]) => tf.TensorInfo;
  /** Gives back what was only needed on the way. */
  readonly dispose: (info: tf.TensorInfo) => void;
}

/** Finds texels of a tensor by their number, in a texture `across` texels wide. */
export const TEXEL_AT = `
  ivec2 texelAt(int number, int across) {
    // Whole numbers are divided one by one where WebGL is emulated; these are small enough for exact quotients.
    int down = int((float(number) + 0.5) / float(across));
    return ivec2(number - down * across, down);
  }`;

/**
 * Whether all channels of a pixel lie in one row of the texture of such a picture [1, h, w, c]: up to what a texture is
 * wide, TensorFlow.js lets its rows hold whole rows of pixels.
 */
export function liesInRows([, , width = 0, channels = 0]: readonly number[]): boolean {
  const even = channels + (channels % 2);
  return width * even <= 2 * tf.env().getNumber('WEBGL_MAX_TEXTURE_SIZE');
}

/** Makes a kernel known under a name of its own, once. */
export function registerPacked(
  kernelName: string,
  kernel: (runner: PackedRunner, inputs: readonly tf.TensorInfo[], attributes: object) => tf.TensorInfo,
): void {
  // Typed as if there always were one.
  if (tf.getKernel(kernelName, 'webgl') as tf.KernelConfig | undefined) return;
  tf.registerKernel({
    kernelName,
    backendName: 'webgl',
    kernelFunc: ({ inputs, backend, attrs }) => {
      const webgl = backend as WebglBackend;
      const runner: PackedRunner = {
        run: (program, from) => {
          const names = Object.keys(program.numbers);
          return webgl.runWebGLProgram(
            {
              variableNames: program.variables,
              outputShape: program.shape,
              userCode: program.code,
              packedInputs: true,
              packedOutput: true,
              enableShapeUniforms: true,
              customUniforms: names.map((name) => ({ name, type: 'int' })),
            },
            from,
            'float32',
            names.map((name) => [program.numbers[name] as number]),
          );
        },
        dispose: (info) => {
          webgl.disposeIntermediateTensorInfo(info);
        },
      };
      return kernel(runner, Object.values(inputs) as tf.TensorInfo[], attrs ?? {});
    },
  });
}

/** Runs a kernel that was registered so. */
export function runPacked(kernelName: string, inputs: readonly tf.Tensor[], attributes: object): tf.Tensor {
  const named = Object.fromEntries(inputs.map((input, i) => [`input${String(i)}`, input]));
  return tf.engine().runKernel(kernelName, named, attributes as tf.NamedAttrMap);
}

const COPY = 'EaselPackedCopy';

/** The same matrix or vector, packed; TensorFlow.js would pack it anew in each frame. */
export function packed(values: tf.Tensor): tf.Tensor {
  const backend = tf.backend() as unknown as WebglBackend;
  if (backend.texData.get(values.dataId).isPacked === true) return values;
  registerPacked(COPY, copy);
  return runPacked(COPY, [values], {});
}

function copy(runner: PackedRunner, inputs: readonly tf.TensorInfo[]): tf.TensorInfo {
  const [{ shape }] = inputs as [tf.TensorInfo];
  const place = shape.length === 1 ? 'getOutputCoords()' : 'getOutputCoords().x, getOutputCoords().y';
  const code = `void main() { setOutput(getX(${place})); }`;
  return runner.run({ variables: ['x'], shape, numbers: {}, code }, inputs);
}
