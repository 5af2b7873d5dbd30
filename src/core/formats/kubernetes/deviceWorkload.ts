import { isProbed, listens, type Container } from '../pods/container.ts';
import { servesNothing } from '../pods/engineChoice.ts';
import type { PodReading } from '../pods/podReading.ts';

/** Images that hold a GPU without serving a model: drivers, exporters, notebooks, compilers, test tools. */
export const NOT_A_SERVER =
  /device-plugin|dcgm|exporter|feature-discovery|gpu-operator|driver|nccl|cuda-?sample|vectoradd|cuda-vector|notebook|jupyter|workbench|code-server|rstudio|genai-perf|aiperf|guidellm|locust|\/k6|perf|bench|py3-sdk|pause(:|$)|busybox|train|finetun|fine-tun|tensorboard|mlflow|ray-ml|axolotl|nemo|ffmpeg|transcod|miner/i;

/**
 * True for a workload that holds accelerators and listens, with an engine that is not known: it costs what any other
 * does, and only its model is out of sight.
 */
export function deviceWorkload(
  containers: readonly Container[],
  pod: PodReading,
  hasService: boolean,
): boolean {
  if (!pod.values.accelerator || pod.countPlaces.length === 0) return false;
  return pod.countPlaces.some(({ container }) => {
    const image = container.image?.node.text ?? '';
    if (NOT_A_SERVER.test(image) || servesNothing(container)) return false;
    return listens(container) || hasService || containers.some(isProbed);
  });
}
