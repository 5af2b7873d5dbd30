import { z } from 'zod';
import { componentDefaults, countedByDefault } from '../src/core/assumptions/componentDefaults.ts';
import * as workloadDefaults from '../src/core/assumptions/defaults.ts';
import { purchaseDefaults } from '../src/core/assumptions/purchaseDefaults.ts';
import { assumptionsSchema } from '../src/core/assumptions/schema.ts';

const introduction = `# The assumptions file

Everything \`.servingcost.yaml\` may say, made of the schema that reads it (\`npm run docs\`). Every key is optional. The nearest
file above a config counts; what it says for one deployment (\`deployments\`) counts before what it says for all. A value that
cannot be right is reported and left out, the others count. Where a default is given, it is what holds when neither the config
nor this file says anything; the report lists it with its reason. How each value is used: [cost model](cost-model.md).
`;

const comments = `## In a comment of the config

What a deployment has to serve may stand in its own config, where the syntax has comments:

\`\`\`yaml
# serving-cost: 12 rps, 800 in, 200 out, ttft < 1s at p99, business hours
\`\`\`

It counts for the deployment it stands in or right above, as comments on findings do; behind \`serving-cost: file:\` for every
deployment of its file. Nearest wins: a comment on the deployment, then its block below \`deployments\`, then a comment on the
file, then the rest of the assumptions file. Clauses stand in any order, apart by commas or blanks. What is not understood is
a finding (\`workload-comment\`) on those very words, the rest counts. *State the workload here*, a quick fix on the name of a
deployment whose rate nobody states, writes one with what is assumed until then.

| what | written like |
| --- | --- |
| rate | \`12 rps\`, \`12 req/s\`, \`90 rpm\`, \`1.2M requests/day\`, \`30k per month\`, \`2B tokens/month\`, \`500 users × 20 requests/day\` |
| rate limit, peaks, growth | \`max 20 rps\`, \`peak 2x\` (busiest five minutes over the mean of their hour), \`growth 5%/month\` |
| shape of the week | \`steady\`, \`business hours\`, \`diurnal\`, \`spiky\` |
| lengths | \`800 in\`, \`200 output tokens\`, \`800 in (p95 2000)\`, \`40% cached\`, \`10% cacheable\`, \`30s audio\` |
| latency | \`ttft < 800ms\`, \`tpot < 50ms\`, \`e2e < 10s\`, \`p99\`, \`batch\`, \`interactive\`, \`real-time\` |
| updates | \`2 updates/month\` |
| place | \`provider aws\`, \`region us-east-1\`, \`on L4\`, \`spot\`, \`on-demand\` |
`;

type Schema = z.core.JSONSchema.BaseSchema;

interface Row {
  readonly key: string;
  readonly values: string;
  readonly meaning: string;
}

/** The text of `docs/assumptions.md`. */
export function assumptionsPage(): string {
  const root: Schema = z.toJSONSchema(assumptionsSchema, { target: 'draft-7', io: 'input' });
  const all = Object.entries(root.properties ?? {});
  const plain = all.filter(([, schema]) => !isBlock(schema));
  const blocks = all.filter(([key, schema]) => isBlock(schema) && key !== 'deployments');
  return [
    introduction,
    `## For all deployments\n\n${table(plain.flatMap(([key, schema]) => rows(key, key, schema)))}`,
    ...blocks.map(([key, schema]) => section(key, schema)),
    deploymentsSection(root),
    comments,
  ].join('\n');
}

function section(key: string, written: unknown): string {
  const schema = asSchema(written) ?? {};
  const inner = objectOf(schema)?.[1] ?? {};
  const found = Object.entries(inner).flatMap(([name, each]) => rows(name, `${key}.${name}`, each));
  const text = schema.description === undefined ? '' : `${schema.description}\n\n`;
  return `## \`${key}\`\n\n${text}${table(found)}`;
}

/** What a deployment can say that is not also said for all; the rest is named. */
function deploymentsSection(root: Schema): string {
  const deployments = asSchema(root.properties?.deployments);
  const inner = asSchema(deployments?.additionalProperties)?.properties ?? {};
  const names = Object.keys(inner);
  const shared = names.filter((name) => name in (root.properties ?? {}));
  const own = names.filter((name) => !shared.includes(name));
  const list = shared.map((name) => `\`${name}\``).join(', ');
  const ownRows = own.flatMap((name) => rows(name, name, asSchema(inner[name]) ?? {}));
  return `## \`deployments\`\n\n${deployments?.description ?? ''} Each may say ${list} as above, and:\n\n${table(ownRows)}`;
}

function asSchema(schema: unknown): Schema | undefined {
  return typeof schema === 'object' && schema !== null ? (schema as Schema) : undefined;
}

function isBlock(schema: unknown): boolean {
  return objectOf(asSchema(schema) ?? {}) !== null;
}

/** What a mapping holds, and what its keys are called where they are not fixed. */
function objectOf(schema: Schema): readonly [prefix: string, Record<string, Schema>] | null {
  if (schema.properties) return ['', schema.properties as Record<string, Schema>];
  const values = asSchema(schema.additionalProperties);
  return values?.properties ? ['NAME.', values.properties as Record<string, Schema>] : null;
}

function rows(key: string, path: string, schema: unknown): readonly Row[] {
  const found = asSchema(schema) ?? {};
  const items = asSchema(found.items);
  const [prefix, inner] = objectOf(found) ?? (items && objectOf(items)) ?? ['', {}];
  const nested = Object.entries(inner)
    .filter(([name]) => name !== 'enabled')
    .flatMap(([name, each]) => rows(`${key}.${prefix}${name}`, `${path}.${name}`, each));
  const own = { key: `\`${key}\``, values: valuesOf(found), meaning: meaningOf(path, found) };
  return [own, ...nested];
}

function valuesOf(schema: Schema): string {
  const { enum: words, anyOf, const: only, type, items, additionalProperties } = schema;
  if (anyOf) return anyOf.map((each) => valuesOf(asSchema(each) ?? {})).join(', or ');
  if (words) return words.map((word) => `\`${String(word)}\``).join(', ');
  if (only !== undefined) return `\`${String(only)}\``;
  if (type === 'array') return `list of ${valuesOf(asSchema(items) ?? {})}`;
  if (type === 'object') {
    const { properties } = schema;
    if (properties) return `{ ${Object.keys(properties).join(', ')} }`;
    return `by name: ${valuesOf(asSchema(additionalProperties) ?? {})}`;
  }
  if (type === 'number') return `number${bounds(schema)}`;
  if (type === 'integer') return `whole number${bounds(schema)}`;
  return type === 'boolean' ? '`true`, `false`' : 'text';
}

function bounds({ minimum, maximum, exclusiveMinimum }: Schema): string {
  const low =
    exclusiveMinimum === undefined
      ? minimum !== undefined && `at least ${minimum}`
      : `above ${exclusiveMinimum}`;
  // Of whole numbers the schema always says how far they can be told apart.
  const isBound = maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER;
  const high = isBound && `at most ${maximum}`;
  const both = [low, high].filter((each) => each !== false);
  return both.length === 0 ? '' : ` ${both.join(', ')}`;
}

/** The description, and the default with its reason: the one the code takes, not what a description says of it. */
function meaningOf(path: string, { description = '' }: Schema): string {
  const name = path.replace(/^(?:components|workload(?:\.latency)?)\./, '');
  if (path === `components.${name}` && !name.includes('.')) {
    const byDefault: ReadonlySet<string> = countedByDefault;
    return byDefault.has(name) ? `${description} **Counts by default.**` : description;
  }
  const standard = defaults.get(name);
  if (standard === undefined) return description;
  const text = description.replace(/[;,]?\s*default \S+?\.(?=\s|$)/i, '').replace(/([^.])$/, '$1.');
  const value = typeof standard.value === 'number' ? rounded(standard.value) : standard.value;
  return `${text} **Default \`${value}\`**: ${standard.reason}.`;
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

interface Default {
  readonly value: string | number;
  readonly reason: string;
}

const defaults = new Map(
  [workloadDefaults, componentDefaults, purchaseDefaults].flatMap((each) => [...defaultsIn(each)]),
);

/** Every default in a tree of values, by its name. */
function* defaultsIn(tree: object): Generator<readonly [string, Default]> {
  for (const each of Object.values(tree) as unknown[]) {
    if (typeof each !== 'object' || each === null) continue;
    if (isDefault(each)) {
      // A limit that only one class of work has is no default of the key.
      if (!each.origin.name.startsWith('latency.')) {
        yield [each.origin.name, { value: each.value, reason: each.origin.reason }];
      }
    } else yield* defaultsIn(each);
  }
}

function isDefault(
  tree: object,
): tree is { value: string | number; origin: { kind: 'default'; name: string; reason: string } } {
  return 'origin' in tree && 'value' in tree;
}

function table(found: readonly Row[]): string {
  const lines = found.map(({ key, values, meaning }) =>
    [key, values, meaning].map((cell) => cell.replaceAll('|', '\\|')).join(' | '),
  );
  return `| key | values | meaning |\n| --- | --- | --- |\n${lines.map((line) => `| ${line} |\n`).join('')}`;
}
