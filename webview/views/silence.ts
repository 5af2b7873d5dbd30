import { element } from '../dom.ts';
import type { View } from '../view.ts';

/** Says that the figures may be old while the extension does not answer. */
export const silenceView: View = {
  id: 'silence',
  depends: ({ isAnswered }) => isAnswered,
  render: ({ isAnswered }) =>
    isAnswered
      ? []
      : [
          element(
            'p',
            { class: 'note stale', attributes: { role: 'alert' } },
            'The extension does not answer: these figures may be old. If this stays, close the report and open it again.',
          ),
        ],
};
