import type { DeploymentNote } from '../../model/deployment.ts';
import { nothingChanges } from '../consequences.ts';
import type { Rule } from '../rule.ts';

/** How many of them are told one by one. */
const told = 3;

/** A value that decides the price and stands in no file: a template, a variable or an object elsewhere fills it in. */
export const templated: Rule = {
  code: 'templated',
  title: 'Value filled in elsewhere',
  level: 'information',
  explanation:
    'Replicas, accelerators, the model or flags of the engine may be filled in by a template, a variable without a default, or an ' +
    'object that is not among the files. What is priced then is what the config would be without them: one replica, one ' +
    'accelerator, the engine’s default. The finding says which values and what to do: render the config and price that, add the ' +
    'file that holds the value, or state it in .servingcost.yaml.',
  consequence: nothingChanges,
  check({ deployment }) {
    const open = deployment.notes.filter(isOpen);
    const [first] = open;
    if (first === undefined) return [];
    return [
      {
        kind: 'problem',
        uri: deployment.uri,
        span: first.span,
        message: () =>
          [
            ...open.slice(0, told).map(({ message }) => sentence(message)),
            ...(open.length > told ? [`And ${open.length - told} more.`] : []),
            whatToDo(open, deployment.format),
          ].join(' '),
        tradeOffs: [],
        fixes: [],
      },
    ];
  },
};

function isOpen({ code }: DeploymentNote): boolean {
  return code === 'templated' || code === 'unresolved-reference';
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function whatToDo(open: readonly DeploymentNote[], format: string): string {
  const state = 'state what runs in .servingcost.yaml (model, replicas, accelerator)';
  if (format === 'docker-compose') return `One is counted: name a count, or ${state}.`;
  if (open.some(({ message }) => message.includes('$'))) {
    return `Priced without it: give it a value here, or ${state}.`;
  }
  return open.some(({ code }) => code === 'templated')
    ? `Priced without it: pipe what is rendered into \`serving-cost report -\`, or ${state}.`
    : `Priced without it: add the file that holds it, or ${state}.`;
}
