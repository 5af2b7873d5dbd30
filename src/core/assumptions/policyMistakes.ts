import type { Catalog } from '../model/catalog.ts';
import type { ParsedFile } from '../model/document.ts';
import type { Finding } from '../model/finding.ts';
import { closestWord, didYouMean } from './closestWord.ts';
import { constrainedKinds, type ConstrainedKind } from './constraints.ts';
import { fileFinding } from './fileFinding.ts';
import { isPattern } from './pattern.ts';
import { policiesOf } from './policies.ts';

const words: Readonly<Record<Exclude<ConstrainedKind, 'providers'>, string>> = {
  accelerators: 'accelerator',
  regions: 'region',
  instanceTypes: 'instance type',
};

/** Names in the lists of what is allowed that the catalogue does not know: nothing would ever be allowed by them. */
export function policyMistakes(file: ParsedFile, catalog: Catalog): readonly Finding[] {
  const policies = policiesOf(file);
  if (policies === null) return [];
  const { uri, values } = policies;
  return constrainedKinds.flatMap((kind): readonly Finding[] => {
    // The schema knows all providers.
    if (kind === 'providers') return [];
    const list = values.allowed?.[kind] ?? [];
    return list.flatMap((name, index) => {
      if (isPattern(name) || isKnown(kind, name, catalog)) return [];
      const nearest = closestWord(name, namesOf(kind, catalog));
      const span = policies.span(['allowed', kind, index]);
      const message = `The catalogue knows no ${words[kind]} ${name}${didYouMean(nearest)}`;
      return [fileFinding({ code: 'assumptions-file', level: 'warning', uri, span, message })];
    });
  });
}

function isKnown(kind: keyof typeof words, name: string, catalog: Catalog): boolean {
  switch (kind) {
    case 'accelerators':
      return catalog.accelerator(name) !== null;
    case 'regions':
      return namesOf(kind, catalog).some((each) => each.toLowerCase() === name.toLowerCase());
    case 'instanceTypes':
      // Platforms have names of their own, with a price list of their own (`ml.g5.xlarge`).
      return (
        catalog.instance(name) !== null || catalog.instance(name.replace(/^ml\./, '')) !== null
      );
  }
}

function namesOf(kind: keyof typeof words, catalog: Catalog): readonly string[] {
  switch (kind) {
    case 'accelerators':
      return catalog.accelerators.map(({ id }) => id);
    case 'regions':
      return catalog.providers.flatMap((provider) => catalog.regions(provider));
    case 'instanceTypes':
      return [];
  }
}
