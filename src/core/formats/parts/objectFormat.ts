import type { ParsedFile } from '../../model/document.ts';
import { withProposals, type EditableDeployment } from '../edits/propose.ts';
import type {
  Format,
  FormatDocumentation,
  FormatReading,
  ReadContext,
  SkippedObject,
} from '../format.ts';
import { isOwned } from '../kubernetes/joins.ts';
import { groupOf, type KubernetesObject } from '../kubernetes/objects.ts';
import { deployedObjects } from '../kustomize/deployed.ts';

/** What one object, or one part of it, comes to. */
export type Reading = EditableDeployment | SkippedObject;

/** Reads a file into editable deployments and what was left alone. */
export type ReadAll = (file: ParsedFile, context: ReadContext) => readonly Reading[];

interface ObjectFormat {
  readonly id: string;
  readonly title: string;
  readonly documentation: FormatDocumentation;
  /** API groups of its objects; one of them stands in every file of the format. */
  readonly groups: readonly string[];
  /** Null for a kind that is none of its business. */
  readonly read: (object: KubernetesObject, context: ReadContext) => readonly Reading[] | null;
}

/** A format of objects of certain API groups: Kubernetes' own way to tell what a file is. */
export function objectFormat({ groups, read, ...format }: ObjectFormat): Format {
  return {
    ...format,
    mayRead: ({ text }) => groups.some((group) => text.includes(group)),
    read: readingOf((file, context) =>
      deployedObjects(file, context)
        .filter(({ object }) => groups.includes(groupOf(object)) && !isOwned(object, context.files))
        .flatMap(({ object, context: own }) => read(object, own) ?? []),
    ),
  };
}

/** The `read` of a format, from what it reads as editable deployments. */
export function readingOf(readAll: ReadAll): Format['read'] {
  const editable = (file: ParsedFile, context: ReadContext): EditableDeployment[] =>
    readAll(file, context).flatMap((each) => ('deployment' in each ? [each] : []));
  return (file, context): FormatReading => {
    const readings = readAll(file, context);
    return {
      deployments: readings.flatMap((each) =>
        'deployment' in each ? [withProposals(each, file, context, editable)] : [],
      ),
      skipped: readings.flatMap((each) => ('reason' in each ? [each] : [])),
    };
  };
}

/** A reason why an object is left alone, at its name. */
export function skip(object: KubernetesObject, reason: string): SkippedObject {
  return { reason, span: object.nameNode?.node.span ?? object.node.span };
}
