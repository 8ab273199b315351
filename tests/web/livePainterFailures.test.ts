import { describe, expect, test } from 'vitest';
import { failed, frames, newFrame, paintedReply, setUp, settled, started, withFakeMedia } from './fakes/livePainter';

withFakeMedia();

describe('a failure', () => {
  test('of a GPU starts it once more, with style and view as they were', async () => {
    const { painter, workers, events } = await started({
      paint: (_, worker) => (worker === 0 ? failed('gpu-lost') : paintedReply()),
    });
    painter.setView({ mirror: true });
    painter.frame(newFrame());
    await settled();
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(workers[1]?.types.slice(0, 3)).toEqual(['live-start', 'live-style', 'live-prepare']);
    painter.frame(newFrame());
    await settled();
    expect(frames(workers[1])[0]).toMatchObject({ view: { mirror: true } });
    expect(painter.stats.get().backend?.name).toBe('webgpu');
    expect(events).toEqual([]);
  });

  test('that comes again goes on to the next back end, and says so', async () => {
    const { painter, workers, events } = await started({
      paint: (backend) => (backend === 'webgpu' ? failed('gpu-lost') : paintedReply()),
    });
    for (let i = 0; i < 3; i++) {
      painter.frame(newFrame());
      await settled();
    }
    expect(events).toEqual(['fallback from webgpu']);
    expect(workers).toHaveLength(3);
    expect(painter.stats.get()).toMatchObject({ painted: 1, backend: { name: 'webgl' } });
  });

  test('of all back ends ends it, and it can be started anew', async () => {
    let broken = true;
    const { painter, canvas, events } = await started({
      paint: () => (broken ? failed('out-of-memory') : paintedReply()),
    });
    for (let i = 0; i < 12; i++) {
      painter.frame(newFrame());
      await settled();
    }
    expect(events).toEqual(['fallback from webgpu', 'fallback from webgl', 'failure out-of-memory']);
    broken = false;
    await painter.start(canvas);
    painter.frame(newFrame());
    await settled();
    expect(painter.stats.get()).toMatchObject({ painted: 1, backend: { name: 'webgpu' } });
  });

  test('of the one back end that was asked for ends it', async () => {
    const { painter, events } = await started({
      candidates: ['webgl'],
      forced: true,
      paint: () => failed('gpu-lost'),
    });
    for (let i = 0; i < 3; i++) {
      painter.frame(newFrame());
      await settled();
    }
    expect(events).toEqual(['failure gpu-lost']);
  });

  test('is told to whoever waits for a frame', async () => {
    const { painter } = await started({ paint: () => failed('gpu-lost') });
    await expect(painter.paint(newFrame())).rejects.toMatchObject({ code: 'gpu-lost' });
  });

  test('at the start is thrown', async () => {
    const { painter, canvas } = setUp({ offers: [] });
    await expect(painter.start(canvas)).rejects.toMatchObject({ code: 'backend-none' });
  });
});

describe('where workers have no GPU', () => {
  test('the page takes over, if it has one', async () => {
    const { painter, workers } = await started({ offers: ['wasm'], onPage: ['webgl'] });
    expect(painter.stats.get().backend?.name).toBe('webgl');
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(workers[1]?.received[0]).toMatchObject({ candidates: ['webgpu', 'webgl'], forced: false });
  });

  test('the worker goes on, if the page has none or cannot start it', async () => {
    for (const onPage of [null, []]) {
      const { painter } = await started({ offers: ['wasm'], onPage });
      expect(painter.stats.get().backend?.name).toBe('wasm');
    }
  });

  test('nobody asks the page when wasm was asked for', async () => {
    const { workers } = await started({ candidates: ['wasm'], forced: true, onPage: ['webgl'] });
    expect(workers).toHaveLength(1);
  });
});
