/** Where the tiles of a picture lie. */

/** One tile along one side of the picture. */
export interface Span {
  /** Where it begins, margin included. All tiles have the same length. */
  readonly from: number;
  /** What it contributes: start .. end (not included). Together these cover the side without overlap. */
  readonly start: number;
  readonly end: number;
}

export interface Side {
  readonly tile: number;
  readonly spans: readonly Span[];
}

/**
 * Tiles of one length along a side. The first and the last end exactly where the picture does, so that what the
 * network does at the border of a picture is done there and nowhere else; the inside of each is at least `margin`
 * away from all its other ends.
 * @param length, longest, margin multiples of `unit`, which is where tiles may begin
 */
export function gridSide(length: number, longest: number, margin: number, unit: number): Side {
  const most = Math.max(longest, 4 * margin);
  const count = length <= most ? 1 : Math.ceil((length - 2 * margin) / (most - 2 * margin));
  // Just as long as this number of tiles needs to be.
  const tile = Math.ceil((length + (count - 1) * 2 * margin) / count / unit) * unit;
  // Spread evenly, so that no tile does mostly what another has done.
  const origin = (i: number): number =>
    count === 1 ? 0 : Math.floor((i * (length - tile)) / (count - 1) / unit) * unit;
  const starts = Array.from({ length: count }, (_, i) => (i === 0 ? 0 : origin(i) + margin));
  const spans = starts.map((start, i) => ({ from: origin(i), start, end: starts[i + 1] ?? length }));
  return { tile, spans };
}
