import { optimiseStrings } from '../../strings/optimise';
import { strings } from '../../strings';
import type { OptimiseRoom } from '../../studio/optimise/room';
import type { OptimiseNotice as Told } from '../../studio/optimise/state';
import { CloseButton } from '../CloseButton';

interface Props {
  readonly room: OptimiseRoom;
  readonly notice: Told;
}

/** What the reader should know, and need do nothing about. */
const NEWS: readonly Told['kind'][] = ['fallback', 'storage', 'restored', 'painting'];

/** Says what is wrong, or what the reader should know, and offers the way out where there is one. */
export function OptimiseNotice({ room, notice }: Props) {
  const possible = notice.kind === 'memory' ? notice.possible : null;
  return (
    <div className={`notice${NEWS.includes(notice.kind) ? '' : ' notice-problem'}`} role="alert" key={notice.id}>
      <p>{optimiseStrings.notice(notice)}</p>
      {possible !== null && (
        <button
          type="button"
          className="button button-small"
          onClick={() => {
            room.useSize(possible);
          }}
        >
          {optimiseStrings.useSize(possible)}
        </button>
      )}
      <CloseButton
        label={strings.dismiss}
        onPress={() => {
          room.dismissNotice();
        }}
      />
    </div>
  );
}
