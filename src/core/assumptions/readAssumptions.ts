import type * as z from 'zod';
import type { ParsedFile, SourceDocument } from '../model/document.ts';
import type { Finding } from '../model/finding.ts';
import { parseFile } from '../syntax/parse.ts';
import type { SyntaxNode } from '../syntax/tree.ts';
import { describeMistake } from './mistake.ts';
import { plainValue, type NodePath } from './nodePath.ts';
import { assumptionsSchema, type AssumptionsValues } from './schema.ts';

/** A `.servingcost.yaml` that was read: what is right in it, and where each value stands. */
export interface Assumptions {
  readonly uri: string;
  readonly values: AssumptionsValues;
  /** Null when the file is empty. */
  readonly root: SyntaxNode | null;
}

export interface AssumptionsReading {
  readonly assumptions: Assumptions;
  /** Mistakes, each at the value or key that is wrong. */
  readonly findings: readonly Finding[];
}

const readings = new WeakMap<ParsedFile, AssumptionsReading>();

/**
 * Reads an assumptions file. A mistake drops the value it concerns and nothing else, so that a typing error in one
 * line does not change every other figure. Never throws. The reading of a file is kept as long as the file is.
 */
export function readAssumptions(file: ParsedFile): AssumptionsReading {
  const known = readings.get(file);
  if (known !== undefined) return known;
  const reading = readUncached(file);
  readings.set(file, reading);
  return reading;
}

/** Why a file of measurements is not understood whole; null when it is, and holds some. */
export function measurementsProblem(source: SourceDocument): string | null {
  const file = parseFile(source);
  const { assumptions, findings } = readAssumptions(file);
  const said = file.problems[0]?.message ?? findings[0]?.message;
  if (said !== undefined) return said;
  const blocks = Object.values(assumptions.values.deployments ?? {});
  return blocks.some(({ measured }) => measured !== undefined) ? null : 'it holds no measurements.';
}

function readUncached(file: ParsedFile): AssumptionsReading {
  const uri = file.source.uri;
  const root = file.documents[0]?.root ?? null;
  if (root === null || (root.kind === 'scalar' && root.value === null)) {
    return { assumptions: { uri, values: {}, root: null }, findings: [] };
  }
  const value = plainValue(root);
  const issues: z.core.$ZodIssue[] = [];
  // Each round drops what the last one complained about; dropping a required key can make its parent wrong.
  for (let round = 0; round < 8; round++) {
    const parsed = assumptionsSchema.safeParse(value);
    if (parsed.success) {
      const findings = issues.flatMap((issue) => describeMistake(issue, root, uri));
      return { assumptions: { uri, values: parsed.data, root }, findings };
    }
    // What only became wrong because something was dropped in an earlier round is no mistake of its own.
    if (round === 0) issues.push(...parsed.error.issues);
    // From the back, so that dropping a list item does not move the others.
    for (const issue of parsed.error.issues.toReversed()) drop(value, issue);
  }
  const findings = issues.flatMap((issue) => describeMistake(issue, root, uri));
  return { assumptions: { uri, values: {}, root }, findings };
}

function drop(value: unknown, issue: z.core.$ZodIssue): void {
  const path = issue.path.filter((step) => typeof step !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) remove(value, [...path, key]);
  } else {
    remove(value, path);
  }
}

/** Removes what a path ends at; what is not there, its nearest parent. */
function remove(value: unknown, path: NodePath): void {
  const parents: unknown[] = [value];
  for (const step of path.slice(0, -1)) {
    const parent = parents.at(-1);
    if (typeof parent !== 'object' || parent === null) break;
    parents.push((parent as Record<string | number, unknown>)[step]);
  }
  for (let depth = parents.length - 1; depth >= 0; depth--) {
    const parent = parents[depth];
    const key = path[depth];
    if (key === undefined) continue;
    if (Array.isArray(parent) && Number(key) in parent) {
      parent.splice(Number(key), 1);
      return;
    }
    if (typeof parent === 'object' && parent !== null && Object.hasOwn(parent, key)) {
      Reflect.deleteProperty(parent, key);
      return;
    }
  }
}
