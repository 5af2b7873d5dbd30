import type { ParsedFile } from '../../model/document.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import { filesInFolder } from '../filesByPath.ts';
import {
  at,
  entriesAt,
  isMapping,
  isScalar,
  itemsAt,
  scalarAt,
  textAt,
  type Located,
} from '../located.ts';
import { fileName } from '../uris.ts';

/** Values that a file beside a template gives its parameters. */
export interface GivenParameters {
  readonly values: ReadonlyMap<string, Located<ScalarNode>>;
  /** The file that gives them; none where none does. */
  readonly uris: readonly string[];
  /** Names of several files of which each could be meant: then the defaults count. */
  readonly undecided: readonly string[];
}

type Values = GivenParameters['values'];

/**
 * The parameters of a template that one file in its folder gives: `endpoint.parameters.json` in the form of the AWS command
 * line or of CodePipeline, or `samconfig.toml`. A file that is named after
 * the template goes before the others; where several could be meant, none is.
 */
export function givenParameters(template: Located, files: readonly ParsedFile[]): GivenParameters {
  const { uri } = template.file.source;
  const declared = new Set(entriesAt(template, 'Parameters').map(({ key }) => key));
  const candidates =
    declared.size === 0
      ? []
      : filesInFolder(files, uri.slice(0, uri.lastIndexOf('/'))).flatMap((file) => {
          const values = file.source.uri === uri ? null : valuesOf(file);
          const isFor = values && [...values.keys()].every((key) => declared.has(key));
          return values && values.size > 0 && isFor ? [{ file, values }] : [];
        });
  const stem = fileName(template.file).replace(/(?:\.template)?\.\w+$/, '');
  const own = candidates.filter(({ file }) => fileName(file).startsWith(stem));
  const [first, ...others] = own.length > 0 ? own : candidates;
  const names = [first, ...others].flatMap((each) => (each ? [fileName(each.file)] : []));
  return first && others.length === 0
    ? { values: first.values, uris: [first.file.source.uri], undecided: [] }
    : { values: new Map(), uris: [], undecided: names };
}

const NAME = /param(?:eter)?s?/i;

/** What a file gives; null for a file of another kind. */
function valuesOf(file: ParsedFile): Values | null {
  const [document] = file.documents;
  if (!document?.root) return null;
  const root = { file, node: document.root };
  if (fileName(file) === 'samconfig.toml') return samValues(root);
  if (!NAME.test(fileName(file))) return null;
  if (!isMapping(root)) return listed(root);
  return at(root, 'Resources') === null ? mapped(at(root, 'Parameters')) : null;
}

/** `[{"ParameterKey": "Type", "ParameterValue": "ml.g5.xlarge"}]`. */
function listed(root: Located): Values {
  return new Map(
    itemsAt(root).flatMap((item) => {
      const key = textAt(item, 'ParameterKey');
      const value = scalarAt(item, 'ParameterValue');
      return key !== null && value ? [[key, value] as const] : [];
    }),
  );
}

/** `{"Parameters": {"Type": "ml.g5.xlarge"}}`. */
function mapped(holder: Located | null): Values {
  return new Map(
    entriesAt(holder).flatMap(({ key, value }) =>
      isScalar(value) && value.node.value !== null ? [[key, value] as const] : [],
    ),
  );
}

/** `parameter_overrides` of the default environment, as one text or as a list of them. */
function samValues(root: Located): Values {
  const written =
    at(root, 'default', 'deploy', 'parameters', 'parameter_overrides') ??
    at(root, 'default', 'global', 'parameters', 'parameter_overrides');
  const texts = written && isScalar(written) ? [written] : itemsAt(written);
  return new Map(texts.flatMap((text) => (isScalar(text) ? pairsIn(text) : [])));
}

/** `Type=ml.g5.xlarge Count="2"`, also `ParameterKey=Type,ParameterValue=ml.g5.xlarge`. */
function pairsIn(text: Located<ScalarNode>): (readonly [string, Located<ScalarNode>])[] {
  // Values stand inside of a quoted text: they can be read, and nothing is written there.
  const file = { ...text.file, editable: false };
  const pattern =
    /(?:^|[^A-Za-z0-9])(?:ParameterKey=)?([A-Za-z0-9]+)(?:,ParameterValue)?=(?:\\?"([^"\\]*)\\?"|'([^']*)'|([^\s"',]+))/g;
  return [...text.node.text.matchAll(pattern)].map(([, key = '', quoted, single, plain]) => {
    const value = quoted ?? single ?? plain ?? '';
    return [key, { file, node: { ...text.node, text: value, value } }] as const;
  });
}
