import * as z from 'zod';
import { priceFixes } from '../analyze.ts';
import { partOfAnalysis } from '../narrow.ts';
import { getReport } from '../report/report.ts';
import type { Report } from '../report/reportModel.ts';
import { deploymentInput, deploymentsNamed, pathsInput } from './parts.ts';
import { shortReport } from './shortReport.ts';
import { summaryOf, summaryOutput } from './summary.ts';
import { defineTool, type ToolAnswer } from './tool.ts';

const DEFAULT_MOST = 20;

/** What the deployments of files and folders cost. */
export const reportTool = defineTool({
  name: 'report',
  title: 'Report on the cost of model deployments',
  description:
    'What the model-serving configs in files and folders cost a month (minimum, expected, maximum), per token and per request, how busy and fast they are, whether they fit in memory, and what would make them cheaper, each saving measured by pricing the edited config. ' +
    'Reads Kubernetes, KServe, Helm values, Ray, Terraform, SageMaker, vLLM and many more. ' +
    'Use it for questions about the cost, performance or sizing of deployments that exist as files. Numbers are estimates from dated list prices; unknown is null, never zero. Nothing is written.',
  input: z.strictObject({
    paths: pathsInput,
    deployment: deploymentInput.optional(),
    most: z
      .int()
      .min(1)
      .max(200)
      .optional()
      .describe('Deployments in the answer at most, the dearest first. Default 20.'),
    detail: z
      .enum(['summary', 'full'])
      .optional()
      .describe(
        'summary (the default) leaves out long lists; full is everything that serving-cost report --format json has: components with formulas, edits, the checklist.',
      ),
  }),
  output: summaryOutput,
  subject: ({ paths }) => ({ kind: 'paths', paths: paths ?? ['.'] }),
  answer: ({ deployment, detail = 'summary', most = DEFAULT_MOST }, given) => {
    const named = deploymentsNamed(given, deployment);
    if ('refused' in named) {
      const { skipped } = given;
      const why = skipped.slice(0, 5).map(({ file, reason }) => `${file}: ${reason}`);
      return { refused: [named.refused, ...why].join('\n') };
    }
    const analysis =
      deployment === undefined
        ? given.analysis
        : partOfAnalysis(
            given.analysis,
            ({ id }) => named.found.some((one) => one.deployment.id === id),
            (whole, ids) => priceFixes(whole, ids, given.cache),
          );
    const report = getReport(analysis, { base: given.base, skipped: given.skipped });
    return { answer: answerOf(report, detail, most) };
  },
});

function answerOf(report: Report, detail: 'summary' | 'full', most: number): ToolAnswer {
  const text = shortReport(report, most);
  const summary = summaryOf(report, most);
  if (detail === 'summary') return { text, content: summary };
  const ids = new Set(summary.deployments.map(({ id }) => id));
  const isListed = ({ deployment }: { readonly deployment: string }) => ids.has(deployment);
  return {
    text,
    content: {
      ...report,
      deployments: report.deployments.filter(({ id }) => ids.has(id)),
      omitted: summary.omitted,
      suppressed: report.suppressed.filter(isListed),
      checklist: report.checklist.map((item) => ({
        ...item,
        answers: item.answers.filter(isListed),
      })),
    },
  };
}
