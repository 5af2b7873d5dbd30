import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report/reportModel.ts';
import { callCli } from '../support/callCli.ts';
import { vllmDeployment } from '../support/deploymentText.ts';
import { folderWith } from '../support/testFolder.ts';

const model = 'meta-llama/Llama-3.1-8B-Instruct';
const selector = { 'cloud.google.com/gke-accelerator': 'nvidia-l4' };
const deployment = (name: string, labels: string): string =>
  vllmDeployment({ model, replicas: 2, selector, args: ['--max-model-len=4096'] }).replace(
    '  name: chat # the chat service\n',
    `  name: ${name}\n  labels:\n${labels}`,
  );
const dev = deployment('dev-chat', '    environment: dev\n    team: search\n');
const live = deployment('chat', '    environment: prod\n    team: search\n    owner: ada\n');

/** The house rules of a company: dev scales to zero, one region, two budgets, an owner for everything. */
const policies = `version: 1
provider: gcp
region: us-east4
policies:
  budgets:
    perDeployment: 500
    teams: { search: 1500 }
  allowed:
    regions: [europe-*]
  outsideProduction:
    scaleToZero: true
  required:
    labels: [owner]
`;

const inBrief = (report: Report): readonly string[] =>
  [...report.findings, ...report.deployments.flatMap(({ findings }) => findings)]
    .filter(({ code }) => code.startsWith('policy-'))
    .map(({ code, severity, file, line }) => `${file}:${line} ${code} ${severity}`);

describe('policies of the assumptions file', () => {
  const cwd = folderWith({ 'live.yaml': live, 'dev.yaml': dev, '.servingcost.yaml': policies });

  test('are findings, each where it is broken', async () => {
    const { output } = await callCli(cwd, ['report', '--format', 'json']);
    expect(inBrief(JSON.parse(output) as Report)).toEqual([
      '.servingcost.yaml:7 policy-budget error',
      'dev.yaml:4 policy-budget error',
      'dev.yaml:4 policy-allowed error',
      'dev.yaml:9 policy-scale-to-zero warning',
      'dev.yaml:4 policy-label warning',
      'live.yaml:4 policy-budget error',
      'live.yaml:4 policy-allowed error',
    ]);
  });

  test('make the command fail, with the reasons', async () => {
    const { status, warnings } = await callCli(cwd, ['report']);
    expect(status).toBe(1);
    const lines = warnings.trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toMatch(
      /^\.servingcost\.yaml:7: policy-budget: Team search costs \$\S+\/mo over 2 deployments, \$\S+\/mo above the budget of \$1,500\/mo\.$/,
    );
    expect(lines[1]).toMatch(/^dev\.yaml:4: policy-budget: Costs \$/);
  });

  test('that are warnings do not', async () => {
    const mild = policies
      .replace('perDeployment: 500', 'level: warning\n    perDeployment: 500')
      .replace('regions: [europe-*]', 'regions: [europe-*]\n    level: information');
    const folder = folderWith({ 'dev.yaml': dev, '.servingcost.yaml': mild });
    expect(await callCli(folder, ['report'])).toMatchObject({ status: 0, warnings: '' });
  });

  test('hold in every folder below, whatever a file there says', async () => {
    const folder = folderWith({
      '.servingcost.yaml': policies,
      'team/.servingcost.yaml': 'policies: { budgets: { perDeployment: 100000 } }\n',
      'team/dev.yaml': dev,
    });
    const { status, warnings } = await callCli(folder, ['report', 'team']);
    expect(status).toBe(1);
    expect(warnings).toContain('team/dev.yaml:4: policy-budget');
  });

  test('an exemption says why and until when, and is counted', async () => {
    const exempt = `# serving-cost: ignore[policy-budget,policy-allowed] until 2027-03-31 launch\n${dev}`;
    const lone = policies.replace('    teams: { search: 1500 }\n', '');
    const folder = folderWith({ 'dev.yaml': exempt, '.servingcost.yaml': lone });
    const { status, output } = await callCli(folder, ['report']);
    expect(status).toBe(0);
    expect(output).toContain('Suppressed 2');
    expect(output).toContain('policy-budget until 2027-03-31 for dev-chat: launch (dev.yaml:1)');
  });
});
