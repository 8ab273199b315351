import { useEffect, useRef, useSyncExternalStore } from 'react';
import { COMPARISONS, shownPainting, type StudioState } from '../studio/state';
import type { Keeper } from '../studio/keeper';
import type { Studio } from '../studio/studio';
import { strings } from '../strings';
import { Icon } from './Icon';
import { MoreTools } from './MoreTools';
import { Segments } from './Segments';
import { ToolButton } from './ToolButton';
import './Tools.css';
import { UndoRedo } from './UndoRedo';

interface Props {
  readonly studio: Studio;
  readonly keeper: Keeper;
  readonly state: StudioState;
}

const PICTURES = {
  divider: <Icon name="compare" />,
  beside: <Icon name="beside" />,
  hold: <Icon name="hold" />,
};

/** Back and forth, ways to compare, and what is used less. */
export function Tools({ studio, keeper, state }: Props) {
  const { control } = strings;
  const { masks } = studio;
  const { isOpen: isMasking } = useSyncExternalStore(masks.store.subscribe, masks.store.get);
  const brush = useRef<HTMLDivElement>(null);
  const wasMasking = useRef(false);

  // Back to where it was begun.
  useEffect(() => {
    if (wasMasking.current && !isMasking) brush.current?.querySelector('button')?.focus({ preventScroll: true });
    wasMasking.current = isMasking;
  }, [isMasking]);

  return (
    <div className="photo-tools">
      <UndoRedo history={studio.history} />
      <Segments
        group="comparison"
        label={control.compare}
        values={COMPARISONS}
        value={state.comparison}
        names={control.comparisons}
        pictures={PICTURES}
        disabled={!shownPainting(state) || isMasking}
        onChoose={(comparison) => {
          studio.setComparison(comparison);
        }}
      />
      <div ref={brush}>
        <ToolButton
          icon="brush"
          label={strings.detail.brush}
          name={strings.detail.brushName}
          pressed={isMasking}
          disabled={!shownPainting(state) && !isMasking}
          onPress={() => {
            masks.open(!isMasking);
          }}
        />
      </div>
      <MoreTools studio={studio} keeper={keeper} state={state} />
    </div>
  );
}
