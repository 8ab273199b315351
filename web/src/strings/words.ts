/**
 * The same words in any language: texts are any text, functions take what the English ones take, lists are as long.
 * A part that lacks one in Korean is then an error of types.
 */
export type Words<Part> = Part extends string
  ? string
  : Part extends (...args: infer Args) => string
    ? (...args: Args) => string
    : { readonly [Key in keyof Part]: Words<Part[Key]> };
