/** A reference to a variable inside a command: `$(NAME)`, `${NAME}`, `${NAME:-default}`, `$NAME`, or a command `$(…)`. */
export interface Reference {
  /** The name of the variable; the source text for anything else that only a shell can tell (`$(nproc)`). */
  readonly name: string;
  /** What stands there when the variable is not set; null when nothing is said. */
  readonly fallback: string | null;
  /** Characters it takes. */
  readonly length: number;
}

/** The reference that starts at the `$` at `at`, or null where the `$` is just a character. */
export function readReference(text: string, at: number): Reference | null {
  const variable = /\$(?:\(([A-Za-z_]\w*)\)|\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/y;
  variable.lastIndex = at;
  const match = variable.exec(text);
  if (match !== null) {
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    return { name, fallback: null, length: match[0].length };
  }
  const next = text.charAt(at + 1);
  if (next === '(' || next === '{') return readBracketed(text, at, next);
  const special = /\$[@*#?!0-9]/y;
  special.lastIndex = at;
  return special.test(text) ? { name: text.slice(at, at + 2), fallback: null, length: 2 } : null;
}

function readBracketed(text: string, at: number, open: '(' | '{'): Reference | null {
  const close = open === '(' ? ')' : '}';
  let depth = 0;
  let end = at + 1;
  while (end < text.length) {
    const character = text.charAt(end);
    if (character === '\\') end += 1;
    else if (character === open) depth += 1;
    else if (character === close && --depth === 0) break;
    end += 1;
  }
  if (end >= text.length) return null;
  const source = text.slice(at, end + 1);
  const withDefault = /^\$\{([A-Za-z_]\w*):?[-=]([^$`]*)\}$/.exec(source);
  const required = /^\$\{([A-Za-z_]\w*):?\?[^}]*\}$/.exec(source)?.[1];
  return {
    name: withDefault?.[1] ?? required ?? source,
    fallback: withDefault?.[2]?.replace(/^(["'])(.*)\1$/s, '$2') ?? null,
    length: source.length,
  };
}
