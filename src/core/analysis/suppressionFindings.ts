import { rules } from '../advice/rules.ts';
import { closestWord, didYouMean } from '../assumptions/closestWord.ts';
import { fileFinding, fileFix } from '../assumptions/fileFinding.ts';
import { ignoreComments, type IgnoreComment } from '../assumptions/ignoreComments.ts';
import { spanAt } from '../assumptions/nodePath.ts';
import { readAssumptions } from '../assumptions/readAssumptions.ts';
import type { ParsedFile } from '../model/document.ts';
import type { Finding, Suppressed } from '../model/finding.ts';
import { get } from '../syntax/access.ts';
import { removeEntry, removeItems } from '../syntax/yamlEdit.ts';
import { lineStart, nextLine } from '../syntax/yamlPlace.ts';
import type { TextEdit } from '../text/edit.ts';
import type { Span } from '../text/span.ts';
import type { Evaluated } from './evaluate.ts';
import { owners } from './commentRegions.ts';
import { isExpired } from './suppressions.ts';
import { trimmedEnd } from '../text/trimmedEnd.ts';

/** Codes that are about suppressions themselves. */
const suppressionCodes = ['suppression', 'expired-suppression'] as const;

/**
 * What is wrong with the comments of a config that suppress findings. `own` are its deployments, `used` what is suppressed in
 * the analysis.
 */
export function commentFindings(
  file: ParsedFile,
  own: readonly Evaluated[],
  used: readonly Suppressed[],
  today: string,
): readonly Finding[] {
  const deployments = own.map(({ read }) => read.deployment);
  const isWhole = file.problems.length === 0 && deployments.every(({ broken }) => !broken);
  const { uri, text } = file.source;
  return ignoreComments(file).flatMap((comment): Finding[] => {
    const { mistake, scope, span, reason } = comment;
    if (mistake !== null) return [finding('suppression', uri, span, mistake)];
    if (isExpired(comment, today)) {
      const message = `Suppression of ${comment.codes.join(', ')} ended on ${comment.until ?? ''}: what it hid is shown again.`;
      return [expired(uri, span, message, [removeComment(comment, text)])];
    }
    const isUsed =
      scope === 'file' ||
      owners(comment, file, deployments).length > 0 ||
      used.some((one) => one.uri === uri && one.span.start === span.start);
    return [
      ...comment.codes.flatMap((code) => unknownCode(code, uri, text, span)),
      ...(reason === null
        ? [finding('suppression', uri, span, 'Say why, behind the code: others will wonder.')]
        : []),
      ...(isUsed || !isWhole
        ? []
        : [finding('suppression', uri, span, 'This comment suppresses nothing where it stands.')]),
    ];
  });
}

/** What is wrong with the `ignore` lists of an assumptions file. */
export function entryFindings(file: ParsedFile, today: string): readonly Finding[] {
  const { uri, text } = file.source;
  const { values, root } = readAssumptions(file).assumptions;
  if (root === null) return [];
  return Object.entries(values.deployments ?? {}).flatMap(([name, { ignore = [] }]) =>
    ignore.flatMap(({ code, until = null }, at): readonly Finding[] => {
      const path = ['deployments', name, 'ignore', at];
      const span = spanAt(root, path);
      if (!isExpired({ until }, today)) return unknownCode(code, uri, text, span);
      const block = get(root, 'deployments', name);
      const list = get(block, 'ignore');
      if (block === undefined || list === undefined) return [];
      const tree = { text, root };
      const written =
        ignore.length === 1 ? removeEntry(tree, block, 'ignore') : removeItems(tree, list, at, 1);
      const message = `Suppression of ${code} for ${name} ended on ${until ?? ''}: what it hid is shown again.`;
      return [expired(uri, span, message, 'refused' in written ? [] : written.edits)];
    }),
  );
}

function finding(code: string, uri: string, span: Span, message: string): Finding {
  return fileFinding({ code, level: 'information', uri, span, message });
}

function expired(uri: string, span: Span, message: string, edits: readonly TextEdit[]): Finding {
  const code = 'expired-suppression';
  return {
    ...finding(code, uri, span, message),
    level: 'warning',
    fixes:
      edits.length === 0 ? [] : [fileFix(`${uri}:${code}:${span.start}`, 'Remove it', uri, edits)],
  };
}

function unknownCode(code: string, uri: string, text: string, span: Span): readonly Finding[] {
  const known = [...rules.map((rule) => rule.code), ...suppressionCodes];
  if (known.includes(code)) return [];
  const start = text.indexOf(code, span.start);
  const place = { start, end: start + code.length };
  const nearest = closestWord(code, known);
  const message = `There are no findings with the code ${code}${didYouMean(nearest)}`;
  return [
    {
      ...finding('suppression', uri, start < 0 ? span : place, message),
      fixes:
        nearest === null || start < 0
          ? []
          : [
              fileFix(`${uri}:suppression:${start}`, `Rename to ${nearest}`, uri, [
                { span: place, newText: nearest },
              ]),
            ],
    },
  ];
}

/** With its line where it stands alone, else with the blanks before it. */
function removeComment({ span, ownLine }: IgnoreComment, text: string): TextEdit {
  if (ownLine) {
    return {
      span: { start: lineStart(text, span.start), end: nextLine(text, span.end) },
      newText: '',
    };
  }
  const start = trimmedEnd(text, ' \t', span.start);
  return { span: { start, end: span.end }, newText: '' };
}
