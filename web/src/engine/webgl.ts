/** The webgl back end on a canvas of ours, so that what it paints can be shown without reading it back. */

import { MathBackendWebGL, setWebGLContext } from '@tensorflow/tfjs-backend-webgl';

/** As TensorFlow.js asks for its own contexts, except that the caller decides about emulated ones. */
const ATTRIBUTES: WebGLContextAttributes = {
  alpha: false,
  antialias: false,
  premultipliedAlpha: false,
  preserveDrawingBuffer: false,
  depth: false,
  stencil: false,
};

/**
 * A back end with programs and textures of its own. TensorFlow.js by itself would make a canvas, for which Safari's
 * workers lack what it needs, and share programs between contexts.
 * @throws Error when the browser gives no context
 */
export function backendOn(canvas: OffscreenCanvas): MathBackendWebGL {
  const gl = canvas.getContext('webgl2', ATTRIBUTES);
  if (!gl) throw new Error('no WebGL 2 context for a canvas');
  // Found by the code that asks what WebGL can do here, which would make another context otherwise.
  setWebGLContext(2, gl);
  return new MathBackendWebGL(canvas);
}
