import * as z from 'zod';
import { insightReport, type InsightReport } from '../report/insightReport.ts';
import { formatInput, formatMonthly, shownIn, UNKNOWN } from '../report/format.ts';
import type { AssumptionReport } from '../report/originReport.ts';
import { reportContext } from '../report/reportContext.ts';
import { visibleText } from '../text/visibleText.ts';
import { deploymentInput, deploymentsNamed, namesOf, pathsInput } from './parts.ts';
import { defineTool } from './tool.ts';

const MOST_LEVERS = 6;

/** A figure opened to its formula and inputs. */
export const explainTool = defineTool({
  name: 'explain',
  title: 'Explain the figures of a deployment',
  description:
    'Opens the figures of one deployment: the formula, the inputs and where each came from (a line of the config, the assumptions file, a dated catalogue entry, a named default), and which inputs move the month most. ' +
    'Use it when somebody asks why a deployment costs or performs as it does, or what should be measured first.',
  input: z.strictObject({
    paths: pathsInput,
    deployment: deploymentInput.describe('Name or id of the deployment, as report gives it.'),
    figure: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('Only this figure, such as monthly or ttft. Default all; the answer names them.'),
  }),
  output: z.object({
    id: z.string(),
    name: z.string(),
    figures: z.array(
      z.looseObject({
        figure: z.string(),
        title: z.string(),
        value: z.number().nullable(),
        unit: z.string(),
        formula: z.string(),
      }),
    ),
    sensitivity: z.array(z.looseObject({ field: z.string(), effect: z.number() })),
  }),
  subject: ({ paths }) => ({ kind: 'paths', paths: paths ?? ['.'] }),
  answer: ({ deployment, figure }, given) => {
    const named = deploymentsNamed(given, deployment);
    if ('refused' in named) return named;
    const [one, another] = named.found;
    if (one === undefined || another !== undefined) {
      const ids = named.found.map((each) => each.deployment.id).join(', ');
      return { refused: `Several are called ${deployment}. Pass the id of one: ${ids}.` };
    }
    const context = reportContext(given.analysis, given.base);
    const insight = insightReport(one, one.environment, context);
    const figures = insight.explanations.filter(
      (each) => figure === undefined || each.figure === figure,
    );
    if (figures.length === 0) {
      const known = insight.explanations.map((each) => each.figure).join(', ');
      return { refused: `There is no figure ${figure ?? ''} of it. There are: ${known}.` };
    }
    return {
      answer: {
        text: textOf(namesOf([one]), figures, insight, one.environment.currency.code),
        content: {
          id: context.id(one.deployment.id, one.deployment.uri),
          name: one.deployment.name,
          figures,
          sensitivity: insight.sensitivity,
        },
      },
    };
  },
});

function textOf(
  name: string,
  figures: InsightReport['explanations'],
  { sensitivity }: InsightReport,
  currencyCode: string,
): string {
  const currency = shownIn(currencyCode);
  const input = ({ field, value, unit, from }: AssumptionReport) =>
    `${field} = ${formatInput(value, unit, currency)} (${from})`;
  const month = (value: number | null) =>
    value === null ? UNKNOWN : formatMonthly(value, currency);
  return [
    visibleText(name),
    ...figures.map(({ title, figure, value, unit, formula, inputs }) => {
      const shown = value === null ? 'not known' : formatInput(value, unit, currency);
      const from = inputs.map((each) => `  - ${visibleText(input(each))}`);
      return [visibleText(`- ${title} (${figure}): ${shown} = ${formula}`), ...from].join('\n');
    }),
    ...(sensitivity.length === 0 ? [] : ['What moves the month most, 20% down and up:']),
    ...sensitivity
      .slice(0, MOST_LEVERS)
      .map(
        ({ field, low, high }) =>
          `- ${visibleText(field)}: ${month(low.monthly)} to ${month(high.monthly)}`,
      ),
  ].join('\n');
}
