import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Keeper } from '../studio/keeper';
import { settingsOf } from '../studio/settings';
import type { StudioState } from '../studio/state';
import type { Studio } from '../studio/studio';
import { strings } from '../strings';
import { ToolButton } from './ToolButton';

interface Props {
  readonly studio: Studio;
  readonly keeper: Keeper;
  readonly state: StudioState;
}

/** What is used less, behind a button. */
export function MoreTools({ studio, keeper, state }: Props) {
  const { control } = strings;
  const [isOpen, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!isOpen) return;
    const listening = new AbortController();
    const { signal } = listening;
    const closeOutside = (event: Event): void => {
      if (!(event.target instanceof Node && frame.current?.contains(event.target))) setOpen(false);
    };
    window.addEventListener('pointerdown', closeOutside, { signal });
    window.addEventListener('focusin', closeOutside, { signal });
    frame.current?.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        setOpen(false);
        frame.current?.querySelector('button')?.focus();
      },
      { signal },
    );
    return () => {
      listening.abort();
    };
  }, [isOpen]);

  return (
    <div ref={frame} className="more">
      <ToolButton
        icon="more"
        label={control.more}
        expanded={isOpen}
        onPress={() => {
          setOpen(!isOpen);
        }}
      />
      {isOpen && <Sheet studio={studio} keeper={keeper} state={state} />}
    </div>
  );
}

function Sheet({ studio, keeper, state }: Props) {
  const { control } = strings;
  const { keepsPhoto, copied } = useSyncExternalStore(keeper.store.subscribe, keeper.store.get);
  const isCopied = copied !== null && copied === keeper.link();
  const settings = settingsOf(state, studio.vectorOf);
  const linkDetail =
    state.style !== null && settings.style === null
      ? control.linkWithoutStyle
      : state.rest !== null && settings.rest === null
        ? control.linkWithoutRest
        : settings.own && state.encoder
          ? control.linkWithOwn(state.encoder.styleLength)
          : control.linkDetail;
  return (
    <div className="more-sheet" role="group" aria-label={control.more}>
      <button type="button" className="more-item" onClick={() => void keeper.copyLink()}>
        <span role="status">{isCopied ? control.linkCopied : control.copyLink}</span>
        <small>{linkDetail}</small>
      </button>
      <label className="more-item more-check">
        <span>{control.keepPhoto}</span>
        <input
          type="checkbox"
          checked={keepsPhoto}
          onChange={(event) => {
            void keeper.keepPhoto(event.currentTarget.checked);
          }}
        />
        <small>{control.keepPhotoDetail}</small>
      </label>
      <button
        type="button"
        className="more-item"
        onClick={() => {
          studio.reset();
        }}
      >
        {control.reset}
        <small>{control.resetDetail}</small>
      </button>
    </div>
  );
}
