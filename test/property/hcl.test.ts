import { parse } from '@cdktf/hcl2json';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFile } from '../../src/core/syntax/parse.ts';
import type { MappingNode, SyntaxNode } from '../../src/core/syntax/tree.ts';
import { everySpan, keys, mutated, numbers } from '../support/plainTexts.ts';

function read(text: string): { root: SyntaxNode; problems: readonly { message: string }[] } {
  const { documents, problems } = parseFile({ uri: 'file:///main.tf', text });
  const root = documents[0]?.root;
  if (!root) throw new Error('There is no tree.');
  return { root, problems };
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A tree in the shape of hcl2json: blocks in lists, expressions as `${…}`. */
function attribute(node: SyntaxNode): Json {
  switch (node.kind) {
    case 'scalar':
      return node.templated && node.style === 'plain' ? `\${${node.text}}` : node.value;
    case 'sequence':
      return node.items.map(attribute);
    case 'mapping':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, attribute(value)]));
  }
}

function body(node: MappingNode, text: string): Json {
  const result: Record<string, Json> = {};
  for (const { key, keySpan, value } of node.entries) {
    const isAttribute = /^\s*=/.test(text.slice(keySpan.end));
    if (isAttribute) result[key] = attribute(value);
    else if (value.kind === 'mapping') block(result, key, value, text);
  }
  return result;
}

function block(into: Record<string, Json>, key: string, node: MappingNode, text: string): void {
  if (text.startsWith('{', node.span.start)) {
    const list = (into[key] ??= []);
    if (Array.isArray(list)) list.push(body(node, text));
    return;
  }
  const inner = (into[key] ??= {});
  for (const each of node.entries) {
    if (each.value.kind === 'mapping') {
      block(inner as Record<string, Json>, each.key, each.value, text);
    }
  }
}

async function compare(text: string): Promise<void> {
  // The other parser leaves the escapes of interpolation as they are.
  const escaped = JSON.stringify(await parse('main.tf', text));
  const wanted: unknown = JSON.parse(escaped.replaceAll('$${', '${').replaceAll('%%{', '%{'));
  const { root, problems } = read(text);
  expect(problems, text).toEqual([]);
  expect(root.kind === 'mapping' ? body(root, text) : null, text).toEqual(wanted);
}

/** Values in the notation of HCL. */
const values: fc.Arbitrary<string> = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    numbers.map(String),
    fc.constantFrom('true', 'false', 'null', 'var.size', 'local.names[0]', 'aws_thing.a.arn'),
    fc.constantFrom(
      '"plain # text"',
      '"a ${var.b}-${lookup(var.c, "k", "d")} c"',
      '"${var.a ? "x" : "${local.b}"}"',
      '"$${no} %%{no} \\"q\\" \\\\ \\u00e9"',
      'var.a ? 1 : 2',
      'var.a == "x" && !local.b || (1 + 2) * 3 > 4',
      'lookup({ a = "}" }, "a", [1, 2][0])',
      'max(1, // two {\n  2)',
      '[for each in var.list : each.name if each.on]',
      '{ for key, each in var.map : key => each... }',
      'var.list[*].id',
      '<<EOT\ntext with } and "\n${var.x}\nEOT',
      '<<-EOT\n    one\n      two\n    EOT',
    ),
    fc
      .array(tie('value'), { maxLength: 3 })
      .map((items) =>
        items.some((item) => item.startsWith('<<')) ? '[]' : `[${items.join(', ')}]`,
      ),
    fc
      .uniqueArray(fc.tuple(keys, tie('value')), { selector: ([key]) => key, maxLength: 3 })
      .map((pairs) => `{\n${pairs.map(([key, each]) => `  ${key} = ${each}\n`).join('')}}`),
  ),
})).value;

const pairs = fc.uniqueArray(fc.tuple(keys, values), { selector: ([key]) => key, maxLength: 6 });
const heads = fc.constantFrom('block', 'b2 "one"', 'b3 "one" two');

/** A body with blocks inside of each other. */
function bodiesOf(depth: number): fc.Arbitrary<string> {
  const blocks =
    depth === 0
      ? fc.constant([])
      : fc.array(fc.tuple(heads, bodiesOf(depth - 1)), { maxLength: 2 });
  return fc
    .tuple(pairs, blocks)
    .map(
      ([attributes, inner]) =>
        attributes.map(([key, value]) => `${key}    = ${value}\n`).join('# note\n') +
        inner.map(([head, each]) => `${head} {\n${each}} // end\n`).join('/* between { */\n'),
    );
}

const sample = `variable "size" {
  default = "ml.g5.xlarge" # note
}

resource "aws_sagemaker_endpoint_configuration" "this" {
  count = var.on ? 1 : 0
  tags  = merge(local.tags, { "a:b" = "c" })
  production_variants {
    instance_type          = var.size
    initial_instance_count = 2
  }
  user_data = <<-EOT
    echo \${var.size}
  EOT
}
`;

describe('HCL', () => {
  it('is read as the parser of Terraform reads it', async () => {
    await compare(sample);
    await fc.assert(fc.asyncProperty(bodiesOf(2), compare), { numRuns: 60, endOnFailure: true });
  });

  it('is read without an exception when it is broken, with every span inside of it', () => {
    fc.assert(
      fc.property(mutated(sample), mutated(sample), (first, second) => {
        const text = first + second;
        const { root } = read(text);
        everySpan(root, (start, end) => {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        });
      }),
    );
    for (const part of [
      'a {',
      'a = [',
      'a = {b=',
      'a "b" ',
      '"${',
      'a = (',
      'a = <<E\n',
      '[[',
      'a = "${"',
    ]) {
      read(part.repeat(20_000));
    }
  });

  it('reads on behind what is broken', () => {
    const { root, problems } = read('a = \nb "x" {\n  c = [1,\n  d = 2\n}\ne = 3\n');
    expect(problems.length).toBeGreaterThan(0);
    expect(root.kind === 'mapping' && root.entries.map(({ key }) => key)).toEqual(['a', 'b', 'e']);
  });
});
