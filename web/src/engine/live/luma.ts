/** Brightness of a colour (ITU-R BT.601, as in JPEG). In a file of its own: the page needs it as well, and no more. */
export const LUMA = [0.299, 0.587, 0.114] as const;
