import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { Mask } from '../../protocol/mask';
import { maskStrings } from '../../strings/masks';
import { featherOf, withFeather } from '../../studio/masks/feather';
import type { Shelf } from '../../studio/gallery/shelf';
import { BRUSH_SIZES, type Masks } from '../../studio/masks/masks';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import type { GalleryList } from '../gallery/GalleryList';
import { Segments } from '../Segments';
import { UndoRedo } from '../UndoRedo';
import './MaskPanel.css';
import { QuickMasks } from './QuickMasks';
import { RestChooser } from './RestChooser';
import { Share } from './Share';

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
  /** What styles are chosen from. */
  readonly list: typeof GalleryList;
  readonly shelf: Shelf;
}

const WAYS = ['paint', 'erase'] as const;

/** The brush, masks that need none, and what the rest of the picture gets. Stands where styles are chosen else. */
export default function MaskPanel({ studio, state, list, shelf }: Props) {
  const { masks } = studio;
  const { size, softness, erases, working } = useSyncExternalStore(masks.store.subscribe, masks.store.get);
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
      <Feather masks={masks} mask={working ?? state.mask} />
      <RestChooser studio={studio} state={state} list={list} shelf={shelf} />
      <p className="mask-hint mask-keys">{words.keys}</p>
    </section>
  );
}

/** Softens the edges of the whole mask, whatever it was made with. */
function Feather({ masks, mask }: { readonly masks: Masks; readonly mask: Mask | null }) {
  return (
    <div className="mask-feather">
      <Share
        label={maskStrings.feather}
        share={mask ? featherOf(mask) : 0}
        least={0}
        most={1}
        step={0.05}
        disabled={!mask}
        onChange={(share) => {
          if (mask) masks.show(withFeather(mask, share));
        }}
        onSettle={() => {
          masks.settle();
        }}
      />
      <p className="mask-hint">{maskStrings.featherHint}</p>
    </div>
  );
}
