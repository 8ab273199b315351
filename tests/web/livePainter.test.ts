import { describe, expect, test, vi } from 'vitest';
import { frames, newFrame, paintedReply, setUp, settled, started, withFakeMedia } from './fakes/livePainter';
import { greyPicture } from './fakes/pictures';
import { deferred } from './fakes/worker';

withFakeMedia();

describe('painting', () => {
  test('prepares before the first frame, and shows what was painted at its size', async () => {
    const { painter, canvas, workers, shown } = await started();
    painter.frame(newFrame());
    await settled();
    expect(workers[0]?.types).toEqual(['live-start', 'live-prepare', 'live-style', 'live-frame']);
    expect(shown).toHaveLength(1);
    expect([canvas.width, canvas.height]).toEqual([64, 48]);
    expect(painter.stats.get()).toMatchObject({ painted: 1, size: 384, milliseconds: 10, backend: { name: 'webgpu' } });
  });

  test('hands over one frame at a time and closes what comes too fast', async () => {
    const answer = deferred<unknown>();
    const { painter, workers } = await started({ paint: () => answer.promise });
    const offered = [newFrame(), newFrame(), newFrame()];
    for (const frame of offered) painter.frame(frame);
    await settled();
    expect(frames(workers[0])).toHaveLength(1);
    expect(offered.map(({ closed }) => closed)).toEqual([false, true, false]);
    answer.resolve(paintedReply());
    await settled();
    expect(frames(workers[0]).map(({ frame }) => frame)).toEqual([offered[0], offered[2]]);
    expect(painter.stats.get().painted).toBe(2);
  });

  test('closes frames that come before there is a style', async () => {
    const { painter, canvas, workers } = setUp();
    await painter.start(canvas);
    const early = newFrame();
    painter.frame(early);
    await settled();
    expect(early.closed).toBe(true);
    expect(frames(workers[0])).toHaveLength(0);
  });

  test('gives pictures of styles to be encoded, and only the newest to the engine', async () => {
    const { painter, canvas, workers, events } = setUp();
    await painter.start(canvas);
    const picture = greyPicture(8, 8, 3);
    await Promise.all([painter.setStyle({ key: 'a', picture }), painter.setStyle({ key: 'b', picture })]);
    expect(events).toEqual(['encode a', 'encode b']);
    expect(workers[0]?.types.filter((type) => type === 'live-style')).toHaveLength(1);
  });

  test('paints at a pinned size', async () => {
    const { painter, workers } = await started();
    painter.pin(640);
    painter.frame(newFrame());
    await settled();
    expect(frames(workers[0])[0]).toMatchObject({ size: 640 });
    expect(painter.stats.get().size).toBe(640);
  });

  test('paints nothing while paused, except what must be', async () => {
    const { painter, workers } = await started();
    painter.pause();
    const dropped = newFrame();
    painter.frame(dropped);
    await settled();
    expect(dropped.closed).toBe(true);
    expect(frames(workers[0])).toHaveLength(0);
    await painter.paint(newFrame());
    expect(frames(workers[0])).toHaveLength(1);
    painter.resume();
    painter.frame(newFrame());
    await settled();
    expect(frames(workers[0])).toHaveLength(2);
  });

  test('paints what must be in its order, one after the other', async () => {
    const { painter, workers } = await started();
    const film = [newFrame(), newFrame(), newFrame()];
    await Promise.all(film.map((frame) => painter.paint(frame)));
    expect(frames(workers[0]).map(({ frame }) => frame)).toEqual(film);
  });

  test('shows the last frame again when only the view changes', async () => {
    const { painter, workers, shown } = await started();
    painter.setView({ strength: 0.5 });
    await settled();
    expect(workers[0]?.types).not.toContain('live-show');
    painter.frame(newFrame());
    await settled();
    painter.setView({ divider: 0.3 });
    painter.setView({ divider: 0.4 });
    await settled();
    const views = workers[0]?.received.filter(({ type }) => type === 'live-show').map(({ view }) => view);
    expect(views?.at(-1)).toMatchObject({ strength: 0.5, divider: 0.4 });
    expect(shown.length).toBe(1 + (views?.length ?? 0));
  });
});

describe('reading the camera', () => {
  const track = {} as MediaStreamTrack;

  test('asks for its newest frame again and again, and counts those between', async () => {
    let count = 0;
    const painted = deferred<unknown>();
    const { painter, workers } = await started({ paint: () => (++count < 4 ? paintedReply() : painted.promise) });
    expect(painter.attachTrack(track)).toBe(true);
    await settled();
    expect(workers[0]?.types).toContain('live-stream');
    expect(frames(workers[0]).map(({ frame }) => frame)).toEqual([null, null, null, null]);
    expect(painter.stats.get()).toMatchObject({ painted: 3, dropped: 6 });
  });

  test('says when it has ended', async () => {
    const { painter, events } = await started({ paint: () => ({ type: 'live-idle', ended: true }) });
    painter.attachTrack(track);
    await settled();
    expect(events).toEqual(['ended']);
  });

  test('ends when frames are offered instead', async () => {
    const idle = deferred<unknown>();
    const { painter, workers } = await started({ paint: () => idle.promise });
    painter.attachTrack(track);
    painter.frame(newFrame());
    await settled();
    const streams = workers[0]?.received.filter(({ type }) => type === 'live-stream').map(({ stream }) => stream);
    expect(streams?.at(-1)).toBeNull();
  });

  test('is not possible everywhere', async () => {
    const { painter } = await started();
    vi.stubGlobal('MediaStreamTrackProcessor', undefined);
    expect(painter.attachTrack(track)).toBe(false);
  });
});

describe('stopped', () => {
  test('the worker ends, and whoever waits is told', async () => {
    const { painter, workers } = await started({ paint: () => new Promise(() => undefined) });
    const waiting = [painter.paint(newFrame()), painter.paint(newFrame())];
    painter.stop();
    for (const one of waiting) await expect(one).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers[0]?.terminated).toBe(true);
    expect(painter.stats.get().backend).toBeNull();
  });

  test('while it starts, it does not start', async () => {
    const { painter, canvas, workers } = setUp();
    const starting = painter.start(canvas);
    await Promise.resolve();
    painter.stop();
    await expect(starting).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers.every(({ terminated }) => terminated)).toBe(true);
  });
});
