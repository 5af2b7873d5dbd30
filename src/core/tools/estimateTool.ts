import * as z from 'zod';
import { assumptionsFileNames } from '../assumptions/nearestAssumptions.ts';
import { LARGEST_FILE } from '../formats/prefilter.ts';
import type { SourceDocument } from '../model/document.ts';
import { getReport } from '../report/report.ts';
import { shortReport } from './shortReport.ts';
import { summaryOf, summaryOutput } from './summary.ts';
import { defineTool } from './tool.ts';
import { nothingFound } from './words.ts';

/** Where texts stand that lie in no file. */
export const inlineBase = 'inline:/';

const MOST_DEPLOYMENTS = 50;

/** What a config would cost that is no file yet. */
export const estimateTool = defineTool({
  name: 'estimate',
  title: 'Estimate the cost of a config',
  description:
    'What a model-serving config given as text would cost: month (minimum, expected, maximum), unit costs, throughput and latency, memory fit, findings with measured savings. ' +
    'Use it for what-if questions (change a value in the text and ask again) and for configs that are not saved yet; use report for files. ' +
    'State the demand in assumptions whenever it is known: without it defaults are used, and said. Nothing is read from or written to disk.',
  input: z.strictObject({
    config: z
      .string()
      .min(1)
      .max(LARGEST_FILE)
      .describe('The whole text. Several YAML documents in one text are read together.'),
    fileName: z
      .string()
      .regex(/^[\w-][\w. -]*(\/[\w-][\w. -]*)*$/, 'a relative path such as deployment.yaml')
      .max(200)
      .optional()
      .describe(
        'Name that such a file would have, which can decide how it is read: values.yaml, docker-compose.yaml, main.tf, Modelfile. Default config.yaml.',
      ),
    assumptions: z
      .union([z.string().max(LARGEST_FILE), z.record(z.string(), z.unknown())])
      .optional()
      .describe(
        'What the config cannot say, as the keys or the text of a .servingcost.yaml: {"workload": {"requestsPerSecond": 12, "inputTokens": 800, "outputTokens": 200, "shape": "business-hours", "latency": {"ttftMs": 1000}}, "provider": "aws", "region": "us-east-1", "accelerator": "L4", "purchase": "spot"}. All are optional; mistakes are reported as findings.',
      ),
  }),
  output: summaryOutput,
  subject: ({ config, fileName, assumptions }) => ({
    kind: 'documents',
    documents: [
      inlineDocument(fileName ?? 'config.yaml', config),
      ...(assumptions === undefined
        ? []
        : [
            inlineDocument(
              assumptionsFileNames[0],
              // Each JSON is YAML.
              typeof assumptions === 'string' ? assumptions : JSON.stringify(assumptions),
            ),
          ]),
    ],
  }),
  answer: (_, { analysis, base, skipped }) => {
    const report = getReport(analysis, { base, skipped });
    const content = summaryOf(report, MOST_DEPLOYMENTS);
    if (analysis.deployments.length === 0) {
      const why = [
        ...content.findings.map(({ file, line, message }) => `${file}:${line}: ${message}`),
        ...content.skipped.map(({ file, reason }) => `${file}: ${reason}`),
      ];
      const advice = 'Check the text, and pass the name that such a file has as fileName.';
      return { refused: [`${nothingFound()} ${advice}`, ...why].join('\n') };
    }
    return { answer: { text: shortReport(report, MOST_DEPLOYMENTS), content } };
  },
});

function inlineDocument(name: string, text: string): SourceDocument {
  const path = name.split('/').map(encodeURIComponent).join('/');
  return { uri: `${inlineBase}${path}`, version: 0, text };
}
