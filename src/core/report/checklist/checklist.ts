import type { Analysis } from '../../analysis.ts';
import { policiesFor } from '../../assumptions/policies.ts';
import { parseFile } from '../../syntax/parse.ts';
import type { Answer, ChecklistItem, ChecklistSubject } from './item.ts';
import { keyOf } from './keys.ts';
import { operationsItems } from './operations.ts';
import { servingItems } from './serving.ts';
import { sizingItems } from './sizing.ts';

/** In the order in which somebody sets a deployment up. */
const checklist: readonly ChecklistItem[] = [...sizingItems, ...servingItems, ...operationsItems];

/** One item and what it comes to for each deployment, in their order. */
export interface AnsweredItem extends Pick<ChecklistItem, 'id' | 'title'> {
  readonly answers: readonly (Answer & { readonly deploymentId: string; readonly name: string })[];
}

/** The checklist of good practice, answered from the configs and the assumptions alone. */
export function answeredChecklist({
  files,
  deployments,
  environment,
}: Analysis): readonly AnsweredItem[] {
  const parsed = files.map(({ file }) => file);
  const byUri = new Map(parsed.map((file) => [file.source.uri, file]));
  const override = environment.assumptions && parseFile(environment.assumptions);
  const subjects = deployments.map((one): ChecklistSubject => {
    const { uri } = one.deployment;
    return {
      ...one,
      context: environment,
      policies: policiesFor(uri, parsed, override),
      written: (path) => keyOf(one.deployment, byUri, path),
    };
  });
  return checklist.map((item) => ({
    id: item.id,
    title: item.title,
    answers: subjects.map((subject) => ({
      ...item.answer(subject),
      deploymentId: subject.deployment.id,
      name: subject.deployment.name,
    })),
  }));
}
