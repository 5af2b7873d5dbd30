import { compareDeployment } from '../../src/core/compare/compare.ts';
import type { Analysis } from '../../src/core/analysis.ts';
import type { CompareQuestion, PanelCompare } from '../../src/core/report/panelCompareSchema.ts';
import { getPanelCompare } from '../../src/core/report/panelCompare.ts';
import { getPanelModel } from '../../src/core/report/panelModel.ts';
import type { PanelModel } from '../../src/core/report/panelSchema.ts';
import { analysisOf, vllmDeployment } from '../support/deploymentText.ts';

/** A model on g5.xlarge that another machine serves for less. */
const comparedAnalysis: Analysis = analysisOf(
  vllmDeployment({
    model: 'meta-llama/Llama-3.1-8B-Instruct',
    replicas: 6,
    args: ['--max-model-len=8192'],
    selector: { 'node.kubernetes.io/instance-type': 'g5.xlarge' },
  }),
  'version: 1\nworkload: { requestsPerSecond: 6, inputTokens: 800, outputTokens: 200 }\n',
);

export const comparedModel: PanelModel = getPanelModel(comparedAnalysis, {
  base: 'file:///repo',
  scope: 'repo',
  formats: [],
});

/** What the extension answers. */
export function answerTo(question: CompareQuestion): PanelCompare {
  const { deploymentId, ...scope } = question;
  const found = compareDeployment(comparedAnalysis, deploymentId, scope);
  const answer = getPanelCompare(comparedAnalysis, question, found);
  if (answer === null) throw new Error('no such deployment');
  return answer;
}
