import type { DeploymentAnalysis } from '../analysis.ts';

/** Why nothing can be said about speed, and with it about the replicas that a demand needs. */
export function unknownSpeed({ deployment, estimate }: DeploymentAnalysis): string {
  const { model, hardware, memory, performance } = estimate;
  if (memory?.fits === false) return 'Not known: the model does not fit, so nothing is answered.';
  if (hardware === null) return 'Not known: the hardware is not known.';
  if (model === null) {
    return deployment.model.id === null
      ? 'Not known: the config does not say which model is served.'
      : 'Not known: the model is not in the catalogue.';
  }
  return performance === null
    ? 'Not known: how fast this model is on this hardware is not known.'
    : 'Not known: no rate can be served, and nothing limits the replicas.';
}
