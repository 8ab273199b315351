import type { Size } from '../../protocol/engine';
import { maskStrings } from '../../strings/masks';
import type { Masks } from '../../studio/masks/masks';
import { QUICK_MASKS, quickMask } from '../../studio/masks/quickMasks';

interface Props {
  readonly masks: Masks;
  readonly picture: Size;
  readonly hasMask: boolean;
}

/** Masks that a press makes, each shown as it is. */
export function QuickMasks({ masks, picture, hasMask }: Props) {
  const words = maskStrings;
  return (
    <fieldset className="mask-quick">
      <legend>{words.quick}</legend>
      <div className="mask-kinds">
        {QUICK_MASKS.map((kind) => (
          <button
            key={kind}
            type="button"
            className="mask-kind"
            aria-label={words.quickOf[kind]}
            title={words.quickOf[kind]}
            onClick={() => {
              masks.replace(quickMask(kind, picture));
            }}
          >
            <span className={`mask-kind-${kind}`} />
          </button>
        ))}
      </div>
      <div className="mask-changes">
        <button
          type="button"
          className="button button-small"
          onClick={() => {
            masks.invert();
          }}
        >
          {words.invert}
        </button>
        <button
          type="button"
          className="button button-small"
          disabled={!hasMask}
          onClick={() => {
            masks.replace(null);
          }}
        >
          {words.remove}
        </button>
      </div>
    </fieldset>
  );
}
