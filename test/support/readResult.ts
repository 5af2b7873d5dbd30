import { readResultFile } from '../../src/core/measurements/files/readResultFile.ts';
import type { MeasuredValues } from '../../src/core/assumptions/measuredSchema.ts';
import { servingText, targetsIn } from './measuredTargets.ts';

/** The deployment `prod/chat` of a Llama, which files of results are read for. */
const chat = targetsIn({ 'chat.yaml': servingText('chat', { namespace: 'prod' }) });

export function readResult(
  text: string,
  options: Partial<Parameters<typeof readResultFile>[1]> = {},
): ReturnType<typeof readResultFile> {
  return readResultFile(text, {
    name: 'r.json',
    targets: chat,
    named: false,
    replicas: null,
    writtenOn: '2026-11-27',
    ...options,
  });
}

/** What such a file says of it; undefined where that is nothing. */
export function resultValues(text: string): MeasuredValues | undefined {
  const reading = readResult(text);
  return 'problem' in reading ? undefined : reading.measured[0]?.values;
}
