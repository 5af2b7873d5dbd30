import type { ParsedFile } from '../model/document.ts';
import type { Finding } from '../model/finding.ts';
import type { Span } from '../text/span.ts';
import { assumptionsAbove } from './nearestAssumptions.ts';
import { spanAt, type NodePath } from './nodePath.ts';
import type { PoliciesValues } from './policiesSchema.ts';
import { readAssumptions } from './readAssumptions.ts';

/** The policies of one assumptions file. */
export interface Policies {
  readonly uri: string;
  readonly values: PoliciesValues;
  /** Where a path below `policies` ends in the file. */
  span(path: NodePath): Span;
}

/** Severity of what breaks a policy. */
export type PolicyLevel = Finding['level'];

const none: readonly Policies[] = [];

/**
 * The policies that hold for a config file, those of its nearest assumptions file first: of every folder above it, or of
 * `override` alone where that is used instead.
 */
export function policiesFor(
  uri: string,
  files: readonly ParsedFile[],
  override: ParsedFile | null,
): readonly Policies[] {
  const sources = override === null ? assumptionsAbove(uri, files) : [override];
  const found = sources.flatMap((file) => policiesOf(file) ?? []);
  return found.length === 0 ? none : found;
}

/** The policies that an assumptions file states; null when it states none. */
export function policiesOf(file: ParsedFile): Policies | null {
  const { values, root, uri } = readAssumptions(file).assumptions;
  if (values.policies === undefined || root === null) return null;
  return { uri, values: values.policies, span: (path) => spanAt(root, ['policies', ...path]) };
}

const productionNames = ['production', 'prod', 'live'];

/** Whether an environment is one of those that are production, whatever its case. */
export function isProduction(environment: string, { values }: Policies): boolean {
  const names = values.production ?? productionNames;
  return names.some((name) => name.toLowerCase() === environment.toLowerCase());
}
