/** The memory of the device in GiB, where the browser tells it: rounded to a power of two, and at most 8. */
export function deviceMemory(): number | undefined {
  return (navigator as { deviceMemory?: number }).deviceMemory;
}

/** Shorter sides of screens, in CSS pixels: those of phones lie below, those of tablets above. */
const PHONE_SIDE = 600;
/** What a phone is taken to have that does not tell: more than the least of them, less than the best. */
const OF_A_PHONE = 4;

/** The same, or a careful guess where the browser does not tell and the page is on a phone. */
export function likelyMemory(): number | undefined {
  const isPhone = matchMedia('(pointer: coarse)').matches && Math.min(screen.width, screen.height) < PHONE_SIDE;
  return deviceMemory() ?? (isPhone ? OF_A_PHONE : undefined);
}
