import type { Change, Proposal } from '../../model/change.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { ParsedFile } from '../../model/document.ts';
import { parseFile } from '../../syntax/parse.ts';
import { findConflict } from '../../text/applyEdits.ts';
import type { ReadContext, ReadDeployment } from '../format.ts';
import { setAcceleratorCount } from './acceleratorCount.ts';
import { nameAccelerator } from './acceleratorName.ts';
import { setEngineSetting } from './engineSetting.ts';
import { setModel } from './model.ts';
import { edited, editsOf, unedited, type EditedText } from './pieces.ts';
import { setReplicas } from './replicas.ts';
import { useSpot } from './spot.ts';
import type { EditTarget, Step } from './target.ts';

/** A deployment that knows how to carry out one change; `readable` makes of it what formats hand out. */
export interface EditableDeployment {
  readonly deployment: Deployment;
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
    }
  };
}

/** Reads the deployments of one file once more, from texts that were edited. */
export type Reread = (file: ParsedFile, context: ReadContext) => readonly EditableDeployment[];

/**
 * Changes are carried out one after the other, each on the text that the one before left, so that two of them may touch
 * the same line. What comes out is one set of edits of the original texts.
 */
export function withProposals(
  read: EditableDeployment,
  file: ParsedFile,
  context: ReadContext,
  reread: Reread,
): ReadDeployment {
  return {
    deployment: read.deployment,
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
  const texts = new Map<string, EditedText>();
  let files = context.files;
  let current: EditableDeployment | undefined = read;
  for (const change of changes) {
    if (!current) return { refused: 'The changes do not fit together.' };
    const step = current.step(change);
    if ('refused' in step) return step;
    for (const { uri, edits } of step.edits) {
      const original = files.find(({ source }) => source.uri === uri);
      if (!original || findConflict(edits)) return { refused: 'The changes do not fit together.' };
      const after = edited(texts.get(uri) ?? unedited(original.source.text), edits);
      texts.set(uri, after);
      const parsed = parseFile({ ...original.source, text: after.text });
      files = files.map((each) => (each === original ? parsed : each));
    }
    if (step.edits.length === 0) continue;
    const own = files.find(({ source }) => source.uri === file.source.uri);
    current = own
      ? reread(own, { ...context, files }).find(
          ({ deployment }) => deployment.id === read.deployment.id,
        )
      : undefined;
  }
  if (!current) return { refused: 'The changed config could not be read.' };
  return {
    edits: [...texts].map(([uri, text]) => ({
      uri,
      edits: editsOf(text, lengthOf(context.files, uri)),
    })),
  };
}

function lengthOf(files: readonly ParsedFile[], uri: string): number {
  return files.find(({ source }) => source.uri === uri)?.source.text.length ?? 0;
}

