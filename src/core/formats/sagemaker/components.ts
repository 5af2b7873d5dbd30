import type { Catalog } from '../../model/catalog.ts';
import type { EditableDeployment } from '../edits/propose.ts';
import { at, defaulted, sourced, type Located } from '../located.ts';
import { collectNotes } from '../pods/notes.ts';
import { unnamedAccelerator } from '../platforms/accelerators.ts';
import { fixedReplicas, platformDeployment } from '../platforms/deployment.ts';
import type { DocumentRoot } from '../platforms/documentFormat.ts';
import { numberOf } from '../platforms/scalars.ts';
import { platformStep } from '../platforms/steps.ts';
import { containerDefinition, readContainer } from './container.ts';
import { resolvedAt, resolvedScalar } from './resolve.ts';
import { wholeIn } from './scaling.ts';
import { referredTo, resourcesOfType, type Resource, type Template } from './template.ts';
import type { Variant } from './variant.ts';

/** An inference component: a model on the instances of an endpoint. */
export interface Component {
  readonly resource: Resource;
  /** What the model runs, where the template says. */
  readonly definition: Located | null;
}

const TYPE = 'AWS::SageMaker::InferenceComponent';

/** The components that run on the endpoint of a variant. */
export function componentsOn({ config }: Variant, template: Template): readonly Component[] {
  return resourcesOfType(template, TYPE)
    .filter((resource) => configOf(resource, template) === config)
    .map((resource) => ({ resource, definition: definitionOf(resource, template) }));
}

/** The configuration of the endpoint that a component runs on; null where that is in another template. */
function configOf(component: Resource, template: Template): Resource | null {
  const endpoint = referredTo(at(component.properties, 'EndpointName'), template, 'EndpointName');
  if (!endpoint) return null;
  const name = at(endpoint.properties, 'EndpointConfigName');
  return referredTo(name, template, 'EndpointConfigName');
}

function definitionOf(component: Resource, template: Template): Located | null {
  const specification = resolvedAt(component.properties, template, 'Specification');
  const model = referredTo(at(specification, 'ModelName'), template, 'ModelName');
  const own = resolvedAt(specification, template, 'Container');
  return model ? containerDefinition(model.properties, template) : own;
}

/** Components of an endpoint that is not in the template: what is known of them is what they need. */
export function looseComponents(
  template: Template,
  root: DocumentRoot,
  format: string,
  catalog: Catalog,
): readonly EditableDeployment[] {
  return resourcesOfType(template, TYPE)
    .filter((resource) => configOf(resource, template) === null)
    .map((resource) => {
      const { logicalId, keySpan, node, properties, type } = resource;
      const notes = collectNotes(root.file.source.uri, keySpan);
      notes.add(
        'unsupported',
        'Its endpoint, which says the instance type, is not in this file.',
        node,
        keySpan,
      );
      const service = readContainer(definitionOf(resource, template), template, catalog, notes);
      const needs = ['Specification', 'ComputeResourceRequirements'];
      const devices = resolvedScalar(
        properties,
        template,
        ...needs,
        'NumberOfAcceleratorDevicesRequired',
      );
      const count = devices && numberOf(devices);
      const copies = wholeIn(properties, template, 'RuntimeConfig', 'CopyCount');
      const memory = resolvedScalar(properties, template, ...needs, 'MinMemoryRequiredInMb');
      const megabytes = memory && numberOf(memory);
      const cores = resolvedScalar(properties, template, ...needs, 'NumberOfCpuCoresRequired');
      const deployment = platformDeployment(
        { format, kind: type, name: logicalId, nameSpan: keySpan, object: node },
        root,
        {
          ...service.values,
          accelerator: count && count.value > 0 ? unnamedAccelerator(count) : null,
          cpuCores: cores && numberOf(cores),
          memoryGiB: megabytes && { ...megabytes, value: megabytes.value / 1024 },
          placement: {
            provider: { ...sourced(node, 'aws' as const, keySpan) },
          },
          supply: { kind: 'managed', platform: 'aws-sagemaker', instanceType: null },
          replicas: fixedReplicas(
            copies ?? defaulted(1, 'CopyCount', 'A component without a number has one copy'),
          ),
          notes: notes.list,
        },
      );
      const minReplicas = properties && {
        holder: properties,
        path: ['RuntimeConfig', 'CopyCount'],
      };
      const target = { deployment, object: root, title: 'SageMaker', service, minReplicas };
      return { deployment, step: platformStep(target) };
    });
}
