import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { assumptionsJsonSchema } from '../../../src/core/assumptions/jsonSchema.ts';
import { schemaAt } from '../../../src/core/assumptions/schemaAt.ts';

const validate = new Ajv({ strict: false }).compile(
  JSON.parse(assumptionsJsonSchema()) as Record<string, unknown>,
);

describe('the JSON Schema of the assumptions file', () => {
  it('accepts what the reader accepts, and refuses what it refuses', () => {
    expect(validate({ workload: { requestsPerSecond: 3, shape: 'steady' } })).toBe(true);
    expect(validate({ discount: { aws: 0.1 } })).toBe(true);
    expect(validate({ discount: 0.1 })).toBe(true);
    expect(validate({ deployments: { 'chat-*': { replicas: 2 } } })).toBe(true);
    expect(validate({ workload: { requestsPerSecond: 'many' } })).toBe(false);
    expect(validate({ workload: { rps: 3 } })).toBe(false);
    expect(validate({ discount: 2 })).toBe(false);
  });

  it('describes every key of the workload, which is what people write first', () => {
    const properties = (
      JSON.parse(assumptionsJsonSchema()) as {
        properties: { workload: { properties: Record<string, { description?: string }> } };
      }
    ).properties.workload.properties;
    expect(Object.keys(properties)).toEqual(schemaAt(['workload'])?.keys);
    for (const [key, { description }] of Object.entries(properties)) {
      expect(description, key).toBeTruthy();
    }
  });
});
