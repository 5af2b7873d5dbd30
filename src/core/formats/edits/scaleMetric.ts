import { countingInFlight } from '../../model/gauges.ts';
import type { Autoscaler } from '../../model/deployment.ts';
import type { ParsedFile } from '../../model/document.ts';
import { fileAt } from '../../model/fileIndex.ts';
import { setScalar } from '../../syntax/yamlEdit.ts';
import { nodesOf } from '../../syntax/yamlPlace.ts';
import { inFile, refuse, together, treeOf, type Step } from './target.ts';

/** Replaces the gauge of waiting requests by that of requests in flight, wherever the autoscaler names it. */
export function countInFlight({ uri, span }: Autoscaler, files: readonly ParsedFile[]): Step {
  const file = fileAt(files, uri);
  const steps = (file?.documents ?? []).flatMap(({ root }) =>
    [...nodesOf(root)].flatMap((node): Step[] => {
      if (!file || node.kind !== 'scalar' || node.templated) return [];
      if (node.span.start < span.start || node.span.end > span.end) return [];
      const text = countingInFlight(node.text);
      const place = { file, node };
      return text === null ? [] : [inFile(place, setScalar(treeOf(place), node, text))];
    }),
  );
  return steps.length === 0
    ? refuse('Which of its metrics counts the requests in flight is not known.')
    : together(steps);
}
