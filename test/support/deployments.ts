import type { ReadDeployment } from '../../src/core/formats/format.ts';
import type { Change } from '../../src/core/model/change.ts';
import { applyEdits } from '../../src/core/text/applyEdits.ts';
import { reading, type Texts } from './reading.ts';

/** The deployment of that name among those of the first file. */
export function named(texts: Texts | string, name: string): ReadDeployment {
  const { deployments, skipped } = reading(texts);
  const found = deployments.find(({ deployment }) => deployment.name === name);
  if (found) return found;
  const names = deployments.map(({ deployment }) => deployment.name).join(', ');
  throw new Error(`There are ${names || 'none'}; skipped: ${JSON.stringify(skipped)}`);
}

/** Name, engine, model, accelerator and replicas of every deployment of a text, in one line each. */
export function summaries(texts: Texts | string): string[] {
  return reading(texts).deployments.map(({ deployment }) => {
    const { accelerator, replicas, engine, model } = deployment;
    const product = accelerator?.product?.value ?? accelerator?.resource;
    return [
      deployment.name,
      engine?.value ?? 'no engine',
      model.id?.value ?? 'no model',
      accelerator ? `${accelerator.count.value} × ${product ?? ''}` : 'processor',
      `${replicas.min.value}–${replicas.max?.value ?? '∞'}`,
    ].join(' | ');
  });
}

/** Lines that a change takes away (`-`) and adds (`+`) in the first file; the reason where it is refused. */
export function changeOf(texts: Texts | string, name: string, change: Change): string[] {
  const proposal = named(texts, name).propose([change]);
  if ('refused' in proposal) return [proposal.refused];
  const [path = 'app.yaml', text = ''] =
    typeof texts === 'string' ? ['app.yaml', texts] : (Object.entries(texts)[0] ?? []);
  const edits = proposal.edits.find(({ uri }) => uri === `file:///repository/${path}`);
  const before = text.split('\n');
  const after = applyEdits(text, edits?.edits ?? []).split('\n');
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `-${line.trim()}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+${line.trim()}`),
  ];
}
