import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { failed, setUp } from './fakes/output';

beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue();
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('as shown', () => {
  test('saves in the format and quality that are chosen, at the strength that is set', async () => {
    const { output, shown, encoded, encoders, files, engines } = setUp();
    shown.strength = 0.5;
    shown.colours = 'photo';
    output.choose({ format: 'jpeg', quality: 70 });
    await output.save();
    expect(encoded()[0]).toMatchObject({ strength: 0.5, colours: 'photo', format: 'jpeg', quality: 0.7 });
    expect(encoded()[0]).toMatchObject({ photo: { width: 4 }, painting: { width: 4 } });
    expect(files.map(({ name }) => name)).toEqual(['beach_night.jpg']);
    expect(engines).toHaveLength(0);
    expect(encoders[0]?.terminated).toBe(true);
  });

  test('makes the same file only once, and another after a change', async () => {
    const { output, shown, encoders } = setUp();
    await output.save();
    await output.save();
    expect(encoders).toHaveLength(1);
    shown.strength = 0.9;
    await output.save();
    expect(encoders).toHaveLength(2);
  });

  test('saves nothing without a painting', async () => {
    const { output, shown, files } = setUp();
    shown.painting = null;
    await output.save();
    expect(files).toEqual([]);
  });

  test('a file that cannot be made is said; the next try works', async () => {
    let broken = true;
    const made = { type: 'encoded-file', file: new Blob(['x']) };
    const { output, failures, files, state } = setUp({ encode: () => (broken ? failed('save-failed') : made) });
    await output.save();
    expect(failures.map(({ code }) => code)).toEqual(['save-failed']);
    expect(state().busy).toBeNull();
    broken = false;
    await output.save();
    expect(files).toHaveLength(1);
  });
});

describe('the settings inside a file', () => {
  test('are in a PNG as long as that is wished, and in no other', async () => {
    const { output, encoded } = setUp();
    await output.save();
    output.choose({ holdsSettings: false });
    await output.save();
    output.choose({ holdsSettings: true, format: 'jpeg' });
    await output.save();
    expect(encoded().map((request) => request?.['settings'])).toEqual(['{}', null, null]);
  });

  test('do not go to the clipboard', async () => {
    const copyPng = async (png: Promise<Blob>) => {
      await png;
    };
    const { output, encoded } = setUp({ around: { copyPng } });
    await output.copy();
    expect(encoded()[0]?.['settings']).toBeNull();
  });
});

describe('other ways out', () => {
  test('copies a PNG whatever the format, and says so', async () => {
    const copied: Promise<Blob>[] = [];
    const copyPng = async (png: Promise<Blob>) => {
      copied.push(png);
      await png;
    };
    const { output, encoded, state, shown } = setUp({ around: { copyPng } });
    output.choose({ format: 'webp' });
    await output.copy();
    expect(copied).toHaveLength(1);
    expect(encoded()[0]).toMatchObject({ format: 'png' });
    expect(state().copied).toBe(shown.painting);
  });

  test('a clipboard that is refused is said', async () => {
    const { output, failures } = setUp({ around: { copyPng: () => Promise.reject(new Error('denied')) } });
    await output.copy();
    expect(failures.map(({ code }) => code)).toEqual(['copy-failed']);
  });

  test('shares the file under its name; closing the sheet is no failure, a refusal is', async () => {
    const shared: File[] = [];
    let refusal: Error | null = null;
    const shareFile = (file: File) => {
      shared.push(file);
      return refusal ? Promise.reject(refusal) : Promise.resolve();
    };
    const { output, failures, encoders } = setUp({ around: { shareFile } });
    await output.share();
    expect(shared[0]).toMatchObject({ name: 'beach_night.png', type: 'image/png' });
    refusal = new DOMException('closed', 'AbortError');
    await output.share();
    expect(failures).toEqual([]);
    refusal = new DOMException('too late', 'NotAllowedError');
    await output.share();
    expect(failures.map(({ code }) => code)).toEqual(['share-failed']);
    // The file is kept, so that the next press is in time.
    expect(encoders).toHaveLength(1);
  });

  test('are closed to a size that is not painted yet', async () => {
    const copyPng = vi.fn(() => Promise.resolve());
    const { output } = setUp({ around: { copyPng } });
    output.choose({ size: 'full' });
    await output.copy();
    expect(copyPng).not.toHaveBeenCalled();
  });
});
