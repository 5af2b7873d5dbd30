import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import { readCheckpoint } from './checkpoint.ts';
import { filesNamed } from './filesByPath.ts';
import { pathOf } from './prefilter.ts';

/**
 * The deployment with the facts of its weights, where these lie in a folder whose `config.json` (as Hugging Face's
 * Transformers writes it) is among the files. The folder is the one whose path ends like the location does.
 */
export function withModelFolder(deployment: Deployment, files: readonly ParsedFile[]): Deployment {
  const { location } = deployment.model;
  const config = location && configIn(location.value, deployment.uri, files);
  const facts = config && readCheckpoint(config);
  if (!config || !facts) return deployment;
  return {
    ...deployment,
    model: { ...deployment.model, facts },
    uris: [...new Set([...deployment.uris, config.source.uri])],
  };
}

/** The one config whose folder shares the longest end with the location; null where several do. */
function configIn(location: string, uri: string, files: readonly ParsedFile[]): ParsedFile | null {
  const wanted = segmentsOf(location.replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')).filter(
    (segment) => segment !== '.' && segment !== '..',
  );
  if (wanted.length === 0) return null;
  const found = filesNamed(files, 'config.json')
    .filter((file) => file.source.uri !== uri)
    .map((file) => ({
      file,
      shared: sharedEnd(wanted, segmentsOf(pathOf(file.source.uri)).slice(0, -1)),
    }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared);
  const [best, second] = found;
  return best && best.shared !== second?.shared ? best.file : null;
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function sharedEnd(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && a.at(-1 - count) === b.at(-1 - count)) count++;
  return count;
}
