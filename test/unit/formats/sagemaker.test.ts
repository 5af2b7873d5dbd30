import { describe, expect, it } from 'vitest';
import { deploymentOf, only, reading, writtenAs } from '../../support/reading.ts';
import { difference } from '../../support/reading.ts';

const endpoint = `AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Type:
    Type: String
    Default: ml.g5.12xlarge # four A10G
  Count:
    Type: Number
    Default: 2
  Environment:
    Type: String
    Default: prod
Mappings:
  Sizes:
    prod: { Max: 6 }
    dev: { Max: 1 }
Conditions:
  IsProduction: !Equals [!Ref Environment, prod]
Resources:
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      PrimaryContainer:
        Image: !Sub 763104351884.dkr.ecr.\${AWS::Region}.amazonaws.com/djl-inference:0.33.0-lmi15.0.0-cu128
        Environment:
          HF_MODEL_ID: Qwen/Qwen2.5-32B-Instruct
          OPTION_TENSOR_PARALLEL_DEGREE: '4'
          OPTION_MAX_MODEL_LEN: !If [IsProduction, '16384', '4096']
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: main
          ModelName: !GetAtt Model.ModelName
          InstanceType: !Ref Type
          InitialInstanceCount: !Ref Count
          InitialVariantWeight: 1
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties:
      EndpointConfigName: !GetAtt Config.EndpointConfigName
`;

const scaling = `${endpoint}  Target:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    Properties:
      MinCapacity: 1
      MaxCapacity: !FindInMap [Sizes, !Ref Environment, Max]
      ResourceId: !Sub endpoint/\${Endpoint.EndpointName}/variant/main
      ScalableDimension: sagemaker:variant:DesiredInstanceCount
      ServiceNamespace: sagemaker
  Policy:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref Target
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 20
        PredefinedMetricSpecification:
          PredefinedMetricType: SageMakerVariantInvocationsPerInstance
`;

describe('a SageMaker endpoint in CloudFormation', () => {
  const read = deploymentOf(endpoint);

  it('follows parameters, conditions and references to what they stand for', () => {
    expect(read.supply).toMatchObject({ kind: 'managed', platform: 'aws-sagemaker' });
    expect(read.placement.instanceType?.value).toBe('ml.g5.12xlarge');
    expect(writtenAs(endpoint, read.placement.instanceType)).toBe('ml.g5.12xlarge');
    expect(read.accelerator?.product?.value).toBe('A10G');
    expect(read.accelerator?.count.value).toBe(4);
    expect(read.replicas.min.value).toBe(2);
    expect(writtenAs(endpoint, read.replicas.min)).toBe('2');
    expect(read.placement.provider?.value).toBe('aws');
  });

  it('knows the engine by its container and its settings by variables', () => {
    expect(read.engine?.value).toBe('vllm');
    expect(read.model.id?.value).toBe('Qwen/Qwen2.5-32B-Instruct');
    expect(read.settings.tensorParallel?.value).toBe(4);
    expect(read.settings.maxModelLength?.value).toBe(16384);
    expect(writtenAs(endpoint, read.settings.maxModelLength)).toBe("'16384'");
    expect(read.notes).toEqual([]);
  });

  it('takes limits from the scalable target and its policy', () => {
    const { replicas } = deploymentOf(scaling);
    expect([replicas.min.value, replicas.max?.value]).toEqual([1, 6]);
    expect(replicas.autoscaler).toMatchObject({
      kind: 'platform',
      metric: 'SageMakerVariantInvocationsPerInstance',
      target: { value: 20 },
    });
  });

  it('is changed where a value is written, be it the default of a parameter', () => {
    expect(difference(endpoint, { kind: 'set-replicas', min: 1, max: 1 })).toEqual([
      '-Default: 2',
      '+Default: 1',
    ]);
    expect(difference(scaling, { kind: 'set-replicas', min: 2 })).toEqual([
      '-MinCapacity: 1',
      '+MinCapacity: 2',
    ]);
    const kv = { kind: 'set-engine-setting', setting: 'kvCacheDataType', value: 'fp8' } as const;
    expect(difference(endpoint, kv)).toEqual(['+OPTION_KV_CACHE_DTYPE: fp8']);
    expect(difference(endpoint, { kind: 'set-accelerator-count', count: 8 })).toEqual([
      '-Default: ml.g5.12xlarge # four A10G',
      "-OPTION_TENSOR_PARALLEL_DEGREE: '4'",
      '+Default: ml.g5.48xlarge # four A10G',
      "+OPTION_TENSOR_PARALLEL_DEGREE: '8'",
    ]);
    expect(only(endpoint).propose([{ kind: 'use-spot', provider: 'aws' }])).toHaveProperty(
      'refused',
    );
  });
});

it('reads variants, shadows and their share of the traffic from JSON', () => {
  const template = JSON.stringify({
    Resources: {
      Config: {
        Type: 'AWS::SageMaker::EndpointConfig',
        Properties: {
          ProductionVariants: [
            {
              VariantName: 'a',
              InstanceType: 'ml.g6.xlarge',
              InitialInstanceCount: 3,
              InitialVariantWeight: 9,
            },
            {
              VariantName: 'b',
              InstanceType: 'ml.c6i.xlarge',
              InitialInstanceCount: 1,
              InitialVariantWeight: 1,
            },
          ],
          ShadowProductionVariants: [
            { VariantName: 'c', InstanceType: 'ml.g6.xlarge', InitialInstanceCount: 1 },
          ],
        },
      },
    },
  });
  const { deployments } = reading({ 'cdk.out/stack.template.json': template });
  const all = deployments.map(({ deployment }) => deployment);
  expect(all.map(({ name }) => name)).toEqual(['Config/a', 'Config/b', 'Config/c (shadow)']);
  expect(all.map(({ accelerator }) => accelerator?.product?.value)).toEqual([
    'L4',
    undefined,
    'L4',
  ]);
  expect(all.map(({ trafficShare }) => trafficShare?.value)).toEqual([0.9, 0.1, undefined]);
});

it('reads serverless variants', () => {
  const { supply, placement, memoryGiB, replicas } = deploymentOf(`Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: all
          ModelName: m
          ServerlessConfig: {MemorySizeInMB: 4096, MaxConcurrency: 20, ProvisionedConcurrency: 2}
`);
  expect(supply).toMatchObject({ kind: 'serverless', provisioned: { value: 2 } });
  expect(placement.purchase?.value).toBe('serverless');
  expect(memoryGiB?.value).toBe(4);
  expect([replicas.min.value, replicas.max?.value]).toEqual([2, 20]);
});

it('says what only the deployment of the stack can tell', () => {
  const text = endpoint.replace('    Default: ml.g5.12xlarge # four A10G\n', '');
  const { placement, accelerator, notes, supply } = deploymentOf(text);
  expect(placement.instanceType).toBeNull();
  expect(supply).toMatchObject({ kind: 'managed', instanceType: null });
  expect(accelerator).toBeNull();
  expect(notes.map(({ message }) => message)).toEqual([
    'InstanceType is a parameter without a default.',
  ]);
});

it('puts an inference component on the instances of its endpoint', () => {
  const text = `Resources:
  Config:
    Type: AWS::SageMaker::EndpointConfig
    Properties:
      ProductionVariants:
        - VariantName: all
          InstanceType: ml.p4d.24xlarge
          InitialInstanceCount: 1
          ManagedInstanceScaling: {Status: ENABLED, MinInstanceCount: 0, MaxInstanceCount: 2}
  Endpoint:
    Type: AWS::SageMaker::Endpoint
    Properties: {EndpointConfigName: !GetAtt Config.EndpointConfigName}
  Model:
    Type: AWS::SageMaker::Model
    Properties:
      PrimaryContainer:
        Image: 763104351884.dkr.ecr.us-east-1.amazonaws.com/huggingface-pytorch-tgi-inference:2.6.0-tgi3.3.4-gpu-py311-cu124-ubuntu22.04
        Environment: {HF_MODEL_ID: meta-llama/Llama-3.1-70B-Instruct, SM_NUM_GPUS: "8"}
  Component:
    Type: AWS::SageMaker::InferenceComponent
    Properties:
      EndpointName: !GetAtt Endpoint.EndpointName
      Specification:
        ModelName: !GetAtt Model.ModelName
        ComputeResourceRequirements: {NumberOfAcceleratorDevicesRequired: 8, MinMemoryRequiredInMb: 1024}
      RuntimeConfig: {CopyCount: 1}
`;
  const read = deploymentOf(text);
  expect(read.model.id?.value).toBe('meta-llama/Llama-3.1-70B-Instruct');
  expect(read.engine?.value).toBe('tgi');
  expect(read.engineVersion?.value).toBe('3.3.4');
  expect(read.settings.tensorParallel?.value).toBe(8);
  expect([read.replicas.min.value, read.replicas.max?.value]).toEqual([0, 2]);
  const alone = deploymentOf(text.replace(/ {2}Config:[\s\S]*? {2}Model:/, '  Model:'));
  expect(alone.accelerator?.count.value).toBe(8);
  expect(alone.accelerator?.product).toBeNull();
  expect(alone.notes).toHaveLength(1);
});

it('reads provisioned throughput of Bedrock', () => {
  const { supply, model } = deploymentOf(`Resources:
  Throughput:
    Type: AWS::Bedrock::ProvisionedModelThroughput
    Properties: {ModelId: "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-v2:1", ModelUnits: 2}
`);
  expect(supply).toMatchObject({ kind: 'units', platform: 'aws-bedrock', count: { value: 2 } });
  expect(model.id?.value).toContain('anthropic.claude-v2');
});

it('leaves out what a condition does not make, and templates without endpoints', () => {
  const text = endpoint
    .replace('  Config:\n    Type', '  Config:\n    Condition: IsStaging\n    Type')
    .replace('Conditions:\n', 'Conditions:\n  IsStaging: !Not [!Condition IsProduction]\n');
  expect(reading(text).deployments).toEqual([]);
  expect(reading('Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n').formats).toEqual([]);
});
