/** The memory of the device in GiB, where the browser tells it: rounded to a power of two, and at most 8. */
export function deviceMemory(): number | undefined {
  return (navigator as { deviceMemory?: number }).deviceMemory;
}
