import type { NamedInput } from '../model/estimate.ts';
import type { Origin } from '../model/sourced.ts';
import { formatInput } from './format.ts';
import type { PanelContext } from './panelContext.ts';
import type { PanelInput, PanelOrigin } from './panelSchema.ts';

/** Where a value came from, with the place or the address that can be opened. */
export function panelOrigin(origin: Origin, context: PanelContext): PanelOrigin {
  const text = context.origin(origin).from;
  switch (origin.kind) {
    case 'config':
    case 'assumptions':
    case 'measured':
      return { text, place: context.place(origin.uri, origin.span), url: null };
    case 'catalog':
      return { text, place: null, url: addressIn(origin.source) };
    case 'setting':
    case 'default':
    case 'derived':
      return { text, place: null, url: null };
  }
}

/** A named value with its unit and origin. */
export function panelInput(input: NamedInput, context: PanelContext): PanelInput {
  const { value, unit } = context.amount(input);
  return {
    name: input.name,
    value: formatInput(value, unit, context.analysis.environment.currency),
    origin: panelOrigin(input.origin, context),
  };
}

/** The first `https` address in a source's citation. */
function addressIn(source: string): string | null {
  return /https:\/\/[^\s|;,)]+/.exec(source)?.[0] ?? null;
}
