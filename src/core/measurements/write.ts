import { behind } from '../assumptions/behind.ts';
import { forgetEdits } from '../assumptions/forget.ts';
import { isEmptyRoot } from '../assumptions/emptyRoot.ts';
import { namesOf } from '../assumptions/layers.ts';
import { assumptionsFileNames, nearestAssumptions } from '../assumptions/nearestAssumptions.ts';
import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import { get } from '../syntax/access.ts';
import { parseFile } from '../syntax/parse.ts';
import { appendDocument, putPath } from '../syntax/yamlEdit.ts';
import type { YamlMapping, YamlValue } from '../syntax/yamlWrite.ts';
import { applyEdits } from '../text/applyEdits.ts';
import { composeEdits } from '../text/composeEdits.ts';
import type { FileEdit, TextEdit } from '../text/edit.ts';
import type { MeasuredDeployment } from './measured.ts';

export interface MeasuredEdits {
  readonly edits: readonly FileEdit[];
  /** What could not be written, and why; a sentence each. */
  readonly refused: readonly string[];
}

export interface WriteOptions {
  readonly files: readonly ParsedFile[];
  /** All deployments that are known: names that several of them have are told apart by their namespace. */
  readonly deployments: readonly Deployment[];
  /** URI of the folder that a new assumptions file goes to, where it lies above the config. */
  readonly home: string;
  /** Whether what the file states of a deployment, and is measured now, is taken out. */
  readonly replace: boolean;
}

/**
 * Edits that write measurements into the assumptions files that hold for the deployments, in the place of earlier ones of their
 * kind. Everything else in the files stays as it is.
 */
export function measuredEdits(
  measured: readonly MeasuredDeployment[],
  options: WriteOptions,
): MeasuredEdits {
  const byFile = new Map<string, MeasuredDeployment[]>();
  for (const one of measured) {
    const uri = fileOf(one.target.deployment, options);
    byFile.set(uri, [...(byFile.get(uri) ?? []), one]);
  }
  const results = [...byFile].map(([uri, own]) => editsOf(uri, own, options));
  return {
    edits: results.flatMap(({ edits }) => edits),
    refused: results.flatMap(({ refused }) => refused),
  };
}

/** Measurements as a file of their own, for `--measured`; what cannot be told apart by name is left out. */
export function measuredFile(
  measured: readonly MeasuredDeployment[],
  deployments: readonly Deployment[],
): { readonly text: string; readonly refused: readonly string[] } {
  const blocks: Record<string, YamlValue> = {};
  const refused: string[] = [];
  for (const { target, values } of measured) {
    const name = uniqueName(target.deployment, deployments);
    if (name === null) refused.push(notUnique(target.deployment));
    else blocks[name] = { measured: values as unknown as YamlMapping };
  }
  const written = appendDocument('', null, { version: 1, deployments: blocks });
  return { text: 'refused' in written ? '' : applyEdits('', written.edits), refused };
}

function fileOf({ uri }: Deployment, { files, home }: WriteOptions): string {
  const nearest = nearestAssumptions(uri, files);
  if (nearest !== null) return nearest.source.uri;
  const folder = uri.startsWith(`${home}/`) ? home : uri.slice(0, uri.lastIndexOf('/'));
  return `${folder}/${assumptionsFileNames[0]}`;
}

function editsOf(
  uri: string,
  measured: readonly MeasuredDeployment[],
  options: WriteOptions,
): MeasuredEdits {
  const file = options.files.find(({ source }) => source.uri === uri) ?? null;
  const refused: string[] = [];
  const under = options.deployments.filter((one) => fileOf(one, options) === uri);
  const text = file?.source.text ?? '';
  let current = file ?? parseFile({ uri, version: 0, text: '' });
  let edits: readonly TextEdit[] = [];
  const apply = (more: readonly TextEdit[]): void => {
    edits = composeEdits(text, edits, more);
    const after = applyEdits(current.source.text, more);
    current = parseFile({ ...current.source, text: after });
  };
  if (current.problems.length > 0 || current.documents.length > 1) {
    return {
      edits: [],
      refused: [`${uri.slice(uri.lastIndexOf('/') + 1)} cannot be read as it is.`],
    };
  }
  for (const one of measured) {
    const { deployment } = one.target;
    const name = blockOf(deployment, current, under);
    if (name === null) {
      refused.push(notUnique(deployment));
      continue;
    }
    if (options.replace) {
      for (const path of statedPaths(one)) {
        const others = options.files.filter(({ source }) => source.uri !== uri);
        const forgotten = forgetEdits(deployment, path, [...others, current]);
        if (!('refused' in forgotten)) apply(forgotten.edits[0]?.edits ?? []);
      }
    }
    for (const [kind, values] of Object.entries(one.values)) {
      const written = put(current, ['deployments', name, 'measured', kind], values as YamlMapping);
      if ('refused' in written) refused.push(`${deployment.name}: ${written.refused}`);
      else apply(written.edits);
    }
  }
  if (edits.length === 0) return { edits: [], refused };
  return { edits: [{ uri, ...(file === null && { create: true }), edits }], refused };
}

function put(
  file: ParsedFile,
  path: readonly string[],
  value: YamlMapping,
): { readonly edits: readonly TextEdit[] } | { readonly refused: string } {
  const { text } = file.source;
  const root = file.documents[0]?.root ?? null;
  if (isEmptyRoot(root)) {
    const below = path.reduceRight<YamlValue>((inner, key) => ({ [key]: inner }), value);
    return behind(text, appendDocument('', null, { version: 1, ...(below as YamlMapping) }));
  }
  return putPath({ text, root }, root, path, value);
}

/** Fields that what was measured in production stands for. */
function statedPaths({ values }: MeasuredDeployment): readonly (readonly string[])[] {
  const { production } = values;
  if (production === undefined) return [];
  const fields = [
    'requestsPerSecond',
    'inputTokens',
    'outputTokens',
    'series',
    'peakFactor',
    'cachedPrefixShare',
  ] as const;
  const measured: string[] = fields.filter((field) => production[field] !== undefined);
  // A shape that is stated keeps a measured series from counting.
  if (production.series !== undefined) measured.push('shape');
  return measured.map((field) => ['workload', field]);
}

/** The name under which the file speaks of the deployment already, else one that is no other's. */
function blockOf(
  deployment: Deployment,
  file: ParsedFile,
  all: readonly Deployment[],
): string | null {
  const root = file.documents[0]?.root ?? null;
  const names = namesOf(deployment).filter((name) => isUnique(name, deployment, all));
  const known = names.find((name) => root !== null && get(root, 'deployments', name) !== undefined);
  return known ?? uniqueName(deployment, all);
}

/** The plain name where no other deployment has it, else with its namespace; null where another one has that too. */
function uniqueName(deployment: Deployment, all: readonly Deployment[]): string | null {
  const names = namesOf(deployment).toReversed();
  return names.find((name) => isUnique(name, deployment, all)) ?? null;
}

function isUnique(name: string, deployment: Deployment, all: readonly Deployment[]): boolean {
  return !all.some(({ id, ...other }) => {
    return id !== deployment.id && namesOf({ id, ...other }).includes(name);
  });
}

function notUnique({ name }: Deployment): string {
  return `Several deployments are called ${name}: the assumptions file cannot tell them apart.`;
}
