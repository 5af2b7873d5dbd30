import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { rules } from '../../../src/core/advice/rules.ts';
import { lineFactKinds } from '../../../src/core/features/lineFacts.ts';
import { sourceFiles } from '../../support/sourceFiles.ts';
import { root } from '../../../scripts/root.ts';

const text = (name: string): string => readFileSync(path.join(root, name), 'utf8');
const strings = z.record(z.string(), z.string()).parse(JSON.parse(text('package.nls.json')));
const manifestText = text('package.json');
const manifest = z
  .object({
    activationEvents: z.array(z.string()),
    contributes: z.object({
      commands: z.array(z.object({ command: z.string(), category: z.string() })),
      configuration: z.object({
        properties: z.record(
          z.string(),
          z.object({ properties: z.record(z.string(), z.unknown()).optional() }),
        ),
      }),
    }),
  })
  .parse(JSON.parse(manifestText));

const sources = sourceFiles('src/extension');
const code = sources.map(({ text: source }) => source).join('\n');
const settings = Object.keys(manifest.contributes.configuration.properties);

describe('the manifest', () => {
  it('declares no command that is not registered', () => {
    const table = sources.find(({ name }) => name.endsWith('/commands.ts'))?.text ?? '';
    const registered = new Set(
      [...table.matchAll(/^ {2}'(servingCost\.\w+)':/gm)].map(([, id]) => id),
    );
    const declared = manifest.contributes.commands.map(({ command }) => command);
    expect(declared.filter((command) => !registered.has(command))).toEqual([]);
    const internal = [...registered].filter((command) => !declared.includes(command ?? ''));
    expect(internal.sort()).toEqual([
      'servingCost.applyFix',
      'servingCost.openWalkthrough',
      'servingCost.showFixes',
    ]);
  });

  it('puts every command in one category', () => {
    expect(new Set(manifest.contributes.commands.map(({ category }) => category))).toEqual(
      new Set(['Serving Cost']),
    );
  });

  it('declares exactly the settings that are read', () => {
    const enabled = [...code.matchAll(/isEnabled\('(\w+)'/g)].map(
      ([, name]) => `${name ?? ''}.enabled`,
    );
    const defaults = [...code.matchAll(/setting(?:<\w+>)?\('(\w+)'\)/g)].map(
      ([, name]) => `defaults.${name ?? ''}`,
    );
    const single = [...code.matchAll(/\.get<[^(]*>\('([\w.]+)'/g)].map(([, name]) => name ?? '');
    const hints = lineFactKinds.map((kind) => `inlayHints.${kind}`);
    const read = new Set([...enabled, ...defaults, ...single, ...hints]);
    expect([...read].map((name) => `servingCost.${name}`).sort()).toEqual(settings.toSorted());
  });

  it('offers a level for every rule, and for nothing else', () => {
    const offered = manifest.contributes.configuration.properties['servingCost.rules']?.properties;
    expect(Object.keys(offered ?? {}).sort()).toEqual(rules.map(({ code: rule }) => rule).sort());
  });

  it('wakes up for every language that the providers are registered for', () => {
    const list = /servingLanguages = \[([^\]]*)\]/.exec(code)?.[1] ?? '';
    const languages = [...list.matchAll(/'([\w-]+)'/g)].map(([, language]) => language ?? '');
    expect(languages.length).toBeGreaterThan(1);
    expect(manifest.activationEvents.filter((event) => event.startsWith('onLanguage:'))).toEqual(
      languages.map((language) => `onLanguage:${language}`),
    );
  });

  it('has a text for every placeholder, and a placeholder for every text', () => {
    const used = [...manifestText.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? '');
    expect([...new Set(used)].sort()).toEqual(Object.keys(strings).sort());
  });
});
