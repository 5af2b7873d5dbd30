import { at, entriesAt, isHole, isScalar, scalarAt, type Located } from '../located.ts';
import type { ServiceReading } from '../platforms/service.ts';
import type { Notes } from '../pods/notes.ts';
import type { Variable, Variables } from '../pods/variables.ts';
import { readSagemakerContainer } from '../sagemaker/container.ts';
import type { ResourceContext } from './deployments.ts';
import { blockAt, textIn, type Resource } from './resource.ts';

/** The model that the variant names: by reference, or by its name in a plan. */
export function servedModelOf(
  resource: Resource,
  variant: Located,
  { others, catalog }: ResourceContext,
  notes: Notes,
): ServiceReading {
  const models = others.filter(({ block }) => block.type === 'aws_sagemaker_model');
  const written = at(variant, 'model_name');
  const text = written?.node.kind === 'scalar' ? written.node.text : '';
  const referred = [...text.matchAll(/aws_sagemaker_model\.([\w-]+)/g)].map(([, name]) => name);
  const named = models.filter(({ block }) => referred.includes(block.name));
  const model =
    named.find(({ instance }) => instance.suffix === resource.instance.suffix) ??
    named[0] ??
    models.find(({ body }) => textIn(body, 'name')?.value === text) ??
    (models.length === 1 && text.startsWith('local.') ? models[0] : undefined);
  const definition =
    blockAt(model?.body ?? null, 'primary_container') ?? blockAt(model?.body ?? null, 'container');
  const source = blockAt(definition, 'model_data_source', 's3_data_source');
  const image = definition && scalarAt(definition, 'image');
  const [location = null] = [
    textIn(source, 's3_uri'),
    textIn(definition, 'model_data_url'),
    textIn(definition, 'model_package_name'),
  ].filter((each) => each !== null);
  return readSagemakerContainer(
    {
      definition,
      root: resource.body,
      image: image && !isHole(image) ? image : null,
      imageText: imageText(image, model),
      imagePlace: image,
      variables: variablesOf(definition),
      artefact: { id: null, location },
    },
    catalog,
    notes,
  );
}

/**
 * The image as far as it is written: through the local that holds it, and with the repository of the data source of
 * AWS's own images.
 */
function imageText(image: Located | null, model: Resource | undefined): string {
  const module = model?.instance.scope.module;
  const texts: string[] = [];
  let node = image?.node;
  for (let depth = 0; depth < 5 && node?.kind === 'scalar'; depth++) {
    texts.push(node.text);
    const local = /local\.([\w-]+)/.exec(node.text)?.[1];
    const source = /data\.(aws_sagemaker_prebuilt_ecr_image\.[\w-]+)/.exec(node.text)?.[1];
    const repository = source === undefined ? undefined : module?.data.get(source);
    texts.push(scalarAt(repository ?? null, 'repository_name')?.node.text ?? '');
    node = local === undefined ? undefined : module?.locals.get(local)?.node;
  }
  return texts.join(' ').trim();
}

function variablesOf(definition: Located | null): Variables {
  const variables = new Map<string, Variable>();
  for (const { key, value } of entriesAt(definition, 'environment')) {
    const known = isScalar(value) && !isHole(value) ? value : null;
    const shared = value.node.tag !== undefined;
    variables.set(key, { name: key, value: known, place: value, shared });
  }
  return variables;
}
