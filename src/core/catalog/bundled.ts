import accelerators from '../../../data/accelerators.json?raw';
import ancillary from '../../../data/ancillary.json?raw';
import api from '../../../data/api.json?raw';
import cpus from '../../../data/cpus.json?raw';
import instances from '../../../data/instances.json?raw';
import managed from '../../../data/managed.json?raw';
import models from '../../../data/models.json?raw';
import quantizations from '../../../data/quantizations.json?raw';
import variants from '../../../data/variants.json?raw';
import type { CatalogText } from './text.ts';

/** The facts that ship with the product. Importing them costs nothing: they are strings until first use. */
export const bundledCatalogText: CatalogText = {
  checked: true,
  accelerators,
  cpus,
  models,
  quantizations,
  variants,
  instances,
  managed,
  ancillary,
  api,
};
