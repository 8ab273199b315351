/** The little of WebGL 2 that the screen needs, in a context that TensorFlow.js uses as well. */

import type { Size } from '../../protocol/engine';

/** One triangle that covers everything; counter-clockwise, for TensorFlow.js culls the other side. */
const VERTICES = `#version 300 es
void main() {
  gl_Position = vec4(vec2(gl_VertexID == 1 ? 3 : -1, gl_VertexID == 2 ? 3 : -1), 0.0, 1.0);
}`;

/** Where a pass draws: into a texture, or (null) on the canvas. */
export interface Target extends Size {
  readonly texture: WebGLTexture | null;
}

/** A fragment shader that is run for each pixel of a target. */
export class GlPass {
  readonly #gl: WebGL2RenderingContext;
  readonly #program: WebGLProgram;
  readonly #vertices: WebGLVertexArrayObject;
  readonly #framebuffer: WebGLFramebuffer;
  readonly #uniforms = new Map<string, { readonly place: WebGLUniformLocation; readonly type: number }>();

  /** @throws Error when the shader does not compile, as on a lost context */
  constructor(gl: WebGL2RenderingContext, fragments: string) {
    this.#gl = gl;
    this.#program = gl.createProgram();
    this.#vertices = gl.createVertexArray();
    this.#framebuffer = gl.createFramebuffer();
    for (const [type, source] of [
      [gl.VERTEX_SHADER, VERTICES],
      [gl.FRAGMENT_SHADER, fragments],
    ] as const) {
      const shader = gl.createShader(type);
      if (!shader) throw new Error('WebGL context lost: no shader');
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(this.#program, shader);
      gl.deleteShader(shader);
    }
    gl.linkProgram(this.#program);
    if (gl.getProgramParameter(this.#program, gl.LINK_STATUS) !== true) {
      throw new Error(`shader: ${gl.getProgramInfoLog(this.#program) ?? ''}`);
    }
    const count = gl.getProgramParameter(this.#program, gl.ACTIVE_UNIFORMS) as number;
    for (let i = 0; i < count; i++) {
      const info = gl.getActiveUniform(this.#program, i);
      const place = info && gl.getUniformLocation(this.#program, info.name);
      if (place) this.#uniforms.set(info.name, { place, type: info.type });
    }
  }

  run(
    target: Target,
    textures: Readonly<Record<string, WebGLTexture>>,
    numbers: Readonly<Record<string, number | readonly [number, number]>>,
  ): void {
    const gl = this.#gl;
    gl.useProgram(this.#program);
    gl.bindVertexArray(this.#vertices);
    gl.bindFramebuffer(gl.FRAMEBUFFER, target.texture ? this.#framebuffer : null);
    if (target.texture) {
      gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, target.texture, 0);
    }
    gl.viewport(0, 0, target.width, target.height);
    gl.scissor(0, 0, target.width, target.height);
    Object.entries(textures).forEach(([name, texture], unit) => {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, texture);
      this.#set(name, unit);
    });
    for (const [name, value] of Object.entries(numbers)) this.#set(name, value);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  }

  #set(name: string, value: number | readonly [number, number]): void {
    const gl = this.#gl;
    const uniform = this.#uniforms.get(name);
    if (!uniform) throw new Error(`no uniform ${name}`);
    if (typeof value !== 'number') gl.uniform2f(uniform.place, ...value);
    else if (uniform.type === gl.FLOAT) gl.uniform1f(uniform.place, value);
    else gl.uniform1i(uniform.place, value);
  }
}

/** A texture for RGBA bytes that is sampled between its pixels, and not beyond its border. */
export function pictureTexture(gl: WebGL2RenderingContext): WebGLTexture {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
  return texture;
}

/** Gives a texture a size; what it held is gone. */
export function sized(gl: WebGL2RenderingContext, texture: WebGLTexture, { width, height }: Size): void {
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, null);
}

/** Resolves when the GPU has done what was asked of it so far, or is lost. */
export async function untilDone(gl: WebGL2RenderingContext): Promise<void> {
  const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
  if (!fence) return;
  gl.flush();
  while (gl.clientWaitSync(fence, 0, 0) === gl.TIMEOUT_EXPIRED) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  gl.deleteSync(fence);
}
