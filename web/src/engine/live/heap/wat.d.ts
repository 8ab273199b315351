/** `build/assembly.ts` makes two binaries of each: they differ in the memory that they import. */
declare module '*.wat' {
  const code: { readonly own: BufferSource; readonly shared: BufferSource };
  export default code;
}
