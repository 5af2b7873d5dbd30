import type { DeploymentAnalysis } from '../analysis.ts';
import { relativeId, relativePath } from './relativePath.ts';

/** What a deployment is known by: what tells it apart from others, and finds it again in another version of the files. */
export interface DeploymentIdentity {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly format: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly engine: string | null;
  /** What names the model as the config writes it: its id, else where its weights are. */
  readonly modelId: string | null;
  /** Per replica; null on CPU, and where it is not decided. */
  readonly accelerator: { readonly name: string | null; readonly count: number } | null;
}

/** `base` is the URI of the folder that file names are relative to. */
export function deploymentIdentity(
  { deployment, estimate }: Pick<DeploymentAnalysis, 'deployment' | 'estimate'>,
  base: string,
): DeploymentIdentity {
  const { accelerator, model } = deployment;
  const isUndecided = accelerator?.undecided !== undefined && !estimate.hardware?.accelerator;
  return {
    id: relativeId(deployment.id, deployment.uri, base),
    name: deployment.name,
    file: relativePath(deployment.uri, base),
    format: deployment.format,
    kind: deployment.kind,
    namespace: deployment.namespace,
    engine: deployment.engine?.value ?? null,
    modelId: model.id?.value ?? model.location?.value ?? estimate.model?.id ?? null,
    accelerator:
      accelerator === null || isUndecided
        ? null
        : { name: accelerator.product?.value ?? null, count: accelerator.count.value },
  };
}
