import type { CompareQuestion, PanelCompare } from '../../../src/core/report/panelCompareSchema.ts';
import type { ViewContext } from '../../view.ts';

/** What the page wants to know; null without a deployment. */
export function questionOf({ state }: ViewContext): CompareQuestion | null {
  const { deploymentId, compare } = state;
  const { providers, region, purchase } = compare;
  return deploymentId === null ? null : { deploymentId, providers, region, purchase };
}

/**
 * The newest answer about the deployment. While a wider or another scope is on its way the answer before stays: nothing
 * jumps.
 */
export function answerOf({ compared, state }: ViewContext): PanelCompare | null {
  return compared?.question.deploymentId === state.deploymentId ? compared : null;
}

/** True while the answer to the question is on its way. */
export function isWaiting(context: ViewContext): boolean {
  return JSON.stringify(questionOf(context)) !== JSON.stringify(context.compared?.question);
}
