import type { ReactNode } from 'react';
import type { Purpose } from '../protocol/opener';
import type { Exhibit } from '../studio/catalogue';
import type { Studio } from '../studio/studio';
import type { StudioState } from '../studio/state';
import { strings } from '../strings';
import { titleOf } from '../strings/titles';
import './Chooser.css';
import { FileTile, Tile } from './Tile';
import { PictureCanvas } from './PictureCanvas';

interface Props {
  readonly purpose: Purpose;
  readonly studio: Studio;
  readonly state: StudioState;
  /** What becomes of a file instead of being chosen. */
  readonly onFile?: (file: File) => void;
}

/** The photos, or the styles, that can be chosen, and the way to choose one's own. */
export function Chooser({ purpose, studio, state, onFile }: Props) {
  const isPhoto = purpose === 'photo';
  const exhibits = isPhoto ? state.samples : state.styles;
  const own = isPhoto ? state.ownPhoto : state.ownStyle;
  const chosen = isPhoto ? state.photo : state.style;
  const opening = state.opening[purpose];
  const shown = opening ?? chosen?.id;
  const title = isPhoto ? strings.photo : strings.style;
  const { pictures } = strings;
  const exhibit = exhibits.find(({ id }) => id === shown);
  const name = exhibit ? pictures.title(exhibit.id, exhibit.title) : chosen && titleOf(chosen);

  function exhibitTile(exhibit: Exhibit): ReactNode {
    const { id, thumbnailUrl } = exhibit;
    return (
      <Tile
        key={id}
        label={pictures.title(id, exhibit.title)}
        hint={pictures.description(id, exhibit.description)}
        pressed={shown === id}
        busy={opening === id}
        onPress={() => {
          void studio.chooseExhibit(purpose, exhibit);
        }}
      >
        <img src={thumbnailUrl.href} alt="" decoding="async" draggable={false} />
      </Tile>
    );
  }

  return (
    <section className={`chooser chooser-${purpose}`} aria-label={title} data-drop={purpose}>
      <h2>
        {title} {name && <span className="chooser-name">{name}</span>}
      </h2>
      <ul className="chooser-tiles">
        <FileTile
          label={isPhoto ? strings.choosePhoto : strings.chooseStyle}
          shortcut={isPhoto ? 'open' : 'style'}
          busy={opening?.startsWith('own-') === true}
          onFile={(file) => {
            if (onFile) onFile(file);
            else void studio.chooseFile(purpose, file);
          }}
        />
        {own && (
          <Tile
            label={isPhoto ? strings.yourPhoto(own.name) : strings.yourStyle(own.name)}
            pressed={shown === own.id}
            busy={false}
            onPress={() => {
              void studio.chooseOwn(purpose);
            }}
          >
            <PictureCanvas picture={own.picture} label="" />
          </Tile>
        )}
        {exhibits.map(exhibitTile)}
      </ul>
    </section>
  );
}
