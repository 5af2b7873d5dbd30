/** A file of the repository as text, for tests that compare it. */
declare module '*?raw' {
  const text: string;
  export default text;
}
