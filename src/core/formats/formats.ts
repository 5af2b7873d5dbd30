import type { ParsedFile } from '../model/document.ts';
import type { Format, ReadContext, ReadDeployment, SkippedObject } from './format.ts';
import { djlServing } from './configs/djlServing.ts';
import { ollamaModelfile } from './configs/ollamaModelfile.ts';
import { tensorflowServing } from './configs/tensorflowServing.ts';
import { torchserve } from './configs/torchserve.ts';
import { tritonModel } from './configs/triton.ts';
import { trtllmConfig } from './configs/trtllmConfig.ts';
import { sglangConfig, vllmConfig } from './configs/vllmConfig.ts';
import { azureMl } from './azureMl.ts';
import { bentoml } from './bentoml.ts';
import { cerebrium } from './cerebrium.ts';
import { cog } from './cog.ts';
import { compose } from './compose/compose.ts';
import { databricks } from './databricks/databricks.ts';
import { dstack } from './dstack.ts';
import { dynamo } from './dynamo.ts';
import { ecs } from './ecs/ecs.ts';
import { envoyAiGateway } from './gateways/envoyAiGateway.ts';
import { litellm } from './gateways/litellm.ts';
import { portkey } from './gateways/portkey.ts';
import { huggingFaceEndpoints } from './huggingFaceEndpoints.ts';
import { kaito } from './kaito.ts';
import { kserve } from './kserve/kserve.ts';
import { kubeai } from './kubeai/kubeai.ts';
import { kubernetes } from './kubernetes/kubernetes.ts';
import { leaderWorkerSet } from './leaderWorkerSet.ts';
import { withModelFolder } from './modelFolder.ts';
import { helm } from './helm/helm.ts';
import { nimOperator } from './nim.ts';
import { runpodHub } from './runpodHub.ts';
import { sagemaker } from './sagemaker/sagemaker.ts';
import { skypilot } from './skypilot/skypilot.ts';
import { hyperPod } from './hyperPod.ts';
import { withPhases } from './phases.ts';
import { rayServe } from './ray/serveConfig.ts';
import { rayService } from './ray/rayService.ts';
import { roles } from './roles.ts';
import { sagemakerAck } from './sagemakerAck.ts';
import { seldon } from './seldon/seldon.ts';
import { terraform } from './terraform/terraform.ts';
import { truss } from './truss/truss.ts';
import { vertex } from './vertex.ts';

/** All formats, in the order in which they are asked. */
export const formats: readonly Format[] = [
  azureMl,
  bentoml,
  cerebrium,
  cog,
  compose,
  databricks,
  dstack,
  dynamo,
  ecs,
  envoyAiGateway,
  helm,
  hyperPod,
  huggingFaceEndpoints,
  kaito,
  kserve,
  kubeai,
  kubernetes,
  leaderWorkerSet,
  litellm,
  nimOperator,
  portkey,
  runpodHub,
  sagemaker,
  skypilot,
  rayService,
  roles,
  sagemakerAck,
  seldon,
  rayServe,
  vllmConfig,
  sglangConfig,
  trtllmConfig,
  tritonModel,
  tensorflowServing,
  torchserve,
  djlServing,
  ollamaModelfile,
  terraform,
  truss,
  vertex,
];

/** What all formats together read in one file. */
export interface FileReading {
  /** Ids of the formats that read or recognised something. */
  readonly formats: readonly string[];
  /** In order of their place. */
  readonly deployments: readonly ReadDeployment[];
  readonly skipped: readonly SkippedObject[];
}

/** Reads one file with every format that may know it. Never throws. */
export function readFile(file: ParsedFile, context: ReadContext): FileReading {
  const readings = formats
    .filter((format) => format.mayRead(file.source))
    .map((format) => ({ format, reading: format.read(file, context) }))
    .filter(({ reading }) => reading.deployments.length + reading.skipped.length > 0);
  return {
    formats: readings.map(({ format }) => format.id),
    deployments: withPhases(readings.flatMap(({ reading }) => reading.deployments))
      .map((read) => ({
        ...read,
        deployment: withModelFolder(read.deployment, context.files),
      }))
      .sort((a, b) => a.deployment.span.start - b.deployment.span.start),
    skipped: readings
      .flatMap(({ reading }) => reading.skipped)
      .sort((a, b) => a.span.start - b.span.start),
  };
}
