import { VFile } from 'vfile'
import { fault, type RuleId, rules } from '../../rules.ts'

/** The id of a rule for releases. */
type ReleaseRuleId = Extract<RuleId, `release-${string}`>

/** From here on a file is not a damaged release but something else, and listing its faults helps nobody. */
const mostFaults = 1000

/** Adds a fault with its rule, remedy and place. Throws, as `refuse` does, when the file has more than 1,000. */
export function report(file: VFile, rule: ReleaseRuleId, reason: string, line?: number, column = 1): void {
  fault(file, rule, reason, line === undefined ? {} : { line, column })
  if (file.messages.length >= mostFaults) {
    refuse(file, 'release-format', `Unexpected ${mostFaults} faults in one file, expected a release`)
  }
}

/** Adds something worth knowing about a file that can be read nonetheless: `warning` asks the reader to look. */
export function remark(
  file: VFile,
  severity: 'warning' | 'info',
  rule: ReleaseRuleId,
  reason: string,
  line?: number,
): void {
  const options = { ruleId: rule, source: 'hcpcs', place: line ? { line, column: 1 } : undefined }
  const message = severity === 'info' ? file.info(reason, options) : file.message(reason, options)
  message.note = rules[rule].remedy
}

/** Gives up on a file: adds the fault and throws it; `readRelease` catches it. */
export function refuse(file: VFile, rule: ReleaseRuleId, reason: string, line?: number, column = 1): never {
  throw fault(file, rule, reason, line === undefined ? {} : { line, column })
}

/** A file inside the file; what is said of it is said of both. */
export function within(file: VFile, entry: string): VFile {
  return Object.assign(new VFile({ path: `${file.path}/${entry}` }), { messages: file.messages })
}
