import * as vscode from 'vscode';
import { cleanUp, createFolder, namedConfig, replaceText } from '../configs.ts';
import { eventually, expectEqual, expectThat } from '../expect.ts';
import { lensTitles, openPriced } from '../surfaces.ts';

interface Summary {
  readonly totals: { readonly expected: number };
  readonly deployments: readonly { readonly name: string; readonly file: string }[];
}

async function invoke(name: string, input: object): Promise<readonly string[]> {
  const { content } = await vscode.lm.invokeTool(`servingCost_${name}`, {
    input,
    toolInvocationToken: undefined,
  });
  return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ''));
}

async function summaryOf(name: string, input: object): Promise<Summary> {
  return JSON.parse((await invoke(name, input))[1] ?? '') as Summary;
}

async function refusal(name: string, input: object): Promise<string> {
  try {
    await invoke(name, input);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return '';
}

function rounded(title: string): number {
  return Number((/\$([\d,]+)\/mo/.exec(title)?.[1] ?? '').replaceAll(',', ''));
}

function expectNear(actual: number, shown: number): void {
  expectThat(shown > 0 && Math.abs(actual / shown - 1) < 0.01, `${actual} is not ${shown}`);
}

describe('tools for language models', () => {
  afterEach(cleanUp);

  it('are there, each with words for the model and a schema', () => {
    const ours = vscode.lm.tools.filter(({ name }) => name.startsWith('servingCost_'));
    expectEqual(
      ours
        .map(({ name }) => name)
        .sort()
        .join(),
      ['estimate', 'explain', 'optimize', 'prices', 'report']
        .map((name) => `servingCost_${name}`)
        .join(),
      'tools',
    );
    for (const { description, inputSchema } of ours) {
      expectThat(description.length > 100 && inputSchema !== undefined, description);
    }
  });

  it('report has the month of the lens, of unsaved text too', async () => {
    const document = await openPriced(namedConfig);
    const [before = ''] = await lensTitles(document);
    const paths = [vscode.workspace.asRelativePath(document.uri, false)];
    const first = await summaryOf('report', { paths });
    expectEqual(first.deployments.map(({ file }) => file).join(), paths.join(), 'files');
    expectNear(first.totals.expected, rounded(before));
    const editor = vscode.window.activeTextEditor;
    expectThat(editor !== undefined, 'no editor');
    await replaceText(editor, 'replicas: 2', 'replicas: 4');
    const [after = ''] = await eventually(
      'lens of the new text',
      () => lensTitles(document),
      ([title]) => title !== before,
    );
    expectNear((await summaryOf('report', { paths })).totals.expected, rounded(after));
    const [text = ''] = await invoke('report', { paths });
    expectThat(text.includes(/\$[\d,]+\/mo/.exec(after)?.[0] ?? 'no month'), text);
  });

  it('a folder is all that lies below it, and what is outside of the workspace is refused', async () => {
    const folder = await createFolder({ 'a.yaml': namedConfig, 'b/c.yaml': namedConfig });
    const path = vscode.workspace.asRelativePath(folder, false);
    const { deployments } = await summaryOf('report', { paths: [path] });
    expectEqual(deployments.length, 2, 'deployments');
    const outside = await refusal('report', { paths: ['../..'] });
    expectThat(outside.includes('is not in the workspace'), outside);
    const gone = await refusal('report', { paths: ['none.yaml'] });
    expectThat(gone.includes('no such file or folder'), gone);
  });

  it('estimate prices a text, optimize gives a diff, and neither writes', async () => {
    const document = await openPriced(namedConfig);
    const [lens = ''] = await lensTitles(document);
    const estimate = await summaryOf('estimate', { config: namedConfig });
    expectNear(estimate.totals.expected, rounded(lens));
    const paths = [vscode.workspace.asRelativePath(document.uri, false)];
    const [text = ''] = await invoke('optimize', { paths });
    expectThat(text.includes('+++ b/') && text.includes('/mo'), text);
    expectEqual(document.getText(), namedConfig, 'text');
    expectThat(!document.isDirty, 'edited');
  });

  it('what is not understood is told to the model', async () => {
    const unknown = await refusal('explain', { deployment: 'x', nonsense: 1 });
    expectThat(unknown.includes('nonsense'), unknown);
  });
});
