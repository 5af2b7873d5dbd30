import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../../src/core/formats/duration.ts';
import type { Autoscaler } from '../../../src/core/model/deployment.ts';
import { deploymentOf, vllmDeployment, writtenAs } from '../../support/reading.ts';

const app = vllmDeployment('', 'replicas: 3');

function autoscalerIn(text: string): Autoscaler {
  const { autoscaler } = deploymentOf(text).replicas;
  if (autoscaler === null) throw new Error('no autoscaler');
  return autoscaler;
}

describe('how an autoscaler reacts', () => {
  it('stands in the behavior of a HorizontalPodAutoscaler', () => {
    const text = `${app}---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: chat }
spec:
  scaleTargetRef: { kind: Deployment, name: chat }
  maxReplicas: 4
  behavior:
    scaleUp: { stabilizationWindowSeconds: 90, tolerance: "0.05" }
    scaleDown: { stabilizationWindowSeconds: 600 }
`;
    const { scaleUpDelay, scaleDownDelay, tolerance, coolDown } = autoscalerIn(text);
    expect(writtenAs(text, scaleUpDelay)).toBe('90');
    expect(scaleDownDelay?.value).toBe(600);
    expect(tolerance?.value).toBe(0.05);
    expect(coolDown).toBeUndefined();
  });

  it('stands in the polling and the cool-down of KEDA, and in the behavior it passes on', () => {
    const { scaleUpDelay, scaleDownDelay, coolDown } = autoscalerIn(`${app}---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: chat }
spec:
  scaleTargetRef: { name: chat }
  pollingInterval: 5
  cooldownPeriod: 900
  advanced:
    horizontalPodAutoscalerConfig:
      behavior: { scaleDown: { stabilizationWindowSeconds: 120 } }
`);
    expect([scaleUpDelay?.value, scaleDownDelay?.value, coolDown?.value]).toEqual([5, 120, 900]);
  });

  const knative = (annotations: string): Autoscaler =>
    autoscalerIn(`apiVersion: serving.knative.dev/v1
kind: Service
metadata: { name: chat }
spec:
  template:
    metadata:
      annotations: { ${annotations} }
    spec:
      containers:
        - image: vllm/vllm-openai
          args: [--model, a/b]
`);

  it('stands in the annotations of Knative', () => {
    const { scaleDownDelay, coolDown, targetShare } = knative(
      [
        'autoscaling.knative.dev/window: "2m"',
        'autoscaling.knative.dev/scale-down-delay: 15m',
        'autoscaling.knative.dev/scale-to-zero-pod-retention-period: 1m5s',
        'autoscaling.knative.dev/target-utilization-percentage: "90"',
      ].join(', '),
    );
    expect(scaleDownDelay?.value).toBe(120 + 900);
    expect(coolDown?.value).toBe(120 + 65);
    expect(targetShare?.value).toBe(0.9);
  });

  it('is left to the defaults where nothing or nonsense is written', () => {
    const none = knative('autoscaling.knative.dev/window: soon');
    expect([none.scaleDownDelay, none.coolDown, none.targetShare]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is read for KServe by the mode it runs in', () => {
    const service = (mode: string): Autoscaler =>
      autoscalerIn(`apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: chat
  annotations:
    serving.kserve.io/deploymentMode: ${mode}
    autoscaling.knative.dev/window: 3m
spec:
  predictor:
    minReplicas: 1
    maxReplicas: 4
    autoScaling: { behavior: { scaleDown: { stabilizationWindowSeconds: 45 } } }
    model: { modelFormat: { name: huggingface }, storageUri: hf://a/b }
`);
    expect(service('Serverless').scaleDownDelay?.value).toBe(180);
    expect(service('RawDeployment').scaleDownDelay?.value).toBe(45);
  });
});

it.each([
  ['90s', 90],
  ['1m5s', 65],
  ['1.5h', 5400],
  ['250ms', 0.25],
  ['30', 30],
  ['', null],
  ['5 minutes', null],
  ['-5s', null],
])('reads the duration %s', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});
