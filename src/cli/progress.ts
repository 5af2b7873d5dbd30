import type { Terminal } from './terminal.ts';

/** One line on standard error that overwrites itself; nothing where nobody watches. */
export interface Progress {
  update(text: string): void;
  done(): void;
}

export function createProgress(terminal: Terminal): Progress {
  if (!terminal.interactive) return { update: () => undefined, done: () => undefined };
  let shown = false;
  return {
    update(text) {
      shown = true;
      terminal.progress(text);
    },
    done() {
      if (shown) terminal.progress('');
      shown = false;
    },
  };
}
