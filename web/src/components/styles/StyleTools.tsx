import { lazy, Suspense, useRef, useState, useSyncExternalStore } from 'react';
import { strings } from '../../strings';
import type { StudioState } from '../../studio/state';
import type { Studio } from '../../studio/studio';
import { partsOf, scaleOf } from '../../studio/styles/mix';
import { isSent } from '../../studio/styles/sent';
import { STYLE_SCALES, type StyleScale } from '../../studio/styles/scale';
import { Segments } from '../Segments';
import { ToolButton } from '../ToolButton';
import { NotFetched } from '../Unreachable';
import { useFocusAfter } from '../useFocusAfter';
import { withWords } from '../withWords';
import { KeepBar } from './KeepBar';
import './StyleTools.css';

/** Fetched when they are wanted: whoever paints in a style as it is does without. */
const MixPanel = lazy(() => withWords(import('./MixPanel')).catch(() => ({ default: NotFetched })));
const MyStylesDialog = lazy(() => withWords(import('./MyStylesDialog')).catch(() => ({ default: NotFetched })));
const StyleCropDialog = lazy(() => withWords(import('./StyleCropDialog')).catch(() => ({ default: NotFetched })));

/** Of the scales, in their order. */
const SCALE_NAMES = ['0.5', '1', '2'] as const satisfies readonly `${StyleScale}`[];

interface Props {
  readonly studio: Studio;
  readonly state: StudioState;
}

/** What can be done with the chosen style: mix it with others, scale it, use a part of it, keep it. */
export function StyleTools({ studio, state }: Props) {
  const words = strings.styles;
  const { styles } = studio;
  const { isOpen: isMixing } = useSyncExternalStore(styles.mixer.store.subscribe, styles.mixer.store.get);
  const [scaling, setScaling] = useState<boolean | null>(null);
  /** The scale whose vectors are being made or fetched. */
  const [wanted, setWanted] = useState<StyleScale | null>(null);
  const [dialog, setDialog] = useState<'crop' | 'mine' | null>(null);
  const { style } = state;
  const scale = scaleOf(style);
  // What is not as usual is seen without a press.
  const isScaling = scaling ?? scale !== 1;
  const shownScale = (state.opening.style !== null ? wanted : null) ?? scale;
  const canCrop = styles.canCrop();
  const isFixed = style !== null && partsOf(style).every((part) => isSent(part.style));
  const close = (): void => {
    setDialog(null);
  };
  const row = useRef<HTMLDivElement>(null);
  useFocusAfter(isMixing, () => row.current?.querySelector('button'));

  return (
    <div
      className="style-tools"
      role="group"
      aria-label={words.tools}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !isMixing || dialog !== null) return;
        event.preventDefault();
        styles.mixer.close();
      }}
    >
      <div ref={row} className="style-tools-row">
        <ToolButton
          icon="mix"
          label={words.mix}
          name={words.mixName}
          expanded={isMixing}
          onPress={() => {
            if (isMixing) styles.mixer.close();
            else styles.mixer.open();
          }}
        />
        <ToolButton
          icon="scale"
          label={words.scale}
          name={words.scaleName}
          expanded={isScaling}
          onPress={() => {
            setScaling(!isScaling);
          }}
        />
        <ToolButton
          icon="crop"
          label={words.crop}
          name={canCrop || !style ? words.cropName : words.noPicture}
          disabled={!canCrop}
          onPress={() => {
            setDialog('crop');
          }}
        />
        <ToolButton
          icon="mine"
          label={words.mine}
          name={words.mineName}
          onPress={() => {
            setDialog('mine');
          }}
        />
      </div>
      {isScaling && isFixed && <p className="keep-bar keep-kept">{words.scaleFixed}</p>}
      {isScaling && !isFixed && (
        <Segments
          group="style-scale"
          label={words.scale}
          values={SCALE_NAMES}
          value={SCALE_NAMES[STYLE_SCALES.indexOf(shownScale)] ?? '1'}
          names={words.scales}
          hints={words.scaleHints}
          disabled={!style}
          onChoose={(name) => {
            const next = STYLE_SCALES[SCALE_NAMES.indexOf(name)] ?? 1;
            setWanted(next);
            void styles.setScale(next).finally(() => {
              // Another may have been chosen meanwhile.
              setWanted((now) => (now === next ? null : now));
            });
          }}
        />
      )}
      <KeepBar
        studio={studio}
        state={state}
        tells={dialog !== 'mine'}
        next={() =>
          row.current?.parentElement?.querySelector<HTMLElement>('.keep-bar button') ??
          row.current?.querySelector<HTMLElement>('button:last-child')
        }
      />
      <Suspense fallback={null}>
        {isMixing && <MixPanel studio={studio} state={state} />}
        {dialog === 'mine' && <MyStylesDialog studio={studio} state={state} onClose={close} />}
        {dialog === 'crop' && <StyleCropDialog studio={studio} onClose={close} />}
      </Suspense>
    </div>
  );
}
