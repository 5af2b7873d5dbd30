import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { root } from '../../../scripts/root.ts';

const permissions = z.record(z.string(), z.enum(['read', 'write', 'none']));
const workflow = z.object({
  permissions,
  jobs: z.record(
    z.string(),
    z.object({
      'timeout-minutes': z.number(),
      permissions: permissions.optional(),
      environment: z.string().optional(),
      steps: z.array(z.looseObject({ uses: z.string().optional(), run: z.string().optional() })),
    }),
  ),
});

const folder = path.join(root, '.github/workflows');
const files = readdirSync(folder).map((name) => {
  const text = readFileSync(path.join(folder, name), 'utf8');
  return { name, text, ...workflow.parse(parse(text)) };
});

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));

describe.each(files)('$name', ({ text, jobs, permissions: common }) => {
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  it('takes every action at a commit, with the version that it is', () => {
    const uses = text.match(/uses: (?!\.\/).*/g) ?? [];
    expect(uses).toHaveLength(steps.filter((step) => step.uses?.startsWith('./') === false).length);
    for (const use of uses) expect(use).toMatch(/^uses: [\w-]+\/[\w./-]+@[\da-f]{40} # v[\d.]+$/);
  });

  it('may write only where a job says so', () => {
    expect(Object.values(common)).not.toContain('write');
  });

  it('hands secrets to jobs that somebody has to approve alone', () => {
    for (const { environment, ...job } of Object.values(jobs)) {
      const usesSecret = /secrets\.(?!GITHUB_TOKEN)/.exec(JSON.stringify(job)) !== null;
      expect(usesSecret).toBe(environment !== undefined);
    }
  });

  it('puts no text of others into a script', () => {
    for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });

  it('runs scripts that there are', () => {
    const called = steps.flatMap(({ run = '' }) => [...run.matchAll(/npm run ([\w:]+)/g)]);
    for (const [, name = ''] of called) expect(scripts).toHaveProperty([name]);
  });
});
