/** The pages of the report panel, in the order of its navigation. Part of the protocol: links lead to a page. */
export const panelPageIds = [
  'overview',
  'deployment',
  'suggestions',
  'whatIf',
  'compare',
  'checklist',
  'assumptions',
  'review',
  'history',
] as const;

export type PanelPageId = (typeof panelPageIds)[number];
