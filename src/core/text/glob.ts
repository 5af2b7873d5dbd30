/** Tells whether a path relative to the workspace folder is one of those a glob means. */
export type Glob = (path: string) => boolean;

/** A piece of a glob: one character, any of one folder (`*`), any at all (`**`), any folders or none (`**` and a slash). */
type Piece = ((character: string) => boolean) | 'some' | 'all' | 'folders';

/** Longer ones are not read, in UTF-16 code units. */
const longestGlob = 1000;
/** Globs that `{…}` may stand for. */
const mostAlternatives = 100;

/**
 * Reads the globs of VS Code's settings (code.visualstudio.com/docs/editor/glob-patterns): `**`, `*`, `?`, `{a,b}` and
 * `[0-9]`. Null for one that cannot be read. Not made into a regular expression: whoever wrote the workspace wrote the glob, and
 * one with many stars would keep that busy for hours.
 */
export function readGlob(glob: string): Glob | null {
  if (glob.length > longestGlob) return null;
  const alternatives = expand(glob.replace(/\/$/, ''));
  if (alternatives === null || alternatives.length > mostAlternatives) return null;
  const read = alternatives.map(piecesOf);
  const known = read.filter((pieces) => pieces !== null);
  if (known.length < read.length) return null;
  return (path) => known.some((pieces) => matches(pieces, path));
}

/** The globs without braces that it stands for; null where a brace is not closed or stands for too many. */
function expand(glob: string): readonly string[] | null {
  const open = glob.indexOf('{');
  if (open < 0) return glob.includes('}') ? null : [glob];
  const parts = [''];
  let depth = 1;
  let at = open + 1;
  for (; at < glob.length && depth > 0; at++) {
    const character = glob.charAt(at);
    if (character === '{') depth++;
    if (character === '}') depth--;
    if (depth === 1 && character === ',') parts.push('');
    else if (depth > 0) parts.push((parts.pop() ?? '') + character);
  }
  if (depth > 0) return null;
  const expanded: string[] = [];
  for (const part of parts) {
    const rest = expand(part + glob.slice(at));
    if (rest === null || expanded.length + rest.length > mostAlternatives) return null;
    expanded.push(...rest.map((each) => glob.slice(0, open) + each));
  }
  return expanded;
}

const token = /(?<=^|\/)\*\*\/|\*\*|\*|\?|\[!?[^\]]*\]|[^]/g;

/** Null for a class that is not closed. */
function piecesOf(glob: string): readonly Piece[] | null {
  const tokens: readonly string[] = glob.match(token) ?? [];
  return tokens.includes('[') ? null : tokens.map(pieceOf);
}

function pieceOf(text: string): Piece {
  if (text === '**/') return 'folders';
  if (text === '**') return 'all';
  if (text === '*') return 'some';
  if (text === '?') return (character) => character !== '/';
  if (text.length === 1) return (character) => character === text;
  const isOther = text.startsWith('[!');
  const ranges = text.slice(isOther ? 2 : 1, -1).match(/[^]-[^]|[^]/g) ?? [];
  return (character) =>
    character !== '/' &&
    ranges.some((range) => range.charAt(0) <= character && character <= range.slice(-1)) !==
      isOther;
}

/** A wildcard that was passed: where the pieces go on behind it, and the end of what it has taken so far. */
interface Passed {
  readonly piece: number;
  readonly kind: 'some' | 'all' | 'folders';
  end: number;
}

/**
 * Every wildcard takes as little as it can. What follows the last one decides by how much more it takes: one before it need
 * not be asked again, since that would only leave less of the path.
 */
function matches(pieces: readonly Piece[], path: string): boolean {
  let some: Passed | null = null;
  let deep: Passed | null = null;
  let piece = 0;
  let at = 0;
  for (;;) {
    const wanted = pieces[piece];
    if (wanted === undefined && at === path.length) return true;
    if (typeof wanted === 'string') {
      piece++;
      const passed = { piece, kind: wanted, end: at };
      if (wanted === 'some') some = passed;
      else [some, deep] = [null, passed];
    } else if (wanted !== undefined && at < path.length && wanted(path.charAt(at))) {
      piece++;
      at++;
    } else if (some !== null && takesMore(some, path)) {
      ({ piece, end: at } = some);
    } else if (deep !== null && takesMore(deep, path)) {
      some = null;
      ({ piece, end: at } = deep);
    } else {
      return false;
    }
  }
}

/** False when the wildcard has taken all that it can. */
function takesMore(passed: Passed, path: string): boolean {
  const { kind, end } = passed;
  if (kind === 'folders') {
    const slash = path.indexOf('/', end);
    passed.end = slash + 1;
    return slash >= 0;
  }
  if (end >= path.length || (kind === 'some' && path.charAt(end) === '/')) return false;
  passed.end = end + 1;
  return true;
}
