import { describe, expect, it } from 'vitest';
import { asText, get } from '../../../src/core/syntax/access.ts';
import { parseFile } from '../../../src/core/syntax/parse.ts';

const parse = (text: string) => parseFile({ uri: 'file:///a.yaml', text });
const root = (text: string) => parse(text).documents[0]?.root ?? null;

describe('inline template expressions', () => {
  it.each([
    ['name: "x-{{ .Name }}"', 'x-{{ .Name }}'],
    ['name: --model_name={{.Name}}', '--model_name={{.Name}}'],
    ['name: {{ .Values.name }}', '{{ .Values.name }}'],
    ['name: {{ .Values.name | default "a: b" }}-x # why', '{{ .Values.name | default "a: b" }}-x'],
    ['name: "{{ .Values.tag | default "latest" }}"', '{{ .Values.tag | default "latest" }}'],
    ['name: ${REPLICAS}', '${REPLICAS}'],
    ['name: {{ a }}{{ b }}:{{ c }}', '{{ a }}{{ b }}:{{ c }}'],
  ])('are text of a templated scalar: %s', (text, expected) => {
    const file = parse(`${text}\nother: 1\n`);
    expect(file.problems).toEqual([]);
    const tree = file.documents[0]?.root;
    expect(get(tree, 'name')).toMatchObject({ text: expected, value: expected, templated: true });
    expect(get(tree, 'other')).toMatchObject({ value: 1, templated: false });
  });

  it('stay in flow sequences and keys', () => {
    const text = 'args: ["--tp", {{ .tp }}, ${N}]\n{{ .key }}: 1\n';
    expect(get(root(text), 'args', 1)).toMatchObject({ text: '{{ .tp }}', templated: true });
    expect(get(root(text), 'args', 2)).toMatchObject({ text: '${N}', templated: true });
    expect(get(root(text), '{{ .key }}')).toMatchObject({ value: 1 });
  });

  it('of a shell in a block scalar are no template', () => {
    expect(get(root('run: |\n  echo ${HOME} $(ls)\n'), 'run')).toMatchObject({ templated: false });
  });

  it('in a chat template leave the document without problems', () => {
    const text = 'template: |\n  {% for m in messages %}\n  {{ m }}\n  {% endfor %}\nreplicas: 2\n';
    expect(parse(text).problems).toEqual([]);
    expect(get(root(text), 'template')).toMatchObject({ templated: true });
  });
});

describe('template blocks', () => {
  const text = [
    '{{- $count := .Values.count }}',
    'kind: Deployment',
    'spec:',
    '  {{- if .Values.replicas }}',
    '  replicas: {{ .Values.replicas }}',
    '  {{- else }}',
    '  replicas: 1',
    '  {{- end }}',
    '  resources:',
    '    {{- toYaml .Values.resources | nindent 4 }}',
    '  args:',
    '    - --port=80',
    '    {{- range .Values.args }}',
    '    - {{ . | quote }}',
    '    {{- end }}',
    'last: 1',
    '',
  ].join('\n');

  it('are hidden, what is around them is read at its place', () => {
    const tree = root(text);
    expect(asText(get(tree, 'kind'))).toBe('Deployment');
    expect(asText(get(tree, 'spec', 'args', 0))).toBe('--port=80');
    expect(get(tree, 'spec', 'args', 1)).toMatchObject({
      text: '{{ . | quote }}',
      templated: true,
    });
    const last = get(tree, 'last');
    expect(last && text.slice(last.span.start, last.span.end)).toBe('1');
  });

  it('are told with the part that depends on them, and nothing else is', () => {
    const { problems } = parse(text);
    expect(problems.map((problem) => problem.code)).toEqual(
      Array(problems.length).fill('templated'),
    );
    const parts = problems.map(({ span }) => text.slice(span.start, span.end));
    expect(parts).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^\{\{- if[^]*\{\{- end \}\}$/),
        '{{- toYaml .Values.resources | nindent 4 }}',
        expect.stringMatching(/^\{\{- range[^]*\{\{- end \}\}$/),
      ]),
    );
  });

  it('in place of a value make it unknown, not empty', () => {
    expect(get(root(text), 'spec', 'resources')).toMatchObject({
      templated: true,
      text: '{{- toYaml .Values.resources | nindent 4 }}',
    });
  });

  it('that opened in an earlier document hold everything up to their end', () => {
    const file = parse('a: 1\n---\nb: 2\n{{- end }}\nc: 3\n');
    expect(file.problems).toMatchObject([{ code: 'templated', span: { start: 8 } }]);
  });
});
