import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callCli } from '../support/callCli.ts';
import { llama8bText } from '../support/llama8bText.ts';
import { folderWith } from '../support/testFolder.ts';

interface Reported {
  readonly deployments: readonly { readonly name: string; readonly file: string }[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

async function reported(folder: string, ...paths: string[]): Promise<Reported> {
  const { status, output } = await callCli(folder, ['report', ...paths, '--format', 'json']);
  expect(status).toBe(0);
  return JSON.parse(output) as Reported;
}

/** Everything in a folder with its size: nothing may have been written. */
const listing = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.name} ${statSync(join(entry.parentPath, entry.name)).size}`)
    .sort();

describe('a folder that somebody else wrote', () => {
  it('has its files of 100 MB and of a million lines named and left out, and the rest priced', async () => {
    const folder = folderWith({ 'chat.yaml': llama8bText, 'huge.yaml': 'image: vllm\n' });
    truncateSync(join(folder, 'huge.yaml'), 100_000_000);
    writeFileSync(join(folder, 'long.yaml'), 'image: vllm\n'.repeat(1_000_000));
    writeFileSync(join(folder, 'huge.json'), '{}');
    truncateSync(join(folder, 'huge.json'), 100_000_000);
    const before = listing(folder);
    const { deployments, skipped } = await reported(folder);
    expect(deployments.map(({ file }) => file)).toEqual(['chat.yaml']);
    expect(skipped.map(({ file, reason }) => `${file} ${reason}`)).toEqual([
      'huge.yaml is larger than 1 MB',
      'long.yaml is larger than 1 MB',
    ]);
    expect(listing(folder)).toEqual(before);
  });

  it('has circles of links, links that lead out of it and pipes without a writer, and none is followed or waited for', async () => {
    const outside = folderWith({ 'secret.yaml': llama8bText.replace(/name: \S+/, 'name: secret') });
    const folder = folderWith({ 'a/chat.yaml': llama8bText });
    symlinkSync('..', join(folder, 'a', 'up'));
    symlinkSync('self.yaml', join(folder, 'self.yaml'));
    symlinkSync(outside, join(folder, 'away'));
    execFileSync('mkfifo', [join(folder, 'pipe.yaml')]);
    const { deployments } = await reported(folder);
    expect(deployments.map(({ file }) => file)).toEqual(['a/chat.yaml']);
  });

  it('names files outside of it in includes, variables and overlays, and none is opened', async () => {
    const outside = folderWith({ '.env': 'MODEL=meta-llama/Llama-3.1-70B-Instruct\n', 'p.yaml': llama8bText });
    const folder = folderWith({
      'compose.yaml': `services:
  chat:
    image: vllm/vllm-openai:v0.9.1
    env_file: ${outside}/.env
    command: ["--model", "\${MODEL}"]
    extends: { file: ../../../..${outside}/p.yaml, service: x }
    deploy: { resources: { reservations: { devices: [{ driver: nvidia, count: 1, capabilities: [gpu] }] } } }
`,
      'kustomization.yaml': `resources: [${outside}/p.yaml, ../../../..${outside}]\npatches: [{ path: ${outside}/p.yaml }]\n`,
    });
    const { output } = await callCli(folder, ['report', '--format', 'json']);
    expect(output).not.toContain('Llama-3.1-70B');
    expect(output).not.toContain('Llama-3.1-8B');
  });

  it('has keys that other programs take for parts of every object, and nothing changes for the next one', async () => {
    const folder = folderWith({
      'a.yaml': `${llama8bText}---\n__proto__: { replicas: 99, polluted: true }\nconstructor: { prototype: { polluted: true } }\nkind: Deployment\nspec: { template: { spec: { containers: [{ image: vllm/vllm-openai, __proto__: { x: 1 } }] } } }\n`,
      '.servingcost.yaml': '__proto__: { polluted: true }\ndeployments: { __proto__: { accelerator: L4 }, constructor: { replicas: 3 } }\n',
    });
    await reported(folder);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each(['yaml', 'json', 'toml', 'tf', 'pbtxt', 'properties', 'env', 'modelfile'])(
    'has a %s file 10,000 levels deep, one of a million signs of one kind, and one of no text',
    async (ending) => {
      const signs = ['[', '{', '(', '"', '- ', 'a: ', '#', '\\', '${', '<<A\n', '\0', '\n', ' ', '/*', '=', '&a [*a, '];
      for (const sign of signs) {
        const folder = folderWith({
          [`deep.${ending}`]: `vllm ${sign.repeat(10_000)}`,
          [`wide.${ending}`]: `vllm\n${sign.repeat(Math.floor(900_000 / sign.length))}`,
        });
        writeFileSync(join(folder, `bytes.${ending}`), Buffer.from([0x76, 0xff, 0xfe, 0xed, 0xa0, 0x80]));
        await reported(folder);
        expect(listing(folder)).toHaveLength(3);
      }
    },
    60_000,
  );

  it('is more than is read from standard input', async () => {
    async function* endless(): AsyncGenerator<string> {
      for (;;) yield await Promise.resolve('image: vllm\n'.repeat(1000));
    }
    const { status, warnings } = await callCli(folderWith({}), ['report', '-'], { stdin: endless() });
    expect([status, warnings]).toEqual([2, 'serving-cost: Standard input is larger than 1 MB.\n']);
  });

  it('names resources so that a pattern made of the name would not be one', async () => {
    const folder = folderWith({
      'main.tf': `resource "aws_sagemaker_model" "a(" {\n  primary_container { image = "lmi" }\n}\nresource "aws_sagemaker_endpoint_configuration" "c" {\n  production_variants {\n    model_name = aws_sagemaker_model.b.name\n    instance_type = "ml.g5.2xlarge"\n    initial_instance_count = 1\n  }\n}\n`,
    });
    expect((await reported(folder)).deployments).toHaveLength(1);
    expect(readFileSync(join(folder, 'main.tf'), 'utf8')).toContain('a(');
  });
});
