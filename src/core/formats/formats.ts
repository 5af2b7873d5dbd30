import type { ParsedFile } from '../model/document.ts';
import type { Format, ReadContext, ReadDeployment, SkippedObject } from './format.ts';
import { dynamo } from './dynamo.ts';
import { kaito } from './kaito.ts';
import { kserve } from './kserve/kserve.ts';
import { kubeai } from './kubeai/kubeai.ts';
import { kubernetes } from './kubernetes/kubernetes.ts';
import { leaderWorkerSet } from './leaderWorkerSet.ts';
import { mayBeConfigFile, mayBelongToOverlay, mentionsServing } from './prefilter.ts';
import { nimOperator } from './nim.ts';
import { helm } from './helm/helm.ts';
import { hyperPod } from './hyperPod.ts';
import { rayService } from './ray/rayService.ts';
import { roles } from './roles.ts';
import { sagemakerAck } from './sagemakerAck.ts';
import { seldon } from './seldon/seldon.ts';
import type { SourceDocument } from '../model/document.ts';

/** All formats, in the order in which they are asked. */
export const formats: readonly Format[] = [
  dynamo,
  helm,
  hyperPod,
  kaito,
  kserve,
  kubeai,
  kubernetes,
  leaderWorkerSet,
  nimOperator,
  rayService,
  roles,
  sagemakerAck,
  seldon,
];

/** What all formats together read in one file. */
export interface FileReading {
  /** Ids of the formats that read or recognised something. */
  readonly formats: readonly string[];
  /** In order of their place. */
  readonly deployments: readonly ReadDeployment[];
  readonly skipped: readonly SkippedObject[];
}

/**
 * A cheap look at name and raw text: false for a file that need not be parsed. Objects that others are joined
 * with (autoscalers, node pools, runtimes, claims, config maps) pass too.
 */
export function mayHoldServing(document: SourceDocument): boolean {
  return (
    mayBeConfigFile(document) && (mentionsServing(document.text) || mayBelongToOverlay(document))
  );
}

/** Reads one file with every format that may know it. Never throws. */
export function readFile(file: ParsedFile, context: ReadContext): FileReading {
  const readings = formats
    .filter((format) => format.mayRead(file.source))
    .map((format) => ({ format, reading: format.read(file, context) }))
    .filter(({ reading }) => reading.deployments.length + reading.skipped.length > 0);
  return {
    formats: readings.map(({ format }) => format.id),
    deployments: readings
      .flatMap(({ reading }) => reading.deployments)
      .sort((a, b) => a.deployment.span.start - b.deployment.span.start),
    skipped: readings
      .flatMap(({ reading }) => reading.skipped)
      .sort((a, b) => a.span.start - b.span.start),
  };
}
