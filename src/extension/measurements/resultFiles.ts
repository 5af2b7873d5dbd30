import * as vscode from 'vscode';
import { readResultFile } from '../../core/index.ts';
import type { Measurements } from '../../core/measurements/measured.ts';
import type { Target } from '../../core/measurements/target.ts';
import { pickOne } from '../export/pickOne.ts';
import { nameOf } from '../paths.ts';

/** Bytes of a file of results. */
const mostBytes = 100_000_000;

/** Files of results that a person picks. */
export async function pickResultFiles(folder: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const picked = await vscode.window.showOpenDialog({
    title: 'Results of GuideLLM, AIPerf, vllm bench serve or OpenCost',
    defaultUri: folder,
    canSelectMany: true,
    filters: { JSON: ['json'] },
  });
  return picked ?? [];
}

/** What files of results say of the deployments; a problem with one of them keeps the others from counting. */
export async function readResultFiles(
  uris: readonly vscode.Uri[],
  targets: readonly Target[],
): Promise<Measurements | { readonly problem: string }> {
  const measured: Measurements['measured'][number][] = [];
  const notes: string[] = [];
  for (const uri of uris) {
    const name = nameOf(uri);
    const read = await readText(uri);
    if ('problem' in read) return { problem: `${name} ${read.problem}.` };
    const options = { name, targets, named: false, replicas: null, writtenOn: read.writtenOn };
    const reading = readResultFile(read.text, options);
    if ('problem' in reading) return reading;
    const target = reading.isNameable ? await pickTarget(name, targets) : undefined;
    const named =
      target === undefined
        ? reading
        : readResultFile(read.text, { ...options, targets: [target], named: true });
    if ('problem' in named) return named;
    measured.push(...named.measured);
    notes.push(...named.notes);
  }
  return { measured, notes };
}

/** The deployment that a benchmark was run against, where the file does not tell. Undefined when the person leaves. */
function pickTarget(name: string, targets: readonly Target[]): Promise<Target | undefined> {
  const items = targets.map((target) => ({
    label: target.deployment.name,
    description: [target.deployment.namespace, target.models[0]].filter(Boolean).join(' · '),
    detail: vscode.workspace.asRelativePath(vscode.Uri.parse(target.deployment.uri)),
    value: target,
  }));
  return pickOne(items, {
    title: 'Read Measurements',
    placeholder: `${name} does not tell. Which deployment was it run against?`,
    isActive: () => true,
  });
}

async function readText(
  uri: vscode.Uri,
): Promise<{ readonly text: string; readonly writtenOn: string } | { readonly problem: string }> {
  try {
    const { size, mtime } = await vscode.workspace.fs.stat(uri);
    if (size > mostBytes) return { problem: `is larger than ${mostBytes / 1e6} MB` };
    const bytes = await vscode.workspace.fs.readFile(uri);
    const writtenOn = new Date(mtime).toISOString().slice(0, 10);
    return { text: new TextDecoder('utf-8').decode(bytes), writtenOn };
  } catch {
    return { problem: 'could not be read' };
  }
}
