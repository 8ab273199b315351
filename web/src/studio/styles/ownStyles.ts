/**
 * Styles that Easel does not come with, as they travel with settings: the numbers that the style encoder has made of a
 * picture, never the picture; with a name, and with what tells whether the networks here understand such numbers.
 * Wherever they come from, they may be anybody's.
 */

import { isRecord, isString } from '../../protocol/guards';
import { bytesToFloats, floatsToBytes, fromBase64, toBase64 } from './base64';
import { MOST_PARTS } from './weights';

export interface OwnStyle {
  readonly name: string;
  /** Float [K] */
  readonly vector: Float32Array;
}

export interface OwnStyles {
  /** Tells the style encoder that has made the vectors from others: its {@link fingerprint}. */
  readonly encoder: string;
  /** Settings refer to them as `own.1`, `own.2` … */
  readonly styles: readonly OwnStyle[];
}

/** As many as a mix and the second style of a mask can have. */
const MOST_STYLES = MOST_PARTS + 1;
/** Vectors have values of about 1. */
const LARGEST_VALUE = 1e4;
/** What a link gives the largest value of a vector; zero is zero. */
const STEPS = 2 ** 15 - 1;

/** Eight letters that differ where texts do, but for one chance in four thousand million. */
export function fingerprint(text: string): string {
  let hash = 0x811c9dc5; // FNV-1a
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** A vector as letters, exactly. */
export function writeVector(vector: Float32Array): string {
  return toBase64(floatsToBytes(vector));
}

/** The vector in what {@link writeVector} made, of any length; null where that is none. */
export function readVector(text: string): Float32Array | null {
  const bytes = fromBase64(text);
  return bytes && bytes.length % Float32Array.BYTES_PER_ELEMENT === 0 ? checked(bytesToFloats(bytes)) : null;
}

/** For files. */
export function writeOwn({ encoder, styles }: OwnStyles): object {
  return { encoder, styles: styles.map(({ name, vector }) => ({ name, vector: writeVector(vector) })) };
}

/** What {@link writeOwn} made; null where there is nothing. */
export function readOwn(value: unknown): OwnStyles | 'broken' | null {
  if (value === undefined) return null;
  if (!isRecord(value) || !Array.isArray(value['styles'])) return 'broken';
  const { encoder, styles } = value;
  return owned(
    encoder,
    styles.map((style: unknown) => (isRecord(style) ? { name: style['name'], vector: style['vector'] } : {})),
    readVector,
  );
}

/** For links: in half the letters, rounded to a thirty-thousandth of the largest value. */
export function writeOwnLink({ encoder, styles }: OwnStyles, parts: URLSearchParams): void {
  parts.set('encoder', encoder);
  for (const { name, vector } of styles) parts.append('own', `${shortened(vector)}.${name}`);
}

/** What {@link writeOwnLink} made; null where there is nothing. */
export function readOwnLink(parts: URLSearchParams): OwnStyles | 'broken' | null {
  const styles = parts.getAll('own').map((text) => {
    const end = text.indexOf('.');
    return { vector: text.slice(0, Math.max(0, end)), name: text.slice(end + 1) };
  });
  return styles.length === 0 ? null : owned(parts.get('encoder'), styles, readShort);
}

function owned(
  encoder: unknown,
  found: readonly { readonly name?: unknown; readonly vector?: unknown }[],
  read: (text: string) => Float32Array | null,
): OwnStyles | 'broken' {
  if (!isString(encoder) || found.length === 0 || found.length > MOST_STYLES) return 'broken';
  const styles = found.flatMap(({ name, vector: text }) => {
    const vector = isString(text) ? read(text) : null;
    return isString(name) && vector ? [{ name, vector }] : [];
  });
  return styles.length === found.length ? { encoder, styles } : 'broken';
}

/** The largest value as float32, then all as shares of it, 16 bits each; in letters that links leave as they are. */
function shortened(vector: Float32Array): string {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const view = new DataView(new ArrayBuffer(4 + 2 * vector.length));
  view.setFloat32(0, largest, true);
  vector.forEach((value, i) => {
    view.setInt16(4 + 2 * i, largest === 0 ? 0 : Math.round((value / largest) * STEPS), true);
  });
  return toBase64(new Uint8Array(view.buffer)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
}

function readShort(text: string): Float32Array | null {
  const bytes = fromBase64(text.replace(/-/g, '+').replace(/_/g, '/'));
  if (!bytes || bytes.length < 6 || bytes.length % 2 !== 0) return null;
  const view = new DataView(bytes.buffer);
  const largest = view.getFloat32(0, true);
  const length = (bytes.length - 4) / 2;
  return checked(Float32Array.from({ length }, (_, i) => (view.getInt16(4 + 2 * i, true) / STEPS) * largest));
}

function checked(vector: Float32Array): Float32Array | null {
  // What is no number is not smaller than any.
  return vector.length > 0 && vector.every((value) => Math.abs(value) <= LARGEST_VALUE) ? vector : null;
}
