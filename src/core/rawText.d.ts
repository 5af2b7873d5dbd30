/** A file bundled as text: decoded lazily, validated by zod where it is read. */
declare module '*?raw' {
  const text: string;
  export default text;
}
