import type { Change } from '../../model/change.ts';
import type { Deployment } from '../../model/deployment.ts';
import type { TextEdit } from '../../text/edit.ts';
import { setScalar } from '../../syntax/yamlEdit.ts';
import { inFile, refuse, treeOf, type Step } from '../edits/target.ts';
import { at, isHole, type Located } from '../located.ts';
import type { ServiceReading } from '../platforms/service.ts';
import { platformStep, withRanks, type PlatformTarget } from '../platforms/steps.ts';
import type { SeenDevices } from './devices.ts';
import type { ComposeService } from './services.ts';

interface ComposeTarget {
  readonly deployment: Deployment;
  readonly service: ComposeService;
  readonly read: ServiceReading;
  readonly devices: SeenDevices | null;
  readonly object: Located;
}

/** Changes of a service. A value with a default (`${MODEL:-x}`) stays a reference: its default is changed. */
export function composeStep(target: ComposeTarget): (change: Change) => Step {
  const { deployment, object, read } = target;
  const scaled = at(object, 'scale') ? ['scale'] : ['deploy', 'replicas'];
  const platform: PlatformTarget = {
    deployment,
    object,
    title: 'Docker Compose',
    service: read,
    ownUris: deployment.uris,
    minReplicas: { holder: object, path: scaled },
    count: (count) => setCount(target, platform, count),
  };
  const step = platformStep(platform);
  return (change) => keepReferences(step(change), target);
}

function setCount({ devices }: ComposeTarget, platform: PlatformTarget, count: number): Step {
  const place = devices?.countPlace;
  if (!place) return refuse('The service sees all devices of its host, or certain ones by name.');
  if (isHole(place)) return refuse('A variable says how many devices there are.');
  const write =
    Number(place.node.text) === count
      ? { edits: [] }
      : inFile(place, setScalar(treeOf(place), place.node, count));
  return withRanks(platform, write, count);
}

/** Cuts an edit that replaces `${NAME:-default}` down to the default. */
function keepReferences(step: Step, { service }: ComposeTarget): Step {
  if ('refused' in step) return step;
  const texts = new Map(service.layers.map(({ file }) => [file.source.uri, file.source.text]));
  return {
    edits: step.edits.map(({ uri, edits }) => {
      const text = texts.get(uri);
      return { uri, edits: text === undefined ? edits : edits.map((edit) => narrowed(edit, text)) };
    }),
  };
}

function narrowed(edit: TextEdit, text: string): TextEdit {
  const { span, newText } = edit;
  const old = text.slice(span.start, span.end);
  const match = /^([^$]*\$\{\w+:?-)([^{}$]*)(\}[^$]*)$/s.exec(old);
  if (!match) return edit;
  const [, head = '', fallback = '', tail = ''] = match;
  const before = head.slice(0, head.indexOf('$'));
  const after = tail.slice(1);
  if (!newText.startsWith(before) || !newText.endsWith(after)) return edit;
  const start = span.start + head.length;
  return {
    span: { start, end: start + fallback.length },
    newText: newText.slice(before.length, newText.length - after.length),
  };
}
