/** A file of a folder that somebody named. */
export interface LocalFile {
  /** Path in the folder, with `/`. */
  readonly name: string;
  /** Day it was written, `YYYY-MM-DD`. */
  readonly modified: string;
  /** Rejects with the reason when it cannot be read. */
  read(): AsyncIterable<Uint8Array>;
}

/** The disk, as far as somebody named it. */
export interface LocalFiles {
  /** Whether a source is one of these files or folders, and no address to fetch. */
  isOwn(source: string): boolean;
  /**
   * The files of a folder and below it, without links, in order of their names; a file alone as the only one. Rejects with the
   * reason when there is nothing.
   */
  list(path: string): Promise<readonly LocalFile[]>;
}
