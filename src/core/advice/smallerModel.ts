import type { ApiPrice, Catalog } from '../model/catalog.ts';

/**
 * How providers call the next smaller model of a family, by the part of the name that differs. Tried in order; what such a
 * name must have is a price at the same provider, so that a family without that size answers nothing.
 */
const smaller: readonly (readonly [RegExp, readonly string[]])[] = [
  [/-opus(?=-|$)/, ['-sonnet', '-haiku']],
  [/-sonnet(?=-|$)/, ['-haiku']],
  [/^(gpt-[\w.]+)$/, ['$1-mini']],
  [/^(o\d)$/, ['$1-mini']],
  [/-mini$/, ['-nano']],
  [/-pro(?=-|$)/, ['-flash', '-lite']],
  [/-flash$/, ['-flash-lite']],
  [/-large(?=-|$)/, ['-medium', '-small']],
  [/-medium(?=-|$)/, ['-small']],
  [/-405b(?=-|$)/, ['-70b', '-8b']],
  [/-(?:70|72)b(?=-|$)/, ['-8b', '-7b']],
  [/-r-plus(?=-|$)/, ['-r']],
  [/-max(?=-|$)/, ['-plus', '-turbo']],
  [/^(grok-\d)$/, ['$1-mini', '$1-fast']],
];

/** Days and revisions behind a name; the smaller sibling has others. */
const revision = /(?:[-@]20\d{2}-?\d{2}-?\d{2}|-latest)$/;

/**
 * Smaller models of the same family at the same provider that the price list holds, by their names, the next smaller one
 * first. Nothing is known of how well they answer.
 */
export function smallerModels(
  provider: string,
  model: string,
  catalog: Catalog,
): readonly ApiPrice[] {
  const folder = model.slice(0, model.lastIndexOf('/') + 1);
  const name = model.slice(folder.length).toLowerCase();
  const plain = name.replace(revision, '');
  const suffixes = [...new Set([name.slice(plain.length), '', '-latest'])];
  const found = smaller.flatMap(([part, replacements]) =>
    part.test(plain)
      ? replacements.flatMap((replacement) => {
          const sibling = plain.replace(part, replacement);
          const offers = suffixes.map((suffix) =>
            catalog.apiPrice(provider, `${folder}${sibling}${suffix}`),
          );
          return offers.find((offer) => offer?.mode === 'chat') ?? [];
        })
      : [],
  );
  return [...new Map(found.map((offer) => [offer.model, offer])).values()];
}
