import { describe, expect, test } from 'vitest';
import type { MarkupContent } from 'vscode-languageserver-types';
import type { Analysis, DeploymentAnalysis } from '../../../src/core/analysis.ts';
import { getHover } from '../../../src/core/features/hover.ts';
import { sampleAnalysis } from '../../support/sampleAnalysis.ts';
import { kserveUri, llamaText, llamaUri } from '../../support/sampleTexts.ts';

const at = (line: number) => ({ line: line - 1, character: 3 });
const text = (analysis: Analysis, uri: string, line: number): string => {
  const hover = getHover(analysis, uri, at(line));
  return (hover?.contents as MarkupContent | undefined)?.value ?? '';
};

test('the line of the name opens the whole figure', () => {
  const hover = text(sampleAnalysis, llamaUri, 4);
  expect(hover.replaceAll(/\(command:[^)]*\)/g, '(…)').split('\n')).toEqual([
    '**llama-70b** · \\$10,000/mo · 4 × A100-SXM-80',
    '',
    '| Component | Quantity | Unit price | Monthly |',
    '|:--|--:|--:|--:|',
    '| p4de.24xlarge (on-demand) | 365 instance-hour | \\$27.447 | \\$10,018 |',
    '',
    '\\$1.91/1M tokens (in \\$0.74, out \\$6.58) · 38% busy · TTFT 412 ms · TPOT 36 ms',
    '',
    '- requestsPerSecond: 2 req/s · default: a small service',
    '- region: us-east-1 · p4de.24xlarge in us-east-1, 2026-07-20',
    '- output tokens: 200 tokens · default: a short answer',
    '',
    'Moves it most: price of p4de.24xlarge, 20% less or more: \\$8,010–12,000/mo',
    '',
    '[Show report](…) · [Show fixes](…) · [Optimize](…) · [Compare](…) · [Set workload](…) · prices of 2026-07-20, 4 months old',
  ]);
});

test.each([8, 12, 17, 18, 19, 20, 23])('line %d carries cost and has a hover', (line) => {
  expect(text(sampleAnalysis, llamaUri, line)).toContain('**llama-70b**');
});

test.each([1, 6, 15])('line %d carries none', (line) => {
  expect(getHover(sampleAnalysis, llamaUri, at(line))).toBeNull();
});

test('the second document of a file is its own deployment', () => {
  expect(text(sampleAnalysis, llamaUri, 28)).toContain('**reranker**');
  expect(text(sampleAnalysis, kserveUri, 25)).toContain('**chat-70b**');
});

test('links run only our own commands, with the deployment as argument', () => {
  const links = [...text(sampleAnalysis, llamaUri, 4).matchAll(/\(command:([^?]*)\?([^)]*)\)/g)];
  expect(links.map(([, command]) => command)).toEqual([
    'servingCost.showReport',
    'servingCost.showFixes',
    'servingCost.optimizeDeployment',
    'servingCost.compareInstances',
    'servingCost.setWorkload',
  ]);
  expect(JSON.parse(decodeURIComponent(links[0]?.[2] ?? ''))).toEqual([
    { uri: llamaUri, deploymentId: `${llamaUri}#Deployment/default/llama-70b` },
  ]);
});

describe('with hostile and large content', () => {
  const hostile = '[x](command:workbench.action.terminal.new) <img src=x> | **`';
  const changed = (one: DeploymentAnalysis): DeploymentAnalysis => ({
    ...one,
    deployment: { ...one.deployment, name: hostile, id: `${hostile})` },
    estimate: {
      ...one.estimate,
      components: Array.from({ length: 40 }, (_, index) => ({
        ...(one.estimate.components[0] ?? expect.fail('no component')),
        name: `${hostile}${index}`,
      })),
      missing: Array.from({ length: 40 }, () => hostile),
      assumptions: Array.from({ length: 40 }, () => ({
        name: hostile,
        value: hostile,
        unit: hostile,
        origin: { kind: 'default', name: hostile, reason: hostile },
      })),
    },
  });
  const hover = text(
    { ...sampleAnalysis, deployments: sampleAnalysis.deployments.map(changed) },
    llamaUri,
    4,
  );

  test('stays within twelve lines that are seen', () => {
    const seen = hover.split('\n').filter((line) => line !== '' && !line.startsWith('|:'));
    expect(seen.length).toBeLessThanOrEqual(12);
    expect(hover).toContain('38 more in the report');
  });

  test('no text of a config becomes a link, HTML or a table cell', () => {
    expect(hover).not.toMatch(/(?<!\\)\]\(command:workbench/);
    expect(hover).not.toContain('<img');
    const cells = hover.split('\n').filter((line) => line.startsWith('| '));
    for (const row of cells) expect(row.split(/(?<!\\)\|/)).toHaveLength(6);
  });
});

test('the sample text has the lines this test speaks of', () => {
  expect(llamaText.split('\n')[7]).toContain('replicas: 2');
});

test('a line that several deployments share has a line for each', () => {
  const [, , llama] = sampleAnalysis.deployments;
  if (llama === undefined) throw new Error('the sample has lost its deployment');
  const variants = Array.from({ length: 14 }, (_, index) => ({
    ...llama,
    deployment: { ...llama.deployment, name: `llama-70b@${index}` },
  }));
  const two = text({ ...sampleAnalysis, deployments: variants.slice(0, 2) }, llamaUri, 4);
  expect(two.replaceAll(/\(command:[^)]*\)/g, '(…)').split('\n\n')).toEqual([
    '**llama-70b&#64;0** · \\$10,000/mo · 4 × A100-SXM-80 · [Show report](…)',
    '**llama-70b&#64;1** · \\$10,000/mo · 4 × A100-SXM-80 · [Show report](…)',
    'Prices of 2026-07-20, 4 months old',
  ]);
  const many = text({ ...sampleAnalysis, deployments: variants }, llamaUri, 4).split('\n\n');
  expect(many).toHaveLength(10);
  expect(many.at(-2)).toBe('and 6 more in the report');
});
