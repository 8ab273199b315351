/** The pictures in folders that were dropped or chosen: as many as a series takes, in the order of their names. */

/** What is used of the browser's `FileSystemEntry`. */
export interface Entry {
  readonly isDirectory: boolean;
  readonly name: string;
}

/** A file in a folder that was dropped. */
export interface FileEntry extends Entry {
  file(onFile: (file: File) => void, onFailure: (error: unknown) => void): void;
}

export interface FolderEntry extends Entry {
  createReader(): {
    /** Gives some of the entries at a time, and none when there are no more. */
    readEntries(onEntries: (entries: readonly Entry[]) => void, onFailure: (error: unknown) => void): void;
  };
}

export interface Found {
  readonly files: readonly File[];
  /** Files that are no pictures, cannot be read, or lie too deep. */
  readonly passedOver: number;
}

export interface Bounds {
  readonly files: number;
  /** Folders within folders. */
  readonly depth: number;
  /** Entries of all kinds that are looked at: a whole disk may have been dropped. */
  readonly entries: number;
}

export const BOUNDS: Bounds = { files: 1000, depth: 12, entries: 20_000 };

/** For which some systems know no type. */
const EXTENSIONS = /\.(jpe?g|png|webp|avif|gif|bmp|hei[cf])$/i;

/** True for what Easel may be able to open; a file that says that it is a picture is shown with what is wrong with it. */
export function looksLikePicture({ name, type }: Pick<File, 'name' | 'type'>): boolean {
  return type.startsWith('image/') || (type === '' && EXTENSIONS.test(name));
}

/** The pictures in folders, and in the folders in those. Does not fail. */
export async function picturesIn(entries: readonly Entry[], bounds: Bounds = BOUNDS): Promise<Found> {
  const files: File[] = [];
  let passedOver = 0;
  let seen = 0;

  async function visit(list: readonly Entry[], depth: number): Promise<void> {
    for (const entry of [...list].sort(byName)) {
      if (++seen > bounds.entries || isHidden(entry.name)) continue;
      if (entry.isDirectory) {
        const inside = depth < bounds.depth ? await entriesOf(entry as FolderEntry) : null;
        if (inside) await visit(inside, depth + 1);
        else passedOver++;
        continue;
      }
      const file = files.length < bounds.files ? await fileOf(entry as FileEntry) : null;
      if (file && looksLikePicture(file)) files.push(file);
      else passedOver++;
    }
  }

  await visit(entries, 0);
  return { files, passedOver };
}

/** The pictures among the files of a folder that was chosen; the browser has gone through all of it. */
export function picturesAmong(chosen: readonly File[], bounds: Bounds = BOUNDS): Found {
  const seen = chosen.filter((file) => !file.webkitRelativePath.split('/').some(isHidden));
  const pictures = seen
    .filter(looksLikePicture)
    .sort((one, other) => compare(one.webkitRelativePath, other.webkitRelativePath));
  const files = pictures.slice(0, bounds.files);
  return { files, passedOver: seen.length - files.length };
}

/** What systems put into folders, and nobody has chosen. */
function isHidden(name: string): boolean {
  return name.startsWith('.') || name === 'Thumbs.db' || name === 'desktop.ini' || name === '__MACOSX';
}

function byName(one: Entry, other: Entry): number {
  return compare(one.name, other.name);
}

/** So that 10 comes after 9. */
function compare(one: string, other: string): number {
  return one.localeCompare(other, undefined, { numeric: true });
}

function fileOf(entry: FileEntry): Promise<File | null> {
  return new Promise((resolve) => {
    entry.file(resolve, () => {
      resolve(null);
    });
  });
}

/** All entries of a folder; null where it cannot be read. */
async function entriesOf(folder: FolderEntry): Promise<readonly Entry[] | null> {
  const reader = folder.createReader();
  const all: Entry[] = [];
  try {
    for (;;) {
      const some = await new Promise<readonly Entry[]>((resolve, reject) => {
        reader.readEntries(resolve, reject);
      });
      if (some.length === 0) return all;
      all.push(...some);
    }
  } catch {
    return null;
  }
}
