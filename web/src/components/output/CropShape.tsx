import { ratioOf, type CropKind } from '../../studio/frame/crop';

/** In a field of 24 by 24; the whole is drawn as a photo usually is. */
const LONG_SIDE = 17;
const PHOTO_RATIO = 3 / 2;

/** The outline of a crop. */
export function CropShape({ kind }: { readonly kind: CropKind }) {
  const ratio = ratioOf(kind) ?? PHOTO_RATIO;
  const width = ratio >= 1 ? LONG_SIDE : LONG_SIDE * ratio;
  const height = width / ratio;
  return (
    <svg className="icon crop-shape" viewBox="0 0 24 24" aria-hidden="true">
      <rect
        x={12 - width / 2}
        y={12 - height / 2}
        width={width}
        height={height}
        rx="1"
        strokeDasharray={kind === 'free' ? '3 2.4' : undefined}
      />
      {kind === 'square' && <circle cx="12" cy="12" r={LONG_SIDE / 2} />}
    </svg>
  );
}
