/**
 * The public face: redlines of two wordings, and releases of CMS compared.
 *
 * @packageDocumentation
 */
export { recoverWordings } from './redline/marks.ts'
export { accept, redline, reject } from './redline/redline.ts'
export { redlineNodes as toMdast } from './redline/to-mdast.ts'
export type { Edit, Effect, Redline, Segment, SegmentType, Touch } from './redline/types.ts'
export { applyComparison, compareReleases } from './release/compare.ts'
export { type ReadRelease, readRelease } from './release/read/read.ts'
export type { RecordChange, Release, ReleaseComparison, ReleaseRecord } from './release/types.ts'
