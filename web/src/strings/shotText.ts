/** What files hold besides their pixels, as any language tells it. */

import type { Shot } from '../protocol/shot';

export interface FileContents {
  readonly settings: boolean;
  readonly print: boolean;
  readonly shot: boolean;
}

/**
 * When and with what a photo was taken, in one line.
 * @param seconds the unit of the exposure
 */
export function shotText(shot: Shot, language: string, decimal: (value: number) => string, seconds: string): string {
  const { taken, make, model, lens, focal, exposure, aperture, iso } = shot;
  // Many models begin with their maker.
  const camera = make !== undefined && model?.startsWith(make) ? [model] : [make, model];
  const parts = [
    taken && momentOf(taken, language),
    camera.filter((name) => name !== undefined).join(' '),
    lens,
    focal && `${decimal(focal[0] / focal[1])} mm`,
    exposure && `${exposureOf(exposure, decimal)} ${seconds}`,
    aperture && `f/${decimal(aperture[0] / aperture[1])}`,
    iso && `ISO ${String(iso)}`,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** A moment by a camera's clock, `YYYY:MM:DD HH:MM:SS`, as a language writes it. */
function momentOf(taken: string, language: string): string {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = taken.split(/[: ]/).map(Number);
  // Cameras know no time zone, so neither does this.
  const moment = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  return format.format(moment);
}

/** Seconds as photographers write them: a half as 1/2. */
function exposureOf([above, below]: readonly [number, number], decimal: (value: number) => string): string {
  return above < below ? `1/${decimal(below / above)}` : decimal(above / below);
}
