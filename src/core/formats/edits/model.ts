import { setFlag } from '../../syntax/flagEdit.ts';
import { setScalar } from '../../syntax/yamlEdit.ts';
import { isHole, type Located } from '../located.ts';
import type { ScalarNode } from '../../syntax/tree.ts';
import type { ModelPlace } from '../pods/models.ts';
import type { Variable } from '../pods/variables.ts';
import { replaceTail } from './words.ts';
import { inFile, inText, refuse, treeOf, type EngineTarget, type Step } from './target.ts';

/** Writes another model where the config names one. */
export function setModel(target: EngineTarget, id: string): Step {
  const place = target.pod.modelPlace;
  const { model } = target.deployment;
  if (model.id?.value === id) return { edits: [] };
  if (!place || model.id === null || model.location !== null) {
    return refuse(
      model.location
        ? `The weights come from ${model.location.value}, which only a person can replace.`
        : 'The config does not name the model.',
    );
  }
  return write(target, place, id);
}

function write(target: EngineTarget, place: ModelPlace, id: string): Step {
  const named = variableOf(target, place);
  if (named) return inVariable(target, named, id);
  switch (place.kind) {
    case 'scalar':
      return own(target, place.scalar) ?? inScalar(place.scalar, `hf://${id}`);
    case 'id':
      return own(target, place.scalar) ?? inScalar(place.scalar, id);
    case 'variable':
      return inVariable(target, place.variable, id);
    case 'flag': {
      const { value, flag, word } = place.use;
      if (!value) return refuse('The flag has no value.');
      return (
        own(target, word.source) ?? inFile(value.source, setFlag(treeOf(value.source), flag, id))
      );
    }
    case 'word':
      return own(target, place.word.source) ?? replaceTail(place.word, place.from ?? 0, id);
    case 'text':
      return {
        edits: [
          {
            uri: target.object.file.source.uri,
            edits: place.spans.map((span) => ({ span, newText: id })),
          },
        ],
      };
  }
}

/** What a runtime says is not this object's to change. */
function own(target: EngineTarget, located: Located): Step | null {
  return located.file.source.uri === target.object.file.source.uri ||
    target.deployment.format !== 'kserve'
    ? null
    : refuse('A runtime that others may use names the model.');
}

/** The variable behind a flag or word that is nothing but a reference to it. */
function variableOf({ pod }: EngineTarget, place: ModelPlace): Variable | null {
  const text =
    place.kind === 'flag' ? place.use.value?.text : place.kind === 'word' ? place.word.text : null;
  const name = /^\$\((\w+)\)$/.exec(text ?? '')?.[1];
  return name === undefined ? null : (pod.variables.get(name) ?? null);
}

function inVariable(target: EngineTarget, variable: Variable, id: string): Step {
  const { value, shared } = variable;
  if (!value || isHole(value)) return refuse(`The value of ${variable.name} is not in the files.`);
  if (shared) return refuse(`${variable.name} stands in a ConfigMap that others may use.`);
  if (variable.isPart) return inText(value, id);
  return own(target, value) ?? inScalar(value, id);
}

function inScalar(scalar: Located<ScalarNode>, text: string): Step {
  return inFile(scalar, setScalar(treeOf(scalar), scalar.node, text));
}
