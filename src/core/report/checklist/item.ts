import type { DeploymentAnalysis } from '../../analysis.ts';
import { placeOf, type Place } from '../../advice/place.ts';
import type { Policies } from '../../assumptions/policies.ts';
import type { Environment } from '../../model/environment.ts';
import type { Origin, Sourced } from '../../model/sourced.ts';

/** What the configs say to one item. */
export interface Answer {
  readonly status: 'done' | 'missing' | 'not-applicable';
  /** What is there, what is missing or why it is not asked; a phrase. */
  readonly note: string;
  /** Where that is written, or would be. */
  readonly place: Place;
}

/** One deployment as an item sees it. */
export interface ChecklistSubject extends DeploymentAnalysis {
  readonly context: Environment;
  readonly policies: readonly Policies[];
  /** The first key of the deployment's own text whose path, joined by dots, matches; null when there is none. */
  written(path: RegExp): Place | null;
}

/** One question of the checklist. */
export interface ChecklistItem {
  /** Stable and public. */
  readonly id: string;
  readonly title: string;
  answer(subject: ChecklistSubject): Answer;
}

const statedKinds: ReadonlySet<Origin['kind']> = new Set([
  'config',
  'assumptions',
  'measured',
  'setting',
]);

type Written = Sourced<unknown> | Place | null | undefined;

/** Answers that stand at a value, else at the name of the deployment. */
function answer(
  status: Answer['status'],
  { deployment }: ChecklistSubject,
  note: string,
  at?: Written,
): Answer {
  if (at && 'uri' in at) return { status, note, place: at };
  if (at?.origin.kind === 'assumptions' || at?.origin.kind === 'measured') {
    return { status, note, place: { uri: at.origin.uri, span: at.origin.span } };
  }
  return { status, note, place: placeOf(deployment, at) };
}

export const done = answer.bind(null, 'done');
export const missing = answer.bind(null, 'missing');
export const notApplicable = answer.bind(null, 'not-applicable');

/** True for what somebody wrote down, in the config, in the assumptions or in the settings, and for what was measured. */
export function isStated(value: Sourced<unknown> | null | undefined): value is Sourced<unknown> {
  const kind = value?.origin.kind;
  return kind !== undefined && statedKinds.has(kind);
}

/** True where the capacity is somebody else's: nothing of it is configured here. */
export function isHosted({ deployment }: ChecklistSubject): boolean {
  const { kind } = deployment.supply;
  return kind === 'api' || kind === 'units';
}

/** The first finding of one of the codes. */
export function findingWith({ findings }: ChecklistSubject, codes: readonly string[]) {
  return findings.find(({ code }) => codes.includes(code));
}
