import { useEffect, useState } from 'react';
import type { Shot } from '../../protocol/shot';
import { strings } from '../../strings';
import { frameStrings } from '../../strings/frame';
import type { Output } from '../../studio/output';
import type { OutputState } from '../../studio/outputState';
import type { Painting } from '../../studio/state';

interface Props {
  readonly output: Output;
  readonly state: OutputState;
  readonly painting: Painting;
}

/** What the file says besides its pixels: only what is wished, and never where the photo was taken. */
export function FileContents({ output, state, painting }: Props) {
  const words = frameStrings;
  const { format, holdsSettings, keepsShot, print } = state;
  const shot = useShot(output, painting);
  const contents = {
    settings: format === 'png' && holdsSettings,
    print: format !== 'webp' && print.way !== 'off',
    shot: keepsShot && shot !== null,
  };
  return (
    <>
      {format === 'png' && (
        <label className="check">
          <input
            type="checkbox"
            checked={holdsSettings}
            onChange={(event) => {
              output.choose({ holdsSettings: event.currentTarget.checked });
            }}
          />
          <span>
            {strings.control.holdSettings}
            <small>{strings.control.holdSettingsDetail}</small>
          </span>
        </label>
      )}
      {shot && (
        <label className="check">
          <input
            type="checkbox"
            checked={keepsShot}
            onChange={(event) => {
              output.choose({ keepsShot: event.currentTarget.checked });
            }}
          />
          <span>
            {words.keepShot}
            <small>{words.keepShotDetail}</small>
            <small>{words.shot(shot)}</small>
          </span>
        </label>
      )}
      <p className="output-note">
        {words.holds(contents)} {!shot && keepsShot && words.noShot}
      </p>
    </>
  );
}

/** How the photo was taken; null where nothing is known, and until it is. */
function useShot(output: Output, { photo }: Painting): Shot | null {
  const [found, setFound] = useState<Shot | null>(null);
  useEffect(() => {
    let isGone = false;
    void output.shots.of(photo).then((shot) => {
      if (!isGone) setFound(shot);
    });
    return () => {
      isGone = true;
    };
  }, [output, photo]);
  return found;
}
