/** Something that holds on to VS Code until it is let go. */
export interface Disposable {
  readonly dispose: () => void;
}
