/** How long a work may keep its host from everything else, about. Milliseconds. */
const longestTurn = 20;

/**
 * Takes steps that are short each, and lets others have their turn now and then; null when `isOver`, asked before every
 * turn but the first, ended it. What `isOver` throws ends it too.
 */
export async function inTurns<Result>(
  steps: Iterator<unknown, Result>,
  isOver: () => boolean | Promise<boolean>,
): Promise<Result | null> {
  let turnEnds = performance.now() + longestTurn;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() < turnEnds) continue;
    await nextTurn();
    if (await isOver()) return null;
    turnEnds = performance.now() + longestTurn;
  }
}

/** A timer, since a promise alone would go before what else waits. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
