import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A column of the specification. */
interface SpecifiedColumn {
  readonly id: string;
  readonly level: 'Mandatory' | 'Recommended' | 'Conditional';
  readonly nulls: boolean;
  readonly type: 'String' | 'Decimal' | 'JSON' | 'Date/Time';
  /** The only values it may have. */
  readonly values?: readonly string[];
}

/** The dataset Cost and Usage of FOCUS, with where and when it was read. */
export interface FocusSpecification {
  readonly columns: readonly SpecifiedColumn[];
  /** Subcategories of services by their category. */
  readonly subcategories: Readonly<Record<string, readonly string[]>>;
}

export const focusSpecification = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/focus-1.4-cost-and-usage.json'), 'utf8'),
) as FocusSpecification;
