import type { EditableDeployment } from '../edits/propose.ts';
import { defaulted, sourced } from '../located.ts';
import { fixedReplicas, platformDeployment } from '../platforms/deployment.ts';
import type { DocumentRoot } from '../platforms/documentFormat.ts';
import { platformStep } from '../platforms/steps.ts';
import { resolvedScalar } from './resolve.ts';
import { wholeIn } from './scaling.ts';
import { resourcesOfType, type Template } from './template.ts';

/** Provisioned throughput of Amazon Bedrock: model units by the hour, or for a term. */
export function readBedrock(
  template: Template,
  root: DocumentRoot,
  format: string,
): readonly EditableDeployment[] {
  return resourcesOfType(template, 'AWS::Bedrock::ProvisionedModelThroughput').map((resource) => {
    const { logicalId, keySpan, node, properties, type } = resource;
    const model = resolvedScalar(properties, template, 'ModelId');
    const id = model && /(?:^|[/:])([^/:]+(?::\d+)?)$/.exec(model.node.text)?.[1];
    const units = wholeIn(properties, template, 'ModelUnits');
    const deployment = platformDeployment(
      { format, kind: type, name: logicalId, nameSpan: keySpan, object: node },
      root,
      {
        model: { id: model && id ? sourced(model, id) : null, location: null },
        placement: {
          provider: { ...sourced(node, 'aws' as const, keySpan) },
        },
        supply: {
          kind: 'units',
          platform: 'aws-bedrock',
          unit: 'model unit',
          count: units ?? defaulted(1, 'ModelUnits', 'At least one model unit is bought'),
        },
        replicas: fixedReplicas(defaulted(1, 'replicas', 'Units are bought, not replicas')),
      },
    );
    return { deployment, step: platformStep({ deployment, object: root, title: 'Bedrock' }) };
  });
}
