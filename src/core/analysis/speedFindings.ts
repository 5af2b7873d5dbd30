import { closestWord, didYouMean } from '../assumptions/closestWord.ts';
import { fileFinding } from '../assumptions/fileFinding.ts';
import { spanAt, type NodePath } from '../assumptions/nodePath.ts';
import { readAssumptions } from '../assumptions/readAssumptions.ts';
import type { ThroughputPoint } from '../assumptions/throughputSchema.ts';
import type { Catalog } from '../model/catalog.ts';
import type { ParsedFile } from '../model/document.ts';
import type { Finding } from '../model/finding.ts';

/** Names in measured speeds that nobody knows, each at its place: such a speed would count for no replica. */
export function speedFindings(file: ParsedFile, catalog: Catalog): readonly Finding[] {
  const { uri, values, root } = readAssumptions(file).assumptions;
  if (root === null) return [];
  const blocks: readonly (readonly [NodePath, readonly ThroughputPoint[] | undefined])[] = [
    [[], values.throughput],
    ...Object.entries(values.deployments ?? {}).map(
      ([name, block]) => [['deployments', name], block.throughput] as const,
    ),
  ];
  return blocks.flatMap(([path, points = []]) =>
    points.flatMap((point, index) =>
      unknownNames(point, catalog).map(([key, message]) =>
        fileFinding({
          code: 'assumptions-file',
          level: 'warning',
          uri,
          span: spanAt(root, [...path, 'throughput', index, key]),
          message,
        }),
      ),
    ),
  );
}

function unknownNames(
  { model, accelerator, quantization }: ThroughputPoint,
  catalog: Catalog,
): readonly (readonly [key: string, message: string])[] {
  const unknown = (what: string, name: string, known: readonly string[]): string =>
    `Neither the catalogue nor this file knows ${what} ${name}${didYouMean(closestWord(name, known))}`;
  const ids = (all: readonly { readonly id: string }[]): readonly string[] =>
    all.map(({ id }) => id);
  return [
    ...(catalog.model(model) === null
      ? [['model', unknown('a model', model, ids(catalog.models))] as const]
      : []),
    ...(catalog.accelerator(accelerator) === null
      ? [
          [
            'accelerator',
            unknown('an accelerator', accelerator, ids(catalog.accelerators)),
          ] as const,
        ]
      : []),
    ...(quantization !== undefined && catalog.quantization(quantization) === null
      ? [
          [
            'quantization',
            unknown('a quantization', quantization, ids(catalog.quantizations)),
          ] as const,
        ]
      : []),
  ];
}
