import { useEffect, useRef, useSyncExternalStore } from 'react';
import { strings } from '../../strings';
import { maskStrings } from '../../strings/masks';
import { BRUSH_SIZES } from '../../studio/masks/masks';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { Segments } from '../Segments';
import { UndoRedo } from '../UndoRedo';
import './MaskPanel.css';
import { QuickMasks } from './QuickMasks';
import { RestChooser } from './RestChooser';

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
}

const WAYS = ['paint', 'erase'] as const;

/** The brush, masks that need none, and what the rest of the picture gets. Stands where styles are chosen else. */
export default function MaskPanel({ studio, state }: Props) {
  const { masks } = studio;
  const { size, softness, erases } = useSyncExternalStore(masks.store.subscribe, masks.store.get);
  const panel = useRef<HTMLElement>(null);
  const words = maskStrings;

  // On a phone the button that opens this is far below the picture.
  useEffect(() => {
    panel.current?.closest('main')?.scrollIntoView({ block: 'start' });
  }, []);

  return (
    <section
      ref={panel}
      className="panel mask-panel"
      aria-label={words.title}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        masks.open(false);
      }}
    >
      <header className="mask-head">
        <h2>{words.title}</h2>
        <UndoRedo history={studio.history} />
        <button
          type="button"
          className="button button-small button-primary"
          onClick={() => {
            masks.open(false);
          }}
        >
          {words.done}
        </button>
      </header>
      <p className="mask-hint">{words.hint}</p>
      <div className="mask-brush">
        <Segments
          group="mask-way"
          label={words.brush}
          values={WAYS}
          value={erases ? 'erase' : 'paint'}
          names={words.ways}
          disabled={false}
          onChoose={(way) => {
            masks.choose({ erases: way === 'erase' });
          }}
        />
        <Share
          label={words.size}
          share={size}
          {...BRUSH_SIZES}
          onChange={(share) => {
            masks.choose({ size: share });
          }}
        />
        <Share
          label={words.softness}
          share={softness}
          least={0}
          most={1}
          step={0.05}
          onChange={(share) => {
            masks.choose({ softness: share });
          }}
        />
      </div>
      {state.photo && <QuickMasks masks={masks} picture={state.photo.picture} hasMask={state.mask !== null} />}
      <RestChooser studio={studio} state={state} />
      <p className="mask-hint mask-keys">{words.keys}</p>
    </section>
  );
}

interface ShareProps {
  readonly label: string;
  readonly share: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly onChange: (share: number) => void;
}

/** A slider in percent. */
function Share({ label, share, least, most, step, onChange }: ShareProps) {
  const percent = Math.round(share * 100);
  return (
    <label className="strength">
      <span>{label}</span>
      <input
        type="range"
        min={least * 100}
        max={most * 100}
        step={step * 100}
        value={percent}
        aria-valuetext={strings.percent(percent)}
        onInput={(event) => {
          onChange(Number(event.currentTarget.value) / 100);
        }}
      />
      <output>{strings.percent(percent)}</output>
    </label>
  );
}
