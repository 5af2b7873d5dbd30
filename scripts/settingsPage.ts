import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { rules } from '../src/core/advice/rules.ts';
import { root } from './root.ts';

const settingSchema = z.object({
  type: z.string(),
  default: z.unknown(),
  order: z.number(),
  scope: z.string(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  markdownDescription: z.string(),
});

const manifestSchema = z.object({
  contributes: z.object({
    commands: z.array(z.object({ command: z.string(), title: z.string(), category: z.string() })),
    configuration: z.array(
      z.object({
        title: z.string(),
        order: z.number(),
        properties: z.record(z.string(), settingSchema),
      }),
    ),
    menus: z.object({
      commandPalette: z.array(z.object({ command: z.string(), when: z.string() })),
    }),
  }),
});

const introduction = `# Settings and commands

This page is made of the extension's manifest (\`npm run docs\`). What belongs to the configs rather than to a person, such as
demand, discounts and policies, is said in [\`.servingcost.yaml\`](assumptions.md), where everybody who reviews them finds it.

A setting of scope \`resource\` may differ between the folders of a workspace.
`;

/** The text of `docs/settings.md`. */
export function settingsPage(): string {
  const { contributes } = manifestSchema.parse(read('package.json'));
  const texts = z.record(z.string(), z.string()).parse(read('package.nls.json'));
  const words = (text: string): string =>
    text.replace(/^%(.+)%$/, (whole, key: string) => texts[key] ?? whole);
  const sections = contributes.configuration
    .toSorted((a, b) => a.order - b.order)
    .map(({ title, properties }) => {
      const rows = Object.entries(properties)
        .sort(([, a], [, b]) => a.order - b.order)
        .map(([name, setting]) => [
          `\`${name}\``,
          valuesOf(setting),
          `\`${JSON.stringify(setting.default)}\``,
          setting.scope,
          words(setting.markdownDescription).replace(/`#([\w.]+)#`/g, '`$1`'),
        ]);
      return `## ${words(title)}\n\n${table(['setting', 'values', 'default', 'scope', 'what it does'], rows)}`;
    });
  const hidden = new Set(
    contributes.menus.commandPalette.flatMap(({ command, when }) =>
      when === 'false' ? [command] : [],
    ),
  );
  const commands = contributes.commands
    .filter(({ command }) => !hidden.has(command))
    .map(({ command, title, category }) => [`${category}: ${words(title)}`, `\`${command}\``]);
  return [
    introduction,
    ...sections,
    ruleSection(),
    `## Commands\n\nIn the palette, as far as they apply to what is open.\n\n${table(['command', 'id'], commands)}`,
  ].join('\n');
}

function ruleSection(): string {
  const rows = rules.map(({ code, title, level }) => [
    `[\`${code}\`](rules.md#${code})`,
    level,
    title,
  ]);
  return `### Rules and their own levels

\`"servingCost.rules": { "spot": "off" }\` silences a rule, \`information\`, \`warning\` or \`error\` sets how loud it is. The same can be
said in \`.servingcost.yaml\`; a setting counts before it.

${table(['rule', 'its own level', 'what it is about'], rows)}`;
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(root, name), 'utf8'));
}

function valuesOf({ type, enum: words }: z.infer<typeof settingSchema>): string {
  if (words !== undefined) return words.map((word) => `\`"${word}"\``).join(', ');
  return type === 'boolean' ? '`true`, `false`' : type;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |\n`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('');
}
