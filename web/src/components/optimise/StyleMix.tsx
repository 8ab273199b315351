import { optimiseStrings } from '../../optimiseStrings';
import type { Chosen } from '../../studio/state';
import { PictureCanvas } from '../PictureCanvas';
import './StyleMix.css';

interface Props {
  readonly styles: readonly Chosen[];
  readonly weights: readonly number[];
  /** Null where the styles stay as they are. */
  readonly onRemove: ((index: number) => void) | null;
  readonly onWeight: (index: number, weight: number) => void;
}

/** The styles that are mixed, and how much of each. */
export function StyleMix({ styles, weights, onRemove, onWeight }: Props) {
  return (
    <ul className="mix">
      {styles.map(({ id, name, picture }, i) => (
        <li key={id}>
          <PictureCanvas picture={picture} label="" className="mix-picture" />
          <span className="mix-name">{name}</span>
          <input
            type="number"
            step="any"
            inputMode="decimal"
            aria-label={optimiseStrings.styleWeight(name)}
            value={Number.isFinite(weights[i]) ? weights[i] : ''}
            onInput={(event) => {
              onWeight(i, event.currentTarget.value === '' ? NaN : Number(event.currentTarget.value));
            }}
          />
          {onRemove && (
            <button
              type="button"
              className="mix-remove"
              aria-label={optimiseStrings.removeStyle(name)}
              disabled={styles.length < 2}
              onClick={() => {
                onRemove(i);
              }}
            >
              <svg viewBox="0 0 16 16" aria-hidden="true">
                <path d="M4 4l8 8M12 4l-8 8" />
              </svg>
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
