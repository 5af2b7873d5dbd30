import { formats } from '../formats/formats.ts';

/** Said where there is no deployment to answer about. */
export function nothingFound(): string {
  const titles = formats.map(({ title }) => title).join(', ');
  return `No model deployment was found. Templates have to be rendered first (helm template, kustomize build). What is read: ${titles}.`;
}
