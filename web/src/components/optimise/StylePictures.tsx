import type { ReactNode } from 'react';
import type { OptimiseRoom } from '../../studio/optimise/room';
import type { OptimiseStudioState } from '../../studio/optimise/state';
import type { GalleryEntry } from '../../studio/gallery/gallery';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { isSent } from '../../studio/styles/sent';
import { strings } from '../../strings';
import { titleOf } from '../../strings/titles';
import '../Chooser.css';
import { PictureCanvas } from '../PictureCanvas';
import { KeptMessage } from '../styles/KeptMessage';
import { FileTile, Tile } from '../Tile';
import './StylePictures.css';

interface Props {
  readonly room: OptimiseRoom;
  readonly studio: Studio;
  readonly state: OptimiseStudioState;
  readonly studioState: StudioState;
}

/** The style pictures that there are: the reader's, kept or not, and those that come with Easel. */
export function StylePictures({ room, studio, state, studioState }: Props) {
  const { style, openingStyle } = state;
  const { mine, styles, style: chosen } = studioState;
  const { pictures, gallery } = strings;
  const shown = openingStyle ?? style?.id;
  const known = [...mine, ...styles].find(({ id }) => id === shown);
  const name = known ? titleOf({ id: known.id, name: known.title }) : style && titleOf(style);

  function tile(id: string, label: string, picture: ReactNode, hint = ''): ReactNode {
    return (
      <Tile
        key={id}
        label={label}
        hint={hint}
        pressed={shown === id}
        busy={openingStyle === id}
        onPress={() => void room.styles.choose(id)}
      >
        {picture}
      </Tile>
    );
  }

  return (
    <section className="chooser chooser-style style-pictures" aria-label={strings.style} data-drop="style">
      <h2>
        {strings.style} {name && <span className="chooser-name">{name}</span>}
      </h2>
      {!style && chosen?.picture === null && openingStyle === null && (
        <p className="knob-help">{gallery.needsPicture(titleOf(chosen))}</p>
      )}
      <ul className="chooser-tiles">
        <FileTile
          label={strings.chooseStyle}
          shortcut="style"
          busy={openingStyle !== null && !known}
          onFile={(file) => void room.openStyle(file)}
        />
        {room.styles.own.map((own) =>
          tile(own.id, strings.yourStyle(own.name), <PictureCanvas picture={own.picture} label="" />),
        )}
        {mine
          .filter(hasPicture)
          .map(({ id, title, thumbnailUrl }) => tile(id, title, <Thumbnail url={thumbnailUrl} />, gallery.groups.mine))}
        {styles.map(({ id, title, description, thumbnailUrl }) =>
          tile(id, pictures.title(id, title), <Thumbnail url={thumbnailUrl} />, pictures.description(id, description)),
        )}
      </ul>
      <div role="status">
        <KeptMessage mine={studio.styles.mine} />
      </div>
    </section>
  );
}

/** What came as its numbers has none. */
function hasPicture(entry: GalleryEntry): boolean {
  return !isSent(entry);
}

function Thumbnail({ url }: { readonly url: URL }) {
  return <img src={url.href} alt="" decoding="async" draggable={false} />;
}
