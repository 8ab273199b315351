import { useSyncExternalStore } from 'react';
import { COMPARISONS, shownPainting, type StudioState } from '../studio/state';
import type { Keeper } from '../studio/keeper';
import type { Studio } from '../studio/studio';
import { strings } from '../strings';
import { Icon } from './Icon';
import { MoreTools } from './MoreTools';
import { Segments } from './Segments';
import { ToolButton } from './ToolButton';
import './Tools.css';

interface Props {
  readonly studio: Studio;
  readonly keeper: Keeper;
  readonly state: StudioState;
}

const { control } = strings;

const PICTURES = {
  divider: <Icon name="compare" />,
  beside: <Icon name="beside" />,
  hold: <Icon name="hold" />,
};

/** Back and forth, ways to compare, and what is used less. */
export function Tools({ studio, keeper, state }: Props) {
  const { history } = studio;
  const { undo, redo } = useSyncExternalStore(history.store.subscribe, history.store.get);
  return (
    <div className="photo-tools">
      <ToolButton
        icon="undo"
        label={control.undo}
        name={control.undoName(undo)}
        disabled={!undo}
        onPress={() => {
          history.undo();
        }}
      />
      <ToolButton
        icon="redo"
        label={control.redo}
        name={control.redoName(redo)}
        disabled={!redo}
        onPress={() => {
          history.redo();
        }}
      />
      <Segments
        group="comparison"
        label={control.compare}
        values={COMPARISONS}
        value={state.comparison}
        names={control.comparisons}
        pictures={PICTURES}
        disabled={!shownPainting(state)}
        onChoose={(comparison) => {
          studio.setComparison(comparison);
        }}
      />
      <MoreTools studio={studio} keeper={keeper} state={state} />
    </div>
  );
}
