import type { ParsedFile } from '../../model/document.ts';
import { fileIndex } from '../../model/fileIndex.ts';
import { pathOf } from '../prefilter.ts';
import { fileName } from '../uris.ts';

/** Commands and images by which a config starts an engine. */
const STARTS_ENGINE =
  /vllm|sglang|trtllm|tensorrt|tritonserver|torchserve|tensorflow[/_](?:serving|model_server)|djl-serving|lmi|ollama/i;

/**
 * The file beside or above (or one folder below) that starts an engine with this one: it names the file, or the folder
 * that is a model repository, at the end of a path. Null where none does.
 */
export function startedWith(
  file: ParsedFile,
  files: readonly ParsedFile[],
  name: string = fileName(file),
): ParsedFile | null {
  const reference = new RegExp(`(?:^|[\\s=:"'/,\\[])${escaped(name)}(?=$|[\\s"',:\\]\\\\/])`, 'm');
  return (
    starters(files, '').find(
      (other) => other !== file && isNear(file, other) && reference.test(other.source.text),
    ) ?? null
  );
}

const starters = fileIndex((file) =>
  mayStart(file) && STARTS_ENGINE.test(file.source.text) ? [['', file]] : [],
);

/** Configs that start programs; the config of another engine, a model's own, or a Modelfile starts none. */
function mayStart(file: ParsedFile): boolean {
  return (
    /\.(?:ya?ml|json|tf|toml)$/.test(fileName(file)) &&
    /^[ \t\uFEFF]*(?:-\s+)?["']?(?:containers|services|resource|image|command|args|run|commands|spec)\b/m.test(
      file.source.text,
    )
  );
}

/** In the same folder, in one above, or one level below a folder above. */
function isNear(file: ParsedFile, other: ParsedFile): boolean {
  const from = foldersOf(file);
  const to = foldersOf(other);
  let shared = 0;
  while (shared < Math.min(from.length, to.length) && from[shared] === to[shared]) shared++;
  return to.length - shared <= 1 && from.length - shared <= 3;
}

function foldersOf({ source }: ParsedFile): readonly string[] {
  return pathOf(source.uri).split('/').slice(0, -1);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
