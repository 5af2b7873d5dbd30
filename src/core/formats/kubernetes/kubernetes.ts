import type { ParsedFile } from '../../model/document.ts';
import type { Format, FormatReading, ReadContext, SkippedObject } from '../format.ts';
import { withProposals, type EditableDeployment, type Reread } from '../edits/propose.ts';
import { deployedObjects } from '../kustomize/deployed.ts';
import { readWorkload } from './readWorkload.ts';
import { workloadKindOf } from './workloads.ts';

const WORKLOAD =
  /(?:^[ \t\uFEFF]*|[{,]\s*)(?:- )?["']?kind["']?\s*:\s*["']?(Deployment|StatefulSet|ReplicaSet|DaemonSet|Pod|Rollout|Service|\w*List|Template)\b/m;

/** Plain Kubernetes workloads that run a model server, and Knative Services. */
export const kubernetes: Format = {
  id: 'kubernetes',
  title: 'Kubernetes',
  documentation: {
    title: 'Kubernetes workloads',
    files:
      '`Deployment`, `StatefulSet`, `ReplicaSet`, `DaemonSet`, `Pod`, Argo `Rollout` and Knative `Service` whose containers run a model server or ask for accelerators and are served',
    reads:
      'engine flags and variables, ConfigMaps, resources and device claims, node selectors and affinity; joined with autoscalers (HPA, KEDA, AIBrix), node pools (Karpenter, ComputeClass of GKE, Cluster API, Terraform) and volume claims; where a `kustomization.yaml` is in the folder, as its overlays deploy them: patches, images, replicas and generated ConfigMaps',
    edits:
      'engine flags and variables, the model, accelerator count and name, replicas or the limits of the autoscaler, spot selectors and tolerations; in an overlay’s patch where it has the part, never in a file that several overlays use',
  },
  mayRead: ({ text }) => text.includes('containers') && WORKLOAD.test(text),
  read,
};

function read(file: ParsedFile, context: ReadContext): FormatReading {
  const { deployments, skipped } = readObjects(file, context);
  return {
    deployments: deployments.map((each) => withProposals(each, file, context, reread)),
    skipped,
  };
}

const reread: Reread = (file, context) => readObjects(file, context).deployments;

function readObjects(
  file: ParsedFile,
  context: ReadContext,
): { readonly deployments: EditableDeployment[]; readonly skipped: SkippedObject[] } {
  const deployments: EditableDeployment[] = [];
  const skipped: SkippedObject[] = [];
  for (const { object, context: own } of deployedObjects(file, context)) {
    const kind = workloadKindOf(object);
    const found = kind && readWorkload(object, kind, own);
    if (found === null) continue;
    if ('reason' in found) skipped.push(found);
    else deployments.push(found);
  }
  return { deployments, skipped };
}
