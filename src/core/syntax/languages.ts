import type { Span } from '../text/span.ts';
import { readDotenv } from './dotenv.ts';
import { readHcl } from './hcl.ts';
import { readModelfile } from './modelfile.ts';
import { readProperties } from './properties.ts';
import { readTextproto } from './textproto.ts';
import { readToml } from './toml.ts';
import type { SyntaxDocument } from './tree.ts';
import { readYamlDocument } from './yaml.ts';
import { splitDocuments } from './yamlDocuments.ts';

export type LanguageId =
  'yaml' | 'json' | 'toml' | 'textproto' | 'hcl' | 'properties' | 'dotenv' | 'modelfile';

/** How the files of one syntax are cut into documents and how each of these is read. */
export interface Language {
  readonly id: LanguageId;
  /** Tested against the file name in lower case, without the endings of templates. */
  readonly names: RegExp;
  /** What a comment starts with, the usual one first; empty for a syntax without comments. */
  readonly commentSigns: readonly string[];
  splitDocuments(text: string): readonly Span[];
  /** Never throws. Spans of the result count from the start of `text`. */
  readDocument(text: string): SyntaxDocument;
}

function whole(text: string): readonly Span[] {
  return [{ start: 0, end: text.length }];
}

const yaml: Language = {
  id: 'yaml',
  names: /\.ya?ml$/,
  commentSigns: ['#'],
  splitDocuments,
  readDocument: readYamlDocument,
};

const languages: readonly Language[] = [
  yaml,
  // JSON is read as the subset of YAML that it is.
  { ...yaml, id: 'json', names: /\.(?:json|tfstate)$/, commentSigns: [] },
  {
    id: 'toml',
    names: /\.toml$/,
    commentSigns: ['#'],
    splitDocuments: whole,
    readDocument: readToml,
  },
  {
    id: 'textproto',
    names:
      /\.(?:pbtxt|textproto|txtpb|prototxt|textpb|pb\.txt)$|(?:^|_)(?:batching|models?|monitoring)[-_](?:parameters|params|config)\.(?:txt|config|conf|cfg)$|(?:^|_)(?:models?|monitoring)\.(?:config|conf)$/,
    commentSigns: ['#'],
    splitDocuments: whole,
    readDocument: readTextproto,
  },
  {
    id: 'hcl',
    names: /\.(?:tf|tfvars|hcl)$/,
    commentSigns: ['#', '//', '/*'],
    splitDocuments: whole,
    readDocument: readHcl,
  },
  {
    id: 'properties',
    names: /\.properties$/,
    commentSigns: ['#', '!'],
    splitDocuments: whole,
    readDocument: readProperties,
  },
  {
    id: 'dotenv',
    names: /^\.env(?:\..+)?$|\.env$/,
    commentSigns: ['#'],
    splitDocuments: whole,
    readDocument: readDotenv,
  },
  {
    id: 'modelfile',
    names: /(?:^|[_.-])modelfile(?:[.-]|$)/,
    commentSigns: ['#'],
    splitDocuments: whole,
    readDocument: readModelfile,
  },
];

/**
 * The syntax of a file by its name, looking behind the endings of templates: `deployment.yaml.j2` is YAML. One without
 * an extension (an unsaved one) is taken for YAML. Undefined for a syntax that is not known.
 */
export function languageOf(uri: string): Language | undefined {
  const path = uri.replace(/[?#].*$/s, '').toLowerCase();
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .replace(/\.(?:j2|jinja2?|tpl|tmpl|tftpl|gotmpl)$/, '');
  const known = languages.findLast(({ names }) => names.test(name));
  return known ?? (name.includes('.') ? undefined : yaml);
}
