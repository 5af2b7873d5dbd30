import { setImmediate } from 'node:timers/promises';
import { analysisSteps, type Analysis } from '../core/index.ts';
import type { AnalysisCache } from '../core/analysis/cache.ts';
import type { SourceDocument } from '../core/model/document.ts';
import type { Environment } from '../core/model/environment.ts';

/** How long an analysis keeps the server from answering others, about. Milliseconds. */
const LONGEST_TURN = 50;

/**
 * An analysis that lets other messages through, so that a client can ping the server or give up meanwhile.
 *
 * @param beforeTurn Called between two turns; what it throws ends the analysis.
 */
export async function analyzeInTurns(
  documents: readonly SourceDocument[],
  environment: Environment,
  cache: AnalysisCache,
  beforeTurn: () => Promise<void>,
): Promise<Analysis> {
  const steps = analysisSteps(documents, environment, cache);
  let turnEnds = performance.now() + LONGEST_TURN;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() < turnEnds) continue;
    await setImmediate();
    await beforeTurn();
    turnEnds = performance.now() + LONGEST_TURN;
  }
}
