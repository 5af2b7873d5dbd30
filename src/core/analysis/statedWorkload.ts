import { fileFinding, fileFix } from '../assumptions/fileFinding.ts';
import { workloadComments, type WorkloadComment } from '../assumptions/statedComments.ts';
import type { ReadDeployment } from '../formats/format.ts';
import type { Deployment } from '../model/deployment.ts';
import type { ParsedFile } from '../model/document.ts';
import type { Finding } from '../model/finding.ts';
import type { StatedComment } from '../model/statedComment.ts';
import { owners } from './commentRegions.ts';

const code = 'workload-comment';

/** Deployments of one file, each with the comments that state what it has to serve. */
export function withStatedComments(
  reads: readonly ReadDeployment[],
  file: ParsedFile,
): readonly ReadDeployment[] {
  const comments = workloadComments(file);
  if (comments.length === 0) return reads;
  const deployments = reads.map(({ deployment }) => deployment);
  const stated = new Map<Deployment, StatedComment[]>();
  for (const comment of comments) {
    for (const deployment of countsFor(comment, file, deployments)) {
      const { uri, span, wholeFile, values } = comment;
      const known = stated.get(deployment) ?? [];
      stated.set(deployment, [...known, { uri, span, wholeFile, values }]);
    }
  }
  return reads.map((read) => {
    const own = stated.get(read.deployment);
    return own === undefined ? read : { ...read, deployment: { ...read.deployment, stated: own } };
  });
}

function countsFor(
  comment: WorkloadComment,
  file: ParsedFile,
  deployments: readonly Deployment[],
): readonly Deployment[] {
  const { uri } = file.source;
  const own = deployments.filter((one) => one.uri === uri);
  return comment.wholeFile ? own : owners(comment, file, own);
}

/** What is wrong with the comments of a config on what has to be served. `deployments` are its own. */
export function statedWorkloadFindings(
  file: ParsedFile,
  deployments: readonly Deployment[],
): readonly Finding[] {
  const { uri } = file.source;
  const isWhole = file.problems.length === 0 && deployments.every(({ broken }) => !broken);
  const base = { code, level: 'warning', uri } as const;
  return workloadComments(file).flatMap((comment): readonly Finding[] => {
    const { span, mistakes, statesAnything } = comment;
    if (!statesAnything) {
      const message =
        'This states nothing: serving-cost: 12 rps, 800 in, 200 out, ttft < 1s would.';
      return [fileFinding({ ...base, level: 'information', span, message })];
    }
    if (isWhole && countsFor(comment, file, deployments).length === 0) {
      const message =
        'This comment is about no deployment where it stands: put it into one, or right above.';
      return [fileFinding({ ...base, span, message })];
    }
    return mistakes.map(({ span: place, message, instead }) => {
      const fixes =
        instead === null
          ? []
          : [
              fileFix(`${uri}:${code}:${place.start}`, `Write ${instead}`, uri, [
                { span: place, newText: instead },
              ]),
            ];
      return fileFinding({ ...base, span: place, message, fixes });
    });
  });
}
