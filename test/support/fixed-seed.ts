import fc from 'fast-check';

// The same cases in every run, so that a failure is never luck. PROPERTY_SEED=n draws others, PROPERTY_FACTOR=n more of them.
const factor = Number(process.env['PROPERTY_FACTOR'] ?? 1);
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 1) });

/** How many cases a property tries. */
export const cases = (usual: number): { readonly numRuns: number } => ({ numRuns: usual * factor });
