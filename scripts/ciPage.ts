import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { unifiedDiff } from '../src/core/text/unifiedDiff.ts';
import { pullRequestExample, reviewExample } from './pullRequestExample.ts';
import { root } from './root.ts';

/** The page on pipelines with its example as it is today: what stands between the marks is made, the rest is written by hand. */
export function ciPage(written: string): string {
  return Object.entries(parts).reduce(
    (page, [name, text]) =>
      page.replace(
        new RegExp(`(<!-- made: ${name} -->\n)[^]*?(<!-- end -->)`),
        (_all, start: string, end: string) => `${start}\n${text().trimEnd()}\n\n${end}`,
      ),
    written,
  );
}

interface Described {
  readonly description: string;
  readonly default?: string;
}

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as {
  readonly inputs: Readonly<Record<string, Described>>;
  readonly outputs: Readonly<Record<string, Described>>;
};

function described(title: string, all: Readonly<Record<string, Described>>): string {
  const rows = Object.entries(all).map(
    ([name, { description }]) => `| \`${name}\` | ${description} |`,
  );
  return [`| ${title} | what |`, '| --- | --- |', ...rows].join('\n');
}

const parts: Readonly<Record<string, () => string>> = {
  inputs: () => described('input', action.inputs),
  outputs: () => described('output', action.outputs),
  change: () => fenced('diff', changeOf('deploy/chat.yaml')),
  text: () => fenced('', reviewExample('text')),
  comment: () => reviewExample('markdown'),
};

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;
}

function changeOf(file: string): string {
  const { before, after } = pullRequestExample;
  return unifiedDiff(file, before[file] ?? null, after[file] ?? '');
}
