import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPage } from '../../scripts/markdown/page.ts';
import { readManifest } from '../../scripts/package/manifest.ts';
import { startClient } from '../lsp/client.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { installCli, reportOf } from './installedCli.ts';

const cli = await installCli();
const installed = join(cli.folder, 'node_modules/serving-cost');
const { version } = readManifest();
const chat = join(cli.folder, 'chat.yaml');
writeFileSync(chat, llama8bText);
// A commit to compare with is the folder beside it.
writeFileSync(join(cli.folder, 'more.yaml'), llama8bText.replace('replicas: 2', 'replicas: 3'));

describe('the npm package', () => {
  it('is the program, its licence and its page, and nothing else', () => {
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).sort();
    expect(files).toEqual([
      'LICENSE',
      'README.md',
      'dist',
      ...['cli', 'core', 'lsp', 'mcp'].map((name) => join('dist', `${name}.js`)),
      'package.json',
    ]);
  });

  it('brings no other package with it and runs nothing when it is installed', () => {
    expect(
      readdirSync(join(cli.folder, 'node_modules')).filter((name) => !name.startsWith('.')),
    ).toEqual(['serving-cost']);
    const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as object;
    expect(manifest).toMatchObject({ name: 'serving-cost', version, license: 'Apache-2.0' });
    expect(manifest).toMatchObject({
      bin: { 'serving-cost': 'dist/cli.js' },
      engines: { node: '>=20' },
    });
    for (const property of ['private', 'scripts', 'dependencies', 'main', 'contributes']) {
      expect(manifest).not.toHaveProperty(property);
    }
  });

  it('has a page whose links lead somewhere', () => {
    const { links } = readPage(readFileSync(join(installed, 'README.md'), 'utf8'));
    expect(links.filter(({ target }) => !target.startsWith('https://'))).toEqual([]);
  });
});

describe('npx serving-cost', () => {
  it('says which one it is and what it does', () => {
    expect(cli.npx(['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
    expect(cli.npx(['--help']).stdout).toContain('report ');
  });

  it.each<[string[], RegExp]>([
    [['report', 'chat.yaml'], /chat .*\$[\d,]+/],
    [['diff', 'chat.yaml', 'more.yaml'], /\+\$[\d,]+\/mo/],
    [['fix', 'chat.yaml', '--code', 'spot'], /^--- a\/chat\.yaml$/m],
    [['optimize', 'chat.yaml'], /Cost against latency/],
    [['compare', 'chat.yaml'], /Machine .*Monthly/],
    [['prices', '--instance', 'p5.48xlarge'], /p5\.48xlarge +us-east-1/],
  ])('%j', (args, answer) => {
    const { status, stdout } = cli.npx(args);
    expect(stdout).toMatch(answer);
    expect(status).toBe(0);
  });

  it('throughput', () => {
    const row = {
      id: 7,
      model: 'meta-llama/Llama-3.1-8B-Instruct',
      accelerator: 'H100',
      inputTokens: 500,
      outputTokens: 200,
    };
    const outcome = cli.npx(['throughput'], `${JSON.stringify(row)}\n`);
    expect(JSON.parse(outcome.stdout)).toMatchObject({ id: 7, fits: true });
  });
});

describe('the servers of the package', () => {
  const client = new Client({ name: 'test', version: '1' });
  beforeAll(async () => {
    const { program, folder: cwd } = cli;
    const args = [program, 'mcp'];
    await client.connect(new StdioClientTransport({ command: process.execPath, args, cwd }));
  });
  afterAll(() => client.close());

  it('mcp answers with the numbers of the report', async () => {
    const answer = await client.callTool({ name: 'report', arguments: { paths: ['chat.yaml'] } });
    const report = reportOf(cli.run(cli.folder, ['report', 'chat.yaml', '--format', 'json']));
    expect(answer.structuredContent).toMatchObject({
      totals: { expected: report.totals.expected },
    });
    expect(client.getServerVersion()).toMatchObject({ name: 'serving-cost', version });
  });

  it('lsp shows the lens of a deployment', async () => {
    const server = await startClient({ folders: [cli.folder], program: cli.program });
    server.open('chat.yaml', llama8bText);
    const lenses: { command?: { title: string } }[] = await server.connection.sendRequest(
      'textDocument/codeLens',
      { textDocument: { uri: server.uriOf('chat.yaml') } },
    );
    expect(lenses[0]?.command?.title).toMatch(/^\$[\d,]+\/mo/);
    expect(server.result.serverInfo).toEqual({ name: 'serving-cost', version });
    expect(await server.end()).toBe(0);
  });
});
