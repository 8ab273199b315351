import { strings } from '../../strings';
import type { GalleryEntry } from '../../studio/gallery/gallery';
import { HeartIcon } from './icons';

interface Props {
  readonly entry: GalleryEntry;
  readonly pressed: boolean;
  readonly busy: boolean;
  readonly isFavourite: boolean;
  /** Whether Tab stops here; arrow keys reach all of them. */
  readonly isTabStop: boolean;
  readonly onPress: () => void;
}

/** A style: one of our photos painted in it, and what hangs beside it. */
export function GalleryTile({ entry, pressed, busy, isFavourite, isTabStop, onPress }: Props) {
  const { artist, year, thumbnailUrl, isUnfit = false } = entry;
  const title = strings.pictures.title(entry.id, entry.title);
  const by = strings.gallery.by(artist, year);
  return (
    <li>
      <button
        type="button"
        className={`tile gallery-tile${busy ? ' tile-busy' : ''}${isUnfit ? ' gallery-unfit' : ''}`}
        aria-label={isUnfit ? strings.styles.unfit(title) : title}
        aria-pressed={pressed}
        title={by ? `${title}: ${by}` : title}
        tabIndex={isTabStop ? 0 : -1}
        data-style={entry.id}
        onClick={onPress}
      >
        <img
          src={thumbnailUrl.href}
          alt=""
          width={192}
          height={192}
          loading="lazy"
          decoding="async"
          draggable={false}
        />
        {isFavourite && <HeartIcon filled />}
      </button>
      <p className="gallery-label" aria-hidden="true">
        <span>{title}</span>
        {by && <span>{by}</span>}
      </p>
    </li>
  );
}
