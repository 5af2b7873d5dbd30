import * as vscode from 'vscode';
import { formatSaving, readTarget } from '../../core/index.ts';
import type { Command } from '../commands.ts';
import { applyForPerson } from '../edits.ts';
import { chooseAccelerator } from './chooseAccelerator.ts';
import { locate, pickDeployment } from './target.ts';

/** The fixes of a deployment in a list; the one that is picked is applied. */
export const showFixes: Command = async (services, argument) => {
  const target = readTarget(argument);
  const located = await locate(target, services);
  if (located === null) return;
  const one = await pickDeployment(
    target,
    located,
    ({ findings }) => findings.some(({ fixes }) => fixes.length > 0),
    'Fixes of which deployment?',
  );
  if (one === null) return;
  if (one.estimate.candidates.length > 0) {
    await chooseAccelerator(services, argument);
    return;
  }
  const { currency } = located.analysis.environment;
  const items = one.findings.flatMap(({ fixes, message }) =>
    fixes.map((fix) => ({
      label: fix.title,
      description: formatSaving(fix.monthlySaving, currency),
      detail: fix.needs === null ? message : `${message} ${fix.needs}`,
      fix,
    })),
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: `Fixes for ${one.deployment.name}`,
    placeHolder: items.length === 0 ? 'Nothing to fix' : 'Pick the edit to apply',
  });
  if (picked !== undefined) await applyForPerson(located.analysis, picked.fix.edits);
};
