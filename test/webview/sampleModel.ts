import { getPanelModel } from '../../src/core/report/panelModel.ts';
import type { PanelDeployment, PanelModel } from '../../src/core/report/panelSchema.ts';
import { sampleAnalysis } from '../support/sampleAnalysis.ts';

const options = {
  base: 'file:///repo/serving',
  scope: 'serving',
  formats: ['Kubernetes workloads', 'KServe'],
};

/** Four deployments: one without a named accelerator, one that does not fit, one with suggestions, one on CPU. */
export const sampleModel: PanelModel = getPanelModel(sampleAnalysis, options);

/** A folder in which nothing is served. */
export const emptyModel: PanelModel = getPanelModel(
  { ...sampleAnalysis, files: [], deployments: [] },
  options,
);

export function deploymentNamed(name: string): PanelDeployment {
  const found = sampleModel.deployments.find((deployment) => deployment.name === name);
  if (found === undefined) throw new Error(`no deployment ${name}`);
  return found;
}
