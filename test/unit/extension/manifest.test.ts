import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { lineFactKinds } from '../../../src/core/features/lineFacts.ts';
import { ruleProperties, ruleTexts } from '../../../scripts/ruleSettings.ts';
import { tools } from '../../../src/core/tools/tools.ts';
import { productVersion } from '../../../src/core/version.ts';
import { environmentOf } from '../../../src/host/environment.ts';
import { sampleCatalog } from '../../support/sampleCatalog.ts';
import { languageModelTools } from '../../../scripts/languageModelTools.ts';
import { sourceFiles } from '../../support/sourceFiles.ts';
import { root } from '../../../scripts/root.ts';

const text = (name: string): string => readFileSync(path.join(root, name), 'utf8');
const strings = z.record(z.string(), z.string()).parse(JSON.parse(text('package.nls.json')));
const manifestText = text('package.json');
const manifest = z
  .object({
    version: z.string(),
    activationEvents: z.array(z.string()),
    contributes: z.object({
      languageModelTools: z.array(z.looseObject({})),
      commands: z.array(z.object({ command: z.string(), category: z.string() })),
      configuration: z.array(
        z.object({
          order: z.number(),
          properties: z.record(
            z.string(),
            z.object({
              order: z.number(),
              scope: z.string(),
              properties: z.record(z.string(), z.unknown()).optional(),
            }),
          ),
        }),
      ),
      menus: z.record(
        z.string(),
        z.array(
          z.object({
            command: z.string().optional(),
            submenu: z.string().optional(),
            when: z.string().optional(),
          }),
        ),
      ),
      submenus: z.array(z.object({ id: z.string() })),
    }),
  })
  .parse(JSON.parse(manifestText));

const sources = sourceFiles('src/extension');
const code = sources.map(({ text: source }) => source).join('\n');
const { configuration, commands, menus, submenus } = manifest.contributes;
const settings = configuration.flatMap(({ properties }) => Object.keys(properties));
const ids = commands.map(({ command }) => command);

describe('the manifest', () => {
  it('declares no command that is not registered', () => {
    const table = sources.find(({ name }) => name.endsWith('/commands.ts'))?.text ?? '';
    const registered = new Set(
      [...table.matchAll(/^ {2}'(servingCost\.\w+)':/gm)].map(([, id]) => id),
    );
    const declared = ids;
    expect(declared.filter((command) => !registered.has(command))).toEqual([]);
    const internal = [...registered].filter((command) => !declared.includes(command ?? ''));
    expect(internal.sort()).toEqual(['servingCost.applyFix', 'servingCost.showReview']);
  });

  it('has menus of commands and submenus that there are', () => {
    const entries = Object.values(menus).flat();
    const unknown = entries.filter(
      ({ command, submenu }) =>
        !ids.includes(command ?? submenu ?? '') && !submenus.some(({ id }) => id === submenu),
    );
    expect(unknown).toEqual([]);
    const opened = new Set(entries.map(({ submenu }) => submenu));
    for (const { id } of submenus) {
      expect(opened, id).toContain(id);
      expect(menus[id], id).not.toHaveLength(0);
    }
  });

  it('shows nothing in the menus of others but where a serving config is', () => {
    for (const place of ['editor/title', 'editor/context', 'explorer/context']) {
      for (const { when = '' } of menus[place] ?? []) {
        expect(when, place).toMatch(/servingCost\.(hasDeployments|servingFiles)/);
      }
    }
    for (const { when = '' } of [
      ...(menus['view/title'] ?? []),
      ...(menus['view/item/context'] ?? []),
    ]) {
      expect(when).toMatch(/^view == servingCost\.\w+/);
    }
  });

  it('asks once for every command whether the palette shows it', () => {
    const asked = (menus.commandPalette ?? []).map(({ command }) => command);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('puts settings in an order in which none stands twice', () => {
    const orders = configuration.map(({ order }) => order);
    expect(new Set(orders).size).toBe(orders.length);
    for (const { properties } of configuration) {
      const inside = Object.values(properties).map(({ order }) => order);
      expect(inside).toEqual(inside.map((_, index) => index + 1));
    }
  });

  it('lets no workspace say where measurements are read from', () => {
    const all = configuration.flatMap(({ properties }) => Object.entries(properties));
    const own = all.filter(([name]) => name.startsWith('servingCost.measurements.'));
    expect(own.length).toBeGreaterThan(3);
    expect(own.filter(([, { scope }]) => scope !== 'machine')).toEqual([]);
  });

  it('puts every command in one category', () => {
    expect(new Set(commands.map(({ category }) => category))).toEqual(new Set(['Serving Cost']));
  });

  it('declares exactly the settings that are read', () => {
    const enabled = [...code.matchAll(/isEnabled\('(\w+)'/g)].map(
      ([, name]) => `${name ?? ''}.enabled`,
    );
    const environment = new Set<string>();
    environmentOf(
      (name) => {
        environment.add(name);
        return undefined;
      },
      sampleCatalog,
      '2026-11-20',
    );
    const single = [...code.matchAll(/\.get<[^(]*>\('([\w.]+)'/g)].map(([, name]) => name ?? '');
    const hints = lineFactKinds.map((kind) => `inlayHints.${kind}`);
    const measured = [...code.matchAll(/personal\('(\w+)'\)/g)].map(
      ([, name]) => `measurements.${name ?? ''}`,
    );
    const read = new Set([...enabled, ...environment, ...single, ...hints, ...measured]);
    expect([...read].map((name) => `servingCost.${name}`).sort()).toEqual(settings.toSorted());
  });

  it('offers a level for every rule, and for nothing else', () => {
    const offered = configuration.flatMap(
      ({ properties }) => properties['servingCost.rules']?.properties ?? [],
    );
    expect(offered).toEqual([ruleProperties()]);
    expect(strings).toMatchObject(ruleTexts());
  });

  it('wakes up for every language that the providers are registered for', () => {
    const list = /servingLanguages = \[([^\]]*)\]/.exec(code)?.[1] ?? '';
    const languages = [...list.matchAll(/'([\w-]+)'/g)].map(([, language]) => language ?? '');
    expect(languages.length).toBeGreaterThan(1);
    expect(manifest.activationEvents.filter((event) => event.startsWith('onLanguage:'))).toEqual(
      languages.map((language) => `onLanguage:${language}`),
    );
  });

  it('tells language models what the tools say of themselves, and registers each', () => {
    expect(manifest.contributes.languageModelTools).toEqual(languageModelTools());
    const list = /const names = \[([^\]]*)\] as const/.exec(
      sources.find(({ name }) => name.endsWith('languageModel/register.ts'))?.text ?? '',
    );
    const registered = [...(list?.[1] ?? '').matchAll(/'(\w+)'/g)].map(([, name]) => name);
    expect(registered).toEqual(tools.map(({ name }) => name));
  });

  it('has the version that the product says', () => {
    expect(manifest.version).toBe(productVersion);
  });

  it('has a text for every placeholder, and a placeholder for every text', () => {
    const used = [...manifestText.matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key ?? '');
    expect([...new Set(used)].sort()).toEqual(Object.keys(strings).sort());
  });
});
