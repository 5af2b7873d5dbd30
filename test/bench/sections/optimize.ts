import { optimizeDeployment } from '../../../src/core/optimize/optimize.ts';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';
import type { Figures } from '../figures.ts';
import { median } from '../measure.ts';

const limits =
  'version: 1\nworkload:\n  requestsPerSecond: 3\n  latency: { ttftMs: 1000, tpotMs: 50 }\n';

const planned = {
  '8B on one L4': vllmDeployment({
    model: 'meta-llama/Llama-3.1-8B-Instruct',
    replicas: 4,
    args: ['--max-model-len=8192'],
    selector: { 'cloud.google.com/gke-accelerator': 'nvidia-l4' },
  }),
  '70B on eight A100': vllmDeployment({
    model: 'meta-llama/Llama-3.1-70B-Instruct',
    gpus: 8,
    replicas: 3,
    args: ['--tensor-parallel-size=8', '--max-model-len=8192'],
    selector: { 'node.kubernetes.io/instance-type': 'p4de.24xlarge' },
  }),
};

export function benchOptimize(figures: Figures): void {
  for (const [name, config] of Object.entries(planned)) {
    const analysis = analysisOf(config, limits);
    const id = analysis.deployments[0]?.deployment.id ?? '';
    const found = optimizeDeployment(analysis, id);
    if ('reason' in found) throw new Error(found.reason);
    const note = `${found.counts.considered} combinations`;
    figures.time(
      name,
      median(() => optimizeDeployment(analysis, id), 5),
      note,
    );
  }
}
