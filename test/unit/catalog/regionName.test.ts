import { expect, it } from 'vitest';
import { zoneNamed } from '../../../src/core/catalog/regionName.ts';

it.each([
  ['us-east-1a', 'aws', 'us-east-1'],
  ['us-gov-west-1b', 'aws', 'us-gov-west-1'],
  ['us-central1-f', 'gcp', 'us-central1'],
  ['europe-west10-b', 'gcp', 'europe-west10'],
  ['eastus2-1', 'azure', 'eastus2'],
])('%s is a zone of %s in %s', (zone, provider, region) => {
  expect(zoneNamed(zone)).toEqual({ provider, region });
});

it.each(['us-east-1', 'eastus2', 'europe-west10', 'rack-7', ''])('%j is no zone', (name) => {
  expect(zoneNamed(name)).toBeNull();
});
