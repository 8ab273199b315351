import { describe, expect, test } from 'vitest';
import { LOOK, photo, photoSeries, shotBy } from './fakes/series';

describe('the files of many photos', () => {
  test('what is set holds for all files, and travels in PNGs alone', async () => {
    const { series, encode } = photoSeries();
    series.add([photo('a.jpg')]);
    series.pick(['night']);
    await series.start();
    const { strength, colours } = LOOK;
    expect(encode.mock.calls[0]?.[0]).toMatchObject({
      strength,
      colours,
      format: 'jpeg',
      quality: 0.7,
      settings: null,
    });
    const png = photoSeries({ look: { format: 'png' } });
    png.series.add([photo('a.jpg')]);
    png.series.pick(['night']);
    await png.series.start();
    expect(png.encode.mock.calls[0]?.[0]).toMatchObject({ format: 'png', settings: 'settings night whole' });
  });

  test('at full size only those are painted in tiles that are larger than what is shown', async () => {
    const { series, log, encode } = photoSeries({ look: { size: 'full' } });
    series.add([photo('large.jpg')]);
    series.pick(['night']);
    await series.start();
    expect(log).toEqual(['open large.jpg', 'full large night']);
    expect(encode.mock.calls[0]?.[0]).toMatchObject({ photo: { width: 8 }, painting: { width: 8 } });
  });

  test('say nothing of how photos were taken, unless that is wished in the app', async () => {
    const { series, encode } = photoSeries();
    series.add([photo('a.jpg')]);
    series.pick(['night']);
    await series.start();
    expect(encode.mock.calls[0]?.[0].shot).toBeNull();
    const keeping = photoSeries({ look: { keepsShot: true } });
    keeping.series.add([photo('one.jpg'), photo('unknown.jpg'), photo('two.jpg')]);
    keeping.series.pick(['night', 'waves']);
    await keeping.series.start();
    const shots = keeping.encode.mock.calls.map(([{ shot }]) => shot);
    expect(shots).toEqual([shotBy('one'), shotBy('one'), null, null, shotBy('two'), shotBy('two')]);
  });

  test('are cut from the middle of each photo, whatever its size, and say so in their names and settings', async () => {
    const { series, encode, zipped } = photoSeries({ look: { format: 'png' } });
    series.add([photo('tall.jpg', 40), photo('long.jpg', 60)]);
    series.pick(['night']);
    series.cropTo('square');
    await series.start();
    const requests = encode.mock.calls.map(([request]) => request);
    // Pictures 4 pixels wide of files that are twice as large.
    expect(requests.map(({ crop }) => crop)).toEqual([
      { left: 0, top: 18, width: 4, height: 4 },
      { left: 0, top: 28, width: 4, height: 4 },
    ]);
    expect(requests[0]?.settings).toBe('settings night square');
    await series.save('all.zip');
    expect(zipped[0]?.map(({ name }) => name)).toEqual(['tall_style-night-square.png', 'long_style-night-square.png']);
  });

  test('at full size are cut in the pixels of that', async () => {
    const { series, encode } = photoSeries({ look: { size: 'full' } });
    series.add([photo('large.jpg', 4)]);
    series.pick(['night']);
    series.cropTo('4x5');
    await series.start();
    expect(encode.mock.calls[0]?.[0]).toMatchObject({
      photo: { width: 8, height: 8 },
      crop: { left: 1, top: 0, width: 6, height: 8 },
    });
  });

  test('are whole at first; another shape waits until they are begun anew', async () => {
    const { series, encode, state } = photoSeries();
    series.add([photo('a.jpg')]);
    series.pick(['night']);
    await series.start();
    series.cropTo('wide');
    expect(state().crop).toBe('whole');
    expect(encode.mock.calls[0]?.[0].crop).toBeNull();
    series.discard();
    series.cropTo('wide');
    expect(state().crop).toBe('wide');
  });
});
