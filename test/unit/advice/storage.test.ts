import { describe, expect, it } from 'vitest';
import { analysisOf, vllmDeployment } from '../../support/deploymentText.ts';

const selector = { 'node.kubernetes.io/instance-type': 'g6e.xlarge' };
const served = vllmDeployment({
  model: 'meta-llama/Llama-3.1-8B-Instruct',
  args: ['--max-model-len=8192'],
  selector,
});

const claim = (size: string) => `---
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: models
spec:
  accessModes: [ReadWriteMany]
  resources:
    requests:
      storage: ${size}
`;

const mounting = `${served}      volumes:
        - name: models
          persistentVolumeClaim:
            claimName: models
`;

const inSet = (size: string, replicas: number) =>
  `${served.replace('kind: Deployment', 'kind: StatefulSet').replace('replicas: 1', `replicas: ${replicas}`)}  volumeClaimTemplates:
    - metadata:
        name: models
      spec:
        resources:
          requests:
            storage: ${size}
`;

function said(text: string, assumptions?: string): string[] {
  return analysisOf(text, assumptions)
    .deployments.flatMap(({ findings }) => findings)
    .filter(({ code }) => code === 'storage')
    .map(({ message }) => message);
}

describe('storage', () => {
  it('says what a volume costs that is much larger than the weights', () => {
    const [message] = said(mounting + claim('500Gi'));
    expect(message).toMatch(
      /^models holds 500 GiB, the weights take 15 GiB: 40 GiB are enough .* for \$\d+\/mo less/,
    );
    expect(said(mounting + claim('60Gi'))).toEqual([]);
  });

  it('leaves a volume alone that another deployment keeps its own on', () => {
    const other = mounting.replace('name: chat #', 'name: other #');
    expect(said([mounting, other].join('---\n') + claim('500Gi'))).toEqual([]);
  });

  it('counts weights as they are stored, not as the engine quantizes them', () => {
    const loaded = mounting.replace(
      '- --port=8000',
      '- --port=8000\n            - --quantization=bitsandbytes',
    );
    expect(said(loaded + claim('500Gi'))[0]).toContain('the weights take 15 GiB');
  });

  it('says what copies cost that each replica has for itself', () => {
    expect(said(inSet('60Gi', 8)).some((text) => text.includes('are copies'))).toBe(true);
    expect(said(inSet('60Gi', 2)).some((text) => text.includes('are copies'))).toBe(false);
  });

  it('says what starting costs that downloads and pulls, where traffic is stated', () => {
    const scaled = `${served}---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  name: chat
spec:
  scaleTargetRef:
    name: chat
  minReplicaCount: 0
  maxReplicaCount: 8
  triggers:
    - type: prometheus
      metadata:
        query: sum(vllm:num_requests_running)
        threshold: "4"
`;
    const spiky = 'version: 1\nworkload:\n  requestsPerSecond: 2\n  shape: spiky\n';
    const message = said(scaled, spiky).find((text) => text.startsWith('Each start'));
    expect(message).toMatch(/download weights and .* pull the image: \$[\d,]+\/mo are paid/);
    expect(said(scaled)).toEqual([]);
  });
});
