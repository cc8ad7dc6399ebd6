/**
 * `hcpcs-redline/release`: the quarterly files of CMS, read and compared. It gets bytes and gives data; nothing is read
 * from the disk.
 *
 * @packageDocumentation
 */
export { applyComparison, compareReleases } from './release/compare.ts'
export { codeHistory } from './release/history.ts'
export { type ReadRelease, readRelease } from './release/read/read.ts'
export { surveyWords } from './release/survey.ts'
export type {
  CodeState,
  RecordChange,
  Release,
  ReleaseComparison,
  ReleaseRecord,
  Survey,
} from './release/types.ts'
