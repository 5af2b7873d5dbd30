import type { ParsedFile, SourceDocument } from '../../model/document.ts';
import type { MappingNode, SyntaxDocument } from '../../syntax/tree.ts';
import { withProposals, type EditableDeployment } from '../edits/propose.ts';
import type { Format, FormatDocumentation, ReadContext, SkippedObject } from '../format.ts';
import { isMapping, type Located } from '../located.ts';

/** The root of one document of a file. */
export interface DocumentRoot extends Located<MappingNode> {
  readonly document: SyntaxDocument;
  /** True when the document has syntax problems, so that nothing must be claimed from absence. */
  readonly broken: boolean;
}

/** What one document holds: deployments, and what was recognised and left alone. */
export type DocumentReading = readonly (EditableDeployment | SkippedObject)[];

export interface DocumentFormat {
  readonly id: string;
  readonly documentation: FormatDocumentation;
  readonly mayRead: (document: SourceDocument) => boolean;
  readonly readDocument: (root: DocumentRoot, context: ReadContext) => DocumentReading;
}

/** A format whose files hold one config in each document. */
export function documentFormat(description: DocumentFormat): Format {
  const { id, documentation, mayRead } = description;
  return {
    id,
    title: documentation.title,
    documentation,
    mayRead,
    read: (file, context) => {
      const { deployments, skipped } = readAll(description, file, context);
      return {
        deployments: deployments.map((each) =>
          withProposals(each, file, context, (edited, inContext) => {
            return readAll(description, edited, inContext).deployments;
          }),
        ),
        skipped,
      };
    },
  };
}

/** Two of one name in a file are a mistake, or parts of two environments: their ids must differ all the same. */
function unlike(
  read: EditableDeployment,
  others: readonly EditableDeployment[],
): EditableDeployment {
  const { id } = read.deployment;
  const twins = others.filter(({ deployment }) => deployment.id.replace(/~\d+$/, '') === id).length;
  return twins === 0
    ? read
    : { ...read, deployment: { ...read.deployment, id: `${id}~${twins + 1}` } };
}

function readAll(
  { readDocument }: DocumentFormat,
  file: ParsedFile,
  context: ReadContext,
): { readonly deployments: EditableDeployment[]; readonly skipped: SkippedObject[] } {
  const deployments: EditableDeployment[] = [];
  const skipped: SkippedObject[] = [];
  for (const document of file.documents) {
    const root = document.root && { file, node: document.root };
    if (!root || !isMapping(root)) continue;
    const broken = document.problems.some(({ code }) => code !== 'templated');
    for (const each of readDocument({ ...root, document, broken }, context)) {
      if ('reason' in each) skipped.push(each);
      else deployments.push(unlike(each, deployments));
    }
  }
  return { deployments, skipped };
}
