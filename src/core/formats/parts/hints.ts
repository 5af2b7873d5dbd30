import type { Engine } from '../engines/engine.ts';
import { engineOfImage } from '../engines/engines.ts';
import type { EngineHint } from '../kserve/component.ts';
import { isHole, sourced, type Located } from '../located.ts';
import type { Container } from '../pods/container.ts';

/** An engine that an object's kind or a field of it implies. */
export function hintFrom(engine: Engine | null, place: Located): EngineHint | null {
  return engine && { engine, evidence: sourced(place, engine.id) };
}

/** The engine that the image of a container names, whatever its command does. */
export function hintFromImage(container: Container | undefined): EngineHint | null {
  const image = container?.image;
  return image && !isHole(image) ? hintFrom(engineOfImage(image.node.text), image) : null;
}
