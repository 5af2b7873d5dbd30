import type { EditableDeployment } from '../edits/propose.ts';
import type { ReadContext } from '../format.ts';
import { at, textAt, type Located } from '../located.ts';
import { documentFormat, type DocumentRoot } from '../platforms/documentFormat.ts';
import { numberOf } from '../platforms/scalars.ts';
import { readBedrock } from './bedrock.ts';
import { looseComponents } from './components.ts';
import type { GivenParameters } from './parameters.ts';
import { conditionHolds, resolvedItems, resolvedScalar } from './resolve.ts';
import { resourcesOfType, templateOf, type Resource, type Template } from './template.ts';
import { readVariant, type Variant } from './variant.ts';

/** SageMaker endpoints (and Bedrock throughput) in CloudFormation, SAM and what CDK writes. */
export const sagemaker = documentFormat({
  id: 'sagemaker',
  documentation: {
    title: 'SageMaker in CloudFormation, SAM and CDK',
    files:
      'templates (YAML with short or long functions, JSON, `cdk.out/*.template.json`) with `AWS::SageMaker::EndpointConfig`, `AWS::SageMaker::InferenceComponent` or `AWS::Bedrock::ProvisionedModelThroughput`',
    reads:
      'every variant with instance type and number, serverless and shadow variants, the model’s image, variables and artefact, inference components, managed scaling and scalable targets; parameters with what one file beside the template gives them (`*.parameters.json`, `samconfig.toml`), else their defaults, mappings, conditions, `Sub`, `Join` and `Select` are followed',
    edits:
      'variables of the container, the instance type by number of accelerators, instance numbers and capacities; where a parameter gives the value, what is given or its default',
  },
  mayRead: ({ text }) =>
    /AWS::SageMaker::(EndpointConfig|InferenceComponent)|AWS::Bedrock::ProvisionedModelThroughput/.test(
      text,
    ),
  readDocument: (root, context) => {
    const whole = templateOf(root, context.files);
    const template = whole && {
      ...whole,
      // With the parameters' defaults, a resource whose condition does not hold is not made.
      resources: whole.resources.filter(({ node }) => isMade(node, whole)),
    };
    return template ? readTemplate(template, root, context) : [];
  },
});

function isMade(resource: Located, template: Template): boolean {
  const condition = textAt(resource, 'Condition');
  return condition === null || conditionHolds(condition, template) !== false;
}

function readTemplate(
  template: Template,
  root: DocumentRoot,
  { catalog }: ReadContext,
): readonly EditableDeployment[] {
  const variants = resourcesOfType(template, 'AWS::SageMaker::EndpointConfig').flatMap((config) =>
    variantsOf(config, template),
  );
  return [
    ...variants.map((variant) => readVariant(variant, template, root, sagemaker.id, catalog)),
    ...looseComponents(template, root, sagemaker.id, catalog),
    ...readBedrock(template, root, sagemaker.id),
  ].map((read) => withGiven(read, template.given));
}

/** What gives the parameters has a say; where that is not decided the reader hears of it. */
function withGiven(
  read: EditableDeployment,
  { uris, undecided }: GivenParameters,
): EditableDeployment {
  const { deployment } = read;
  if (uris.length + undecided.length === 0) return read;
  const message = `${undecided.join(', ')} give parameters of this template; its defaults are priced.`;
  const note = { code: 'conflict', message, span: deployment.nameSpan } as const;
  return {
    ...read,
    deployment: {
      ...deployment,
      uris: [...new Set([...deployment.uris, ...uris])],
      notes: undecided.length === 0 ? deployment.notes : [...deployment.notes, note],
    },
  };
}

function variantsOf(config: Resource, template: Template): Variant[] {
  const production = resolvedItems(config.properties, template, 'ProductionVariants');
  const shadow = resolvedItems(config.properties, template, 'ShadowProductionVariants');
  const weights = production.map((node) => weightOf(node, template));
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  const all = [...production, ...shadow];
  return all.map((node, index): Variant => {
    const isShadow = index >= production.length;
    const name = resolvedScalar(node, template, 'VariantName')?.node.text;
    const part = all.length === 1 ? null : (name ?? `variant${index + 1}`);
    return {
      node,
      config,
      part: isShadow ? `${part ?? ''} (shadow)` : part,
      isShadow,
      totalWeight,
    };
  });
}

function weightOf(variant: Located, template: Template): number {
  if (at(variant, 'InitialVariantWeight') === null) return 1;
  const weight = resolvedScalar(variant, template, 'InitialVariantWeight');
  return (weight && numberOf(weight)?.value) ?? 1;
}
