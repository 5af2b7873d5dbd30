import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/root.ts';
import { actionMistakes, readAction, workflowMistakes } from '../support/gitHubFiles.ts';

const workflows = readdirSync(join(root, '.github/workflows'));
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const workflowOf = (file: string): string => textOf(`.github/workflows/${file}`);

describe('action.yml', () => {
  const text = textOf('action.yml');
  const { inputs, outputs, runs } = readAction(text);

  test('is one that GitHub takes', async () => {
    expect(await actionMistakes(text)).toEqual([]);
    expect(await actionMistakes(text.replace('using: composite', 'using: compost'))).not.toEqual([]);
    expect(await actionMistakes(text.replace('shell: bash', 'shel: bash'))).not.toEqual([]);
  });

  test('passes every input on, and only by variables', () => {
    const passed = runs.steps.flatMap(({ env = {} }) => Object.entries(env));
    expect(passed).toEqual(
      Object.keys(inputs).map((name) => [
        `INPUT_${name.toUpperCase().replaceAll('-', '_')}`,
        `\${{ inputs.${name} }}`,
      ]),
    );
    for (const { run = '' } of runs.steps) expect(run).not.toContain('${{');
  });

  test('reads every input, and no other', () => {
    const source = textOf('src/action/inputs.ts');
    const read = [...source.matchAll(/\b(?:text|lines|stated|flag)\('([\w-]+)'\)/g)];
    expect(new Set(read.map(([, name]) => name))).toEqual(new Set(Object.keys(inputs)));
  });

  test('needs no other action', () => {
    expect(runs.steps.flatMap(({ uses }) => uses ?? [])).toEqual([]);
  });

  test('answers with what it says', () => {
    for (const [name, { value }] of Object.entries(outputs)) {
      expect(value).toBe(`\${{ steps.review.outputs.${name} }}`);
    }
  });
});

describe.each(workflows)('%s', (file) => {
  test('is one that GitHub takes', async () => {
    expect(await workflowMistakes(workflowOf(file))).toEqual([]);
  });
});
