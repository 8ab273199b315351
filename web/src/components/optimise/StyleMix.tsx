import { useId } from 'react';
import { optimiseStrings } from '../../strings/optimise';
import { titleOf } from '../../strings/titles';
import type { Chosen } from '../../studio/state';
import { Cross } from '../Cross';
import { PictureCanvas } from '../PictureCanvas';
import { NumberField } from './NumberField';
import './StyleMix.css';

interface Props {
  readonly styles: readonly Chosen[];
  readonly weights: readonly number[];
  /** Null where the styles stay as they are. */
  readonly onRemove: ((index: number) => void) | null;
  readonly onWeight: (index: number, weight: number) => void;
  /** What is wrong with the weights; null: nothing. */
  readonly problem: string | null;
}

/** The styles that are mixed, and how much of each. */
export function StyleMix({ styles, weights, onRemove, onWeight, problem }: Props) {
  const id = useId();
  return (
    <>
      <ul className="mix">
        {styles.map((style, i) => (
          <li key={style.id}>
            <PictureCanvas picture={style.picture} label="" className="mix-picture" />
            <span className="mix-name">{titleOf(style)}</span>
            <NumberField
              label={optimiseStrings.styleWeight(titleOf(style))}
              value={weights[i] ?? NaN}
              isWrong={(weight) => problem !== null && !(weight > 0)}
              describedBy={problem === null ? undefined : id}
              onChange={(weight) => {
                onWeight(i, weight);
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
      {problem !== null && (
        <p id={id} className="knob-help knob-problem">
          {problem}
        </p>
      )}
    </>
  );
}
