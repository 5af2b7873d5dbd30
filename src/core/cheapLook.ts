/**
 * What can be asked of a file before the rest of the core is loaded: whether it may have anything to do with serving. A second
 * door beside `index.ts`, for hosts that must cost next to nothing where nothing is served.
 */
export { assumptionsFileNames, isAssumptionsFile } from './assumptions/nearestAssumptions.ts';
export {
  LARGEST_FILE,
  mayBeConfigPath,
  mayHoldServing,
  mayHoldServingAt,
} from './formats/prefilter.ts';
