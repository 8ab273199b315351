import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS, formatSettings, parseSettings } from '../../web/src/protocol/optimise';
import { stripMoments } from '../../web/src/studio/optimise/state';
import { chosenStyle } from './fakes/live';
import { optimiseRoom, optimiseWorker, STEPS } from './fakes/optimise';
import { deferred } from './fakes/worker';

const settings = { ...DEFAULT_SETTINGS, styleWeight: 4321 };
const json = (text: string) => new File([text], 'settings.json', { type: 'application/json' });

test('a settings file brings the settings back', async () => {
  const { room, state, studio } = optimiseRoom();
  await room.files.open(json(formatSettings(settings)));
  expect(state().settings).toEqual(settings);
  expect(state().notice).toMatchObject({ kind: 'restored', styles: 1 });
  expect(studio.chooseFile).not.toHaveBeenCalled();
});

test('a picture with settings does the same, any other is the photo', async () => {
  const { room, state, studio, around } = optimiseRoom();
  const picture = new File(['png'], 'result.png', { type: 'image/png' });
  await room.files.open(picture);
  expect(studio.chooseFile).toHaveBeenCalledWith('photo', picture);
  around.settingsIn.mockResolvedValue(formatSettings(settings));
  await room.files.open(picture);
  expect(state().settings).toEqual(settings);
  expect(studio.chooseFile).toHaveBeenCalledTimes(1);
});

test('a painting of Photo is opened as a photo, and it is said why its settings are not taken', async () => {
  const { room, state, studio, around } = optimiseRoom();
  const painting = new File(['png'], 'lake_night.png', { type: 'image/png' });
  around.isPainting.mockResolvedValue(true);
  // Where it cannot be opened, that is what is said.
  await room.files.open(painting);
  expect(state().notice).toBeNull();
  studio.chooseFile.mockImplementation((_, file) => {
    studio.store.set({ photo: { ...chosenStyle('lake'), file } });
    return Promise.resolve();
  });
  await room.files.open(painting);
  expect(state().notice).toMatchObject({ kind: 'painting' });
});

test.each([
  ['{', 'not-json'],
  ['{"format": "other", "version": 1}', 'not-settings'],
  ['{"format": "easel-optimise", "version": 2}', 'too-new'],
  ['{"format": "easel-optimise", "version": 1, "colour": 1}', 'unknown-setting'],
  ['{"format": "easel-optimise", "version": 1, "steps": 0}', 'steps'],
])('%s changes nothing', async (text, code) => {
  const { room, state } = optimiseRoom();
  const before = state().settings;
  await room.files.openSettings(json(text));
  expect(state().settings).toBe(before);
  expect(state().notice).toMatchObject({ kind: 'problem', problem: { code } });
});

test('what is saved carries the settings of the run', async () => {
  const { room, run, saved, until } = optimiseRoom();
  room.set(STEPS);
  room.start();
  await until('done');
  room.takes.saveSettings();
  await room.takes.savePicture();
  for (const what of ['strip', 'film', 'loop'] as const) await room.takes.saveProcess(what);
  expect(saved.map(({ what }) => what)).toEqual(['settings', 'picture', 'strip', 'film', 'loop']);
  for (const { settings: text } of saved.slice(0, 3)) {
    expect(parseSettings(text ?? '').settings).toEqual(run()?.settings);
  }
  expect(saved[1]?.picture).toBe(run()?.picture);
  expect(saved[1]?.names).toEqual({ photo: 'Lake', style: 'Style night' });
  expect(saved[3]?.moments).toBe(run()?.moments);
  expect(room.store.get().making).toBeNull();
});

test('moments are taken into the strip and out of it, one stays', async () => {
  const { room, run, until } = optimiseRoom();
  room.set(STEPS);
  room.start();
  await until('done');
  const steps = () => stripMoments(run() ?? expect.fail('no run')).map(({ step }) => step);
  expect(steps()).toEqual([0, 2, 4, 6]);
  for (const step of [2, 4, 6]) room.takes.toggleMoment(step);
  expect(steps()).toEqual([0]);
  room.takes.toggleMoment(0);
  expect(steps()).toEqual([0]);
  room.takes.toggleMoment(6);
  expect(steps()).toEqual([0, 6]);
});

test('a pause for good: nothing is taken of a worker that was broken off', async () => {
  const hanging = deferred<unknown>();
  const worker = () => optimiseWorker(({ type }) => (type === 'optimise-advance' ? hanging.promise : undefined));
  const { room, run, until } = optimiseRoom({ worker });
  room.set(STEPS);
  room.start();
  await until('running');
  void room.close();
  expect(run()?.status).toBe('pausing');
  // Asked once more it does not wait for the steps under way.
  await room.close();
  expect(run()).toBeNull();
  hanging.resolve({ type: 'optimise-progress' });
  await Promise.resolve();
  expect(run()).toBeNull();
});
