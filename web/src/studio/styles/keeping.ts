/** How a style is made ready to be kept, and how styles go into files and come out of them. Fetched when it is wanted. */

import { cropTo } from '../../opener/framing';
import { resampled } from '../../opener/resample';
import type { OpenerAnswers } from '../../protocol/opener';
import type { Picture } from '../../protocol/picture';
import { slug } from '../../saving/file';
import { encodePng } from '../../saving/png';
import { toBase64 } from './base64';
import type { VectorStyle } from '../state';
import { newId } from './newId';
import { isSent, sentId } from './sent';
import type { KeptStyle, NewStyle, StyleKeeper } from './styleKeeper';
import {
  MOST_FILE_BYTES,
  readStylesFile,
  StylesFileError,
  writeStylesFile,
  type EncoderFacts,
  type FiledNumbers,
  type FiledPicture,
  type FiledStyle,
  type FileProblem,
} from './stylesFile';

type Bytes = Uint8Array<ArrayBuffer>;

/** As many as a tile shows on a dense screen. */
const THUMBNAIL_SIDE = 144;

/** Of a style that is numbers alone and cannot be painted here: a stroke of a brush. */
const NO_THUMBNAIL =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 48 48'%3E%3Cpath fill='%23a8a29a' " +
  "d='M0 0h48v48H0z'/%3E%3Cpath d='M10 31c5-12 9 4 14-6s8-5 14-8' fill='none' stroke='%23fff' stroke-width='4' " +
  "stroke-linecap='round'/%3E%3C/svg%3E";

interface ToKeep extends Pick<KeptStyle, 'id' | 'name' | 'encoder' | 'vectors'> {
  readonly picture: Picture;
  readonly png: Bytes;
}

/** The picture as the bytes of a PNG. */
export async function pngBytes(picture: Picture): Promise<Bytes> {
  return new Uint8Array(await (await encodePng(picture)).arrayBuffer());
}

export async function keptStyle({ picture, png, ...style }: ToKeep, added = Date.now()): Promise<KeptStyle> {
  return { ...style, added, thumbnail: await thumbnailOf(picture), bytes: png.length };
}

interface NumbersToKeep extends Pick<KeptStyle, 'name' | 'encoder'> {
  readonly vector: Float32Array;
  /** What is painted in them; null where that cannot be had. */
  readonly swatch: Picture | null;
}

/** A style that came without its picture. */
export async function keptNumbers(
  { name, encoder, vector, swatch }: NumbersToKeep,
  added = Date.now(),
): Promise<KeptStyle> {
  const thumbnail = swatch ? await thumbnailOf(swatch) : NO_THUMBNAIL;
  return { id: sentId(vector), name, encoder, vectors: { 1: vector }, added, thumbnail, bytes: 0 };
}

/** The middle of the picture, small, in a `data:` address. */
async function thumbnailOf(picture: Picture): Promise<string> {
  const { width, height } = picture;
  const side = Math.min(width, height);
  const left = Math.floor((width - side) / 2);
  const top = Math.floor((height - side) / 2);
  const middle = cropTo(picture, { width, height, crop: { left, top, width: side, height: side } });
  const small = resampled(middle, { width: THUMBNAIL_SIDE, height: THUMBNAIL_SIDE });
  return `data:image/png;base64,${toBase64(await pngBytes(small))}`;
}

/** @throws what the browser's storage throws */
export async function exported(
  styles: readonly KeptStyle[],
  keeper: StyleKeeper,
  encoder: string,
): Promise<{ readonly blob: Blob; readonly name: string }> {
  const filed: FiledStyle[] = [];
  for (const { id, name, vectors, encoder: madeBy } of styles) {
    const { 1: numbers } = vectors;
    if (isSent({ id })) {
      if (numbers) filed.push({ name, picture: null, vector: numbers, encoder: madeBy });
      continue;
    }
    const picture = await keeper.picture(id);
    // One whose picture is gone has nothing left that could be carried.
    if (picture) filed.push({ name, picture, vector: (madeBy === encoder ? numbers : null) ?? null });
  }
  const [first] = styles;
  const name = styles.length === 1 && first ? slug(first.name) || 'style' : 'styles';
  return { blob: writeStylesFile(filed, encoder), name: `easel-${name}.json` };
}

interface Importing {
  readonly facts: EncoderFacts;
  readonly open: (file: Blob) => Promise<OpenerAnswers['open']>;
  readonly paintSwatch: (style: VectorStyle) => Promise<Picture | null>;
  readonly keeper: StyleKeeper;
  readonly kept: readonly KeptStyle[];
}

/** What a file brings; `before`: how many of its styles are here already. */
export type Imported =
  { readonly styles: readonly NewStyle[]; readonly before: number } | { readonly problem: FileProblem };

/** Opens all that is in a file, before any of it is kept. @throws what the browser's storage throws */
export async function imported(file: Blob, { keeper, kept, ...opening }: Importing): Promise<Imported> {
  if (file.size > MOST_FILE_BYTES) return { problem: 'too-large' };
  try {
    const filed = readStylesFile(await file.text(), opening.facts);
    const now = Date.now();
    const styles: NewStyle[] = [];
    let before = 0;
    // In the order of the file: the first one is the newest.
    for (const [i, one] of filed.entries()) {
      const added = now - i;
      const style = one.picture ? await openFiled(one, opening, added) : await numbersOf(one, opening, added);
      if (await isHere(style, kept, keeper)) before++;
      else styles.push(style);
    }
    return { styles, before };
  } catch (error) {
    if (error instanceof StylesFileError) return { problem: error.problem };
    throw error;
  }
}

async function numbersOf(
  { name, vector, encoder }: FiledNumbers,
  { facts, paintSwatch }: Pick<Importing, 'facts' | 'paintSwatch'>,
  added: number,
): Promise<NewStyle> {
  const style = { id: sentId(vector), name, description: '', picture: null, vector };
  const swatch = encoder === facts.encoder ? await paintSwatch(style) : null;
  return { style: await keptNumbers({ name, encoder, vector, swatch }, added), picture: null };
}

async function openFiled(
  { name, picture: file, vector }: FiledPicture,
  { facts, open }: Pick<Importing, 'facts' | 'open'>,
  added: number,
): Promise<NewStyle> {
  let opened: OpenerAnswers['open'];
  try {
    opened = await open(new Blob([file], { type: 'image/png' }));
  } catch (error) {
    console.warn(error);
    throw new StylesFileError('broken');
  }
  const { picture, originalWidth, originalHeight } = opened;
  // Written anew: nothing is kept but pixels, at the size that the style encoder gets.
  const png = await pngBytes(picture);
  const isWhole = picture.width === originalWidth && picture.height === originalHeight;
  const vectors = vector && isWhole ? { 1: vector } : {};
  const id = newId();
  return { style: await keptStyle({ id, name, encoder: facts.encoder, vectors, picture, png }, added), picture: png };
}

async function isHere({ style, picture }: NewStyle, kept: readonly KeptStyle[], keeper: StyleKeeper): Promise<boolean> {
  if (!picture) return kept.some(({ id }) => id === style.id);
  for (const one of kept) {
    if (one.name !== style.name || one.bytes !== style.bytes) continue;
    const other = await keeper.picture(one.id);
    if (other?.every((byte, i) => byte === picture[i])) return true;
  }
  return false;
}
