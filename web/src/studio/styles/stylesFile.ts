/**
 * Styles of the reader's as a file to carry to another device: JSON with their names, their pictures as PNG, and their
 * style vectors, which are used where the style encoder is the one that made them. Styles that came without their pictures
 * are vectors alone.
 */

import { STYLE_LENGTH_LIMIT } from '../../protocol/engine';
import { isRecord, isString, type UnknownRecord } from '../../protocol/guards';
import { parseJson } from '../settings';
import { floatsToBytes, fromBase64, toBase64 } from './base64';
import { readVector } from './ownStyles';
import { tidyName } from './tidyName';

type Bytes = Uint8Array<ArrayBuffer>;

export const STYLES_FORMAT = 'easel-styles';
/** An Easel that knows pictures alone takes the first one. */
const VERSION = { pictures: 1, numbers: 2 };
/** A file holds at most so many styles … */
export const MOST_STYLES = 200;
/** … in at most so many bytes. */
export const MOST_FILE_BYTES = 256 * 2 ** 20;
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** Why a file was not taken. */
export type FileProblem = 'not-styles' | 'newer' | 'empty' | 'broken' | 'too-large';

export class StylesFileError extends Error {
  readonly problem: FileProblem;

  constructor(problem: FileProblem) {
    super(problem);
    this.problem = problem;
  }
}

export interface FiledPicture {
  readonly name: string;
  /** A PNG. */
  readonly picture: Bytes;
  /** At scale 1; null where the file holds none that can be used here. */
  readonly vector: Float32Array | null;
}

/** A style that came without its picture. */
export interface FiledNumbers {
  readonly name: string;
  readonly picture: null;
  readonly vector: Float32Array;
  /** Which style encoder has made them: of another one they are of no use, and kept all the same. */
  readonly encoder: string;
}

export type FiledStyle = FiledPicture | FiledNumbers;

/** The style encoder that makes vectors here. */
export interface EncoderFacts {
  readonly encoder: string;
  /** Numbers in a style vector. */
  readonly styleLength: number;
}

/** @param encoder the one that made the vectors, but for those that say another */
export function writeStylesFile(styles: readonly FiledStyle[], encoder: string): Blob {
  const written = styles.map((style) => ({
    name: style.name,
    ...(style.picture ? { picture: toBase64(style.picture) } : { encoder: style.encoder }),
    ...(style.vector && { vector: toBase64(floatsToBytes(style.vector)) }),
  }));
  const version = styles.some(({ picture }) => !picture) ? VERSION.numbers : VERSION.pictures;
  const file = { format: STYLES_FORMAT, version, encoder, styles: written };
  return new Blob([JSON.stringify(file)], { type: 'application/json' });
}

/**
 * All styles in the text of a file. Whether the pictures can be opened is seen only when they are.
 * @throws StylesFileError
 */
export function readStylesFile(text: string, facts: EncoderFacts): readonly FiledStyle[] {
  const file = parseJson(text);
  if (!isRecord(file) || file['format'] !== STYLES_FORMAT) throw new StylesFileError('not-styles');
  const { version, encoder, styles } = file;
  if (version !== VERSION.pictures && version !== VERSION.numbers) {
    throw new StylesFileError(typeof version === 'number' && version > VERSION.numbers ? 'newer' : 'broken');
  }
  if (!Array.isArray(styles)) throw new StylesFileError('broken');
  if (styles.length === 0) throw new StylesFileError('empty');
  if (styles.length > MOST_STYLES) throw new StylesFileError('too-large');
  const isOurs = encoder === facts.encoder;
  return styles.map((style) =>
    isRecord(style) && style['picture'] === undefined
      ? readNumbers(style, facts)
      : readStyle(style, isOurs ? facts.styleLength : null),
  );
}

/** @param styleLength null where vectors of the file are of no use */
function readStyle(value: unknown, styleLength: number | null): FiledPicture {
  if (!isRecord(value)) throw new StylesFileError('broken');
  const { name, picture, vector } = value;
  const tidy = isString(name) ? tidyName(name) : null;
  const png = isString(picture) ? fromBase64(picture) : null;
  if (tidy === null || !png || PNG_SIGNATURE.some((byte, i) => png[i] !== byte)) throw new StylesFileError('broken');
  return { name: tidy, picture: png, vector: styleLength === null ? null : readFiled(vector, styleLength) };
}

function readNumbers({ name, vector: text, encoder }: UnknownRecord, facts: EncoderFacts): FiledNumbers {
  const tidy = isString(name) ? tidyName(name) : null;
  const vector = isString(text) ? readVector(text) : null;
  const isUsable = encoder === facts.encoder;
  if (tidy === null || !isString(encoder) || !vector || vector.length > STYLE_LENGTH_LIMIT) {
    throw new StylesFileError('broken');
  }
  if (isUsable && vector.length !== facts.styleLength) throw new StylesFileError('broken');
  return { name: tidy, picture: null, vector, encoder };
}

function readFiled(value: unknown, length: number): Float32Array | null {
  if (value === undefined) return null;
  const vector = isString(value) ? readVector(value) : null;
  if (vector?.length !== length) throw new StylesFileError('broken');
  return vector;
}
