import { describe, expect, it } from 'vitest';
import { mayHoldServing } from '../../../src/core/formats/prefilter.ts';
import { changeOf, named } from '../../support/deployments.ts';
import { deploymentOf, only, writtenAs, type Texts } from '../../support/reading.ts';

const template = `Parameters:
  InstanceType:
    Type: String
    Default: ml.g5.xlarge
  Count:
    Type: Number
    Default: 1
Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: main
          ModelName: llm
          InstanceType: !Ref InstanceType
          InitialInstanceCount: !Ref Count
`;

const listed = `[
  { "ParameterKey": "InstanceType", "ParameterValue": "ml.g5.12xlarge" },
  { "ParameterKey": "Count", "ParameterValue": "3" }
]
`;

const given = (files: Texts): Texts => ({ 'cfn/endpoint.yaml': template, ...files });

/** What is read: the instance type, and how many run. */
function facts(texts: Texts): readonly unknown[] {
  const { placement, replicas } = deploymentOf(texts);
  return [placement.instanceType?.value, replicas.min.value];
}

describe('parameters beside a template', () => {
  it('go before its defaults, and are where values are placed and changed', () => {
    const texts = given({ 'cfn/endpoint.parameters.json': listed });
    expect(facts(texts)).toEqual(['ml.g5.12xlarge', 3]);
    const deployment = deploymentOf(texts);
    expect(writtenAs(texts, deployment.placement.instanceType)).toBe('"ml.g5.12xlarge"');
    expect(deployment.uris).toContain('file:///repository/cfn/endpoint.parameters.json');
    const proposal = only(texts).propose([{ kind: 'set-replicas', min: 2, max: 2 }]);
    expect(proposal).toMatchObject({
      edits: [
        { uri: 'file:///repository/cfn/endpoint.parameters.json', edits: [{ newText: '"2"' }] },
      ],
    });
  });

  it('are read in the form of CodePipeline, and from samconfig.toml', () => {
    const pipeline = '{ "Parameters": { "InstanceType": "ml.g6.xlarge" }, "Tags": {} }';
    expect(facts(given({ 'cfn/params.json': pipeline }))).toEqual(['ml.g6.xlarge', 1]);
    for (const overrides of [
      '"InstanceType=ml.g6.xlarge Count=\\"4\\""',
      '["InstanceType=ml.g6.xlarge", "Count=4"]',
      "'ParameterKey=InstanceType,ParameterValue=ml.g6.xlarge ParameterKey=Count,ParameterValue=4'",
    ]) {
      const config = `version = 0.1\n[default.deploy.parameters]\nparameter_overrides = ${overrides}\n`;
      const texts = given({ 'cfn/samconfig.toml': config });
      expect(facts(texts)).toEqual(['ml.g6.xlarge', 4]);
      expect(
        changeOf(texts, named(texts, 'Config').deployment.name, {
          kind: 'set-replicas',
          min: 1,
          max: 1,
        }),
      ).toEqual(['It stands in a quoted text, which is left alone.']);
    }
  });

  it('are those of the file that is named after the template', () => {
    const other = listed.replace('ml.g5.12xlarge', 'ml.p4d.24xlarge');
    expect(
      facts(given({ 'cfn/endpoint-params.json': listed, 'cfn/network.parameters.json': other })),
    ).toEqual(['ml.g5.12xlarge', 3]);
  });

  it('do not count where several files could be meant: that is said', () => {
    const texts = given({ 'cfn/params-dev.json': listed, 'cfn/params-prod.json': listed });
    expect(facts(texts)).toEqual(['ml.g5.xlarge', 1]);
    expect(deploymentOf(texts).notes.map(({ message }) => message)).toEqual([
      'params-dev.json, params-prod.json give parameters of this template; its defaults are priced.',
    ]);
  });

  it('are of another template where that one does not declare them, and not of another folder', () => {
    const foreign = listed.replace('"Count"', '"Subnets"');
    expect(facts(given({ 'cfn/params.json': foreign }))).toEqual(['ml.g5.xlarge', 1]);
    expect(facts(given({ 'other/params.json': listed }))).toEqual(['ml.g5.xlarge', 1]);
  });

  it('are not left out for a lack of words', () => {
    const document = { uri: 'file:///repository/cfn/params.json', version: 1 };
    expect(mayHoldServing({ ...document, text: listed })).toBe(true);
    expect(mayHoldServing({ ...document, text: '{ "learningRate": 0.1 }' })).toBe(false);
  });
});
