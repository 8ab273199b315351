import { describe, expect, test } from 'vitest';
import {
  DEFAULT_SETTINGS,
  formatSettings,
  isOptimiseReply,
  isOptimiseRequest,
  isOptimiseSettings,
  isOptimiseState,
  parseSettings,
  readSettings,
  runProblem,
  settingsProblem,
  type OptimiseSettings,
} from '../../web/src/protocol/optimise';

const file = (changes: object): string => JSON.stringify({ format: 'easel-optimise', version: 1, ...changes });

describe('a settings file', () => {
  test('that was written reads as it was', () => {
    const settings: OptimiseSettings = {
      ...DEFAULT_SETTINGS,
      styleLayers: { relu1_2: 0.5, relu5_1: 2 },
      styleWeights: [1, 2.5],
      plateau: { patience: 20, change: 0.01 },
    };
    expect(parseSettings(formatSettings(settings))).toEqual({ settings, problem: null });
  });

  test('may leave out what it does not change', () => {
    expect(parseSettings(file({ steps: 30 })).settings).toEqual({ ...DEFAULT_SETTINGS, steps: 30 });
  });

  test.each([
    ['steps: 3', 'not-json', ''],
    ['[]', 'not-settings', ''],
    ['{"steps": 3}', 'not-settings', ''],
    [file({ version: 2 }), 'too-new', ''],
    [file({ stepps: 3 }), 'unknown-setting', 'stepps'],
    [file({ toString: 3 }), 'unknown-setting', 'toString'],
    [file({ steps: 0 }), 'steps', 'steps'],
    [file({ steps: 10_001 }), 'steps', 'steps'],
    [file({ steps: '30' }), 'steps', 'steps'],
    [file({ size: 63 }), 'size', 'size'],
    [file({ size: 4096 }), 'size', 'size'],
    [file({ stages: 5 }), 'stages', 'stages'],
    [file({ size: 100, stages: 3 }), 'stages', 'stages'],
    [file({ styleLayers: {} }), 'no-style-layer', 'styleLayers'],
    [file({ contentLayers: {} }), 'no-content-layer', 'contentLayers'],
    [file({ contentWeight: 0, styleWeight: 0, variationWeight: 0 }), 'no-weight', 'styleWeight'],
    [file({ styleLayers: { relu9_1: 1 } }), 'wrong-value', 'styleLayers'],
    [file({ styleLayers: { relu1_1: 0 } }), 'wrong-value', 'styleLayers'],
    [file({ encoder: 'vgg16' }), 'wrong-value', 'encoder'],
    [file({ noiseRatio: 1.5 }), 'wrong-value', 'noiseRatio'],
    [file({ noiseRange: 0 }), 'wrong-value', 'noiseRange'],
    [file({ seed: 2 ** 32 }), 'wrong-value', 'seed'],
    [file({ rate: null }), 'wrong-value', 'rate'],
    [file({ styleWeights: [1, -1] }), 'wrong-value', 'styleWeights'],
    [file({ keepColours: 1 }), 'wrong-value', 'keepColours'],
    [file({ plateau: { patience: 3 } }), 'wrong-value', 'plateau'],
  ])('%s: %s', (text, code, setting) => {
    expect(parseSettings(text)).toEqual({ settings: null, problem: { code, setting } });
  });

  test('is complete or no settings at all', () => {
    expect(isOptimiseSettings(DEFAULT_SETTINGS)).toBe(true);
    expect(isOptimiseSettings({ format: 'easel-optimise', version: 1 })).toBe(false);
    expect(settingsProblem({ ...DEFAULT_SETTINGS, styleLayers: {}, styleWeight: 0 })).toBeNull();
    expect(readSettings({ ...DEFAULT_SETTINGS }).settings).toEqual(DEFAULT_SETTINGS);
  });

  test('fits its pictures and its encoder', () => {
    const taps = ['relu1_1', 'relu2_1', 'relu3_1', 'relu4_1', 'relu4_2', 'relu5_1'];
    expect(runProblem(DEFAULT_SETTINGS, 1, taps)).toBeNull();
    expect(runProblem(DEFAULT_SETTINGS, 0, taps)?.code).toBe('style-count');
    expect(runProblem({ ...DEFAULT_SETTINGS, styleWeights: [1, 2] }, 1, taps)?.code).toBe('style-count');
    expect(runProblem(DEFAULT_SETTINGS, 1, taps.slice(0, 4))?.setting).toBe('styleLayers');
    expect(runProblem({ ...DEFAULT_SETTINGS, contentLayers: { relu3_2: 1 } }, 1, taps)?.setting).toBe('contentLayers');
    expect(runProblem({ ...DEFAULT_SETTINGS, contentLayers: { relu3_2: 1 } }, 1, null)).toBeNull();
  });
});

const picture = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
const state = {
  ...{ version: 1, stage: 0, step: 1, total: 1, width: 2, height: 1, numbers: { count: 1 } },
  arrays: { image: new Float32Array(6) },
};
const open = {
  ...{ type: 'optimise-open', candidates: ['wasm'], forced: false, settings: DEFAULT_SETTINGS, photo: picture },
  ...{ encoder: { model: {}, weights: new ArrayBuffer(4) }, styles: [picture], state: null },
};
const losses = { stage: 0, step: 1, total: 1, content: 0.5, variation: 0, style: { relu1_1: 0.5 } };
const progress = {
  ...{
    type: 'optimise-progress',
    stage: 0,
    step: 1,
    total: 1,
    losses: [losses],
    milliseconds: 3,
    picture,
    ending: null,
  },
};
const ready = {
  ...{ type: 'optimise-ready', backend: { name: 'wasm', threads: 1, software: false }, picture },
  ...{ stages: [{ width: 1, height: 1 }], stage: 0, step: 0, total: 0, bytes: 1, limit: 2 },
};

describe('messages', () => {
  test.each([
    open,
    { ...open, state },
    { type: 'optimise-advance', milliseconds: 100 },
    { type: 'optimise-change', change: { rate: 1, styleLayers: { relu1_1: 1 } } },
    { type: 'optimise-snapshot' },
  ])('request %# is let through', (request) => {
    expect(isOptimiseRequest(request)).toBe(true);
  });

  test.each([
    null,
    { ...open, styles: [] },
    { ...open, settings: {} },
    { ...open, state: {} },
    { ...open, candidates: ['cuda'] },
    { type: 'optimise-advance', milliseconds: -1 },
    { type: 'optimise-change', change: { size: 128 } },
    { type: 'optimise-end' },
  ])('request %# is refused', (request) => {
    expect(isOptimiseRequest(request)).toBe(false);
  });

  test.each([
    ready,
    progress,
    { ...progress, picture: null, ending: 'plateau' },
    { type: 'optimise-refused', bytes: 2, limit: 1, possible: null },
    { type: 'optimise-changed', settings: DEFAULT_SETTINGS },
    { type: 'optimise-state', state },
    { type: 'failed', failure: { code: 'out-of-memory', detail: '' } },
  ])('reply %# is let through', (reply) => {
    expect(isOptimiseReply(reply)).toBe(true);
  });

  test.each([
    { ...ready, stages: [{ width: 0, height: 1 }] },
    { ...progress, losses: [{ ...losses, total: Number.NaN }] },
    { ...progress, losses: [{ ...losses, style: { relu9_1: 1 } }] },
    { ...progress, ending: 'tired' },
    { type: 'optimise-refused', bytes: 2, limit: 1, possible: 0 },
    { type: 'optimise-changed', settings: {} },
  ])('reply %# is refused', (reply) => {
    expect(isOptimiseReply(reply)).toBe(false);
  });

  test('a state is whole', () => {
    expect(isOptimiseState(state)).toBe(true);
    expect(isOptimiseState({ ...state, version: 2 })).toBe(false);
    expect(isOptimiseState({ ...state, arrays: {} })).toBe(false);
    expect(isOptimiseState({ ...state, arrays: { image: new Float32Array(5) } })).toBe(false);
    expect(isOptimiseState({ ...state, numbers: { count: '1' } })).toBe(false);
  });
});
