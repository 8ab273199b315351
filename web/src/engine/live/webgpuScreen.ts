/** The screen for WebGPU: `motion.ts` and `arithmetic.ts` as passes on TensorFlow.js' own device. */

import type { Size } from '../../protocol/engine';
import type { LiveView } from '../../protocol/live';
import { dividerPixels, MOVED, STILL, STILL_SHARE } from './arithmetic';
import type { FrameCopy } from './frameCopy';
import type { NetworkFrame, PaintedFrame } from './leanNetwork';
import { LUMA } from './luma';
import { BLOCK, GAIN, MARGIN, MISFIT, PLACES, RANGE, STEP } from './motion';
import type { Screen } from './screen';
import { isSameSize } from './sizes';

/** In this order in the uniform buffer; `numbers()` fills it. */
const HEAD = `
struct View {
  size: vec2f, divider: f32, strength: f32,
  width: u32, height: u32, hold: u32, keepColours: u32, mirror: u32,
}
@group(0) @binding(0) var<uniform> view: View;
`;
/** Bytes of the above, padded to a multiple of 16. */
const VIEW_BYTES = 48;

const VERTICES = `
@vertex fn cover(@builtin(vertex_index) i: u32) -> @builtin(position) vec4f {
  return vec4f(select(-1.0, 3.0, i == 1u), select(-1.0, 3.0, i == 2u), 0.0, 1.0);
}
`;

const TAKE = `${HEAD}
@group(0) @binding(1) var photo: texture_2d<f32>;
@group(0) @binding(2) var<storage, read_write> values: array<f32>;

@compute @workgroup_size(8, 8) fn take(@builtin(global_invocation_id) at: vec3u) {
  if (at.x >= view.width || at.y >= view.height) { return; }
  let pixel = textureLoad(photo, at.xy, 0);
  let i = (at.y * view.width + at.x) * 3u;
  values[i] = pixel.r;
  values[i + 1u] = pixel.g;
  values[i + 2u] = pixel.b;
}`;

/** One pixel for each block: its step, from 0 instead of from minus the range, in red and green. */
const MOVE = `${HEAD}${VERTICES}
@group(0) @binding(1) var photo: texture_2d<f32>;
@group(0) @binding(2) var photoBefore: texture_2d<f32>;

const PLACES = array(${PLACES.map((place) => `vec2i(${place.join(', ')})`).join(', ')});

@fragment fn main(@builtin(position) place: vec4f) -> @location(0) vec4f {
  let block = vec2i(place.xy) * ${String(BLOCK)};
  let last = vec2i(i32(view.width), i32(view.height)) - 1;
  var places = PLACES;
  var least = 1 << 30;
  var moved = vec2i(0);
  for (var i = 0; i < ${String(PLACES.length)}; i++) {
    var difference = 0;
    for (var y = ${String(-MARGIN)}; y < ${String(BLOCK + MARGIN)}; y += ${String(STEP)}) {
      for (var x = ${String(-MARGIN)}; x < ${String(BLOCK + MARGIN)}; x += ${String(STEP)}) {
        let at = clamp(block + vec2i(x, y), vec2i(0), last);
        let was = clamp(at + places[i], vec2i(0), last);
        let now = i32(textureLoad(photo, at, 0).g * 255.0 + 0.5);
        difference += abs(now - i32(textureLoad(photoBefore, was, 0).g * 255.0 + 0.5));
      }
    }
    if (difference < least) {
      least = select(difference, min(difference - ${String(GAIN)}, ${String(MISFIT)}), i == 0);
      moved = places[i];
    }
    if (least <= 0) { break; }
  }
  return vec4f(vec2f(moved + ${String(RANGE)}) / 255.0, 0.0, 1.0);
}`;

const SMOOTH = `${HEAD}${VERTICES}
@group(0) @binding(1) var photo: texture_2d<f32>;
@group(0) @binding(2) var<storage, read> painted: array<f32>;
@group(0) @binding(3) var photoBefore: texture_2d<f32>;
@group(0) @binding(4) var paintingBefore: texture_2d<f32>;
@group(0) @binding(5) var motion: texture_2d<f32>;

@fragment fn main(@builtin(position) place: vec4f) -> @location(0) vec4f {
  let at = vec2u(place.xy);
  let i = (at.y * view.width + at.x) * 3u;
  var painting = clamp(vec3f(painted[i], painted[i + 1u], painted[i + 2u]), vec3f(0), vec3f(1));
  if (view.hold == 1u) {
    let moved = vec2i(textureLoad(motion, at / ${String(BLOCK)}, 0).rg * 255.0 + 0.5) - ${String(RANGE)};
    let last = vec2i(i32(view.width), i32(view.height)) - 1;
    let was = clamp(vec2i(at) + moved, vec2i(0), last);
    let changes = abs(textureLoad(photo, at, 0).rgb - textureLoad(photoBefore, was, 0).rgb);
    let change = max(max(changes.r, changes.g), changes.b) * 255.0;
    let share = mix(${STILL_SHARE.toFixed(3)}, 1.0, smoothstep(${STILL.toFixed(1)}, ${MOVED.toFixed(1)}, change));
    painting = mix(textureLoad(paintingBefore, was, 0).rgb, painting, share);
  }
  return vec4f(painting, 1.0);
}`;

const COMPOSE = `${HEAD}${VERTICES}
@group(0) @binding(1) var photo: texture_2d<f32>;
@group(0) @binding(2) var painting: texture_2d<f32>;

@fragment fn main(@builtin(position) place: vec4f) -> @location(0) vec4f {
  let at = vec2u(place.xy);
  let photographed = textureLoad(photo, at, 0).rgb;
  var to = textureLoad(painting, at, 0).rgb;
  if (view.keepColours == 1u) {
    to = clamp(photographed + dot(to - photographed, vec3f(${LUMA.join(', ')})), vec3f(0), vec3f(1));
  }
  return vec4f(mix(photographed, to, view.strength), 1.0);
}`;

const SHOW = `${HEAD}${VERTICES}
@group(0) @binding(1) var composed: texture_2d<f32>;
@group(0) @binding(2) var original: texture_2d<f32>;
@group(0) @binding(3) var between: sampler;

@fragment fn main(@builtin(position) at: vec4f) -> @location(0) vec4f {
  var place = at.xy / view.size;
  if (view.mirror == 1u) { place.x = 1.0 - place.x; }
  let painting = textureSampleLevel(composed, between, place, 0);
  let photo = textureSampleLevel(original, between, place, 0);
  return vec4f(select(painting.rgb, photo.rgb, at.x < view.divider), 1.0);
}`;

/** Of pictures: written by the browser and by passes, read by passes. */
const PICTURE = 'rgba8unorm';
const NOTHING: Size = { width: 1, height: 1 };

export class WebgpuScreen implements Screen {
  readonly readsBack = false;
  readonly #device: GPUDevice;
  readonly #canvas = new OffscreenCanvas(1, 1);
  readonly #context: GPUCanvasContext;
  readonly #view: GPUBuffer;
  readonly #sampler: GPUSampler;
  readonly #take: GPUComputePipeline;
  readonly #move: GPURenderPipeline;
  readonly #smooth: GPURenderPipeline;
  readonly #compose: GPURenderPipeline;
  readonly #show: GPURenderPipeline;
  #network = NOTHING;
  #photos: [GPUTexture, GPUTexture];
  #paintings: [GPUTexture, GPUTexture];
  #motion: GPUTexture;
  #composed: GPUTexture;
  #original: GPUTexture;
  #values: GPUBuffer;
  #hasBefore = false;

  constructor(device: GPUDevice) {
    this.#device = device;
    const context = this.#canvas.getContext('webgpu');
    if (!context) throw new Error('no WebGPU context for a canvas');
    this.#context = context;
    const format = navigator.gpu.getPreferredCanvasFormat();
    context.configure({ device, format, alphaMode: 'opaque' });
    this.#view = device.createBuffer({ size: VIEW_BYTES, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
    this.#sampler = device.createSampler({ magFilter: 'linear', minFilter: 'linear' });
    const taking = device.createShaderModule({ code: TAKE });
    this.#take = device.createComputePipeline({ layout: 'auto', compute: { module: taking } });
    this.#move = this.#pipeline(MOVE, PICTURE);
    this.#smooth = this.#pipeline(SMOOTH, PICTURE);
    this.#compose = this.#pipeline(COMPOSE, PICTURE);
    this.#show = this.#pipeline(SHOW, format);
    this.#photos = [this.#texture(NOTHING), this.#texture(NOTHING)];
    this.#paintings = [this.#texture(NOTHING), this.#texture(NOTHING)];
    this.#motion = this.#texture(NOTHING);
    this.#composed = this.#texture(NOTHING);
    this.#original = this.#texture(NOTHING);
    this.#values = this.#buffer(NOTHING);
  }

  resize(network: Size, canvas: Size): void {
    if (!isSameSize(canvas, this.#canvas)) {
      Object.assign(this.#canvas, canvas);
      this.#original.destroy();
      this.#original = this.#texture(canvas);
    }
    if (isSameSize(network, this.#network)) return;
    this.#network = network;
    const made = [...this.#photos, ...this.#paintings, this.#motion, this.#composed, this.#values];
    for (const old of made) old.destroy();
    this.#photos = [this.#texture(network), this.#texture(network)];
    this.#paintings = [this.#texture(network), this.#texture(network)];
    this.#motion = this.#texture({ width: network.width / BLOCK, height: network.height / BLOCK });
    this.#composed = this.#texture(network);
    this.#values = this.#buffer(network);
    this.forget();
  }

  forget(): void {
    this.#hasBefore = false;
  }

  take(copy: FrameCopy): NetworkFrame {
    const { width, height } = this.#network;
    this.#photos = [this.#photos[1], this.#photos[0]];
    this.#upload(this.#photos[0], copy.small);
    this.#write({ hold: false });
    const encoder = this.#device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.#take);
    pass.setBindGroup(0, this.#bound(this.#take, [this.#photos[0].createView(), { buffer: this.#values }]));
    pass.dispatchWorkgroups(Math.ceil(width / 8), Math.ceil(height / 8));
    pass.end();
    this.#device.queue.submit([encoder.finish()]);
    return { buffer: this.#values };
  }

  put(painted: PaintedFrame, hold: boolean): void {
    if (!('buffer' in painted)) throw new Error('a painting that is no buffer');
    this.#paintings = [this.#paintings[1], this.#paintings[0]];
    const holds = hold && this.#hasBefore;
    const [photo, photoBefore] = this.#photos.map((picture) => picture.createView()) as [
      GPUTextureView,
      GPUTextureView,
    ];
    this.#write({ hold: holds });
    if (holds) this.#draw(this.#move, this.#motion, [photo, photoBefore]);
    this.#draw(this.#smooth, this.#paintings[0], [
      photo,
      { buffer: painted.buffer },
      photoBefore,
      this.#paintings[1].createView(),
      this.#motion.createView(),
    ]);
    this.#hasBefore = true;
  }

  show(copy: FrameCopy, view: LiveView): ImageBitmap {
    this.#write({ view });
    this.#draw(this.#compose, this.#composed, [this.#photos[0].createView(), this.#paintings[0].createView()]);
    if (dividerPixels(view.divider, this.#canvas.width) > 0) this.#upload(this.#original, copy.original);
    this.#draw(this.#show, this.#context.getCurrentTexture(), [
      this.#composed.createView(),
      this.#original.createView(),
      this.#sampler,
    ]);
    return this.#canvas.transferToImageBitmap();
  }

  async finished(): Promise<void> {
    await this.#device.queue.onSubmittedWorkDone();
  }

  #texture({ width, height }: Size): GPUTexture {
    const usage = GPUTextureUsage.COPY_DST | GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.TEXTURE_BINDING;
    return this.#device.createTexture({ size: [width, height], format: PICTURE, usage });
  }

  #buffer({ width, height }: Size): GPUBuffer {
    // What TensorFlow.js asks of a buffer that is to be a tensor.
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    return this.#device.createBuffer({ size: width * height * 3 * 4, usage });
  }

  #pipeline(code: string, format: GPUTextureFormat): GPURenderPipeline {
    const module = this.#device.createShaderModule({ code });
    return this.#device.createRenderPipeline({
      layout: 'auto',
      vertex: { module },
      fragment: { module, targets: [{ format }] },
    });
  }

  #upload(texture: GPUTexture, picture: OffscreenCanvas): void {
    this.#device.queue.copyExternalImageToTexture({ source: picture }, { texture }, [picture.width, picture.height]);
  }

  /** Fills the uniform buffer for the passes that follow. */
  #write({ hold = false, view }: { hold?: boolean; view?: LiveView }): void {
    const { width, height } = this.#canvas;
    const bytes = new ArrayBuffer(VIEW_BYTES);
    new Float32Array(bytes).set([width, height, dividerPixels(view?.divider ?? null, width), view?.strength ?? 1]);
    const flags = [hold, view?.keepColours ?? false, view?.mirror ?? false].map(Number);
    new Uint32Array(bytes, 16).set([this.#network.width, this.#network.height, ...flags]);
    this.#device.queue.writeBuffer(this.#view, 0, bytes);
  }

  #bound(pipeline: GPUComputePipeline | GPURenderPipeline, resources: readonly GPUBindingResource[]): GPUBindGroup {
    // A pipeline's own layout holds only what its shader uses; all of ours use the view.
    const entries = [{ buffer: this.#view }, ...resources].map((resource, binding) => ({ binding, resource }));
    return this.#device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  }

  #draw(pipeline: GPURenderPipeline, target: GPUTexture, resources: readonly GPUBindingResource[]): void {
    const encoder = this.#device.createCommandEncoder();
    const attachment = { view: target.createView(), loadOp: 'clear', storeOp: 'store' } as const;
    const pass = encoder.beginRenderPass({ colorAttachments: [attachment] });
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, this.#bound(pipeline, resources));
    pass.draw(3);
    pass.end();
    this.#device.queue.submit([encoder.finish()]);
  }
}
