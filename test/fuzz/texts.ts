import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleFolders } from '../../scripts/exampleFolders.ts';
import { root } from '../../scripts/root.ts';
import { languageOf, type LanguageId } from '../../src/core/syntax/languages.ts';

/** A text that inputs are made from. */
export interface BaseText {
  /** Its name alone: it says the syntax, and for some formats more. */
  readonly name: string;
  readonly text: string;
}

/** Every syntax that files can have, and what campaigns may be narrowed to. */
export const syntaxes: readonly LanguageId[] = [
  'yaml',
  'json',
  'toml',
  'textproto',
  'hcl',
  'properties',
  'dotenv',
  'modelfile',
];

const corpus = join(root, '..', 'shared', 'corpus');

/** Real files where they are at hand, for campaigns: tests of a commit take what is part of the project. */
const usesCorpus = process.env['SERVING_COST_CORPUS'] === 'yes' && existsSync(corpus);

const corpusTexts: readonly BaseText[] = usesCorpus
  ? readdirSync(corpus, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.tsv'))
      .map((entry) => ({
        name: entry.name.slice(entry.name.lastIndexOf('__') + 1).replace(/^_+/, ''),
        text: readFileSync(join(entry.parentPath, entry.name), 'utf8'),
      }))
      .filter(({ text }) => text.length < 20_000)
  : [];

const exampleTexts = exampleFolders().flatMap(({ documents }) =>
  documents.map(({ uri, text }) => ({ name: uri.slice(uri.lastIndexOf('/') + 1), text })),
);

const ownTexts: readonly BaseText[] = [
  { name: '.env', text: 'export MODEL="a b" # note\nTP=2\nEMPTY=\nQUOTED=\'x # y\'\n' },
  { name: 'serving.properties', text: 'engine=Python\noption.model_id = a/b\\\n  -c\n! note\n' },
  {
    name: 'Modelfile',
    text: 'FROM llama3.1:8b\nPARAMETER num_ctx 8192\nSYSTEM """two\nlines"""\n',
  },
  {
    name: 'main.tf',
    text: 'variable "n" { default = 2 }\nresource "aws_sagemaker_model" "m" {\n  primary_container { image = "lmi" }\n}\nresource "aws_sagemaker_endpoint_configuration" "c" {\n  production_variants {\n    model_name = aws_sagemaker_model.m.name\n    instance_type = "ml.g5.2xlarge"\n    initial_instance_count = var.n\n  }\n  tags = { a = <<-EOT\n    x\n    EOT\n  }\n}\n',
  },
  {
    name: 'config.pbtxt',
    text: 'name: "m"\nbackend: "vllm"\ninstance_group [ { count: 1 kind: KIND_GPU } ]\n',
  },
  {
    name: 'cerebrium.toml',
    text: '[cerebrium.deployment]\nname = "x"\n[cerebrium.hardware]\ncompute = "L40"\ngpu_count = 2\n',
  },
  {
    name: 'config.json',
    text: '{"model_config_list": [{"name": "m", "base_path": "/m"}], "gpu": 1e3}\n',
  },
];

const texts = [...ownTexts, ...exampleTexts, ...corpusTexts];

export const corpusCount = corpusTexts.length;

/** The texts of a syntax. */
export function textsOf(syntax: LanguageId): readonly BaseText[] {
  return texts.filter(({ name }) => languageOf(`file:///${name}`)?.id === syntax);
}
