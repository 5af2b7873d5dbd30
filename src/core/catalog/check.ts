import type * as z from 'zod';
import {
  acceleratorsFile,
  ancillaryFile,
  apiFile,
  cpusFile,
  instancesFile,
  managedFile,
  modelsFile,
  quantizationsFile,
  variantsFile,
} from './schema.ts';
import { catalogParts, type CatalogPart, type CatalogText } from './text.ts';

const schemas: Readonly<Record<CatalogPart, () => z.ZodType>> = {
  accelerators: acceleratorsFile,
  cpus: cpusFile,
  models: modelsFile,
  quantizations: quantizationsFile,
  variants: variantsFile,
  instances: instancesFile,
  managed: managedFile,
  ancillary: ancillaryFile,
  api: apiFile,
};

/** What is wrong with the compact files, one sentence each; empty when all is well. Decodes everything. */
export function catalogProblems(text: CatalogText): readonly string[] {
  return catalogParts.flatMap((part) => {
    try {
      const result = schemas[part]().safeParse(JSON.parse(text[part]));
      if (result.success) return [];
      return result.error.issues.map(
        (issue) => `${part}.${issue.path.join('.')}: ${issue.message}`,
      );
    } catch {
      return [`${part}: no JSON`];
    }
  });
}
