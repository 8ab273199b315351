import { languages } from '../strings/language';

/** A part of the page whose words are a part of their own, once these are there. */
export async function withWords<Part>(fetched: Promise<Part>): Promise<Part> {
  const part = await fetched;
  await languages.settle();
  return part;
}
