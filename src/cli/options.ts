import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from './usageError.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options and positional arguments of a command; what it does not know is a usage error that names it. */
export function parseOptions<const T extends Options>(
  args: readonly string[],
  options: T,
): ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: true; strict: true }>
> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    // What follows the first sentence or line is about how Node.js takes options apart.
    const [line = ''] = said.split('\n');
    const [reason = ''] = line.trimEnd().split('. ');
    throw new UsageError(`${reason.replace(/\.$/, '')}.`);
  }
}

/** One of a closed list of words, or a usage error that names the list. */
export function oneOf<const T extends string>(
  option: string,
  value: string,
  allowed: readonly T[],
): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) {
    throw new UsageError(`${option} ${value}: expected one of ${allowed.join(', ')}.`);
  }
  return found;
}
