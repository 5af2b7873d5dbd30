/**
 * Writes what is made of the code for the editor: `schemas/servingcost.schema.json` of the schema that reads the file, and the
 * levels of `servingCost.rules` and the tools for language models in the manifest of what each says of itself. `npm run schema`.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { assumptionsJsonSchema } from '../src/core/assumptions/jsonSchema.ts';
import { languageModelTools } from './languageModelTools.ts';
import { root } from './root.ts';
import { ruleProperties, ruleTexts } from './ruleSettings.ts';

await mkdir(join(root, 'schemas'), { recursive: true });
await writeFile(join(root, 'schemas/servingcost.schema.json'), assumptionsJsonSchema());

interface Manifest {
  readonly contributes: {
    languageModelTools?: readonly object[];
    readonly configuration: readonly {
      readonly properties: Record<string, { properties?: object } | undefined>;
    }[];
  };
}

const manifest = (await readJson('package.json')) as Manifest;
for (const { properties } of manifest.contributes.configuration) {
  const setting = properties['servingCost.rules'];
  if (setting !== undefined) setting.properties = ruleProperties();
}
manifest.contributes.languageModelTools = languageModelTools();
await writeJson('package.json', manifest);

const texts = Object.entries((await readJson('package.nls.json')) as Record<string, string>);
const others = texts.filter(([key]) => !key.startsWith('rule.'));
await writeJson('package.nls.json', { ...Object.fromEntries(others), ...ruleTexts() });

async function readJson(name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(root, name), 'utf8'));
}

async function writeJson(name: string, content: object): Promise<void> {
  await writeFile(join(root, name), `${JSON.stringify(content, null, 2)}\n`);
}
