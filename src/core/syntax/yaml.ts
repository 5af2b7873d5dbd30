import type { ParsedNode, YAMLError } from 'yaml';
import { Composer, Lexer, Parser } from 'yaml';
import type { Span } from '../text/span.ts';
import { maskTemplate } from './templateMask.ts';
import type { TemplateMask } from './templateMask.ts';
import { mayHoldTemplate } from './templateExpressions.ts';
import type { ParseProblem, ParseProblemCode, SyntaxDocument } from './tree.ts';
import type { YamlTree } from './yamlTree.ts';
import { readTree } from './yamlTree.ts';

/** Collections inside collections; real configs stay below 40. */
const maxDepth = 250;
/** Problems told about one document; more are the consequences of the first ones. */
const maxProblems = 20;

/**
 * Reads one YAML (or JSON) document, given without its `---`. Never throws. Spans count from the start of `text`.
 * Template expressions inside scalars are part of their text; where they break the YAML they are hidden first.
 */
export function readYamlDocument(text: string): SyntaxDocument {
  const asIs = readMasked(text, null);
  if (!mayHoldTemplate(text) || (asIs.errors.length === 0 && !asIs.tree.hasHole)) {
    return toDocument(text, asIs.tree, asIs.errors);
  }
  const mask = maskTemplate(text);
  const hidden = readMasked(text, mask);
  if (hidden.errors.length > asIs.errors.length) return toDocument(text, asIs.tree, asIs.errors);
  if (mask.problems.length === 0) return toDocument(text, hidden.tree, hidden.errors);
  return toDocument(text, hidden.tree, [...mask.problems, ...hidden.errors.map(asTemplated)]);
}

interface Reading {
  readonly tree: YamlTree;
  readonly errors: readonly ParseProblem[];
}

function readMasked(text: string, mask: TemplateMask | null): Reading {
  const { contents, problems } = compose(withoutLoneReturns(mask?.text ?? text));
  const tree = readTree(contents, text, mask);
  return { tree, errors: [...problems, ...tree.problems] };
}

function toDocument(
  text: string,
  tree: YamlTree,
  problems: readonly ParseProblem[],
): SyntaxDocument {
  return {
    root: tree.root,
    span: { start: 0, end: text.length },
    problems: problems
      .slice(0, maxProblems)
      .map((problem) => ({ ...problem, span: clamp(problem.span, text.length) }))
      .sort((a, b) => a.span.start - b.span.start),
  };
}

/** Around template blocks, what looks like a mistake is more likely a consequence of reading without them. */
function asTemplated(problem: ParseProblem): ParseProblem {
  if (problem.code !== 'syntax-error' && problem.code !== 'duplicate-key') return problem;
  return {
    ...problem,
    code: 'templated',
    message: 'This cannot be read before the template is rendered.',
  };
}

interface Composed {
  readonly contents: ParsedNode | null;
  readonly problems: readonly ParseProblem[];
}

function compose(text: string): Composed {
  const parser = new Parser();
  try {
    // Duplicate keys are found by readTree: here every pair of keys would be compared.
    const composer = new Composer({ uniqueKeys: false });
    const documents = [...composer.compose(shallowTokens(parser, text), true, text.length)];
    if (parser.stack.length > maxDepth) {
      return { contents: null, problems: [tooDeep(parser.offset)] };
    }
    return {
      contents: documents[0]?.contents ?? null,
      problems: documents
        .flatMap((document) => document.errors)
        .filter((error) => error.code !== 'TAG_RESOLVE_FAILED')
        .slice(0, maxProblems)
        .map(toProblem),
    };
  } catch (error) {
    // Not reachable by any input known; an editor must not lose its other files to one that is.
    const reason = error instanceof Error ? error.message : String(error);
    return {
      contents: null,
      problems: [
        {
          code: 'syntax-error',
          message: `This document cannot be read: ${reason}`,
          span: { start: 0, end: text.length },
        },
      ],
    };
  }
}

/** The parser keeps a stack, the composer recurses: this stops before there is anything deep to recurse into. */
function* shallowTokens(parser: Parser, text: string): ReturnType<Parser['parse']> {
  let errors = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) {
      // Each becomes an Error with a stack trace, which is slow by the thousand.
      if (token.type === 'error') errors += 1;
      if (token.type !== 'error' || errors <= maxProblems) yield token;
    }
    if (parser.stack.length > maxDepth) return;
  }
  yield* parser.end();
}

function tooDeep(at: number): ParseProblem {
  const message = `Nested more than ${maxDepth} levels deep: this document is not read.`;
  return { code: 'too-deep', message, span: { start: at, end: at + 1 } };
}

const codes: Partial<Record<YAMLError['code'], ParseProblemCode>> = {
  TAB_AS_INDENT: 'tab-indentation',
};

function toProblem(error: YAMLError): ParseProblem {
  return {
    code: codes[error.code] ?? 'syntax-error',
    message: error.message,
    span: { start: error.pos[0], end: Math.max(error.pos[1], error.pos[0]) },
  };
}

function clamp(span: Span, length: number): Span {
  const start = Math.min(Math.max(span.start, 0), length);
  return { start, end: Math.min(Math.max(span.end, start), length) };
}

/** YAML ends lines at a lone CR as well, the library does not. */
function withoutLoneReturns(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}
