import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { systemReason, UsageError } from './usageError.ts';

/**
 * Replaces the whole content of a file, or leaves it as it was: the text is written beside it and moved over it. Keeps
 * its mode; follows a symbolic link. `given` names the file in the message.
 *
 * @throws UsageError with the system's reason.
 */
export function writeWholeFile(path: string, text: string, given: string): void {
  let temporary: string | null = null;
  try {
    const existing = statSync(path, { throwIfNoEntry: false });
    if (existing !== undefined && !existing.isFile()) {
      // A pipe or a device is written to, never replaced; a folder is refused.
      writeFileSync(path, text);
      return;
    }
    const target = existing === undefined ? path : realpathSync(path);
    temporary = join(dirname(target), `.serving-cost-${randomUUID()}.tmp`);
    const file = openSync(temporary, 'wx', existing?.mode ?? 0o666);
    try {
      writeFileSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, target);
  } catch (error) {
    if (temporary !== null) rmSync(temporary, { force: true });
    throw new UsageError(`${given} was not written: ${systemReason(error)}.`);
  }
}
