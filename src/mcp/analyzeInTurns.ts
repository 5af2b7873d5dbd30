import { setImmediate } from 'node:timers/promises';
import { analysisSteps, createAnalysisCache, type Analysis } from '../core/index.ts';
import type { SourceDocument } from '../core/model/document.ts';
import type { Environment } from '../core/model/environment.ts';

/** How long an analysis keeps the server from answering others, about. Milliseconds. */
const LONGEST_TURN = 50;

/**
 * An analysis that lets other messages through, so that a client can ping the server or give up meanwhile.
 *
 * @throws the reason of the signal when the client gave up.
 */
export async function analyzeInTurns(
  documents: readonly SourceDocument[],
  environment: Environment,
  signal: AbortSignal,
): Promise<Analysis> {
  const steps = analysisSteps(documents, environment, createAnalysisCache());
  let turnEnds = performance.now() + LONGEST_TURN;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() < turnEnds) continue;
    await setImmediate();
    signal.throwIfAborted();
    turnEnds = performance.now() + LONGEST_TURN;
  }
}
