import { describe, expect, it } from 'vitest';
import { get } from '../../../src/core/syntax/access.ts';
import { readArguments, readCommandLine } from '../../../src/core/syntax/commandLine.ts';
import { readFlags } from '../../../src/core/syntax/flags.ts';
import { parseFile } from '../../../src/core/syntax/parse.ts';

const environment: Record<string, string> = { MODEL: 'org/m', TP: '4', EXTRA: '--a 1 --b' };

function read(text: string) {
  const root = parseFile({ uri: 'file:///a.yaml', text }).documents[0]?.root;
  return readCommandLine({
    text,
    command: get(root, 'command'),
    args: get(root, 'args'),
    lookup: (name) => environment[name],
  });
}
const words = (text: string) => read(text).map((s) => s.tokens.map((token) => token.text));
const written = (text: string) =>
  read(text).map((s) => s.tokens.map(({ span }) => text.slice(span.start, span.end)));

describe('lists', () => {
  it.each([
    ['one item each', 'args:\n  - --tp=2\n  - --model\n  - m\n', ['--tp=2', '--model', 'm']],
    ['flow style', 'args: ["--tp", "2", \'--x\']', ['--tp', '2', '--x']],
    ['numbers', 'args: [--len, 4096]', ['--len', '4096']],
    ['flag and value in one item', 'args:\n- --tp 2\n- "--len 4"\n', ['--tp', '2', '--len', '4']],
    ['command before args', 'args: [b]\ncommand: [a]', ['a', 'b']],
    [
      'the program with its arguments',
      'command: ["vllm serve m --tp 2"]',
      ['vllm', 'serve', 'm', '--tp', '2'],
    ],
    ['a value with blanks', 'args: ["--x={\\"a\\": 1}"]', ['--x={"a": 1}']],
    ['folded item', 'args:\n- >-\n  --tp 2\n  --len 4\n', ['--tp', '2', '--len', '4']],
  ])('are read: %s', (_, text, expected) => {
    expect(words(text)).toEqual([expected]);
  });

  it('are words at their places', () => {
    const text = 'args:\n- "--tp 2"\n- --len\n- "4"\n';
    expect(written(text)).toEqual([['--tp', '2', '--len', '"4"']]);
  });
});

describe('strings', () => {
  it('are split as a shell would', () => {
    expect(words('command: >\n  vllm serve "a b"\n  --tp 2\n')).toEqual([
      ['vllm', 'serve', 'a b', '--tp', '2'],
    ]);
  });

  it('may hold a shell with a script', () => {
    expect(words(`command: bash -c "pip install -q x && vllm serve m --tp '2'"`)).toEqual([
      ['pip', 'install', '-q', 'x'],
      ['vllm', 'serve', 'm', '--tp', '2'],
    ]);
  });

  it('of an environment variable are arguments', () => {
    const text = 'value: "--tp 2 --len 4"';
    const node = get(parseFile({ uri: 'a.yaml', text }).documents[0]?.root, 'value');
    if (node?.kind !== 'scalar') throw new Error('no scalar');
    const { tokens } = readArguments({ text, lookup: () => undefined }, node);
    expect(tokens.map(({ span }) => text.slice(span.start, span.end))).toEqual([
      '--tp',
      '2',
      '--len',
      '4',
    ]);
  });
});

describe('scripts', () => {
  const script = (...lines: string[]) =>
    `command: ["/bin/sh", "-ec"]\nargs:\n  - |\n${lines.map((line) => `    ${line}\n`).join('')}`;

  it('are cut into commands', () => {
    expect(
      words(
        script(
          'set -x # trace; always',
          'nvidia-smi; pip install -q y | tee log',
          'A=1 exec vllm serve m \\',
          '  --tp 2 \\',
          '  --len "4" > out.log 2>&1 &',
          'wait || true',
        ),
      ),
    ).toEqual([
      ['set', '-x'],
      ['nvidia-smi'],
      ['pip', 'install', '-q', 'y'],
      ['tee', 'log'],
      ['vllm', 'serve', 'm', '--tp', '2', '--len', '4'],
      ['wait'],
      ['true'],
    ]);
  });

  it('stand behind the options of their shell', () => {
    const behind = (...options: string[]) =>
      words(
        `command: ${JSON.stringify(['/bin/bash', ...options])}\nargs: ["ulimit -n 9; vllm serve m"]`,
      );
    const commands = [
      ['ulimit', '-n', '9'],
      ['vllm', 'serve', 'm'],
    ];
    expect(behind('-lc', '--')).toEqual(commands);
    expect(behind('-c', '-e', '-o', 'pipefail')).toEqual(commands);
    expect(behind('-eo', 'pipefail', '-c')).toEqual(commands);
    expect(behind('--')).not.toEqual(commands);
  });

  it('keep the environment of a command', () => {
    const [segment] = read(script('A=1 B="x y" env C=3 vllm serve'));
    expect([...(segment?.environment ?? [])]).toEqual([
      ['A', '1'],
      ['B', 'x y'],
      ['C', '3'],
    ]);
  });

  it('set variables for what follows', () => {
    expect(words(script('export LEN=4', 'N=$(nproc)', 'run --len $LEN --n $N'))).toEqual([
      ['run', '--len', '4', '--n', '$N'],
    ]);
  });

  it('do not guess which branch is taken', () => {
    const lines = ['if [ -n "$X" ]; then', 'LEN=4', 'fi', 'run $LEN'];
    expect(words(script(...lines)).at(-1)).toEqual(['run', '$LEN']);
  });

  it('keep placeholders that a sample leaves to be filled in, and still leave out files', () => {
    expect(
      words(script('run --model <model-path> --dir /data/<name>/x < in.txt >out <in>out')),
    ).toEqual([['run', '--model', '<model-path>', '--dir', '/data/<name>/x']]);
  });

  it('skip here documents and read around quotes', () => {
    expect(
      words(script('cat > f <<EOF', 'run --tp 9', 'EOF', `run '{"a": "b c"}' "x\\"y" a\\ b`)),
    ).toEqual([['cat'], ['run', '{"a": "b c"}', 'x"y', 'a b']]);
  });

  it('get the arguments behind them', () => {
    const text = 'command: [sh, -c, \'exec vllm serve "$@"\', --]\nargs: [m, --tp=2]';
    expect(words(text)).toEqual([['vllm', 'serve', 'm', '--tp=2']]);
  });

  it.each([
    'command: [sh, -c, "run --tp \\"2\\" \\\n  --len 4"]',
    "command: [sh, -c, 'run --tp ''2'' --len 4']",
    'command: [sh, -c, run --tp 2\n  --len 4]',
    'command:\n- sh\n- -c\n- >\n  run\n  --tp 2\n\n  --len 4\n',
    'command:\r\n- sh\r\n- -c\r\n- |2+\r\n    run --tp 2 \\\r\n    --len 4\r\n',
  ])('know the place of every word: %j', (text) => {
    const tokens = read(text).flatMap((segment) => segment.tokens);
    expect(tokens.map((token) => token.text)).toEqual(['run', '--tp', '2', '--len', '4']);
    const places = tokens.map(({ source }) => text.slice(source.starts[0], source.ends.at(-1)));
    expect(places).toEqual(['run', '--tp', '2', '--len', '4']);
  });
});

describe('variables', () => {
  it('are replaced where they are known', () => {
    expect(words('args: [--m=$(MODEL), "${TP}", $TP, "${NO:-8}", "$(NO)"]')).toEqual([
      ['--m=org/m', '4', '4', '8', '$(NO)'],
    ]);
  });

  it('are told where they are not', () => {
    const [segment] = read('args: [--m=$(NO), "${OTHER}/x", plain, "{{ .x }}"]');
    expect(segment?.tokens.map((token) => token.unresolved)).toEqual([['NO'], ['OTHER'], [], []]);
    expect(segment?.tokens.at(-1)?.templated).toBe(true);
  });

  it('stand for their reference, and are split outside quotes', () => {
    const text = 'command: [sh, -c, "run $EXTRA \'$TP\' \\"$EXTRA\\""]';
    expect(words(text)).toEqual([['run', '--a', '1', '--b', '$TP', '--a 1 --b']]);
    const value = read(text)[0]?.tokens[1]?.source;
    expect(text.slice(value?.starts[0], value?.ends.at(-1))).toBe('$EXTRA');
  });
});

describe('flags', () => {
  const spellings = [
    { name: 'tp', spellings: ['--tensor-parallel-size', '-tp'], takesValue: true },
    { name: 'len', spellings: ['--max-model-len'], takesValue: true },
    { name: 'eager', spellings: ['--enforce-eager'], takesValue: false },
    { name: 'cache', spellings: ['--cache'], negations: ['--no-cache'], takesValue: false },
  ];
  const flags = (text: string) => readFlags(read(text)[0]?.tokens ?? [], spellings);

  it('are found in every spelling, with name and value in their places', () => {
    const text =
      'args: [serve, m, "--tensor_parallel_size=2", -tp, "4", --enforce-eager, --max-model-len, -1, --no-cache, --port, 80]';
    const { flags: found, positionals } = flags(text);
    expect(found.map(({ name, value, negated }) => [name, value, negated])).toEqual([
      ['tp', '2', false],
      ['tp', '4', false],
      ['eager', null, false],
      ['len', '-1', false],
      ['cache', null, true],
    ]);
    expect(positionals.map((token) => token.text)).toEqual(['serve', 'm']);
    const sources = found.map(({ nameSpan, valueSpan }) => [
      text.slice(nameSpan.start, nameSpan.end),
      valueSpan && text.slice(valueSpan.start, valueSpan.end),
    ]);
    expect(sources.slice(0, 2)).toEqual([
      ['--tensor_parallel_size', '2'],
      ['-tp', '4'],
    ]);
  });

  it('without a value say so', () => {
    expect(flags('args: [-tp, --enforce-eager]').flags).toMatchObject([
      { name: 'tp', value: null, valueSpan: null },
      { name: 'eager' },
    ]);
  });
});
