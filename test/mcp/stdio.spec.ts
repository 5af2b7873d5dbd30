import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../src/core/report/reportModel.ts';
import { tools } from '../../src/core/tools/tools.ts';
import { productVersion } from '../../src/core/version.ts';
import { root } from '../../scripts/root.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { llamaText } from '../support/sampleTexts.ts';
import { folderWith } from '../support/testFolder.ts';

const cli = join(root, 'dist/cli.js');
/** `work` is what the server may read; `secret` lies beside it. */
const folder = folderWith({
  'work/chat.yaml': llama8bText,
  'work/search/llama.yaml': llamaText,
  'secret/other.yaml': llama8bText.replace('name: chat', 'name: top-secret'),
  'secret/.servingcost.yaml': 'region: top-secret\n',
});
const work = join(folder, 'work');
symlinkSync('../secret', join(work, 'linked'));
symlinkSync('../secret/other.yaml', join(work, 'other.yaml'));

const client = new Client({ name: 'test', version: '1' });
let noise = '';

beforeAll(async () => {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [cli, 'mcp'],
    cwd: work,
    stderr: 'pipe',
  });
  transport.stderr?.on('data', (data: Buffer) => (noise += data.toString()));
  await client.connect(transport);
});
afterAll(async () => {
  await client.close();
  expect(noise).toBe('');
});

interface Answer {
  readonly isError: boolean;
  readonly text: string;
  readonly content: unknown;
}

/** The client checks the answer against the output schema of the tool. */
async function call(name: string, input: Record<string, unknown>): Promise<Answer> {
  const result = await client.callTool({ name, arguments: input });
  const [first] = result.content as { type: string; text: string }[];
  return {
    isError: result.isError === true,
    text: first?.text ?? '',
    content: result.structuredContent,
  };
}

async function refusal(name: string, input: Record<string, unknown>): Promise<string> {
  const { isError, text } = await call(name, input);
  expect(isError, text).toBe(true);
  return text;
}

function cliReport(...args: readonly string[]): Report {
  const { stdout } = spawnSync(process.execPath, [cli, 'report', ...args, '--format', 'json'], {
    cwd: work,
    encoding: 'utf8',
  });
  return JSON.parse(stdout) as Report;
}

describe('serving-cost mcp', () => {
  it('says who it is, what it offers, and that nothing is written', async () => {
    expect(client.getServerVersion()).toMatchObject({
      name: 'serving-cost',
      version: productVersion,
    });
    const { tools: offered } = await client.listTools();
    expect(offered.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    for (const { description, inputSchema, outputSchema, annotations } of offered) {
      expect(description?.length).toBeGreaterThan(100);
      expect(inputSchema.type).toBe('object');
      expect(outputSchema?.type).toBe('object');
      expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false });
    }
  });

  it('reports the numbers of report --format json', async () => {
    const { content } = await call('report', { paths: ['.'], detail: 'full' });
    const report = cliReport('chat.yaml', 'search');
    expect(content).toMatchObject({ totals: report.totals, date: report.date });
    const months = (each: Report) => each.deployments.map(({ id, monthly }) => ({ id, monthly }));
    expect(months(content as Report)).toEqual(months(report));
  });

  it('estimates a text as a file with that text', async () => {
    const { content } = await call('estimate', { config: llama8bText, fileName: 'chat.yaml' });
    expect(content).toMatchObject({ totals: cliReport('chat.yaml').totals });
  });

  it('plans, explains and prices', async () => {
    const plan = await call('optimize', { paths: ['chat.yaml'] });
    expect(plan).toMatchObject({ isError: false });
    expect(plan.text).toContain('--- a/chat.yaml');
    expect(readFileSync(join(work, 'chat.yaml'), 'utf8')).toBe(llama8bText);
    const why = await call('explain', { paths: ['chat.yaml'], deployment: 'chat' });
    expect(why.text).toContain('chat.yaml:6');
    const prices = await call('prices', { instance: 'g6.xlarge', region: 'us-east-1' });
    expect(prices.text).toContain('g6.xlarge in us-east-1: $');
  });

  it('lists with full detail what belongs to the deployments that are listed', async () => {
    const { content } = await call('report', { paths: ['.'], detail: 'full', most: 1 });
    const report = content as Report & { omitted: number };
    expect(report).toMatchObject({ deployments: [{}], omitted: 2 });
    const listed = report.deployments[0]?.id;
    for (const { answers } of report.checklist) {
      for (const { deployment } of answers) expect(deployment).toBe(listed);
    }
  });

  it('answers several calls at once, each with its own', async () => {
    const inputs = [['chat.yaml'], ['search'], ['.']];
    const answers = await Promise.all(inputs.map((paths) => call('report', { paths })));
    const counts = answers.map(
      ({ content }) => (content as { deployments: unknown[] }).deployments.length,
    );
    expect(counts).toEqual([1, 2, 3]);
  });
});

describe('what it may not read', () => {
  it.each([
    '..',
    '../secret',
    '../secret/other.yaml',
    'search/../../secret/other.yaml',
    '/etc/passwd',
    join(folder, 'secret'),
    'linked',
    'linked/other.yaml',
    'other.yaml',
    'a\0b',
  ])('%j is refused', async (path) => {
    const text = await refusal('report', { paths: [path] });
    expect(text).toContain('is outside of what this server may read');
  });

  it('a link among the files of a folder leads nowhere', async () => {
    const { text, content } = await call('report', { paths: ['.'], detail: 'full' });
    expect(text + JSON.stringify(content)).not.toContain('top-secret');
  });

  it('a linked assumptions file counts for nothing', async () => {
    mkdirSync(join(work, 'sub'));
    writeFileSync(join(work, 'sub/chat.yaml'), llama8bText);
    symlinkSync('../../secret/.servingcost.yaml', join(work, 'sub/.servingcost.yaml'));
    const { content } = await call('report', { paths: ['sub'], detail: 'full' });
    expect(JSON.stringify(content)).not.toContain('top-secret');
  });

  it('standard input is no file, and what is not there is said', async () => {
    expect(await refusal('report', { paths: ['-'] })).toContain('no such file');
    expect(await refusal('report', { paths: ['none.yaml'] })).toContain('no such file or folder');
  });

  it('what a schema does not know is refused, and the server lives on', async () => {
    expect(await refusal('report', { paths: 'chat.yaml' })).toContain('paths');
    expect(await refusal('report', { path: ['chat.yaml'] })).toContain('path');
    expect(await refusal('estimate', { config: 'x'.repeat(1_000_001) })).toContain('config');
    const bomb = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`k${index}`, 1]));
    expect(await refusal('estimate', { config: llama8bText, assumptions: bomb })).not.toBe('');
    await expect(client.callTool({ name: 'none', arguments: {} })).resolves.toMatchObject({
      isError: true,
    });
    expect((await call('report', { paths: ['chat.yaml'] })).isError).toBe(false);
  });

  it('it writes nothing', () => {
    expect(readdirSync(work).sort()).toEqual([
      'chat.yaml',
      'linked',
      'other.yaml',
      'search',
      'sub',
    ]);
  });
});

it('refuses folders and options that are none, before it serves', () => {
  const start = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'mcp', ...args], {
      cwd: work,
      encoding: 'utf8',
      input: '',
    });
    return { status, stdout, stderr };
  };
  expect(start('none')).toMatchObject({ status: 2, stdout: '' });
  expect(start('chat.yaml').stderr).toContain('is no folder');
  expect(start('--region')).toMatchObject({ status: 2, stdout: '' });
  expect(start('--currency', 'x').stderr).toContain('--currency x');
  expect(start()).toEqual({ status: 0, stdout: '', stderr: '' });
});
