import type { Analysis, DeploymentAnalysis, FileAnalysis } from '../../src/core/analysis.ts';
import type { ParsedFile } from '../../src/core/model/document.ts';
import type { Range } from '../../src/core/model/sourced.ts';
import { sampleEnvironment } from './sampleEnvironment.ts';
import { chat70b, chat8b } from './sampleKserve.ts';
import { llama, reranker } from './sampleLlama.ts';
import { kserveText, kserveUri, llamaText, llamaUri } from './sampleTexts.ts';

const parsed = (uri: string, text: string): ParsedFile => ({
  source: { uri, version: 1, text },
  documents: [],
  problems: [],
});

const fileAnalysis = (uri: string, text: string, format: string): FileAnalysis => ({
  file: parsed(uri, text),
  formats: [format],
  skipped: [],
  findings: [],
});

/** Batching of the reranker is not wanted: its name's comment says so. */
const deployments: readonly DeploymentAnalysis[] = [
  chat8b,
  chat70b,
  llama,
  {
    ...reranker,
    suppressed: [
      {
        code: 'batching',
        deploymentId: reranker.deployment.id,
        reason: 'answers <must> come one by one',
        until: '2027-01-31',
        uri: llamaUri,
        span: reranker.deployment.nameSpan,
      },
    ],
  },
];

/**
 * Four deployments in two files: one whose accelerator is not named (`chat-8b`), one that does not fit (`chat-70b`),
 * one that is fully priced with two suggestions (`llama-70b`), and one on CPU (`reranker`).
 */
export const sampleAnalysis: Analysis = {
  files: [
    {
      ...fileAnalysis(kserveUri, kserveText, 'kserve'),
      skipped: [{ reason: 'TrainedModel is not read', span: { start: 0, end: 10 } }],
    },
    fileAnalysis(llamaUri, llamaText, 'kubernetes'),
  ],
  deployments,
  totals: {
    monthly: totalMonthly(),
    lowerBound: false,
    jointSaving: 7620.5,
  },
  budgets: [
    {
      holdsFor: 'total',
      name: null,
      budget: 12_000,
      basis: 'expected',
      cost: totalMonthly().expected,
      lowerBound: false,
      deployments: deployments.length,
      level: 'error',
      uri: 'file:///repo/serving/.servingcost.yaml',
      span: { start: 0, end: 0 },
    },
    {
      holdsFor: 'team',
      name: 'search',
      budget: 8000,
      basis: 'expected',
      cost: 10_000,
      lowerBound: false,
      deployments: 1,
      level: 'error',
      uri: 'file:///repo/serving/.servingcost.yaml',
      span: { start: 0, end: 0 },
    },
  ],
  findings: [
    {
      code: 'policy-budget',
      level: 'error',
      deploymentId: null,
      uri: 'file:///repo/serving/.servingcost.yaml',
      span: { start: 0, end: 0 },
      message:
        'Team search costs $10,000/mo over 1 deployment, $2,000/mo above the budget of $8,000/mo.',
      fixes: [],
      tradeOffs: [],
      consequence: null,
    },
  ],
  environment: sampleEnvironment,
};

function totalMonthly(): Range {
  const total = { min: 0, expected: 0, max: 0 };
  for (const { estimate } of deployments) {
    total.min += estimate.monthly?.min ?? 0;
    total.expected += estimate.monthly?.expected ?? 0;
    total.max += estimate.monthly?.max ?? 0;
  }
  return total;
}
