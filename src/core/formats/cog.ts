import type { EditableDeployment } from './edits/propose.ts';
import { at, defaulted, isMapping, scalarAt, type Located } from './located.ts';
import { unnamedAccelerator } from './platforms/accelerators.ts';
import { platformDeployment, scaledReplicas } from './platforms/deployment.ts';
import { documentFormat, type DocumentRoot } from './platforms/documentFormat.ts';
import { switchAt, wholeAt } from './platforms/scalars.ts';
import { platformStep } from './platforms/steps.ts';
import { fileName, folderName } from './uris.ts';
import { collectNotes } from './pods/notes.ts';

/** Cog packages for Replicate (github.com/replicate/cog, docs/yaml.md). */
export const cog = documentFormat({
  id: 'cog',
  documentation: {
    title: 'Cog',
    files: '`cog.yaml` with a `build` section and a `predict` or `run` entry point',
    reads:
      'whether it needs a GPU, requests at a time; which GPU, and how many instances, is chosen on Replicate',
    edits: 'nothing that changes the price is written in the file',
  },
  mayRead: ({ uri, text }) => /(^|\/)[\w.-]*cog\.ya?ml$/i.test(uri) && /^build\s*:/m.test(text),
  readDocument: (root) => (isCog(root) ? [readCog(root)] : []),
});

function isCog(root: DocumentRoot): boolean {
  const build = at(root, 'build');
  const serves = ['predict', 'run', 'image'].some((key) => scalarAt(root, key) !== null);
  return build !== null && isMapping(build) && serves;
}

function readCog(root: DocumentRoot): EditableDeployment {
  const place: Located = scalarAt(root, 'predict') ?? scalarAt(root, 'run') ?? root;
  const notes = collectNotes(root.file.source.uri, place.node.span);
  const gpu = switchAt(root, 'build', 'gpu');
  notes.add(
    'unsupported',
    'Hardware and instances are chosen on Replicate, not in this file.',
    place,
  );
  const image = scalarAt(root, 'image');
  const deployment = platformDeployment(
    {
      format: cog.id,
      kind: fileName(root.file),
      name: image?.node.text.split('/').at(-1) ?? folderName(root.file),
      nameSpan: (image ?? place).node.span,
      object: root,
    },
    root,
    {
      accelerator: gpu?.value === true ? unnamedAccelerator({ ...gpu, value: 1 }) : null,
      inCluster: false,
      supply: {
        kind: 'serverless',
        platform: 'replicate',
        concurrency:
          wholeAt(root, 'concurrency', 'max') ??
          defaulted(1, 'concurrency', 'Cog answers one request at a time unless told otherwise'),
        provisioned: null,
        idleSeconds: null,
      },
      replicas: scaledReplicas(
        defaulted(0, 'instances', 'Replicate stops instances that have nothing to do'),
        null,
        root,
      ),
      notes: notes.list,
    },
  );
  return { deployment, step: platformStep({ deployment, object: root, title: 'Cog' }) };
}
