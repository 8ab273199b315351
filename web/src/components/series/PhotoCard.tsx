import { memo, useEffect, useRef } from 'react';
import { strings } from '../../strings';
import type { Language } from '../../strings/language';
import { seriesStrings as words } from '../../strings/series';
import type { SeriesPhoto } from '../../studio/series/photosState';
import { CloseButton } from '../CloseButton';
import '../Progress.css';

interface Props {
  /** That of the page: with another one the card is rendered anew. */
  readonly language: Language;
  readonly photo: SeriesPhoto;
  /** In how many styles it is painted. */
  readonly styles: number;
  /** Of its painting at full size, 0..1; null where that is not known. */
  readonly share: number | null;
  readonly onRemove: (id: number) => void;
}

/** One of many photos: its newest painting, its name, and how far it is. */
export const PhotoCard = memo(function PhotoCard({ photo, styles, share, onRemove }: Props) {
  const { id, name, status, painted, thumbnail, failure } = photo;
  const isUnderWay = status === 'opening' || status === 'painting';
  const why = failure && strings.notice({ id: 0, kind: 'failure', code: failure, about: 'photo' });
  const text = failure
    ? words.reason(failure)
    : status === 'painting' && styles > 1
      ? `${words.status.painting} ${words.paintedOf(Math.min(styles, painted + 1), styles)}`
      : words.status[status];
  return (
    <li className={`photo-card photo-card-${status}`} title={why ? `${name}: ${why}` : name}>
      <div className="photo-card-picture progress">
        {thumbnail ? <Thumbnail file={thumbnail} /> : <Placeholder isFailed={status === 'failed'} />}
        {isUnderWay &&
          (share === null ? (
            <span className="progress-running" aria-hidden="true" />
          ) : (
            <progress aria-label={name} max={1} value={share} />
          ))}
        {!isUnderWay && (
          <CloseButton
            label={words.remove(name)}
            onPress={() => {
              onRemove(id);
            }}
          />
        )}
      </div>
      <p className="photo-card-name">{name}</p>
      <p className="photo-card-status">{text}</p>
    </li>
  );
});

function Thumbnail({ file }: { readonly file: Blob }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(() => {
    const url = URL.createObjectURL(file);
    if (image.current) image.current.src = url;
    return () => {
      URL.revokeObjectURL(url);
    };
  }, [file]);
  return <img ref={image} alt="" decoding="async" draggable={false} />;
}

function Placeholder({ isFailed }: { readonly isFailed: boolean }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path
        d={
          isFailed
            ? 'M12 4.500l9 15.500H3zM12 10v4.500M12 17.300v.01'
            : 'M4 5h16v14H4zM4 16l4.500-4.500 4 4 3-3L20 17M15.500 9.500v.01'
        }
      />
    </svg>
  );
}
