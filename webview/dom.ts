import { visibleText } from '../src/core/text/visibleText.ts';

export type Child = Node | string | null;

export interface ElementOptions {
  readonly class?: string;
  /** Set with `setAttribute`; null and false leave the attribute out, true sets it empty. */
  readonly attributes?: Readonly<Record<string, string | number | boolean | null>>;
  /** Custom properties for the style sheet (`--share`): set on the element, since style attributes are blocked. */
  readonly properties?: Readonly<Record<`--${string}`, string>>;
  readonly on?: Readonly<Record<string, (event: Event) => void>>;
  /** A name that stays the same over updates: focus and open state are found back by it. */
  readonly key?: string;
}

/**
 * An HTML element. Text becomes text nodes: nothing that comes from a config file is ever read as markup, or turns the
 * direction of the text around it.
 */
export function element(
  tag: string,
  options: ElementOptions = {},
  ...children: readonly Child[]
): HTMLElement {
  const made = document.createElement(tag);
  if (options.class !== undefined) made.className = options.class;
  for (const [name, value] of Object.entries(options.attributes ?? {})) {
    if (value === null || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  for (const [name, value] of Object.entries(options.properties ?? {})) {
    made.style.setProperty(name, value);
  }
  for (const [type, listener] of Object.entries(options.on ?? {})) {
    made.addEventListener(type, listener);
  }
  if (options.key !== undefined) made.dataset.key = options.key;
  made.append(...nodes(children));
  return made;
}

function nodes(children: readonly Child[]): readonly Node[] {
  return children
    .filter((child) => child !== null)
    .map((child) =>
      typeof child === 'string' ? document.createTextNode(visibleText(child)) : child,
    );
}

/** Text that only a screen reader speaks. */
export function spoken(text: string): HTMLElement {
  return element('span', { class: 'spoken' }, text);
}

/**
 * Replaces what is in `parent` and keeps the person where they were: focus goes back to the element of the same key.
 */
export function replaceContent(parent: HTMLElement, children: readonly Child[]): void {
  const focused = parent.contains(document.activeElement)
    ? (document.activeElement as HTMLElement).dataset.key
    : undefined;
  arrange(parent, children);
  if (focused === undefined) return;
  parent
    .querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)
    ?.focus({ preventScroll: true });
}

/** Makes these the children of `parent`. What is there already is not touched: a slider that is being dragged goes on. */
export function arrange(parent: HTMLElement, children: readonly Child[]): void {
  const wanted = nodes(children);
  for (const present of [...parent.childNodes]) {
    if (!wanted.includes(present)) present.remove();
  }
  wanted.forEach((child, index) => {
    const present = parent.childNodes[index] ?? null;
    if (present !== child) parent.insertBefore(child, present);
  });
}
