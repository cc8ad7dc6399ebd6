/**
 * How often a property of `test/fuzz` is tried: a few times by `npm test`, as often as is asked for by the long run,
 * `FC_RUNS=10000 npm run fuzz`.
 */
export const RUNS = Number(process.env.FC_RUNS ?? 40)

/** Whether this is the long run, in which files are as large as they may be, too. */
export const isLong = process.env.FC_RUNS !== undefined
