import type { Purpose } from '../protocol/opener';

/** Lies over the place that takes what hangs over the page. */
export function DropHint({ over, text }: { readonly over: Purpose; readonly text: string }) {
  return <p className={`drop-hint drop-hint-${over}`}>{text}</p>;
}
