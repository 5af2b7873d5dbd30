/** Between two questions whether the extension is there. Milliseconds. */
const beat = 4000;
/** That many questions without an answer: it is gone, or so busy that its figures are late. */
const mostUnanswered = 2;

export interface Pulse {
  /** Something came from the extension. */
  heard(): void;
}

/**
 * Asks now and then whether the extension is still there. When its host was restarted, VS Code leaves the page standing with
 * the figures of before, and nobody behind it.
 */
export function createPulse(ask: () => void, tell: (isAnswered: boolean) => void): Pulse {
  let unanswered = 0;
  let isAnswered = true;

  function update(): void {
    const now = unanswered <= mostUnanswered;
    if (now === isAnswered) return;
    isAnswered = now;
    tell(now);
  }

  setInterval(() => {
    ask();
    unanswered++;
    update();
  }, beat);
  return {
    heard: () => {
      unanswered = 0;
      update();
    },
  };
}
