import type { ParsedFile } from '../../model/document.ts';
import { fileIndex } from '../../model/fileIndex.ts';
import { at, isMapping, isScalar, itemsAt, mappingAt, textAt, type Located } from '../located.ts';

/** Key of the services and task definitions of a folder, which ecspresso and others join by lying beside each other. */
const inFolder = (kind: 'service' | 'task', file: ParsedFile): string => {
  const { uri } = file.source;
  return `${kind} ${uri.slice(0, uri.lastIndexOf('/'))}`;
};

/** Service definitions by the family that they run, and services and task definitions by their folder. */
const definitions = fileIndex<Located>((file) =>
  file.documents.flatMap(({ root }): (readonly [string, Located])[] => {
    const whole = root && { file, node: root };
    if (!whole || !isMapping(whole)) return [];
    if (at(mappingAt(whole, 'taskDefinition') ?? whole, 'containerDefinitions')) {
      return [[inFolder('task', file), whole]];
    }
    const service = [whole, ...itemsAt(whole, 'services')].find(isService);
    if (!service) return [];
    const family = familyIn(textAt(service, 'taskDefinition'));
    return [[family === null ? inFolder('service', file) : `family ${family}`, service]];
  }),
);

/** As `create-service` takes it, ecspresso keeps it, and `describe-services` gives it. */
function isService(object: Located): boolean {
  const has = (key: string): boolean => at(object, key) !== null;
  return (
    has('desiredCount') &&
    (has('taskDefinition') ||
      has('launchType') ||
      has('loadBalancers') ||
      has('capacityProviderStrategy') ||
      has('deploymentConfiguration'))
  );
}

/** `chat`, `chat:7`, `arn:aws:ecs:us-east-1:123456789012:task-definition/chat:7`. */
function familyIn(written: string | null): string | null {
  return /(?:^|\/)([\w-]+)(?::\d+)?$/.exec(written ?? '')?.[1] ?? null;
}

/** The service that runs a task definition: the one that names its family, else the one beside it that names none. */
export function serviceOf(task: Located, files: readonly ParsedFile[]): Located | null {
  const family = textAt(task, 'family');
  const [named] = family === null ? [] : definitions(files, `family ${family}`);
  if (named) return named;
  const beside = definitions(files, inFolder('service', task.file));
  const tasks = definitions(files, inFolder('task', task.file));
  return beside.length === 1 && tasks.length === 1 ? (beside[0] ?? null) : null;
}

/** True for tasks that run on machines of one's own (ECS Anywhere). */
export function isExternal(task: Located): boolean {
  return isAll('EXTERNAL', task);
}

/** True where the tasks run on Fargate, by what they need or by how the service starts them. */
export function isOnFargate(task: Located, service: Located | null): boolean {
  const providers = itemsAt(service, 'capacityProviderStrategy').map(
    (each) => textAt(each, 'capacityProvider') ?? '',
  );
  return (
    textAt(service, 'launchType') === 'FARGATE' ||
    providers.some((provider) => /^FARGATE(_SPOT)?$/.test(provider)) ||
    isAll('FARGATE', task)
  );
}

function isAll(launchType: string, task: Located): boolean {
  const types = itemsAt(task, 'requiresCompatibilities').filter(isScalar);
  return types.length > 0 && types.every(({ node }) => node.text === launchType);
}
