import { describe, expect, test, vi } from 'vitest';
import { chartOf, partsOf } from '../../web/src/components/optimise/chart';
import { optimiseStrings } from '../../web/src/strings/optimise';
import {
  CHANGEABLE,
  DEFAULT_SETTINGS,
  PROBLEMS,
  settingsProblem,
  runProblem,
  type OptimiseLosses,
} from '../../web/src/protocol/optimise';
import { EncoderStore } from '../../web/src/studio/optimise/encoders';
import { isLossHistory, lossesUntil, NO_LOSSES, withLosses } from '../../web/src/studio/optimise/lossHistory';
import { stripSteps, withMoment, type Moment } from '../../web/src/studio/optimise/moments';
import { PRESETS, presetOf, withPreset } from '../../web/src/studio/optimise/presets';
import { shareDone, timeLeft } from '../../web/src/studio/optimise/timeLeft';
import { DISTILLED } from './fakes/optimise';
import { fakeFetch, modelSite, sha256 } from './fakes/networks';
import { greyPicture } from './fakes/pictures';

const losses = (step: number, total = 1 / step, stage = 0): OptimiseLosses => ({
  stage,
  step,
  total,
  content: total / 2,
  variation: 0,
  style: { relu1_1: total / 4, relu2_1: total / 4 },
});

describe('presets', () => {
  test.each(PRESETS)('%s can be run on the distilled encoder, and is known again', (preset) => {
    const settings = withPreset({ ...DEFAULT_SETTINGS, seed: 9, size: 256 }, preset, DISTILLED.taps);
    expect(settingsProblem(settings)).toBeNull();
    expect(runProblem(settings, 1, DISTILLED.taps)).toBeNull();
    expect(settings).toMatchObject({ seed: 9, size: 256 });
    expect(presetOf(settings, DISTILLED.taps)).toBe(preset);
    expect(presetOf({ ...settings, contentWeight: 0.123 }, DISTILLED.taps)).toBeNull();
  });

  test('figure 2 says why its ratio is another number than in the paper', () => {
    const { contentWeight, styleWeight } = withPreset(DEFAULT_SETTINGS, 'figure2', null);
    expect(optimiseStrings.preset.figure2.help).toContain(
      `α/β of 1/1000 is 1/${String(styleWeight / contentWeight)} here`,
    );
  });

  test('the defaults are a painting', () => {
    expect(presetOf(DEFAULT_SETTINGS, null)).toBe('painting');
  });

  test('figure 2 begins with noise, and has conv4_2 for the photo', () => {
    const { contentLayers, start, pooling } = withPreset(DEFAULT_SETTINGS, 'figure2', null);
    expect(Object.keys(contentLayers)).toEqual(['relu4_2']);
    expect([start, pooling]).toEqual(['noise', 'average']);
  });

  test('the tutorial has its own layer where the encoder has that', () => {
    const { contentLayers } = withPreset(DEFAULT_SETTINGS, 'tutorial', [...DISTILLED.taps, 'relu5_2']);
    expect(Object.keys(contentLayers)).toEqual(['relu5_2']);
  });
});

describe('the history of losses', () => {
  test('stays light however long the run, and keeps first and newest', () => {
    let history = NO_LOSSES;
    for (let step = 1; step <= 5000; step += 5) {
      history = withLosses(
        history,
        Array.from({ length: 5 }, (_, i) => losses(step + i)),
      );
    }
    expect(history.points.length).toBeLessThanOrEqual(600);
    expect(history.points.length).toBeGreaterThan(250);
    expect(history.points[0]?.step).toBe(1);
    expect(history.last?.step).toBe(5000);
    const gaps = history.points.slice(1).map(({ step }, i) => step - (history.points[i]?.step ?? 0));
    expect(new Set(gaps).size).toBe(1);
    expect(isLossHistory(structuredClone(history))).toBe(true);
  });

  test('goes back to an older state', () => {
    const history = withLosses(NO_LOSSES, [losses(1), losses(2), losses(3)]);
    expect(lossesUntil(history, 2).last?.step).toBe(2);
    expect(lossesUntil(history, 0)).toEqual(NO_LOSSES);
  });
});

describe('moments', () => {
  const moment = (step: number, side = 4): Moment => ({ step, stage: 0, picture: greyPicture(side, side, 0) });

  test('are spread over the run and never more than some dozens', () => {
    let moments: readonly Moment[] = [];
    for (let step = 0; step <= 2000; step += 10) moments = withMoment(moments, moment(step));
    expect(moments.length).toBeLessThanOrEqual(41);
    expect(moments.length).toBeGreaterThan(15);
    expect(moments[0]?.step).toBe(0);
    expect(moments.at(-1)?.step).toBe(2000);
    // No quarter of the way is without, and the first has most.
    const quarters = [0, 500, 1000, 1500].map(
      (from) => moments.filter(({ step }) => step >= from && step < from + 500).length,
    );
    expect(Math.min(...quarters)).toBeGreaterThan(2);
    expect(Math.max(...quarters)).toBe(quarters[0]);
  });

  test('a later moment takes the place of those that were lost', () => {
    const moments = [0, 10, 20, 30].map((step) => moment(step));
    expect(withMoment(moments, moment(20)).map(({ step }) => step)).toEqual([0, 10, 20]);
  });

  test('the strip has the start, the end and more of the beginning', () => {
    const steps = stripSteps(Array.from({ length: 21 }, (_, i) => moment(i * 10)));
    expect(steps.length).toBe(6);
    expect(steps[0]).toBe(0);
    expect(steps.at(-1)).toBe(200);
    expect(steps[2]).toBeLessThan(50);
    expect(stripSteps([])).toEqual([]);
  });
});

describe('time left', () => {
  const stages = [
    { width: 50, height: 50 },
    { width: 100, height: 100 },
  ];

  test('a step at twice the size takes four times as long', () => {
    expect(timeLeft({ stages, stage: 0, step: 0 }, 10, 1)).toBe(50);
    expect(timeLeft({ stages, stage: 1, step: 5 }, 10, 4)).toBe(20);
    expect(shareDone({ stages, stage: 1, step: 0 }, 10)).toBeCloseTo(0.2);
    expect(shareDone({ stages, stage: 1, step: 10 }, 10)).toBe(1);
    expect(shareDone({ stages: [], stage: 0, step: 0 }, 10)).toBe(0);
  });
});

describe('the chart', () => {
  test('draws each term in whole decades, the greatest at the top', () => {
    const { lines, decades } = chartOf([losses(1, 50), losses(2, 5), losses(3, 0.5)]);
    expect(lines.map(({ key }) => key)).toEqual(['total', 'content', 'relu1_1', 'relu2_1']);
    expect(decades.map(({ label }) => label)).toEqual(['100', '10', '1', '0.1']);
    expect(decades[0]?.y).toBe(0);
    expect(decades.at(-1)?.y).toBe(100);
    const [, y = ''] = /^M0 ([\d.]+)/.exec(lines[0]?.path ?? '') ?? [];
    expect(Number(y)).toBeCloseTo((2 - Math.log10(50)) * (100 / 3), 1);
  });

  test('stands a single point, zeros, and nothing at all', () => {
    expect(chartOf([]).lines).toEqual([]);
    for (const { path } of [...chartOf([losses(1)]).lines, ...chartOf([losses(1, 0)]).lines]) {
      expect(path).not.toMatch(/NaN|Infinity/);
    }
  });

  test('marks where a stage begins, and shows the terms that there are', () => {
    expect(chartOf([losses(1), losses(2), losses(3, 1, 1)]).borders).toEqual([100]);
    const names = partsOf({ ...losses(1), content: 0, variation: 1 }).map(({ key }) => key);
    expect(names).toEqual(['total', 'relu1_1', 'relu2_1', 'variation']);
  });
});

describe('words', () => {
  test.each(PROBLEMS)('%s is told as a sentence', (code) => {
    const text = optimiseStrings.problem({ code, setting: 'styleLayers' });
    expect(text).toMatch(/^\S.{20,}\.$/s);
    expect(text).not.toMatch(/undefined|NaN/);
  });

  test('every setting has a name and one line of help', () => {
    const settings = Object.keys(DEFAULT_SETTINGS).filter(
      (name) => !['format', 'version', 'styleWeights'].includes(name),
    );
    expect(Object.keys(optimiseStrings.knobs)).toEqual(expect.arrayContaining([...settings]));
    expect(Object.keys(optimiseStrings.knobs)).toEqual(
      expect.arrayContaining(CHANGEABLE.filter((name) => name !== 'styleWeights')),
    );
    for (const { label, help } of Object.values(optimiseStrings.knobs)) {
      expect(label.length).toBeLessThan(40);
      expect(help.length).toBeLessThan(100);
      expect(help).toMatch(/\.$/);
    }
  });
});

describe('encoders', () => {
  function site(name: string | null) {
    const { files, manifest } = modelSite();
    const model = JSON.stringify({ weightsManifest: [{ paths: ['a.bin'], weights: [] }] });
    if (name) {
      files.set(`/models/${name}/model.json`, model);
      files.set(`/models/${name}/a.bin`, 'weights');
      const sums = { 'model.json': sha256(model), 'a.bin': sha256('weights') };
      const tensor = { dtype: 'float32', shape: [1, null, null, 3] };
      const outputs = { relu1_1: tensor, relu4_2: tensor };
      const bytes = model.length + 'weights'.length;
      const entry = { file: `${name}/model.json`, bytes, sha256: sums, inputs: { image: tensor }, outputs };
      Object.assign(manifest['networks'] as object, { [name]: entry });
      files.set('/models/manifest.json', JSON.stringify(manifest));
    }
    const { fetch, asked } = fakeFetch(files);
    vi.stubGlobal('fetch', fetch);
    vi.stubGlobal('isSecureContext', true);
    return { store: new EncoderStore(new URL('http://easel.test/models/manifest.json')), asked };
  }

  test('are listed with their taps, fetched once, and told as missing', async () => {
    const { store, asked } = site('encoder-distilled');
    const encoders = await store.list();
    expect(encoders.distilled?.taps).toEqual(['relu1_1', 'relu4_2']);
    expect(encoders.vgg19).toBeNull();
    const progress: number[] = [];
    const { signal } = new AbortController();
    const files = await store.load('distilled', signal, ({ loaded, total }) => progress.push(loaded / total));
    expect(new TextDecoder().decode(files?.weights)).toBe('weights');
    expect(progress.at(-1)).toBe(1);
    const { length } = asked;
    expect(await store.load('distilled', signal, () => undefined)).toBe(files);
    expect(asked.length).toBe(length);
    expect(await store.load('vgg19', signal, () => undefined)).toBeNull();
    vi.unstubAllGlobals();
  });

  test('a server without any is no failure', async () => {
    expect(await site(null).store.list()).toEqual({ distilled: null, vgg19: null });
    vi.unstubAllGlobals();
  });
});
