import { strings } from '../strings';
import { isUpToDate, type StudioState } from '../studio/state';

/** Tells screen readers how the painting goes. Errors are announced by the notice itself. */
export function Announcer({ state }: { readonly state: StudioState }) {
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {spoken(state)}
    </p>
  );
}

function spoken(state: StudioState): string {
  const { phase, painting } = state;
  if (phase) return strings.phaseSpoken(phase);
  if (!painting || !isUpToDate(state)) return '';
  const { width, height } = painting.picture;
  return [
    strings.done(painting.photo.name, painting.style.name),
    strings.size(width, height),
    strings.time(painting.milliseconds),
    strings.runsOn(painting.backend),
  ].join(' ');
}
