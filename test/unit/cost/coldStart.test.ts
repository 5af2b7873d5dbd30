import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../../src/core/model/deployment.ts';
import { deployment, gpus, priced, stated } from '../../support/costDeployments.ts';

const chat = (more: Partial<Deployment> = {}): Deployment =>
  deployment({ accelerator: gpus('A100-SXM-40'), ...more });
const start = (of: Deployment, yaml = '') => priced(of, yaml).coldStart;
const part = (of: Deployment, name: string, yaml = ''): number | undefined => {
  const found = start(of, yaml).parts.find((one) => one.name.startsWith(name));
  return found === undefined ? undefined : Number(found.value);
};

describe('a cold start', () => {
  it('is a node, its image, the weights and the engine, one after the other', () => {
    const { seconds, parts, lowerBound } = start(chat());
    expect(parts.map(({ name }) => name)).toEqual([
      'new node',
      'image pull',
      'weights from hub',
      'engine start',
    ]);
    expect(seconds).toBeCloseTo(parts.reduce((sum, { value }) => sum + Number(value), 0));
    expect(lowerBound).toBe(false);
    // 8 billion parameters in 16 bits at 125 MB/s.
    expect(part(chat(), 'weights')).toBeCloseTo(16_060 / 125, -1);
  });

  it('reads weights from where the config keeps them', () => {
    const at = (location: string) =>
      start(
        chat({
          model: { id: stated('meta-llama/Llama-3.1-8B-Instruct'), location: stated(location) },
        }),
      ).parts[2]?.name;
    expect(at('pvc://models/llama')).toBe('weights from volume');
    expect(at('/mnt/models')).toBe('weights from volume');
    expect(at('s3://bucket/llama')).toBe('weights from object store');
    expect(at('oci://registry/llama:1')).toBe('weights from image');
  });

  it('needs no new node on the CPU', () => {
    expect(part(deployment(), 'new node')).toBeUndefined();
  });

  it('takes every part as it is stated', () => {
    const yaml =
      'coldStart: {nodeSeconds: 0, imageGB: 8, imageMBPerSecond: 400, modelMBPerSecond: 2000, engineSeconds: 25}';
    expect(part(chat(), 'new node', yaml)).toBe(0);
    expect(part(chat(), 'image', yaml)).toBe(20);
    expect(part(chat(), 'engine', yaml)).toBe(25);
    expect(start(chat(), 'coldStart: {seconds: 42}').seconds).toBe(42);
  });

  it('is a lower bound where the model is not known', () => {
    const unknown = chat({ model: { id: stated('acme/private'), location: null } });
    expect(start(unknown).lowerBound).toBe(true);
    expect(part(unknown, 'weights')).toBeUndefined();
  });

  it('is shorter where no graphs are captured', () => {
    const eager = chat({ settings: { enforceEager: stated(true) } });
    expect(start(eager).seconds).toBeLessThan(start(chat()).seconds);
  });
});
