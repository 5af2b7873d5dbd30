import type { Finding } from './finding.ts';
import type { Span } from '../text/span.ts';

/** A budget of several deployments together, and what they come to. */
export interface GroupBudget {
  readonly holdsFor: 'total' | 'team' | 'environment';
  /** Of the team or environment; null for all deployments below the assumptions file. */
  readonly name: string | null;
  /** USD/month. */
  readonly budget: number;
  /** Which figure of the month is held against it. */
  readonly basis: 'expected' | 'max';
  /** USD/month, on that basis. */
  readonly cost: number;
  /** True when something of it is unpriced: it costs at least that. */
  readonly lowerBound: boolean;
  /** How many deployments it is of. */
  readonly deployments: number;
  /** Of the finding when it is exceeded. */
  readonly level: Finding['level'];
  /** Where the budget is stated. */
  readonly uri: string;
  readonly span: Span;
}
