/** Styles that came without their pictures, with the settings in a painting or a link; kept ones are that for ever. */

import type { VectorStyle } from '../state';
import { fingerprint, writeVector, type OwnStyles } from './ownStyles';
import type { EncoderFacts } from './stylesFile';
import { tidyName } from './tidyName';

/** Why a style that was sent is of no use here: `outdated`, other networks have made it. */
export type SentProblem = 'outdated' | 'broken';

/** Of a reference in settings, see `reference.ts`. */
const OWN = /(^|,)own\.(\d{1,2})(?=[:,@]|$)/g;
const PREFIX = 'sent-';
/** That are offered; the oldest goes. */
const SENT_KEPT = 8;

/** The same numbers have the same id, whenever they come. */
export function sentId(vector: Float32Array): string {
  return PREFIX + fingerprint(writeVector(vector));
}

export function isSent({ id }: { readonly id: string }): boolean {
  return id.startsWith(PREFIX);
}

/** Own styles of somebody's as styles of the app. */
export function received(
  own: OwnStyles | 'broken' | null,
  facts: EncoderFacts | null,
): readonly VectorStyle[] | SentProblem {
  if (own === null) return [];
  if (own === 'broken') return 'broken';
  if (!facts || own.encoder !== fingerprint(facts.encoder)) return 'outdated';
  if (own.styles.some(({ vector }) => vector.length !== facts.styleLength)) return 'broken';
  return own.styles.map(({ name, vector }) => {
    return { id: sentId(vector), name: tidyName(name) ?? '…', description: '', picture: null, vector };
  });
}

/** Those that are offered, once these have come. */
export function withSent(before: readonly VectorStyle[], come: readonly VectorStyle[]): readonly VectorStyle[] {
  return [...before.filter(({ id }) => come.every((one) => one.id !== id)), ...come].slice(-SENT_KEPT);
}

/** A reference by the ids that own styles have here; null where one of them has none. */
export function withIds(reference: string, ids: readonly string[]): string | null {
  const idOf = (number: string | undefined): string | undefined => ids[Number(number) - 1];
  if (Array.from(reference.matchAll(OWN)).some(([, , number]) => idOf(number) === undefined)) return null;
  return reference.replace(OWN, (_, before: string, number: string) => before + (idOf(number) ?? ''));
}
