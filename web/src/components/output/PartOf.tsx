import type { Box } from '../../protocol/box';
import type { Size } from '../../protocol/engine';

interface Props {
  /** Of the whole picture; null: not there yet. */
  readonly url: string | null;
  /** The part, in pixels of a picture of this size. */
  readonly box: Box;
  readonly size: Size;
}

/** A part of a picture, as large as the layout makes it; for the eyes only. */
export function PartOf({ url, box, size }: Props) {
  const percent = (share: number): string => `${String(share * 100)}%`;
  return (
    <span className="part-of">
      {url !== null && (
        <img
          src={url}
          alt=""
          draggable={false}
          style={{
            width: percent(size.width / box.width),
            height: percent(size.height / box.height),
            left: percent(-box.left / box.width),
            top: percent(-box.top / box.height),
          }}
        />
      )}
    </span>
  );
}
