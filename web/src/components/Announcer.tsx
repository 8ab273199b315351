import { strings } from '../strings';
import { titleOf } from '../strings/titles';
import type { OutputState } from '../studio/outputState';
import { isUpToDate, type StudioState } from '../studio/state';

/** Tells screen readers how it goes. Errors are announced by the notice itself. */
export function Announcer({ text }: { readonly text: string }) {
  return (
    <p className="visually-hidden" role="status" aria-live="polite">
      {text}
    </p>
  );
}

/** What there is to tell about the painting of a photo. */
export function spoken(state: StudioState): string {
  const { phase, painting } = state;
  if (phase) return strings.phaseSpoken(phase);
  if (!painting || !isUpToDate(state)) return '';
  const { width, height } = painting.picture;
  return [
    strings.done(titleOf(painting.photo), titleOf(painting.style)),
    strings.size(width, height),
    strings.time(painting.milliseconds),
    strings.runsOn(painting.backend),
  ].join(' ');
}

/** What there is to tell about the painting at full size. */
export function spokenOutput({ run, full }: OutputState): string {
  if (run) return strings.output.phaseSpoken(run.phase);
  return full ? strings.output.fullDone : '';
}
