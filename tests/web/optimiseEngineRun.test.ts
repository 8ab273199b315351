import { beforeAll, describe, expect, test } from 'vitest';
import { OptimiseEngine } from '../../web/src/engine/optimise/optimiseEngine';
import { stagesOf, styleSides } from '../../web/src/engine/optimise/plan';
import { Plateau } from '../../web/src/engine/optimise/plateau';
import { rateAt } from '../../web/src/engine/optimise/rate';
import { HELD, VIEWS } from '../../web/src/engine/optimise/views';
import { memory } from '../../web/src/engine/tf';
import {
  isOptimiseReply,
  isOptimiseRequest,
  type OptimiseLosses,
  type OptimiseProgressReply,
  type OptimiseState,
} from '../../web/src/protocol/optimise';
import { DEFAULT_SETTINGS, type OptimiseSettings } from '../../web/src/protocol/optimiseSettings';
import { sidesAt } from '../../web/src/protocol/optimiseSides';
import type { Picture } from '../../web/src/protocol/picture';
import { startInNode } from './fakes/backend';
import { encoderFiles, random } from './fakes/encoder';

const encoder = encoderFiles();
const ADAM: OptimiseSettings = { ...DEFAULT_SETTINGS, size: 64, stages: 1, steps: 8, previewEvery: 4 };
const SMALL: OptimiseSettings = { ...ADAM, optimiser: 'lbfgs', rate: 1 };

function picture(seed: number, width: number, height: number): Picture {
  const values = random(width * height, seed);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (const [pixel, value] of values.entries()) {
    const x = pixel % width;
    data.set([128 + 100 * Math.sin(x / (2 + seed)), 100 + 200 * value, (pixel * seed) % 256], pixel * 4);
  }
  return { width, height, data };
}

const photo = picture(1, 64, 48);
const styles = [picture(2, 70, 60)];

function engine(): OptimiseEngine {
  return new OptimiseEngine({ probe: () => Promise.resolve('hardware'), start: (name) => startInNode(name) }, 8);
}

async function opened(settings: OptimiseSettings, state: OptimiseState | null = null): Promise<OptimiseEngine> {
  const made = engine();
  const request = {
    type: 'optimise-open',
    candidates: ['wasm'],
    forced: true,
    encoder,
    settings,
    photo,
    styles,
    state,
  };
  if (!isOptimiseRequest(request) || request.type !== 'optimise-open') throw new Error('no request');
  const { reply } = await made.answer(request);
  expect(isOptimiseReply(reply)).toBe(true);
  if (reply.type !== 'optimise-ready') throw new Error(JSON.stringify(reply));
  return made;
}

/** Advances until the end; one step at a time, or as many as come. */
async function finish(
  made: OptimiseEngine,
  milliseconds = 1000,
): Promise<{ losses: OptimiseLosses[]; pictures: Picture[]; last: OptimiseProgressReply }> {
  const losses: OptimiseLosses[] = [];
  const pictures: Picture[] = [];
  for (;;) {
    const reply = await made.advance(milliseconds);
    losses.push(...reply.losses);
    if (reply.picture) pictures.push(reply.picture);
    if (reply.ending) return { losses, pictures, last: reply };
  }
}

async function snapshot(made: OptimiseEngine): Promise<OptimiseState> {
  const { reply } = await made.answer({ type: 'optimise-snapshot' });
  if (reply.type !== 'optimise-state') throw new Error('no state');
  expect(isOptimiseReply(reply)).toBe(true);
  return structuredClone(reply.state);
}

beforeAll(async () => {
  await startInNode('wasm');
});

describe('a run', () => {
  test.each([
    ['Adam', ADAM],
    ['L-BFGS', SMALL],
    ['L-BFGS in two stages', { ...SMALL, stages: 2 }],
    ['from noise, in the colours of the photo', { ...ADAM, start: 'noise', keepColours: true }],
  ] as [string, OptimiseSettings][])('%s: the loss falls, and every reply is in the protocol', async (_, settings) => {
    const made = await opened(settings);
    const { losses, pictures, last } = await finish(made);
    expect(isOptimiseReply(last)).toBe(true);
    expect(losses.map(({ step }) => step)).toEqual(losses.map((_one, i) => i + 1));
    expect(losses).toHaveLength(settings.steps * settings.stages);
    expect(losses.at(-1)?.total).toBeLessThan(0.95 * (losses[0]?.total ?? 0));
    expect(last).toMatchObject({ stage: settings.stages - 1, step: 8, total: 8 * settings.stages, ending: 'steps' });
    expect(pictures).toHaveLength(2 * settings.stages);
    expect(pictures.map(({ width }) => width)).toEqual(settings.stages === 2 ? [32, 32, 64, 64] : [64, 64]);
    made.dispose();
  });

  test('the same bytes come of the same seed, however often the page asks; others of another', async () => {
    const settings: OptimiseSettings = { ...SMALL, start: 'blend' };
    const results = [];
    for (const [seed, milliseconds] of [
      [1, 1000],
      [1, 0],
      [2, 1000],
    ] as const) {
      const made = await opened({ ...settings, seed });
      results.push((await finish(made, milliseconds)).last.picture?.data);
      made.dispose();
    }
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).not.toEqual(results[0]);
  });

  test.each([
    ['Adam', { ...ADAM, steps: 5, stages: 2 }, 3],
    ['L-BFGS', { ...SMALL, steps: 5, stages: 2 }, 4],
    ['one view', { ...ADAM, steps: 5, stages: 2, views: 1 }, 3],
    ['between two stages', { ...SMALL, steps: 5, stages: 2 }, 5],
    ['with a plateau', { ...ADAM, steps: 40, plateau: { patience: 6, change: 0.6 } }, 5],
  ] as [string, OptimiseSettings, number][])('%s: goes on from a state to the same bytes', async (_, settings, at) => {
    const whole = await opened(settings);
    const expected = await finish(whole);
    whole.dispose();

    const first = await opened(settings);
    const losses: OptimiseLosses[] = [];
    while (losses.length < at) losses.push(...(await first.advance(0)).losses);
    const state = await snapshot(first);
    expect(state.total).toBe(at);
    first.dispose();
    const second = await opened(settings, state);
    const rest = await finish(second);
    second.dispose();
    expect([...losses, ...rest.losses]).toEqual(expected.losses);
    expect(rest.last.picture?.data).toEqual(expected.last.picture?.data);
  });

  test.each([
    [16, false],
    [1, true],
  ])('with %i views the picture after four steps is the same whether more are to come: %s', async (views, isSame) => {
    const pictures = [];
    for (const steps of [4, 8]) {
      const made = await opened({ ...ADAM, views, steps });
      pictures.push((await finish(made)).pictures[0]?.data);
      made.dispose();
    }
    expect(pictures[0]).toHaveLength(64 * 48 * 4);
    expect(JSON.stringify(pictures[0]) === JSON.stringify(pictures[1])).toBe(isSame);
  });

  test('a state does not change with the run that it was taken of', async () => {
    const made = await opened(ADAM);
    await made.advance(0);
    const { reply } = await made.answer({ type: 'optimise-snapshot' });
    const before = structuredClone(reply);
    await made.advance(0);
    expect(reply).toEqual(before);
    made.dispose();
  });

  test('a state of another size is refused', async () => {
    const made = await opened(ADAM);
    const state = await snapshot(made);
    made.dispose();
    await expect(opened({ ...ADAM, size: 80 }, state)).rejects.toMatchObject({ code: 'unexpected' });
  });

  test('weights, layers and steps change while it runs', async () => {
    const made = await opened({ ...SMALL, steps: 3 });
    const { losses } = await finish(made);
    const change = { contentWeight: 0, styleLayers: { relu1_1: 1, relu2_1: 3 }, steps: 6 };
    expect(await made.change(change)).toEqual({ ...SMALL, ...change });
    const after = (await finish(made)).losses;
    expect(after).toHaveLength(3);
    expect(after[0]?.content).toBe(0);
    expect(Object.keys(after[0]?.style ?? {})).toEqual(['relu1_1', 'relu2_1']);
    expect(losses[0]?.content).toBe(0);
    expect(losses[1]?.content).toBeGreaterThan(0);
    await expect(made.change({ styleLayers: {} })).rejects.toMatchObject({ code: 'unexpected' });
    await expect(made.change({ contentLayers: { relu5_2: 1 } })).rejects.toMatchObject({ code: 'unexpected' });
    made.dispose();
  });

  test('a plateau can be asked for, and let go, while it runs', async () => {
    const made = await opened({ ...ADAM, views: 1, steps: 40 });
    while ((await made.advance(0)).total < 6);
    await made.change({ plateau: { patience: 5, change: 1 } });
    // The losses from before count: with one step more there are six besides the last.
    expect((await finish(made)).last).toMatchObject({ total: 7, ending: 'plateau' });
    await made.change({ plateau: null, steps: 9 });
    expect((await finish(made)).last).toMatchObject({ total: 9, ending: 'steps' });
    made.dispose();
  });

  test('what a style is, and whose colours count, changes while it runs', async () => {
    const made = await opened({ ...ADAM, steps: 4, variationWeight: 0 });
    const { losses, last } = await finish(made);
    await made.change({ styleLoss: 'moments', steps: 5 });
    const moments = (await finish(made)).losses;
    expect(moments[0]?.style.relu3_1).not.toBeCloseTo(losses.at(-1)?.style.relu3_1 ?? 0, 3);
    await made.change({ keepColours: true, steps: 6 });
    const kept = (await finish(made)).last;
    const chroma = (one: Picture | null, i: number) => (one?.data[i] ?? 0) - (one?.data[i + 2] ?? 0);
    // Off by a few, where a channel meets its end.
    const off = (one: Picture | null) =>
      photo.data.filter((_, i) => i % 4 === 0 && Math.abs(chroma(one, i) - chroma(photo, i)) > 2).length;
    expect(off(kept.picture)).toBeLessThan(off(last.picture) / 2);
    made.dispose();
  });

  test.each([
    ['an unknown layer', { styleLayers: { relu2_2: 1 } }],
    ['too many weights', { styleWeights: [1, 1] }],
  ] as [string, Partial<OptimiseSettings>][])('%s is refused when it opens', async (_, wrong) => {
    await expect(opened({ ...SMALL, ...wrong })).rejects.toMatchObject({ code: 'unexpected' });
  });
});

describe('memory', () => {
  test.each([
    ['Adam', { ...ADAM, steps: 300 }],
    ['L-BFGS', { ...SMALL, size: 64, steps: 300 }],
  ] as [string, OptimiseSettings][])(
    '%s: tensors stay as many over 200 steps, and are given back',
    async (_, settings) => {
      const before = memory();
      const made = await opened(settings);
      // Until a mirrored view has had its turn, so that the statistics of both kinds of style are there.
      while ((await made.advance(0)).total < (VIEWS.length / 2) * HELD + 1);
      const begun = memory();
      for (let step = 0; step < 200; step++) await made.advance(0);
      expect(memory()).toEqual(begun);
      made.dispose();
      expect(memory().tensors).toBe(before.tensors);
    },
  );
});

describe('a plan', () => {
  test('steps get shorter towards the end where there are several views, as in Python', () => {
    const rates = (settings: OptimiseSettings): number[] => [0, 100, 200, 300].map((step) => rateAt(settings, 0, step));
    const settings = { ...ADAM, steps: 300 };
    for (const [i, rate] of [0.02, 0.02, 0.012, 0.004].entries()) expect(rates(settings)[i]).toBeCloseTo(rate, 12);
    for (const constant of [
      { ...settings, views: 1 },
      { ...settings, optimiser: 'lbfgs' } as const,
      { ...settings, stages: 2 },
    ]) {
      expect(rates(constant)).toEqual([0.02, 0.02, 0.02, 0.02]);
    }
  });

  test('doubles the size from stage to stage, as Python does', () => {
    const stages = stagesOf({ width: 400, height: 300 }, { size: 500, stages: 3 });
    expect(stages).toEqual([
      { width: 125, height: 94 },
      { width: 250, height: 188 },
      { width: 500, height: 375 },
    ]);
    expect(sidesAt({ width: 64, height: 2048 }, 64)).toEqual({ width: 16, height: 64 });
    const stage = { width: 125, height: 94 };
    expect(styleSides({ width: 60, height: 90 }, stage)).toEqual({ width: 60, height: 90 });
    expect(styleSides({ width: 600, height: 900 }, stage)).toEqual({ width: 83, height: 125 });
  });

  test('a plateau is where nothing is won, the last loss aside', () => {
    const plateau = new Plateau();
    const rule = { patience: 1, change: 0.01 };
    const found = [3, 2, 1.99, 1.98].map((loss) => {
      plateau.countStep();
      const isReached = plateau.isReached(rule);
      plateau.add(loss);
      return isReached;
    });
    expect(found).toEqual([false, false, false, true]);
    expect(new Plateau(plateau.snapshot()).isReached(rule)).toBe(plateau.isReached(rule));
  });
});
