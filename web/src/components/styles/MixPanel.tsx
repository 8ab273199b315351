import { useRef, useSyncExternalStore } from 'react';
import { styleDialogStrings } from '../../strings/styleDialogs';
import { titleOf } from '../../strings/titles';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { MOST_PARTS } from '../../studio/styles/weights';
import { Cross } from '../Cross';
import { useFocusAfter } from '../useFocusAfter';
import { MixPad } from './MixPad';
import './MixPanel.css';
import { StyleThumb } from './StyleThumb';

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
}

/** Up to four styles, how much of each, and a pad between them; styles of the gallery are pressed into it. */
export default function MixPanel({ studio, state }: Props) {
  const words = styleDialogStrings;
  const { mixer } = studio.styles;
  useSyncExternalStore(mixer.store.subscribe, mixer.store.get);
  const parts = mixer.parts();
  const side = useRef<HTMLDivElement>(null);
  /** Which part was taken out last. */
  const at = useRef(0);
  useFocusAfter(parts.length, () => {
    const others = side.current?.querySelectorAll<HTMLElement>('.mix-out:enabled') ?? [];
    return others[Math.min(at.current, others.length - 1)] ?? side.current?.querySelector('.mix-foot button');
  });
  const settle = (): void => {
    mixer.finish();
  };
  return (
    <section className="mix-panel" aria-label={words.mixTitle}>
      <MixPad studio={studio} state={state} />
      <div ref={side} className="mix-side">
        <ul className="mix-parts">
          {parts.map(({ style, weight }, i) => {
            const title = titleOf(style);
            return (
              <li key={style.id}>
                <StyleThumb studio={studio} style={style} state={state} />
                <div className="mix-fader" style={{ '--share': weight / 100 }} title={title}>
                  <span className="mix-part-name">{title}</span>
                  <output>{words.weightValue(weight)}</output>
                  <input
                    type="range"
                    min={0}
                    max={100}
                    value={weight}
                    disabled={parts.length < 2}
                    aria-label={words.weight(title)}
                    aria-valuetext={words.weightValue(weight)}
                    onInput={(event) => {
                      mixer.setWeight(i, Number(event.currentTarget.value));
                    }}
                    onPointerUp={settle}
                    onKeyUp={settle}
                    onBlur={settle}
                  />
                </div>
                <button
                  type="button"
                  className="icon-button mix-out"
                  aria-label={words.takeOut(title)}
                  title={words.takeOut(title)}
                  disabled={parts.length < 2}
                  onClick={() => {
                    at.current = i;
                    mixer.remove(style.id);
                  }}
                >
                  <Cross />
                </button>
              </li>
            );
          })}
        </ul>
        <div className="mix-foot">
          <div role="status">
            {parts.length === 0 ? words.mixFirst : parts.length < MOST_PARTS ? words.mixMore : words.mixFull}
          </div>
          <button
            type="button"
            className="button button-small"
            onClick={() => {
              mixer.close();
            }}
          >
            {words.mixDone}
          </button>
        </div>
      </div>
    </section>
  );
}
