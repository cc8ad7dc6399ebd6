/**
 * `hcpcs-redline`: redlines of two wordings. It needs `diff` and nothing else, and runs in a browser.
 *
 * @packageDocumentation
 */
export { recoverWordings } from './redline/marks.ts'
export { accept, redline, reject } from './redline/redline.ts'
export { redlineNodes as toMdast } from './redline/to-mdast.ts'
export type { Edit, Effect, Redline, Segment, SegmentType, Touch } from './redline/types.ts'
