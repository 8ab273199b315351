/** Arrow keys among many tiles, of which Tab reaches one: the gallery would else be sixty presses long. */

import type { KeyboardEvent } from 'react';

const TILES = 'button.tile';

/** Moves the focus by arrow keys, Home and End. Belongs to the element that holds the tiles. */
export function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const tiles = [...event.currentTarget.querySelectorAll<HTMLElement>(TILES)];
  const focused = tiles.find((tile) => tile === document.activeElement);
  const next = focused && nextTile(tiles, focused, event.key);
  if (!next) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function nextTile(tiles: readonly HTMLElement[], focused: HTMLElement, key: string): HTMLElement | undefined {
  const at = tiles.indexOf(focused);
  const isLeftToRight = getComputedStyle(focused).direction === 'ltr';
  switch (key) {
    case 'ArrowRight':
      return tiles[isLeftToRight ? at + 1 : at - 1];
    case 'ArrowLeft':
      return tiles[isLeftToRight ? at - 1 : at + 1];
    case 'ArrowDown':
      return nearest(tiles.slice(at + 1), focused);
    case 'ArrowUp':
      return nearest(tiles.slice(0, at).reverse(), focused);
    case 'Home':
      return tiles[0];
    case 'End':
      return tiles.at(-1);
    default:
      return undefined;
  }
}

/** Of the next row the tile that stands nearest to the one with the focus; in a strip there is no other row. */
function nearest(candidates: readonly HTMLElement[], focused: HTMLElement): HTMLElement | undefined {
  const { top, left } = focused.getBoundingClientRect();
  const others = candidates.map((tile) => ({ tile, box: tile.getBoundingClientRect() }));
  const row = others.find(({ box }) => Math.abs(box.top - top) > 1)?.box.top;
  if (row === undefined) return undefined;
  const inRow = others.filter(({ box }) => Math.abs(box.top - row) <= 1);
  const distance = ({ box }: (typeof others)[number]): number => Math.abs(box.left - left);
  return inRow.reduce((best, one) => (distance(one) < distance(best) ? one : best)).tile;
}
