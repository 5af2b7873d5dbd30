import type { Change, Proposal } from '../../model/change.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { ParsedFile } from '../../model/document.ts';
import { fileAt, withEditedFiles } from '../../model/fileIndex.ts';
import { partOfFile } from '../../model/filePart.ts';
import { parseFile } from '../../syntax/parse.ts';
import { applyEdits, findConflict } from '../../text/applyEdits.ts';
import { composeEdits } from '../../text/composeEdits.ts';
import type { TextEdit } from '../../text/edit.ts';
import { spansOverlap } from '../../text/span.ts';
import type { ReadContext, ReadDeployment } from '../format.ts';
import { setAcceleratorCount } from './acceleratorCount.ts';
import { nameAccelerator } from './acceleratorName.ts';
import { autoscale } from './autoscale.ts';
import { setEngineSetting } from './engineSetting.ts';
import { setInstanceType } from './instanceType.ts';
import { setModel } from './model.ts';
import { setRegion } from './region.ts';
import { setReplicas } from './replicas.ts';
import { useSlice } from './slice.ts';
import { useSpot } from './spot.ts';
import { NO_PLACE, refuse, type EditTarget, type Step } from './target.ts';

/** A deployment that knows how to carry out one change; `readable` makes of it what formats hand out. */
export interface EditableDeployment {
  readonly deployment: Deployment;
  readonly sharedUris?: ReadDeployment['sharedUris'];
  step(change: Change): Step;
}

/** The one change, written where the config says the thing. */
export function stepOf(target: EditTarget): (change: Change) => Step {
  return (change) => {
    switch (change.kind) {
      case 'set-engine-setting':
        return setEngineSetting(target, change.setting, change.value);
      case 'set-model':
        return setModel(target, change.id);
      case 'use-spot':
        return useSpot(target, change.provider);
      case 'name-accelerator':
        return nameAccelerator(target, change.accelerator, change.provider);
      case 'set-accelerator-count':
        return setAcceleratorCount(target, change.count);
      case 'set-replicas':
        return setReplicas(target, change.min, change.max);
      case 'use-slice':
        return useSlice(target, change.profile, change.count);
      case 'autoscale':
        return autoscale(target, change);
      case 'set-region':
        return setRegion(target, change.region);
      case 'set-instance-type':
        return setInstanceType(target, change.instanceType, change.provider);
      default:
        return refuse(NO_PLACE);
    }
  };
}

/** Reads the deployments of one file once more, from texts that were edited. */
export type Reread = (file: ParsedFile, context: ReadContext) => readonly EditableDeployment[];

/**
 * Changes are carried out one after the other, each on the text that the one before left, so that two of them may touch
 * the same line. What comes out is one set of edits of the original texts. Whether the result of the last change reads as
 * wanted is for the caller to check, who prices it anyway.
 */
export function withProposals(
  read: EditableDeployment,
  file: ParsedFile,
  context: ReadContext,
  reread: Reread,
): ReadDeployment {
  return {
    deployment: read.deployment,
    sharedUris: read.sharedUris,
    propose: (changes) => carryOut(read, file, context, reread, changes),
  };
}

function carryOut(
  read: EditableDeployment,
  file: ParsedFile,
  context: ReadContext,
  reread: Reread,
  changes: readonly Change[],
): Proposal {
  const edits = new Map<string, readonly TextEdit[]>();
  let files = context.files;
  let current: EditableDeployment | undefined = read;
  for (const [index, change] of changes.entries()) {
    if (!current) return { refused: 'The changed config can no longer be read.' };
    const step = current.step(change);
    if ('refused' in step) return step;
    if (step.edits.length === 0) continue;
    const isLast = index === changes.length - 1;
    for (const edit of step.edits) {
      if (current.sharedUris?.has(edit.uri)) {
        return { refused: 'Other overlays use the same file: a patch would have to say it.' };
      }
      if (findConflict(edit.edits)) return { refused: 'The parts of the change touch each other.' };
      const before = fileAt(files, edit.uri);
      const original = fileAt(context.files, edit.uri);
      if (!before || !original) return { refused: 'The file to change is not at hand.' };
      edits.set(
        edit.uri,
        composeEdits(original.source.text, edits.get(edit.uri) ?? [], edit.edits),
      );
      // What the last change leaves is read by whoever applies it.
      if (isLast) continue;
      const text = applyEdits(before.source.text, edit.edits);
      const after = parseFile({ ...before.source, text }, context.parseCache);
      files = withEditedFiles(files, [after]);
    }
    if (!isLast)
      current = again(read, file, { ...context, files, edited: new Set(edits.keys()) }, reread);
  }
  return { edits: [...edits].map(([uri, each]) => ({ uri, edits: each })) };
}

function again(
  { deployment }: EditableDeployment,
  file: ParsedFile,
  context: ReadContext,
  reread: Reread,
): EditableDeployment | undefined {
  const own = fileAt(context.files, file.source.uri);
  // Edits change documents and append new ones: the one that holds the deployment is still at its place in the row.
  const index = file.documents.findIndex(({ span }) => spansOverlap(span, deployment.span));
  const document = own?.documents[index];
  if (!own || !document) return undefined;
  return reread(partOfFile(own, [document]), context).find(
    (each) => each.deployment.id === deployment.id,
  );
}
