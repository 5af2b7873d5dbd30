import { expect, test } from 'vitest';
import { analyze } from '../../../src/core/analyze.ts';
import { testEnvironment } from '../../support/environment.ts';

const service = (accelerators: string) => `name: chat
service:
  readiness_probe: /v1/models
  replicas: 2
resources:
  accelerators: ${accelerators}
  ports: 8080
run: |
  vllm serve Qwen/Qwen2.5-7B-Instruct --port 8080
`;

const placeOf = (accelerators: string) => {
  const documents = [
    { uri: 'file:///repo/chat.sky.yaml', version: 1, text: service(accelerators) },
  ];
  const [one] = analyze(documents, testEnvironment()).deployments;
  return one?.estimate.hardware ?? null;
};

test('a machine is started for each replica: one with just as many accelerators, and all of it', () => {
  const place = placeOf('L4:1');
  expect(place?.instance?.instance.acceleratorCount).toBe(1);
  expect(place?.nodeShare).toBe(1);
});

test('where the usual provider has no machine of that size, one that has is taken', () => {
  const place = placeOf('A100:1');
  expect(place?.instance?.instance.acceleratorCount).toBe(1);
  expect(place?.instance?.instance.provider).not.toBe('aws');
});
