import type { ParsedFile } from '../../model/document.ts';
import type {
  Format,
  FormatReading,
  ReadContext,
  ReadDeployment,
  SkippedObject,
} from '../format.ts';
import { readWorkload } from './readWorkload.ts';
import { objectsOf } from './objects.ts';
import { workloadKindOf } from './workloads.ts';

const WORKLOAD =
  /^\s*(- )?["']?kind["']?\s*:\s*["']?(Deployment|StatefulSet|ReplicaSet|DaemonSet|Pod|Rollout|Service|\w*List|Template)\b/m;

/** Plain Kubernetes workloads that run a model server, and Knative Services. */
export const kubernetes: Format = {
  id: 'kubernetes',
  title: 'Kubernetes',
  mayRead: ({ text }) => text.includes('containers') && WORKLOAD.test(text),
  read,
};

function read(file: ParsedFile, context: ReadContext): FormatReading {
  const deployments: ReadDeployment[] = [];
  const skipped: SkippedObject[] = [];
  for (const object of objectsOf(file)) {
    const kind = workloadKindOf(object);
    if (!kind) continue;
    const read = readWorkload(object, kind, context);
    if (read === null) continue;
    if ('reason' in read) skipped.push(read);
    else deployments.push(read);
  }
  return { deployments, skipped };
}
