import { describe, expect, it } from 'vitest';
import { analysisOf, findingOf, vllmDeployment } from '../../support/deploymentText.ts';

const model = 'meta-llama/Llama-3.1-8B-Instruct';
const gke = { 'cloud.google.com/gke-accelerator': 'nvidia-l4' };
const two = vllmDeployment({ model, replicas: 2, selector: gke, args: ['--max-model-len=4096'] });
const busy = 'workload: { requestsPerSecond: 1.2, shape: steady }\n';

describe('commit', () => {
  const finding = findingOf(two, 'commit', `version: 1\n${busy}`);

  it('says the term, the discount and the break-even', () => {
    expect(finding?.message).toMatch(
      /commitment of one year takes 37% off.*more than 63% of its term/,
    );
    expect(finding?.tradeOffs.join()).toMatch(/three years whether it is used or not/);
    expect(finding?.consequence?.reversible).toBe(false);
  });

  it('proposes one year first and three beside it, to be bought by a person', () => {
    expect(finding?.fixes.map(({ title }) => title)).toEqual([
      'Commit for one year',
      'Commit for three years',
    ]);
    const [one, three] = finding?.fixes ?? [];
    expect(one?.needs).toBe('Buy the commitment of one year.');
    expect(one?.edits[0]?.edits.map(({ newText }) => newText).join()).toContain('reserved-1y');
    expect(three?.monthlySaving).toBeGreaterThan(one?.monthlySaving ?? Infinity);
  });

  it('covers only what always runs under an autoscaler', () => {
    const scaled = `${two}---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: chat }
spec:
  scaleTargetRef: { name: chat }
  minReplicaCount: 1
  maxReplicaCount: 9
  triggers:
    - type: prometheus
      metadata: { query: "sum(vllm:num_requests_running)", threshold: "10" }
`;
    const office = 'version: 1\nworkload: { requestsPerSecond: 1, shape: business-hours }\n';
    const partly = findingOf(scaled, 'commit', office);
    expect(partly?.message).toMatch(/^\d\d% of the replica-hours run in every hour/);
    const text = partly?.fixes[0]?.edits.flatMap(({ edits }) => edits.map((each) => each.newText));
    expect(text?.join('')).toMatch(/coverage: 0\.\d+/);
  });

  it.each([
    ['on spot', `version: 1\npurchase: spot\n${busy}`],
    ['outside production', `version: 1\nenvironment: dev\n${busy}`],
    ['when it stops at night', `version: 1\nschedule: business-hours\n${busy}`],
    ['once it is committed', `version: 1\npurchase: reserved-1y\n${busy}`],
    ['without a stated demand', 'version: 1\n'],
  ])('is not proposed %s', (_, assumptions) => {
    expect(findingOf(two, 'commit', assumptions)).toBeUndefined();
  });

  it('counts for a config that asks for on-demand machines', () => {
    const onDemand = vllmDeployment({
      model,
      replicas: 2,
      selector: { ...gke, 'karpenter.sh/capacity-type': 'on-demand' },
      args: ['--max-model-len=4096'],
    });
    expect(findingOf(onDemand, 'commit', `version: 1\n${busy}`)?.fixes).toHaveLength(2);
  });
});

describe('region', () => {
  const frankfurt = (rest: string): string =>
    `version: 1\nprovider: gcp\nregion: europe-west3\nworkload: { requestsPerSecond: 1${rest} }\n`;

  it('moves batch work within the jurisdiction', () => {
    const finding = findingOf(two, 'region', frankfurt(', latencyClass: batch'));
    expect(finding?.message).toMatch(/11% less in europe-west4/);
    expect(finding?.tradeOffs.join()).toMatch(/European Union/);
    expect(finding?.fixes[0]?.needs).toMatch(/quota/);
  });

  it('is held back where people wait, and says nothing where no region is stated', () => {
    const heldBack = (assumptions: string) =>
      analysisOf(two, assumptions).deployments[0]?.heldBack.find(({ code }) => code === 'region');
    expect(heldBack(frankfurt(''))?.reason).toMatch(/the work is interactive/);
    expect(heldBack('version: 1\nworkload: { requestsPerSecond: 1 }\n')).toBeUndefined();
  });

  it('is written where the config names it', () => {
    const labelled = vllmDeployment({
      model,
      replicas: 2,
      selector: { ...gke, 'topology.kubernetes.io/region': 'europe-west3' },
      args: ['--max-model-len=4096'],
    });
    const finding = findingOf(labelled, 'region', frankfurt(', latencyClass: batch'));
    const [edit] = finding?.fixes[0]?.edits ?? [];
    expect(edit?.edits.map(({ newText }) => newText)).toEqual(['europe-west4']);
  });
});
