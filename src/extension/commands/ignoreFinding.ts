import * as vscode from 'vscode';
import { ignoreEdits } from '../../core/index.ts';
import type { Command } from '../commands.ts';
import { applyForPerson } from '../edits.ts';
import { locate, pickDeployment, readTarget } from './target.ts';

/** Notes in the assumptions file that a finding is not wanted for a deployment, with the reason. */
export const ignoreFinding: Command = async (services, argument) => {
  const target = readTarget(argument);
  const located = await locate(target, services);
  if (located === null) return;
  const one = await pickDeployment(
    target,
    located,
    ({ findings }) => findings.length > 0,
    'Ignore a finding of which deployment?',
  );
  const codes = [...new Set(one?.findings.map(({ code }) => code))];
  if (one === null || codes.length === 0) {
    void vscode.window.showInformationMessage('There is no finding to ignore.');
    return;
  }
  const title = `Ignore for ${one.deployment.name}`;
  const code = target.code ?? (await vscode.window.showQuickPick(codes, { title }));
  if (code === undefined) return;
  const reason = await vscode.window.showInputBox({
    title: `${title}: ${code}`,
    prompt:
      'Why does it not apply here? It is written to .servingcost.yaml for those who come after.',
    validateInput: (text) => (text.trim() === '' ? 'A reason is needed.' : null),
  });
  if (reason === undefined) return;
  const files = located.analysis.files.map(({ file }) => file);
  const proposal = ignoreEdits(one.deployment, code, reason.trim(), files);
  if ('refused' in proposal) {
    void vscode.window.showWarningMessage(`${proposal.refused} Add the entry by hand.`);
    return;
  }
  await applyForPerson(located.analysis, proposal.edits);
};
