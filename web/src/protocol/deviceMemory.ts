/** The memory of the device in GiB, where the browser tells it: rounded to a power of two, and at most 8. */
export function deviceMemory(): number | undefined {
  return (navigator as { deviceMemory?: number }).deviceMemory;
}

/** Of a phone that does not tell, as iPhones do not: of more, its browser gives a page no larger share. */
const UNKNOWN_PHONE = 2;

/** The same for the worker's greatest needs: a phone that does not tell counts as a small one. */
export function cautiousMemory(told: number | undefined, userAgent: string): number | undefined {
  return told ?? (/Mobi|Android/.test(userAgent) ? UNKNOWN_PHONE : undefined);
}
