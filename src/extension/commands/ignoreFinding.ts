import * as vscode from 'vscode';
import { ignoreEdits, ignoreInFileEdits, readReason, readTarget } from '../../core/index.ts';
import type { Command } from '../commands.ts';
import { applyForPerson } from '../edits.ts';
import { locate, pickDeployment } from './target.ts';

/** Notes in the config or in the assumptions file that a finding is not wanted for a deployment, with the reason. */
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
  const files = located.analysis.files.map(({ file }) => file);
  const places = [
    { label: 'In this file', detail: 'A comment above the deployment.', edits: ignoreInFileEdits },
    {
      label: 'In .servingcost.yaml',
      detail: 'An entry for the deployment in the assumptions file.',
      edits: ignoreEdits,
    },
  ].filter(({ edits }) => !('refused' in edits(one.deployment, code, 'x', files)));
  const place =
    places.length < 2
      ? places[0]
      : await vscode.window.showQuickPick(places, {
          title: `${title}: ${code}`,
          placeHolder: 'Where is it noted?',
        });
  if (place === undefined) {
    if (places.length === 0) {
      void vscode.window.showWarningMessage(
        'Neither this file nor the assumptions file can be added to as they are.',
      );
    }
    return;
  }
  const reason = await vscode.window.showInputBox({
    title: `${title}: ${code}`,
    prompt:
      'Why does it not apply here? It is written down for those who come after. With "until 2027-01-31" in front it ends on that day.',
    validateInput: (text) => (readReason(text).reason === '' ? 'A reason is needed.' : null),
  });
  if (reason === undefined) return;
  const proposal = place.edits(one.deployment, code, reason.trim(), files);
  if ('refused' in proposal) {
    void vscode.window.showWarningMessage(`${proposal.refused} Add it by hand.`);
    return;
  }
  await applyForPerson(located.analysis, proposal.edits);
};
