import type { Catalog } from '../../model/catalog.ts';
import type { AcceleratorRequest } from '../../model/deployment.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { setScalar } from '../../syntax/yamlEdit.ts';
import { inFile, refuse, treeOf, type Step } from '../edits/target.ts';
import { migProfile } from '../hardware/resources.ts';
import { textAt, type Located } from '../located.ts';
import { namedAccelerator, unnamedAccelerator } from '../platforms/accelerators.ts';
import type { DocumentRoot } from '../platforms/documentFormat.ts';
import { switchAt, wholeAt, writtenAt } from '../platforms/scalars.ts';

/** On Baseten `A100` is the card of 80 GB; the smaller one and half an H100 have names of their own. */
const NAMES: Readonly<Record<string, string>> = {
  A100: 'A100-SXM-80',
  A100_40GB: 'A100-SXM-40',
  H100_40GB: 'H100-SXM',
  RTX_PRO_6000: 'RTX-PRO-6000',
};

/** What `resources` asks for over all nodes; null without an accelerator. */
export function acceleratorOf(root: DocumentRoot, catalog: Catalog): AcceleratorRequest | null {
  const written = writtenAt(root, 'resources', 'accelerator');
  const nodes = wholeAt(root, 'resources', 'node_count')?.value ?? 1;
  if (!written) {
    const uses = switchAt(root, 'resources', 'use_gpu');
    return uses?.value === true ? unnamedAccelerator({ ...uses, value: 1 }) : null;
  }
  const [name = '', number] = written.value.split(':');
  const count = { ...written, value: (number === undefined ? 1 : Number(number)) * nodes };
  if (!Number.isFinite(count.value)) return null;
  const product = { ...written, value: NAMES[name.toUpperCase()] ?? name };
  const request = namedAccelerator(product, count, catalog);
  return name === 'H100_40GB' ? { ...request, slice: migProfile('3g.40gb').slice } : request;
}

/** Another accelerator or number in `NAME:COUNT`; null keeps what is there. Refused where Baseten has no such one. */
export function setAccelerator(
  place: Located<ScalarNode>,
  accelerator: string | null,
  count: number | null,
): Step {
  const [name = '', number] = (textAt(place) ?? place.node.text).split(':');
  const newName = accelerator === null ? name : TRUSS_NAMES[accelerator];
  if (newName === undefined)
    return refuse(`Baseten has no accelerator called ${accelerator ?? ''}.`);
  const newCount = count === null ? number : String(count);
  const text = newCount === undefined || newCount === '1' ? newName : `${newName}:${newCount}`;
  if (text === place.node.text) return { edits: [] };
  return inFile(place, setScalar(treeOf(place), place.node, text));
}

/** Baseten's names by catalogue id. */
const TRUSS_NAMES: Readonly<Record<string, string>> = {
  T4: 'T4',
  L4: 'L4',
  A10G: 'A10G',
  L40S: 'L40S',
  'A100-SXM-40': 'A100_40GB',
  'A100-SXM-80': 'A100',
  'H100-SXM': 'H100',
  'H200-SXM': 'H200',
  B200: 'B200',
  'RTX-PRO-6000': 'RTX_PRO_6000',
};
