/**
 * The screen for WebGL: four passes in TensorFlow.js' own context, which hold `motion.ts` and `arithmetic.ts`, so
 * that a painted frame goes from the network to the canvas without being read back. All textures of pictures have
 * their first row first; only the canvas begins at the bottom.
 */

import type { Size } from '../../protocol/engine';
import type { LiveView } from '../../protocol/live';
import { dividerPixels, MOVED, STILL, STILL_SHARE } from './arithmetic';
import type { FrameCopy } from './frameCopy';
import { GlPass, pictureTexture, sized, untilDone } from './gl';
import type { NetworkFrame, PaintedFrame } from './leanNetwork';
import { LUMA } from './luma';
import { BLOCK, GAIN, MARGIN, MISFIT, PLACES, RANGE, STEP } from './motion';
import type { Screen } from './screen';
import { isSameSize } from './sizes';

const HEAD = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
out vec4 colour;
`;

/** One pixel for each block: its step, from 0 instead of from minus the range, in red and green. */
const MOVE = `${HEAD}
uniform sampler2D photo, photoBefore;

const ivec2 PLACES[${String(PLACES.length)}] = ivec2[](${PLACES.map((place) => `ivec2(${place.join(', ')})`).join(', ')});

int green(sampler2D picture, ivec2 at) {
  return int(texelFetch(picture, at, 0).g * 255.0 + 0.5);
}

void main() {
  ivec2 block = ivec2(gl_FragCoord.xy) * ${String(BLOCK)};
  ivec2 last = textureSize(photo, 0) - 1;
  int least = 1 << 30;
  ivec2 move = ivec2(0);
  for (int i = 0; i < ${String(PLACES.length)}; i++) {
    int difference = 0;
    for (int y = ${String(-MARGIN)}; y < ${String(BLOCK + MARGIN)}; y += ${String(STEP)}) {
      for (int x = ${String(-MARGIN)}; x < ${String(BLOCK + MARGIN)}; x += ${String(STEP)}) {
        ivec2 at = clamp(block + ivec2(x, y), ivec2(0), last);
        ivec2 was = clamp(at + PLACES[i], ivec2(0), last);
        difference += abs(green(photo, at) - green(photoBefore, was));
      }
    }
    if (difference < least) {
      least = i == 0 ? min(difference - ${String(GAIN)}, ${String(MISFIT)}) : difference;
      move = PLACES[i];
    }
    if (least <= 0) break;
  }
  colour = vec4(vec2(move + ${String(RANGE)}) / 255.0, 0.0, 1.0);
}`;

/** `painted` holds three values a pixel, densely, four in a texel. */
const SMOOTH = `${HEAD}
uniform sampler2D painted, photo, photoBefore, paintingBefore, motion;
uniform int columns, width;
uniform bool hold;

float value(int i) {
  int texel = i >> 2;
  return texelFetch(painted, ivec2(texel % columns, texel / columns), 0)[i & 3];
}

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  int i = (at.y * width + at.x) * 3;
  vec3 painting = clamp(vec3(value(i), value(i + 1), value(i + 2)), 0.0, 1.0);
  if (hold) {
    ivec2 move = ivec2(texelFetch(motion, at / ${String(BLOCK)}, 0).rg * 255.0 + 0.5) - ${String(RANGE)};
    ivec2 was = clamp(at + move, ivec2(0), textureSize(photo, 0) - 1);
    vec3 changes = abs(texelFetch(photo, at, 0).rgb - texelFetch(photoBefore, was, 0).rgb);
    float change = max(max(changes.r, changes.g), changes.b) * 255.0;
    float share = mix(${STILL_SHARE.toFixed(3)}, 1.0, smoothstep(${STILL.toFixed(1)}, ${MOVED.toFixed(1)}, change));
    painting = mix(texelFetch(paintingBefore, was, 0).rgb, painting, share);
  }
  colour = vec4(painting, 1.0);
}`;

const COMPOSE = `${HEAD}
uniform sampler2D photo, painting;
uniform float strength;
uniform bool keepColours;

void main() {
  ivec2 at = ivec2(gl_FragCoord.xy);
  vec3 from = texelFetch(photo, at, 0).rgb;
  vec3 to = texelFetch(painting, at, 0).rgb;
  if (keepColours) to = clamp(from + dot(to - from, vec3(${LUMA.join(', ')})), 0.0, 1.0);
  colour = vec4(mix(from, to, strength), 1.0);
}`;

const SHOW = `${HEAD}
uniform sampler2D composed, original;
uniform vec2 size;
uniform float divider;
uniform bool mirror;

void main() {
  vec2 at = vec2(gl_FragCoord.x, size.y - gl_FragCoord.y);
  vec2 place = at / size;
  if (mirror) place.x = 1.0 - place.x;
  colour = vec4(at.x < divider ? texture(original, place).rgb : texture(composed, place).rgb, 1.0);
}`;

export class WebglScreen implements Screen {
  readonly readsBack = false;
  readonly #gl: WebGL2RenderingContext;
  readonly #canvas: OffscreenCanvas;
  readonly #move: GlPass;
  readonly #smooth: GlPass;
  readonly #compose: GlPass;
  readonly #show: GlPass;
  /** The last frame and the one before, and their paintings. */
  #photos: [WebGLTexture, WebGLTexture];
  #paintings: [WebGLTexture, WebGLTexture];
  readonly #motion: WebGLTexture;
  readonly #composed: WebGLTexture;
  readonly #original: WebGLTexture;
  #network: Size = { width: 0, height: 0 };
  #hasBefore = false;

  /** @param gl the context of the back end, whose canvas is shown */
  constructor(gl: WebGL2RenderingContext) {
    if (!(gl.canvas instanceof OffscreenCanvas)) throw new Error('a WebGL context on no canvas of ours');
    this.#gl = gl;
    this.#canvas = gl.canvas;
    this.#move = new GlPass(gl, MOVE);
    this.#smooth = new GlPass(gl, SMOOTH);
    this.#compose = new GlPass(gl, COMPOSE);
    this.#show = new GlPass(gl, SHOW);
    this.#photos = [pictureTexture(gl), pictureTexture(gl)];
    this.#paintings = [pictureTexture(gl), pictureTexture(gl)];
    this.#motion = pictureTexture(gl);
    this.#composed = pictureTexture(gl);
    this.#original = pictureTexture(gl);
  }

  resize(network: Size, canvas: Size): void {
    if (!isSameSize(canvas, this.#canvas)) Object.assign(this.#canvas, canvas);
    if (isSameSize(network, this.#network)) return;
    this.#network = network;
    for (const texture of [...this.#photos, ...this.#paintings, this.#composed]) sized(this.#gl, texture, network);
    sized(this.#gl, this.#motion, this.#blocks());
    this.forget();
  }

  forget(): void {
    this.#hasBefore = false;
  }

  take(copy: FrameCopy): NetworkFrame {
    this.#photos = [this.#photos[1], this.#photos[0]];
    this.#upload(this.#photos[0], copy.small);
    return { texture: this.#photos[0] };
  }

  put(painted: PaintedFrame, hold: boolean): void {
    if (!('texture' in painted)) throw new Error('a painting that is no texture');
    this.#paintings = [this.#paintings[1], this.#paintings[0]];
    const holds = hold && this.#hasBefore;
    const [photo, photoBefore] = this.#photos;
    if (holds) this.#move.run({ texture: this.#motion, ...this.#blocks() }, { photo, photoBefore }, {});
    this.#smooth.run(
      { texture: this.#paintings[0], ...this.#network },
      { painted: painted.texture, photo, photoBefore, paintingBefore: this.#paintings[1], motion: this.#motion },
      { columns: painted.columns, width: this.#network.width, hold: holds ? 1 : 0 },
    );
    this.#hasBefore = true;
  }

  show(copy: FrameCopy, view: LiveView): ImageBitmap {
    this.#compose.run(
      { texture: this.#composed, ...this.#network },
      { photo: this.#photos[0], painting: this.#paintings[0] },
      { strength: view.strength, keepColours: view.keepColours ? 1 : 0 },
    );
    const { width, height } = this.#canvas;
    const divider = dividerPixels(view.divider, width);
    if (divider > 0) this.#upload(this.#original, copy.original);
    this.#show.run(
      { texture: null, width, height },
      { composed: this.#composed, original: divider > 0 ? this.#original : this.#composed },
      { size: [width, height], divider, mirror: view.mirror ? 1 : 0 },
    );
    return this.#canvas.transferToImageBitmap();
  }

  finished(): Promise<void> {
    return untilDone(this.#gl);
  }

  #blocks(): Size {
    return { width: this.#network.width / BLOCK, height: this.#network.height / BLOCK };
  }

  #upload(texture: WebGLTexture, picture: OffscreenCanvas): void {
    const gl = this.#gl;
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, picture);
  }
}
