import { optimiseStrings } from '../../strings/optimise';
import { titleOf } from '../../strings/titles';
import type { Chosen } from '../../studio/state';
import { Cross } from '../Cross';
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
      {styles.map((style, i) => (
        <li key={style.id}>
          <PictureCanvas picture={style.picture} label="" className="mix-picture" />
          <span className="mix-name">{titleOf(style)}</span>
          <input
            type="number"
            step="any"
            inputMode="decimal"
            aria-label={optimiseStrings.styleWeight(titleOf(style))}
            value={Number.isFinite(weights[i]) ? weights[i] : ''}
            onInput={(event) => {
              onWeight(i, event.currentTarget.value === '' ? NaN : Number(event.currentTarget.value));
            }}
          />
          {onRemove && (
            <button
              type="button"
              className="mix-remove"
              aria-label={optimiseStrings.removeStyle(titleOf(style))}
              disabled={styles.length < 2}
              onClick={() => {
                onRemove(i);
              }}
            >
              <Cross />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
