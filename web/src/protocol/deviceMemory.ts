/** The memory of the device in GiB, where the browser tells it: rounded to a power of two, and at most 8. */
export function deviceMemory(): number | undefined {
  return (navigator as { deviceMemory?: number }).deviceMemory;
}

/** What a phone is taken to have that does not tell, as iPhones do not: of more, its browser gives a page no larger share. */
const OF_A_PHONE = 2;

/** The same, or a careful guess on a phone that does not tell. */
export function likelyMemory(): number | undefined {
  return deviceMemory() ?? (/Mobi|Android/.test(navigator.userAgent) ? OF_A_PHONE : undefined);
}
