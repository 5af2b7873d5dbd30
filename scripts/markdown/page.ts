import GithubSlugger from 'github-slugger';
import { fromMarkdown } from 'mdast-util-from-markdown';

export interface MarkdownLink {
  readonly kind: 'link' | 'image';
  /** As it is written: an address, `page.md#heading`, `#heading`. */
  readonly target: string;
  readonly line: number;
}

/** A Markdown page as those see it who follow links. */
export interface MarkdownPage {
  readonly links: readonly MarkdownLink[];
  /** What its headings are called in addresses, as forges name them. */
  readonly anchors: ReadonlySet<string>;
}

type Node = ReturnType<typeof fromMarkdown> | ReturnType<typeof fromMarkdown>['children'][number];

/** What a page links to, definitions of references included, and what can be linked to in it. Text in code is no link. */
export function readPage(markdown: string): MarkdownPage {
  const slugger = new GithubSlugger();
  const anchors = new Set<string>();
  const links: MarkdownLink[] = [];
  visit(fromMarkdown(markdown), (node) => {
    if (node.type === 'heading') anchors.add(slugger.slug(textOf(node)));
    if (node.type !== 'link' && node.type !== 'image' && node.type !== 'definition') return;
    links.push({
      kind: node.type === 'image' ? 'image' : 'link',
      target: node.url,
      line: node.position?.start.line ?? 1,
    });
  });
  return { links, anchors };
}

/**
 * The page with other targets. A link without one becomes its text, an image without one is left out; everything else stays
 * to the letter.
 *
 * @param retarget The new target; null for none.
 */
export function rewriteLinks(
  markdown: string,
  retarget: (link: Pick<MarkdownLink, 'kind' | 'target'>) => string | null,
): string {
  return rewritten(fromMarkdown(markdown), markdown, retarget);
}

function rewritten(
  node: Node,
  markdown: string,
  retarget: Parameters<typeof rewriteLinks>[1],
): string {
  if (node.type === 'image') {
    const target = retarget({ kind: 'image', target: node.url });
    return target === null ? '' : `![${node.alt ?? ''}](${target})`;
  }
  const [start, end] = spanOf(node);
  if (!('children' in node) || node.children.length === 0) return markdown.slice(start, end);
  let inner = '';
  let at = spanOf(node.children[0] ?? node)[0];
  const first = at;
  for (const child of node.children) {
    inner += markdown.slice(at, spanOf(child)[0]) + rewritten(child, markdown, retarget);
    at = spanOf(child)[1];
  }
  if (node.type !== 'link') return markdown.slice(start, first) + inner + markdown.slice(at, end);
  const target = retarget({ kind: 'link', target: node.url });
  return target === null ? inner : `[${inner}](${target})`;
}

function spanOf({ position }: Node): readonly [number, number] {
  return [position?.start.offset ?? 0, position?.end.offset ?? 0];
}

function visit(node: Node, look: (node: Node) => void): void {
  look(node);
  if ('children' in node) for (const child of node.children) visit(child, look);
}

function textOf(node: Node): string {
  if ('children' in node) return node.children.map(textOf).join('');
  return 'value' in node ? node.value : '';
}
