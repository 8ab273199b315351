import { describe, expect, test } from 'vitest';
import { Names, stemOf } from '../../web/src/studio/series/names';
import {
  BOUNDS,
  picturesAmong,
  picturesIn,
  type Entry,
  type FileEntry,
  type FolderEntry,
} from '../../web/src/studio/series/walk';

function file(name: string, type = 'image/jpeg'): FileEntry {
  return {
    isDirectory: false,
    name,
    file: (onFile) => {
      onFile(new File(['x'], name, { type }));
    },
  };
}

const unreadable: FileEntry = {
  isDirectory: false,
  name: 'locked.jpg',
  file: (_, onFailure) => {
    onFailure(new Error('locked'));
  },
};

/** A folder that gives its entries two at a time, as browsers give a hundred. */
function folder(name: string, ...entries: Entry[]): FolderEntry {
  return {
    isDirectory: true,
    name,
    createReader: () => {
      const rest = [...entries];
      return {
        readEntries: (onEntries) => {
          onEntries(rest.splice(0, 2));
        },
      };
    },
  };
}

const brokenFolder: FolderEntry = {
  isDirectory: true,
  name: 'broken',
  createReader: () => ({
    readEntries: (_, onFailure) => {
      onFailure(new Error('gone'));
    },
  }),
};

const names = (files: readonly File[]): string[] => files.map(({ name }) => name);

describe('a folder that is dropped', () => {
  test('gives all its pictures in the order of their names, and those of folders in it', async () => {
    const inner = folder('2 inner', file('z.png', 'image/png'), file('y.webp', 'image/webp'));
    const dropped = folder('trip', file('photo 10.jpg'), file('photo 9.jpg'), inner, file('a.HEIC', ''));
    const { files, passedOver } = await picturesIn([dropped]);
    expect(names(files)).toEqual(['y.webp', 'z.png', 'a.HEIC', 'photo 9.jpg', 'photo 10.jpg']);
    expect(passedOver).toBe(0);
  });

  test('passes over what is no picture or cannot be read, and says nothing of what systems hide', async () => {
    const hidden = [file('.DS_Store', ''), file('._a.jpg'), file('Thumbs.db', ''), folder('.git', file('b.jpg'))];
    const others = [file('notes.txt', 'text/plain'), file('film.mp4', 'video/mp4'), unreadable, brokenFolder];
    const { files, passedOver } = await picturesIn([folder('trip', ...hidden, ...others, file('a.jpg'))]);
    expect(names(files)).toEqual(['a.jpg']);
    expect(passedOver).toBe(4);
  });

  test('is gone through no further than the bounds', async () => {
    const many = folder('many', ...Array.from({ length: 30 }, (_, i) => file(`${String(i)}.jpg`)));
    const cut = await picturesIn([many], { ...BOUNDS, files: 5 });
    expect(names(cut.files)).toEqual(['0.jpg', '1.jpg', '2.jpg', '3.jpg', '4.jpg']);
    expect(cut.passedOver).toBe(25);

    const deep = folder('1', folder('2', folder('3', file('deep.jpg')), file('high.jpg')));
    const shallow = await picturesIn([deep], { ...BOUNDS, depth: 2 });
    expect(names(shallow.files)).toEqual(['high.jpg']);
    expect(shallow.passedOver).toBe(1);

    // One that holds itself, as links may.
    const endless: FolderEntry = { isDirectory: true, name: 'endless', createReader: () => reader() };
    const reader = (): ReturnType<FolderEntry['createReader']> => {
      let isRead = false;
      return {
        readEntries: (onEntries) => {
          onEntries(isRead ? [] : [endless, endless, file('a.jpg')]);
          isRead = true;
        },
      };
    };
    const ended = await picturesIn([endless], { files: 1000, depth: 1000, entries: 500 });
    expect(ended.files.length).toBeLessThanOrEqual(500);
  });
});

test('a folder that is chosen gives its pictures by their paths', () => {
  const at = (path: string, type = 'image/jpeg'): File => {
    const chosen = new File(['x'], path.slice(path.lastIndexOf('/') + 1), { type });
    Object.defineProperty(chosen, 'webkitRelativePath', { value: path });
    return chosen;
  };
  const chosen = [at('t/10.jpg'), at('t/9.jpg'), at('t/.hidden/a.jpg'), at('t/readme.md', ''), at('t/b/1.jpg')];
  const { files, passedOver } = picturesAmong(chosen);
  expect(names(files)).toEqual(['9.jpg', '10.jpg', '1.jpg']);
  expect(passedOver).toBe(1);
  expect(names(picturesAmong(chosen, { ...BOUNDS, files: 2 }).files)).toEqual(['9.jpg', '10.jpg']);
});

describe('names in an archive', () => {
  test('say photo and style, in safe letters', () => {
    const archive = new Names();
    expect(archive.take('IMG 0001', 'The Starry Night', 'jpg')).toBe('img-0001_the-starry-night.jpg');
    expect(archive.take('../../etc/pass:wd', 'a|b<c>', 'png')).toBe('etc-pass-wd_a-b-c.png');
    expect(archive.take('한강 사진', '밤', 'png')).toBe('한강-사진_밤.png');
    expect(archive.take('???', '', 'webp')).toBe('photo_style.webp');
    expect(archive.take('x'.repeat(500), 'night', 'png').length).toBeLessThan(100);
  });

  test('are each there once, also where upper and lower case are the same', () => {
    const archive = new Names();
    const taken = ['a', 'A', 'a', 'a-2'].map((photo) => archive.take(photo, 'night', 'png'));
    expect(taken).toEqual(['a_night.png', 'a_night-2.png', 'a_night-3.png', 'a-2_night.png']);
    expect(archive.take('a', 'night', 'jpg')).toBe('a_night.jpg');
  });

  test('leave out the extension of the photo', () => {
    expect(['a.jpg', 'a.b.jpeg', 'a', '.jpg'].map(stemOf)).toEqual(['a', 'a.b', 'a', '']);
  });
});
