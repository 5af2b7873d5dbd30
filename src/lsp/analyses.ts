import { dirname } from 'node:path';
import {
  analysisSteps,
  bundledCatalogText,
  createAnalysisCache,
  createCatalog,
  isWhole,
  keepLastGood,
  type Analysis,
  type FileView,
} from '../core/index.ts';
import { isAssumptionsFile, mayHoldServing } from '../core/cheapLook.ts';
import type { AnalysisCache } from '../core/analysis/cache.ts';
import type { Catalog } from '../core/model/catalog.ts';
import type { SourceDocument } from '../core/model/document.ts';
import { environmentOf } from '../host/environment.ts';
import { inTurns } from '../host/inTurns.ts';
import { isWithin, readSurroundings, type Surroundings } from './disk.ts';
import { settingIn, type Settings } from './settings.ts';
import { pathOf } from './uris.ts';

/** What the analyses are made of, as the server knows it at the time. */
export interface AnalysesOptions {
  /** The texts that are open. */
  readonly open: () => readonly SourceDocument[];
  /** Absolute paths of the folders of the workspace. */
  readonly roots: () => readonly string[];
  readonly settings: (uri: string) => Promise<Settings>;
  /** Today, `YYYY-MM-DD`. */
  readonly today: () => string;
}

/** The analyses of the folders in which serving configs are open. */
export interface Analyses {
  /** What is to be shown of a file as it is now; null when it is no serving config, or the text moved on meanwhile. */
  view(uri: string): Promise<FileView | null>;
  /** Memory of what was worked out, for pricing what somebody chose. */
  readonly cache: AnalysisCache;
  /** Files on disk changed: URIs; or settings did: null. */
  forget(uris: readonly string[] | null): void;
}

interface Folder {
  surroundings: Promise<Surroundings>;
  /** The texts that the last analysis was made of, and what it was. */
  last: { readonly key: string; readonly analysis: Promise<Analysis | null> } | null;
}

export function createAnalyses({ open, roots, settings, today }: AnalysesOptions): Analyses {
  const cache = createAnalysisCache();
  const folders = new Map<string, Folder>();
  const lastGood = new Map<string, Analysis>();
  let catalog: Catalog | null = null;

  async function analyse(folder: string, uri: string): Promise<Analysis | null> {
    const known: Folder = folders.get(folder) ?? {
      surroundings: readSurroundings(folder, roots()),
      last: null,
    };
    folders.set(folder, known);
    const { documents, folders: joined } = await known.surroundings;
    const wanted = await settings(uri);
    const texts = new Map(documents.map((document) => [document.uri, document]));
    for (const source of open()) {
      const path = pathOf(source.uri);
      const above =
        isAssumptionsFile(source.uri) && path !== null && isWithin(folder, dirname(path));
      if (above || source.uri === uri || (path !== null && joined.includes(dirname(path)))) {
        texts.set(source.uri, source);
      }
    }
    const all = [...texts.values()].sort((a, b) => (a.uri < b.uri ? -1 : 1));
    const key = JSON.stringify([wanted, all.map((one) => [one.uri, one.version, one.text.length])]);
    if (known.last?.key === key) return known.last.analysis;
    const analysis = run(all, wanted, () => folders.get(folder)?.last?.key !== key);
    known.last = { key, analysis };
    return analysis;
  }

  /** Null when a later text made it worthless. */
  async function run(
    documents: readonly SourceDocument[],
    wanted: Settings,
    isOver: () => boolean,
  ): Promise<Analysis | null> {
    catalog ??= createCatalog(bundledCatalogText);
    return inTurns(
      analysisSteps(
        documents,
        environmentOf((name) => settingIn(wanted, name), catalog, today()),
        cache,
      ),
      isOver,
    );
  }

  return {
    cache,
    view: async (uri) => {
      const source = open().find((one) => one.uri === uri);
      if (source === undefined || !(isAssumptionsFile(uri) || mayHoldServing(source))) return null;
      const path = pathOf(uri);
      const analysis = await analyse(path === null ? uri : dirname(path), uri);
      const file = analysis?.files.find((one) => one.file.source.uri === uri)?.file;
      if (analysis === null || file?.source.version !== source.version) return null;
      if (isWhole(analysis, uri)) lastGood.set(uri, analysis);
      return keepLastGood(analysis, lastGood.get(uri) ?? null, uri);
    },
    forget: (uris) => {
      if (uris === null) {
        for (const folder of folders.values()) folder.last = null;
        return;
      }
      for (const [path] of folders) {
        const isConcerned = uris.some((uri) => concerns(uri, path, folders.get(path)));
        if (isConcerned) folders.delete(path);
      }
    },
  };

  /** A kustomization elsewhere may join a folder anew: what lies in the same folder of the workspace is read again. */
  function concerns(uri: string, folder: string, known: Folder | undefined): boolean {
    const path = pathOf(uri);
    if (path === null || known === undefined) return false;
    return (
      dirname(path) === folder ||
      isAssumptionsFile(uri) ||
      roots().some((root) => isWithin(path, root) && isWithin(folder, root))
    );
  }
}
