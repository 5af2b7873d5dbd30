import { describe, expect, it } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import type { Analysis } from '../../../src/core/analysis.ts';
import { analysisOf, fixed, vllmDeployment } from '../../support/deploymentText.ts';
import { testEnvironment } from '../../support/environment.ts';

const l4 = { 'cloud.google.com/gke-accelerator': 'nvidia-l4' };
const model = 'meta-llama/Llama-3.1-8B-Instruct';
const chat = vllmDeployment({ model, replicas: 2, selector: l4, args: ['--max-model-len=4096'] });
const labelled = (text: string, labels: Readonly<Record<string, string>>): string =>
  text.replace(
    '# the chat service\n',
    `# the chat service\n  labels:\n${Object.entries(labels)
      .map(([key, value]) => `    ${key}: ${value}\n`)
      .join('')}`,
  );
const inDev = labelled(chat, { environment: 'dev', team: 'search' });

/** Findings on policies, wherever they stand. */
function broken(text: string, policies: string, more = '') {
  const analysis = analysisOf(text, `version: 1\n${more}policies:\n${policies}`);
  return policyFindings(analysis);
}
function policyFindings({ deployments, findings }: Analysis) {
  return [...deployments.flatMap((one) => one.findings), ...findings].filter(({ code }) =>
    code.startsWith('policy-'),
  );
}
const brief = (all: ReturnType<typeof broken>) => all.map(({ code, level }) => `${code} ${level}`);

describe('budgets', () => {
  const monthly = analysisOf(chat).totals.monthly.expected;

  it.each([
    ['perDeployment', (usd: number) => `    perDeployment: ${usd}\n`],
    ['by name', (usd: number) => `    perDeployment: 1\n    deployments: { chat: ${usd} }\n`],
    ['by pattern', (usd: number) => `    deployments: { "ch*": ${usd} }\n`],
    ['by team', (usd: number) => `    teams: { search: ${usd} }\n`],
    ['by environment', (usd: number) => `    environments: { dev: ${usd} }\n`],
    ['total', (usd: number) => `    total: ${usd}\n`],
  ])('%s: an error above, nothing below', (_, budget) => {
    const [finding, ...others] = broken(inDev, `  budgets:\n${budget(Math.floor(monthly) - 100)}`);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code: 'policy-budget', level: 'error' });
    expect(finding?.message).toMatch(/\$1\d\d\/mo above (?:its|the) budget of \$\d/);
    expect(broken(inDev, `  budgets:\n${budget(Math.ceil(monthly))}`)).toEqual([]);
  });

  it('of several deployments stand in the assumptions file', () => {
    const text = `${inDev}---\n${inDev.replace('name: chat', 'name: other')}`;
    const [finding] = broken(text, `  budgets:\n    teams:\n      search: 10\n`);
    expect(finding).toMatchObject({ uri: 'file:///repo/.servingcost.yaml', deploymentId: null });
    expect(finding?.message).toMatch(/^Team search costs .*over 2 deployments/);
  });

  it('hold the most against it where the policy says so', () => {
    const scaled = inDev; // Without an autoscaler least and most differ little; the words say which counts.
    const [finding] = broken(
      scaled,
      '  budgets: { perDeployment: 1, basis: max, level: warning }\n',
    );
    expect(finding).toMatchObject({ level: 'warning' });
    expect(finding?.message).toContain('at most');
  });
});

describe('what is allowed', () => {
  it('another accelerator is an error at the value, and the cheapest allowed one is proposed', () => {
    const [finding] = broken(chat, '  allowed: { accelerators: [A100*, H100] }\n');
    expect(finding).toMatchObject({ code: 'policy-allowed', level: 'error' });
    expect(chat.slice(finding?.span.start, finding?.span.end)).toBe('nvidia-l4');
    expect(finding?.fixes[0]?.title).toMatch(/^Use (?:A100|H100)/);
    expect(broken(fixed(chat, finding), '  allowed: { accelerators: [A100*, H100] }\n')).toEqual(
      [],
    );
  });

  it('any name of the catalogue is understood', () => {
    expect(broken(chat, '  allowed: { accelerators: [nvidia-l4] }\n')).toEqual([]);
    expect(broken(chat, '  allowed: { accelerators: [l4] }\n')).toEqual([]);
  });

  it('regions and providers count where somebody names them, and only there', () => {
    const regions = '  allowed: { regions: [eu-*] }\n';
    expect(broken(chat, regions)).toEqual([]);
    expect(brief(broken(chat, regions, 'region: us-east1\nprovider: gcp\n'))).toEqual([
      'policy-allowed error',
    ]);
    expect(broken(chat, '  allowed: { regions: [us-*] }\n', 'region: us-east1\n')).toEqual([]);
    expect(brief(broken(chat, '  allowed: { providers: [aws] }\n'))).toEqual([
      'policy-allowed error',
    ]);
  });

  it('an instance type that is named', () => {
    const named = vllmDeployment({
      model,
      selector: { 'node.kubernetes.io/instance-type': 'p4d.24xlarge' },
    });
    expect(brief(broken(named, '  allowed: { instanceTypes: [g6.*], level: warning }\n'))).toEqual([
      'policy-allowed warning',
    ]);
    expect(broken(named, '  allowed: { instanceTypes: [p4d.*] }\n')).toEqual([]);
  });

  it('a name that nothing has is a mistake, and which is meant is said', () => {
    const mistakes = (lists: string) =>
      analysisOf(chat, `policies:\n  allowed: ${lists}\n`).files.flatMap(({ findings }) =>
        findings.map(({ message }) => message),
      );
    expect(mistakes('{ accelerators: [H1OO-SXM, L4, A100*] }')).toEqual([
      expect.stringMatching(/no accelerator H1OO-SXM; did you mean H100/),
    ]);
    expect(mistakes('{ regions: [us-east-1, us-esat-2] }')).toEqual([
      expect.stringMatching(/no region us-esat-2; did you mean us-east-2/),
    ]);
    expect(mistakes('{ instanceTypes: [g6.xlarge, ml.g5.xlarge, g6.*] }')).toEqual([]);
    expect(mistakes('{ instanceTypes: [g66.xlarge] }')).toHaveLength(1);
  });

  it('no suggestion leaves it', () => {
    const unnamed = vllmDeployment({ model });
    const titles = (assumptions: string) =>
      analysisOf(unnamed, assumptions)
        .deployments.flatMap(({ findings }) => findings)
        .filter(({ code }) => code === 'unknown-accelerator')
        .flatMap(({ fixes }) => fixes.map(({ title }) => title));
    expect(titles('version: 1\n').length).toBeGreaterThan(1);
    const allowed = titles('policies: { allowed: { accelerators: [L40S] } }\n');
    expect(allowed.length).toBeGreaterThan(0);
    expect(allowed.every((title) => title.includes('L40S'))).toBe(true);
    // Nothing is gained by one on which it does not fit.
    expect(titles('policies: { allowed: { accelerators: [T4] } }\n')).toEqual([]);
  });
});

describe('outside production', () => {
  const both = '  outsideProduction: { spot: true, scaleToZero: true }\n';

  it('spot and scaling to zero are asked for', () => {
    expect(brief(broken(inDev, both))).toEqual([
      'policy-spot warning',
      'policy-scale-to-zero warning',
    ]);
  });

  it('spot is proposed, and then kept', () => {
    const [spot] = broken(inDev, '  outsideProduction: { spot: true }\n');
    expect(broken(fixed(inDev, spot), '  outsideProduction: { spot: true }\n')).toEqual([]);
    expect(fixed(inDev, spot)).not.toBe(inDev);
  });

  it.each([
    ['in production', labelled(chat, { environment: 'Production' })],
    ['where nobody knows', chat],
  ])('not %s', (_, text) => {
    expect(broken(text, both)).toEqual([]);
  });

  it('production is what the policy calls so', () => {
    expect(broken(inDev, `  production: [dev]\n${both}`)).toEqual([]);
    const live = labelled(chat, { environment: 'prod' });
    expect(broken(live, `  production: [europe]\n${both}`)).toHaveLength(2);
  });
});

describe('labels', () => {
  it('that are missing are named, those of the config and the assumptions count', () => {
    const policy = '  required: { labels: [owner, team], level: error }\n';
    const [finding] = broken(chat, policy);
    expect(finding).toMatchObject({ code: 'policy-label', level: 'error' });
    expect(finding?.message).toContain('no owner and no team');
    expect(broken(inDev, policy)[0]?.message).toContain('Names no owner, ');
    expect(broken(labelled(chat, { owner: 'ada' }), policy)).toEqual([]);
    expect(broken(inDev, policy, 'owner: ada\n')).toEqual([]);
  });
});

describe('limits', () => {
  const policy = '  limits: { idleShare: 0.1, perMillionTokens: 0.01 }\n';

  it('of idle share and unit cost, where the traffic is stated', () => {
    const stated = 'workload: { requestsPerSecond: 0.2 }\n';
    expect(broken(chat, policy, stated).map(({ message }) => message)).toEqual([
      expect.stringMatching(/^\d+% of the compute cost stands idle, \$[\d,]+\/mo; at most 10%/),
      expect.stringMatching(/^Costs \$.*1M tok.*at most \$0\.01/),
    ]);
    expect(broken(chat, '  limits: { idleShare: 1, perMillionTokens: 1000 }\n', stated)).toEqual(
      [],
    );
  });

  it('say nothing by a guess', () => {
    expect(broken(chat, policy)).toEqual([]);
  });
});

describe('which policies hold', () => {
  const config = { uri: 'file:///repo/team/a/serving.yaml', version: 1, text: chat };
  const file = (folder: string, text: string) => ({
    uri: `file:///repo/${folder}.servingcost.yaml`,
    version: 1,
    text,
  });
  const strict = 'policies: { budgets: { perDeployment: 1 } }\n';

  it('those of every folder above: a file below cannot take them back', () => {
    const documents = [
      config,
      file('', strict),
      file('team/a/', 'policies: { budgets: { perDeployment: 1000000 } }\nregion: us-east1\n'),
    ];
    expect(policyFindings(analyze(documents, testEnvironment()))).toHaveLength(1);
    const elsewhere = [config, file('team/b/', strict)];
    expect(policyFindings(analyze(elsewhere, testEnvironment()))).toEqual([]);
  });

  it('of the file that is used instead of all others, those alone', () => {
    const environment = {
      ...testEnvironment(),
      assumptions: { ...file('x/', strict), uri: 'file:///ci.yaml' },
    };
    expect(policyFindings(analyze([config], environment))).toHaveLength(1);
    const lax = {
      ...testEnvironment(),
      assumptions: { uri: 'file:///ci.yaml', version: 1, text: '' },
    };
    expect(policyFindings(analyze([config, file('', strict)], lax))).toEqual([]);
  });

  it('an exemption with a reason and an end is a suppression like any other', () => {
    const text = `# serving-cost: ignore[policy-budget] until 2027-03-31 launch\n${chat}`;
    const analysis = analysisOf(text, strict);
    expect(policyFindings(analysis)).toEqual([]);
    expect(analysis.deployments[0]?.suppressed).toMatchObject([{ code: 'policy-budget' }]);
  });
});
