import type { Deployment } from '../model/deployment.ts';
import type { Sourced } from '../model/sourced.ts';
import type { Span } from '../text/span.ts';

/** Where a finding stands. */
export interface Place {
  readonly uri: string;
  readonly span: Span;
}

/** The first of the values that is written in a config file; the deployment's name when none is. */
export function placeOf(
  deployment: Deployment,
  ...values: readonly (Sourced<unknown> | null | undefined)[]
): Place {
  for (const value of values) {
    if (value?.origin.kind === 'config') return { uri: value.origin.uri, span: value.origin.span };
  }
  return { uri: deployment.uri, span: deployment.nameSpan };
}
