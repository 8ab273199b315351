import type { Studio } from '../studio/studio';
import type { StudioState } from '../studio/state';
import { strings } from '../strings';
import { titleOf } from '../strings/titles';
import './Chooser.css';
import { CameraTile, FileTile, PictureTile, Tile } from './Tile';

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
  /** What becomes of a file instead of being chosen. */
  readonly onFile?: (file: File) => void;
}

/** The photos that can be chosen, and the way to choose one's own. */
export function PhotoChooser({ studio, state, onFile }: Props) {
  const { samples, ownPhoto, photo, opening } = state;
  const shown = opening.photo ?? photo?.id;
  const { pictures } = strings;
  const sample = samples.find(({ id }) => id === shown);
  const name = sample ? pictures.title(sample.id, sample.title) : photo && titleOf(photo);

  function take(file: File): void {
    if (onFile) onFile(file);
    else void studio.chooseFile('photo', file);
  }

  return (
    <section className="chooser chooser-photo" aria-label={strings.photo} data-drop="photo">
      <h2>
        {strings.photo} {name && <span className="chooser-name">{name}</span>}
      </h2>
      <ul className="chooser-tiles">
        <FileTile
          label={strings.choosePhoto}
          shortcut="open"
          busy={opening.photo?.startsWith('own-') === true}
          onFile={take}
        />
        <CameraTile label={strings.takePhoto} onFile={take} />
        {ownPhoto && (
          <PictureTile
            label={strings.yourPhoto(ownPhoto.name)}
            picture={ownPhoto.picture}
            pressed={shown === ownPhoto.id}
            onPress={() => {
              void studio.chooseOwn('photo');
            }}
          />
        )}
        {samples.map((one) => (
          <Tile
            key={one.id}
            label={pictures.title(one.id, one.title)}
            hint={pictures.description(one.id, one.description)}
            pressed={shown === one.id}
            busy={opening.photo === one.id}
            onPress={() => {
              void studio.chooseSample(one);
            }}
          >
            <img src={one.thumbnailUrl.href} alt="" decoding="async" draggable={false} />
          </Tile>
        ))}
      </ul>
    </section>
  );
}
