/** Remembers the WebGL contexts that are made here, on the page or in a worker, and loses them when told to. */

const CHANNEL = 'lose-contexts';

const contexts: WebGL2RenderingContext[] = [];
const { prototype } = OffscreenCanvas;
const own = Object.getOwnPropertyDescriptor(prototype, 'getContext')?.value as (...all: unknown[]) => unknown;
prototype.getContext = function (this: OffscreenCanvas, ...all: unknown[]) {
  const context = own.apply(this, all);
  if (context instanceof WebGL2RenderingContext) contexts.push(context);
  return context as never;
};

new BroadcastChannel(CHANNEL).onmessage = () => {
  for (const gl of contexts) gl.getExtension('WEBGL_lose_context')?.loseContext();
};

/** Takes all WebGL contexts away, those of workers as well. */
export function loseContexts(): void {
  new BroadcastChannel(CHANNEL).postMessage('now');
}
