import { formats } from '../src/core/formats/formats.ts';
import type { Format } from '../src/core/formats/format.ts';
import { exampleFoldersByFormat } from './exampleFolders.ts';

const introduction = `# Config files that are read

This page is made of what each format says of itself, and of the examples in which it is read (\`npm run docs\`).

A file is recognised by its name where the format has a fixed one, and by its content. Files that belong together are read
together: in the editor the files of one folder, on the command line everything below the paths that are given. What is
recognised and not priced is listed with the reason.

Rendered manifests can be piped in:

\`\`\`sh
helm template my-release ./chart | serving-cost report -
kustomize build overlays/production | serving-cost report -
kubectl get deployments,inferenceservices -A -o yaml | serving-cost report -
terraform show -json plan.out | serving-cost report -
\`\`\`

A config of an engine alone (vLLM, SGLang, TensorRT-LLM, Triton, …) says nothing of the machine. It is priced as one replica
over all accelerators that hold the model, until \`.servingcost.yaml\` or a setting names one; where something near starts the
engine with the file, it is priced there and only there.
`;

/** The text of `docs/formats.md`. */
export function formatsPage(): string {
  const examples = exampleFoldersByFormat();
  const sections = formats
    .toSorted((a, b) => (titleOf(a) < titleOf(b) ? -1 : 1))
    .map((format) => section(format, examples.get(format.id) ?? []));
  return [introduction, ...sections].join('\n');
}

function titleOf({ documentation }: Format): string {
  return documentation.title.toLowerCase();
}

function section({ documentation }: Format, examples: readonly string[]): string {
  const { title, files, reads, edits } = documentation;
  const links = examples.map((name) => `[${name}](../examples/${name})`).join(', ');
  return [
    `## ${title}\n`,
    `- **Recognised by** ${files}.`,
    `- **Read:** ${reads}.`,
    `- **Changed:** ${edits}.`,
    `- **Shown in** ${links}.\n`,
  ].join('\n');
}
