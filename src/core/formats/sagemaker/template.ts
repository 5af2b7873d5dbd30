import type { ParsedFile } from '../../model/document.ts';
import type { Located } from '../located.ts';
import { at, entriesAt, isMapping, isScalar, itemsAt, textAt } from '../located.ts';
import { givenParameters, type GivenParameters } from './parameters.ts';

/** A CloudFormation, SAM or CDK template: its root, with what values refer to. */
export interface Template {
  readonly root: Located;
  readonly resources: readonly Resource[];
  readonly given: GivenParameters;
}

export interface Resource {
  readonly logicalId: string;
  readonly keySpan: { readonly start: number; readonly end: number };
  readonly type: string;
  readonly node: Located;
  readonly properties: Located | null;
}

/** The template in a document; null for anything without resources that have a type of AWS's. */
export function templateOf(root: Located, files: readonly ParsedFile[]): Template | null {
  const resources = entriesAt(root, 'Resources').flatMap(({ key, keySpan, value }): Resource[] => {
    const type = textAt(value, 'Type');
    if (!type?.startsWith('AWS::')) return [];
    const properties = at(value, 'Properties');
    return [{ logicalId: key, keySpan, type, node: value, properties }];
  });
  return resources.length === 0 ? null : { root, resources, given: givenParameters(root, files) };
}

export function resourcesOfType(template: Template, type: string): readonly Resource[] {
  return template.resources.filter((resource) => resource.type === type);
}

/** A call of an intrinsic function, in its short form (`!Ref X`) or its long one (`{"Ref": "X"}`). */
export interface FunctionCall {
  /** Without `Fn::` and `!`: `Ref`, `GetAtt`, `Sub`, `If`. */
  readonly name: string;
  readonly argument: Located;
}

/** The function that a node calls; null for a plain value. */
export function functionOf(node: Located): FunctionCall | null {
  const { tag } = node.node;
  if (tag !== undefined) return { name: tag.slice(1), argument: node };
  if (!isMapping(node) || node.node.entries.length !== 1) return null;
  const [entry] = node.node.entries;
  const name = /^(?:Fn::(\w+)|(Ref|Condition))$/.exec(entry?.key ?? '');
  const called = name?.[1] ?? name?.[2];
  return entry && called !== undefined
    ? { name: called, argument: { file: node.file, node: entry.value } }
    : null;
}

/** The arguments of a function that takes a list. */
export function argumentsOf({ argument }: FunctionCall): readonly Located[] {
  return itemsAt(argument);
}

/** The resource that a value refers to: `!Ref X`, `!GetAtt X.Name`, or its name written out. */
export function referredTo(
  value: Located | null,
  template: Template,
  nameProperty: string,
): Resource | null {
  if (!value) return null;
  const call = functionOf(value);
  const id = call ? referredId(call) : null;
  if (id !== null) return template.resources.find(({ logicalId }) => logicalId === id) ?? null;
  if (!isScalar(value)) return null;
  const text = value.node.text;
  return (
    template.resources.find(({ properties }) => textAt(properties, nameProperty) === text) ?? null
  );
}

function referredId({ name, argument }: FunctionCall): string | null {
  if (name === 'Ref') return isScalar(argument) ? argument.node.text : null;
  if (name !== 'GetAtt') return null;
  if (isScalar(argument)) return argument.node.text.split('.')[0] ?? null;
  const [first] = itemsAt(argument);
  return first && isScalar(first) ? first.node.text : null;
}

/** All texts in a value, whatever functions put them together: enough to see which names a value mentions. */
export function textsIn(value: Located | null): readonly string[] {
  if (!value) return [];
  if (isScalar(value)) return [value.node.text];
  return [
    ...itemsAt(value).flatMap(textsIn),
    ...entriesAt(value).flatMap((entry) => textsIn(entry.value)),
  ];
}
