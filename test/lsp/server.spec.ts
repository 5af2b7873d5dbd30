import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  ApplyWorkspaceEditParams,
  CodeAction,
  CodeLens,
  CompletionItem,
  Diagnostic,
  Hover,
  InlayHint,
  TextDocumentEdit,
} from 'vscode-languageserver-protocol';
import { describe, expect, it, vi } from 'vitest';
import { analyze } from '../../src/core/analyze.ts';
import { getCodeLenses } from '../../src/core/features/codeLens.ts';
import { getDiagnostics } from '../../src/core/features/diagnostics.ts';
import { testEnvironment } from '../support/environment.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { llamaText } from '../support/sampleTexts.ts';
import { folderWith } from '../support/testFolder.ts';
import { startClient, type Client } from './client.ts';

const demand = `workload: { requestsPerSecond: 0.5 }\n`;
const everything = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };

const lensesOf = ({ connection }: Client, uri: string): Promise<CodeLens[] | null> =>
  connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
const titles = (lenses: CodeLens[] | null): (string | undefined)[] =>
  (lenses ?? []).map(({ command }) => command?.title);

async function openChat(options: Partial<Parameters<typeof startClient>[0]> = {}) {
  const folder = folderWith({ 'chat.yaml': llama8bText, '.servingcost.yaml': demand });
  const client = await startClient({ folders: [folder], ...options });
  client.open('chat.yaml', llama8bText);
  return { folder, client, uri: client.uriOf('chat.yaml') };
}

describe('the language server shows what the core says', () => {
  it('lenses, findings and fixes are those of the same files', async () => {
    const { client, folder, uri } = await openChat();
    const sources = ['.servingcost.yaml', 'chat.yaml'].map((file) => ({
      uri: pathToFileURL(join(folder, file)).href,
      version: file === 'chat.yaml' ? 1 : 0,
      text: readFileSync(join(folder, file), 'utf8'),
    }));
    const analysis = analyze(sources, testEnvironment());
    expect(titles(await lensesOf(client, uri))).toEqual(titles(getCodeLenses(analysis, uri)));
    await vi.waitFor(() => {
      expect(client.published(uri).at(-1)?.diagnostics).toEqual(getDiagnostics(analysis, uri));
    }, 10_000);
    const found = client.published(uri).at(-1)?.diagnostics ?? [];
    expect(found.length).toBeGreaterThan(0);
    const actions: CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range: everything,
      context: { diagnostics: [] },
    });
    const fixes = analysis.deployments.flatMap(({ findings }) =>
      findings.flatMap((one) => one.fixes),
    );
    expect(actions.filter(({ edit }) => edit !== undefined).length).toBeGreaterThanOrEqual(
      fixes.length,
    );
    expect(actions.some(({ command }) => command?.command === 'servingCost.ignoreFinding')).toBe(
      false,
    );
    expect(await client.end()).toBe(0);
  });

  it('hints and hovers, without links that other editors cannot follow', async () => {
    const { client, uri } = await openChat();
    const hints: InlayHint[] = await client.connection.sendRequest('textDocument/inlayHint', {
      textDocument: { uri },
      range: everything,
    });
    expect(hints.map(({ position }) => position.line)).toContain(5);
    const hover: Hover = await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: 3, character: 10 },
    });
    const { value } = hover.contents as { value: string };
    expect(value).toContain('/mo');
    expect(value).not.toContain('command:');
    await client.end();
  });

  it('what the assumptions file may say', async () => {
    const folder = folderWith({ 'chat.yaml': llama8bText, '.servingcost.yaml': '' });
    const client = await startClient({ folders: [folder] });
    client.open('.servingcost.yaml', 'provider: \nwork');
    const uri = client.uriOf('.servingcost.yaml');
    const at = async (line: number, character: number): Promise<string[]> => {
      const items: CompletionItem[] = await client.connection.sendRequest(
        'textDocument/completion',
        { textDocument: { uri }, position: { line, character } },
      );
      return items.map(({ label }) => label);
    };
    expect(await at(0, 10)).toContain('aws');
    expect(await at(1, 4)).toContain('workload');
    await client.end();
  });

  it('says nothing of a file that serves nothing', async () => {
    const client = await startClient({ folders: [folderWith({ 'x.yaml': 'a: 1\n' })] });
    client.open('x.yaml', 'a: 1\n');
    expect(await lensesOf(client, client.uriOf('x.yaml'))).toBeNull();
    expect(await lensesOf(client, 'untitled:nowhere')).toBeNull();
    await client.end();
  });
});

describe('the language server keeps up', () => {
  it('with typing: the last text counts, under its version', async () => {
    const { client, uri } = await openChat();
    for (let version = 2; version <= 12; version++) {
      const character = 'replicas: '.length + 2;
      void client.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [
          {
            range: { start: { line: 5, character }, end: { line: 5, character: character + 1 } },
            text: String(version % 8 === 0 ? 9 : version % 8),
          },
        ],
      });
    }
    const lenses = titles(await lensesOf(client, uri));
    const text = llama8bText.replace('replicas: 2', 'replicas: 4');
    const sources = [
      { uri: uri.replace('chat.yaml', '.servingcost.yaml'), version: 0, text: demand },
      { uri, version: 12, text },
    ];
    expect(lenses).toEqual(titles(getCodeLenses(analyze(sources, testEnvironment()), uri)));
    await vi.waitFor(() => {
      expect(client.published(uri).at(-1)?.version).toBe(12);
    }, 10_000);
    await client.end();
  });

  it('with a text that is broken for a moment: the lens stays', async () => {
    const { client, uri } = await openChat();
    const [before] = titles(await lensesOf(client, uri));
    void client.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: llama8bText.replace('spec:\n', 'spec: [\n') }],
    });
    expect(titles(await lensesOf(client, uri))[0]).toBe(`${before ?? ''} …`);
    await client.end();
  });

  it('with files that change on disk', async () => {
    const { client, folder, uri } = await openChat();
    const before = titles(await lensesOf(client, uri));
    writeFileSync(join(folder, '.servingcost.yaml'), 'discount: 0.5\n');
    void client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uriOf('.servingcost.yaml'), type: 2 }],
    });
    expect(titles(await lensesOf(client, uri))).not.toEqual(before);
    await client.end();
  });

  it('with settings, those that it asks for', async () => {
    let settings: unknown = { codeLens: { enabled: false } };
    const { client, uri } = await openChat({ settings: () => settings });
    expect(await lensesOf(client, uri)).toBeNull();
    settings = { currency: { code: 'EUR', perUsd: 0.9 }, inlayHints: 'nonsense' };
    void client.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    expect(titles(await lensesOf(client, uri))[0]).toContain('€');
    await client.end();
  });

  it('with several folders of a workspace', async () => {
    const first = folderWith({ 'chat.yaml': llama8bText, '.servingcost.yaml': 'discount: 0.5\n' });
    const second = folderWith({ 'chat.yaml': llama8bText });
    const client = await startClient({ folders: [first, second] });
    client.open('chat.yaml', llama8bText);
    const other = pathToFileURL(join(second, 'chat.yaml')).href;
    void client.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri: other, languageId: 'yaml', version: 1, text: llama8bText },
    });
    const [half] = titles(await lensesOf(client, client.uriOf('chat.yaml')));
    const [whole] = titles(await lensesOf(client, other));
    expect(half).not.toBe(whole);
    await client.end();
  });
});

describe('what a person does', () => {
  it('picks a fix of a lens, and the client is asked to edit', async () => {
    const applied: ApplyWorkspaceEditParams[] = [];
    const { client, uri } = await openChat({
      prepare: (connection) => {
        connection.onRequest(
          'window/showMessageRequest',
          ({ actions }: { actions: { title: string }[] }) => actions[0] ?? null,
        );
        connection.onRequest('workspace/applyEdit', (params: ApplyWorkspaceEditParams) => {
          applied.push(params);
          return { applied: true };
        });
      },
    });
    const lenses = await lensesOf(client, uri);
    const command = lenses?.find(
      (lens) => lens.command?.command === 'servingCost.showFixes',
    )?.command;
    expect(command).toBeDefined();
    await client.connection.sendRequest('workspace/executeCommand', command);
    const [change] = (applied[0]?.edit.documentChanges ?? []) as TextDocumentEdit[];
    expect(change?.textDocument.version).not.toBeUndefined();
    expect(change?.edits.length).toBeGreaterThan(0);
    await client.end();
  });

  it('opens the report from a lens, in whatever shows pages', async () => {
    let shown = '';
    const { client, uri } = await openChat({
      prepare: (connection) => {
        connection.onRequest('window/showDocument', ({ uri: page }: { uri: string }) => {
          shown = page;
          return { success: true };
        });
      },
    });
    const [lens] = (await lensesOf(client, uri)) ?? [];
    await client.connection.sendRequest('workspace/executeCommand', lens?.command);
    expect(readFileSync(new URL(shown), 'utf8')).toContain('<!doctype html>');
    await client.end();
  });

  it('has everything that is safe applied on save', async () => {
    const { client, uri } = await openChat();
    const ask = (only: string[]): Promise<CodeAction[]> =>
      client.connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri },
        range: everything,
        context: { diagnostics: [], only },
      });
    const kinds = (await ask(['source.fixAll'])).map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(
      new Set(kinds.length === 0 ? [] : ['source.fixAll.servingCost']),
    );
    expect((await ask(['refactor'])).length).toBe(0);
    await client.end();
  });

  it('pulls findings, where the client does that', async () => {
    const { client, uri } = await openChat({
      capabilities: { textDocument: { diagnostic: { dynamicRegistration: false } } },
    });
    expect(client.result.capabilities.diagnosticProvider).toBeDefined();
    const { items }: { items: Diagnostic[] } = await client.connection.sendRequest(
      'textDocument/diagnostic',
      { textDocument: { uri } },
    );
    expect(items.length).toBeGreaterThan(0);
    expect(client.published(uri)).toEqual([]);
    await client.end();
  });
});

describe('what goes wrong', () => {
  it('nonsense is answered with an error or nothing, and the next request as ever', async () => {
    const { client, uri } = await openChat();
    await expect(client.connection.sendRequest('textDocument/nothing', {})).rejects.toThrow();
    for (const argument of [null, 3, { uri: 'no uri' }, { uri: 'file:///%zz' }, { uri: 7 }]) {
      await client.connection.sendRequest('workspace/executeCommand', {
        command: 'servingCost.showReport',
        arguments: [argument],
      });
    }
    client.open('huge.yaml', `# vllm\n${'a: 1\n'.repeat(300_000)}`);
    expect((await lensesOf(client, client.uriOf('huge.yaml'))) ?? []).toEqual([]);
    client.open('llama.yaml', llamaText.replace('spec:', 'spec: {{ .Values }} ['));
    await lensesOf(client, client.uriOf('llama.yaml'));
    expect((await lensesOf(client, uri))?.length).toBeGreaterThan(0);
    expect(await client.end()).toBe(0);
  });
});
