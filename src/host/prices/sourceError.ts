/** Why prices were not taken, in words for the person who asked for them. Nothing was changed. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
}
