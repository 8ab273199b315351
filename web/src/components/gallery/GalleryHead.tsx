import { strings } from '../../strings';
import type { GalleryEntry } from '../../studio/gallery/gallery';
import { HeartIcon } from './icons';

interface Props {
  /** The style of the gallery that is chosen, if it is one. */
  readonly entry: GalleryEntry | undefined;
  /** What the style is called that is chosen otherwise. */
  readonly otherwise: string | undefined;
  readonly favourites: readonly string[];
  readonly onToggle: (id: string) => void;
}

/** Which style is chosen, who painted it, and whether it is a favourite. */
export function GalleryHead({ entry, otherwise, favourites, onToggle }: Props) {
  const words = strings.gallery;
  const title = entry && strings.pictures.title(entry.id, entry.title);
  const by = entry && words.by(entry.artist, entry.year);
  const isFavourite = entry !== undefined && favourites.includes(entry.id);
  const favouriteLabel = title && (isFavourite ? words.removeFavourite : words.addFavourite)(title);
  return (
    <header className="gallery-head">
      <h2>
        {strings.style} <span className="chooser-name">{title ?? otherwise}</span>
        {by && <span className="gallery-by">{by}</span>}
      </h2>
      {entry && (
        <button
          type="button"
          className="icon-button"
          aria-label={favouriteLabel}
          title={favouriteLabel}
          onClick={() => {
            onToggle(entry.id);
          }}
        >
          <HeartIcon filled={isFavourite} />
        </button>
      )}
    </header>
  );
}
