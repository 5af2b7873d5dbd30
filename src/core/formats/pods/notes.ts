import type { DeploymentNote } from '../../model/deployment.ts';
import type { Span } from '../../text/span.ts';
import type { Located } from '../located.ts';

/** Collects what could not be read about one deployment. Notes about another file stand at the deployment's name. */
export interface Notes {
  add(code: DeploymentNote['code'], message: string, at: Located, span?: Span | null): void;
  readonly list: readonly DeploymentNote[];
}

export function collectNotes(uri: string, nameSpan: Span): Notes {
  const list: DeploymentNote[] = [];
  return {
    list,
    add(code, message, at, span): void {
      const here =
        at.file.source.uri === uri ? (span ?? at.node.aliasSpan ?? at.node.span) : nameSpan;
      if (list.some((note) => note.message === message && note.span.start === here.start)) return;
      list.push({ code, message, span: here });
    },
  };
}
