import { modelServer } from './manifest.ts';

/** Ordinary YAML and JSON as repositories are full of; `index` makes each another text. */
const ordinary: readonly { readonly name: string; readonly text: (index: number) => string }[] = [
  {
    name: 'service.yaml',
    text: (index) =>
      repeated(
        12,
        (part) => `apiVersion: v1
kind: Service
metadata:
  name: shop-${index}-${part}
  labels:
    app.kubernetes.io/name: shop-${index}
spec:
  selector:
    app: shop-${index}
  ports:
    - name: http
      port: 80
      targetPort: 8080
---
`,
      ),
  },
  {
    name: 'messages.json',
    text: (index) =>
      JSON.stringify(
        Object.fromEntries(
          Array.from({ length: 40 }, (_, line) => [
            `page.${index}.label.${line}`,
            `The order ${line} could not be sent; please try it again.`,
          ]),
        ),
        null,
        2,
      ),
  },
  {
    name: 'openapi.yaml',
    text: (index) =>
      `openapi: 3.1.0\ninfo:\n  title: Orders ${index}\n  version: 1.0.0\npaths:\n${repeated(
        15,
        (part) => `  /orders/${part}:
    get:
      summary: One order
      parameters:
        - name: id
          in: path
          required: true
          schema:
            type: string
      responses:
        '200':
          description: The order
`,
      )}`,
  },
  {
    name: 'pipeline.yml',
    text: (index) =>
      `name: build-${index}\non: [push]\njobs:\n${repeated(
        8,
        (part) => `  job-${part}:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm ci
      - run: npm test -- --shard=${part}/8
`,
      )}`,
  },
  {
    name: 'fixture.json',
    text: (index) =>
      JSON.stringify(
        Array.from({ length: 60 }, (_, line) => ({
          id: index * 100 + line,
          name: 'Ada',
          age: line,
        })),
      ),
  },
];

/** Texts by path: so many YAML and JSON files, of which every `spacing`-th is a serving config. */
export function repository(files: number, spacing: number): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from({ length: files }, (_, index): [string, string] => {
      const folder = `team-${index % 40}/part-${Math.floor(index / 200)}`;
      const kind = ordinary[index % ordinary.length];
      return index % spacing === 0 || kind === undefined
        ? [`${folder}/server-${index}.yaml`, modelServer(index)]
        : [`${folder}/${index}-${kind.name}`, kind.text(index)];
    }),
  );
}

function repeated(count: number, text: (part: number) => string): string {
  return Array.from({ length: count }, (_, part) => text(part)).join('');
}
