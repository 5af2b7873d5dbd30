import * as vscode from 'vscode';
import { cleanUp, createFolder, namedConfig, openConfig } from '../configs.ts';
import { eventually, expectEqual, expectThat } from '../expect.ts';
import { hoverText, lensTitles, quickFixes } from '../surfaces.ts';

/** Opens an assumptions file beside a config. */
async function openAssumptions(text: string): Promise<vscode.TextEditor> {
  const folder = await createFolder({ 'chat.yaml': namedConfig, '.servingcost.yaml': text });
  const uri = vscode.Uri.joinPath(folder, '.servingcost.yaml');
  await vscode.commands.executeCommand('vscode.open', uri);
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.uri.toString() !== uri.toString()) throw new Error('not opened');
  return editor;
}

async function completions(
  { uri }: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    position,
  );
  return items;
}

const labelOf = ({ label }: vscode.CompletionItem): string =>
  typeof label === 'string' ? label : label.label;

describe('in .servingcost.yaml', () => {
  afterEach(cleanUp);

  it('keys, words and names of the workspace are offered while it is typed', async () => {
    const { document } = await openAssumptions('provider: aws\nworkload:\n  \ndeployments:\n  \n');
    const keys = await eventually(
      'keys of a block',
      () => completions(document, new vscode.Position(2, 2)),
      (items) => items.some((item) => labelOf(item) === 'requestsPerSecond'),
    );
    const shape = keys.find((item) => labelOf(item) === 'shape');
    expectEqual(shape?.detail, 'steady | business-hours | diurnal | spiky | measured', 'detail');
    const names = await eventually(
      'names of deployments',
      () => completions(document, new vscode.Position(4, 2)),
      (items) => items.some((item) => labelOf(item) === 'chat'),
    );
    const chat = names.find((item) => labelOf(item) === 'chat');
    expectThat(/^\$[\d,]+\/mo · 2 × L4$/.test(chat?.detail ?? ''), chat?.detail ?? 'no detail');
    expectEqual(chat?.insertText, 'chat:\n    ', 'text of the name');
  });

  it('a key says what it means and where it holds, a name its facts', async () => {
    const { document } = await openAssumptions('workload:\n  peakFactor: 2\naccelerator: L4\n');
    const key = await eventually(
      'hover of a key',
      () => hoverText(document, 'peakFactor'),
      (text) => text.includes('Holds for 1 deployment: chat'),
    );
    expectThat(key.includes('busiest five minutes'), key);
    const name = await hoverText(document, 'L4');
    expectThat(name.includes('300 GB/s') && name.includes('g6.xlarge'), name);
  });
});

describe('a workload in a comment of the config', () => {
  afterEach(cleanUp);

  it('is written by a quick fix with what is assumed, and counts when it is changed', async () => {
    const editor = await openConfig(namedConfig);
    const { document } = editor;
    const [before = ''] = await eventually(
      'lens',
      () => lensTitles(document),
      (titles) => titles.length > 0,
    );
    const line = document.positionAt(document.getText().indexOf('name: chat')).line;
    const fixes = await quickFixes(document, new vscode.Range(line, 0, line, 0));
    const fix = fixes.find(({ title }) => title.startsWith('State the workload'));
    expectThat(fix?.edit !== undefined, `fixes: ${fixes.map(({ title }) => title).join(' | ')}`);
    expectThat(await vscode.workspace.applyEdit(fix.edit), 'not applied');
    const stated = /# serving-cost: ([\d.]+) rps, 1000 in, 250 out, diurnal\n/;
    const [, rate = ''] = stated.exec(document.getText()) ?? [];
    expectThat(rate !== '', document.getText());
    const [after = ''] = await eventually(
      'lens with the stated rate',
      () => lensTitles(document),
      (titles) => titles.length > 0,
    );
    expectEqual(after, before, 'lens');
    const at = document.positionAt(document.getText().indexOf(`${rate} rps`));
    await editor.edit((edit) => {
      edit.replace(new vscode.Range(at, at.translate(0, rate.length)), '900');
    });
    await eventually(
      'lens of the changed rate',
      () => lensTitles(document),
      ([first = '']) => first.includes('overloaded'),
    );
  });

  it('a machine and a flag of a config say what they are and do', async () => {
    const { document } = await openConfig(namedConfig);
    const machine = await eventually(
      'hover of a machine',
      () => hoverText(document, 'g6.12xlarge'),
      (text) => text.includes('| us-east-1 |'),
    );
    expectThat(machine.includes('4 × L4'), machine);
    const replicas = await hoverText(document, 'replicas: 2');
    expectThat(replicas.startsWith('One replica more: +'), replicas);
  });
});
