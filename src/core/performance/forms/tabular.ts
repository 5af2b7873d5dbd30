import type { RequestWork } from '../requestWork.ts';

/**
 * Seconds of one call to a server of classical models (scikit-learn, XGBoost, LightGBM): HTTP, JSON, building the input,
 * the model. The model itself takes 0.1 to 5 ms for one row; the Python around it takes the rest. From memory of published
 * latencies of KServe and MLServer, which lie between 2 and 20 ms.
 */
const CALL = 0.006;

/** Cores that one call keeps busy; a server runs one worker per core. */
export function tabular(cores: number): RequestWork {
  const workers = Math.max(1, Math.floor(cores));
  // A pod with a part of a core gets that part of the time.
  const seconds = CALL / Math.min(1, Math.max(0.05, cores));
  return {
    unit: 'predictions',
    perRequest: 1,
    tokens: 0,
    maxBatch: workers,
    // Workers answer side by side: any number up to theirs takes as long as one.
    seconds: (batch) => seconds * Math.max(1, batch / workers),
    overhead: 0.001,
  };
}
