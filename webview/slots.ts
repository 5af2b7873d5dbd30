import type { FromPanel } from '../src/core/report/protocol.ts';
import { element, replaceContent } from './dom.ts';
import type { View, ViewContext } from './view.ts';

/** The place of a view on the page. */
export interface Slot {
  readonly element: HTMLElement;
  /** Draws the view again where what it depends on has changed, and asks what it needs to be told. */
  draw(context: ViewContext): void;
}

/** A slot that shows nothing yet. */
export function createSlot(view: View): Slot {
  const section = element('section', { class: `view ${view.id}`, attributes: { hidden: true } });
  let drawn = '';
  let asked: { readonly question: string; readonly model: unknown } | null = null;

  function ask(question: FromPanel | null, { model, send }: ViewContext): void {
    if (question === null) {
      asked = null;
      return;
    }
    const text = JSON.stringify(question);
    if (asked?.question === text && asked.model === model) return;
    asked = { question: text, model };
    send(question);
  }

  return {
    element: section,
    draw: (context) => {
      ask(view.ask?.(context) ?? null, context);
      const depends = JSON.stringify(view.depends(context));
      if (depends === drawn) return;
      drawn = depends;
      const content = view.render(context);
      section.hidden = content.length === 0;
      replaceContent(section, content);
    },
  };
}
