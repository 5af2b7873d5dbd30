import * as vscode from 'vscode';
import { cleanUp, namedConfig, openConfig, replaceText, unnamedConfig } from '../configs.ts';
import { eventually, expectEqual, expectThat } from '../expect.ts';
import { findingCodes, hintLabels, hoverText, lensTitles, quickFixes } from '../surfaces.ts';

const hasLens = (titles: readonly string[]): boolean => titles.length > 0;

describe('in a serving config', () => {
  afterEach(cleanUp);

  it('a lens says what the deployment costs and on what', async () => {
    const { document } = await openConfig(namedConfig);
    const [title = ''] = await eventually('lens', () => lensTitles(document), hasLens);
    expectThat(/^\$[\d,]+\/mo\b.* · 2 × L4 · \$[\d.]+\/1M tokens/.test(title), title);
  });

  it('hints stand on the lines that carry cost, at most one a line', async () => {
    const { document } = await openConfig(namedConfig);
    const hints = await eventually(
      'hints',
      () => hintLabels(document),
      (all) => all.length >= 3,
    );
    expectThat(
      hints.some((hint) => /^replicas: 2 → \$[\d,]+\/mo each$/.test(hint)),
      JSON.stringify(hints),
    );
    const lines = hints.map((hint) => hint.slice(0, hint.indexOf(' → ')));
    expectEqual(new Set(lines).size, lines.length, 'lines with a hint');
  });

  it('a hover explains the number and where its inputs come from', async () => {
    const { document } = await openConfig(namedConfig);
    const text = await eventually(
      'hover',
      () => hoverText(document, 'replicas: 2'),
      (hover) => hover.includes('/mo'),
    );
    for (const part of ['chat', 'g6.12xlarge', 'default']) {
      expectThat(text.includes(part), `${part} is missing in ${text}`);
    }
    expectThat(text.split('\n').length < 30, `too long: ${text}`);
  });

  it('findings lie on the value that should change, and go when the file closes', async () => {
    const { document } = await openConfig(unnamedConfig);
    await eventually(
      'finding',
      () => findingCodes(document),
      (codes) => codes.includes('unknown-accelerator'),
    );
    for (const { range } of vscode.languages.getDiagnostics(document.uri)) {
      expectThat(range.isSingleLine && !range.isEmpty, JSON.stringify(range));
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await eventually(
      'no finding',
      () => findingCodes(document),
      (codes) => codes.length === 0,
    );
  });

  it('a quick fix settles the accelerator in one step and leaves the rest as it was', async () => {
    const { document } = await openConfig(unnamedConfig);
    await eventually(
      'finding',
      () => findingCodes(document),
      (codes) => codes.length > 0,
    );
    const [finding] = vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ code }) => code === 'unknown-accelerator');
    const range = finding?.range ?? new vscode.Range(0, 0, 0, 0);
    const fixes = await quickFixes(document, range);
    const fix = fixes.find(({ title, edit }) => title.includes('L4') && edit !== undefined);
    expectThat(fix?.edit !== undefined, `fixes: ${fixes.map(({ title }) => title).join(' | ')}`);
    expectThat(await vscode.workspace.applyEdit(fix.edit), 'not applied');
    const [title = ''] = await eventually(
      'lens with a named accelerator',
      () => lensTitles(document),
      ([first = '']) => first.includes('× L4') && !first.includes('not named'),
    );
    expectThat(title.includes('/mo'), title);
    expectThat(document.getText().startsWith('# keep this comment\n'), document.getText());
  });

  it('unsaved text counts, and so does the file beside it', async () => {
    const editor = await openConfig(namedConfig);
    const { document } = editor;
    await eventually('lens', () => lensTitles(document), hasLens);
    await replaceText(editor, 'replicas: 2', 'replicas: 5');
    await eventually(
      'lens of the unsaved text',
      () => lensTitles(document),
      ([first = '']) => first.includes('5 × L4'),
    );
    expectThat(document.isDirty, 'the file was saved');
    const beside = vscode.Uri.joinPath(document.uri, '..', '.servingcost.yaml');
    const rate = 'workload:\n  requestsPerSecond: 40\n';
    await vscode.workspace.fs.writeFile(beside, new TextEncoder().encode(rate));
    await eventually(
      'hover with the stated rate',
      () => hoverText(document, 'replicas: 5'),
      (hover) => hover.includes('40') && hover.includes('.servingcost.yaml'),
    );
  });

  it('half-typed text keeps the last good lens and says nothing wrong', async () => {
    const editor = await openConfig(namedConfig);
    const { document } = editor;
    const [good = ''] = await eventually('lens', () => lensTitles(document), hasLens);
    const findings = findingCodes(document);
    await replaceText(editor, '      containers:\n', '      containers: [\n');
    const [kept = ''] = await eventually(
      'paused lens',
      () => lensTitles(document),
      ([first = '']) => first.endsWith('…'),
    );
    expectEqual(kept, `${good} …`, 'lens of the broken text');
    await eventually(
      'no finding from a broken text',
      () => findingCodes(document).filter((code) => !findings.includes(code)),
      (codes) => codes.length === 0,
    );
    await replaceText(editor, '      containers: [\n', '      containers:\n');
    await eventually(
      'lens',
      () => lensTitles(document),
      ([first]) => first === good,
    );
  });

  it('a text without a file is priced too', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'yaml',
      content: namedConfig,
    });
    await vscode.window.showTextDocument(document);
    await eventually('lens', () => lensTitles(document), hasLens);
  });
});
