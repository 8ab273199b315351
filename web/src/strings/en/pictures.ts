/** What the pictures of Easel are called: in English as their lists have it. */

export const pictures = {
  /** @param name what a picture that is none of Easel's is called */
  title: (_id: string, name: string) => name,
  description: (_id: string, description: string) => description,
};
