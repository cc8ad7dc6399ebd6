import { VFile } from 'vfile'
import { fault, type RuleId, rules } from '../../rules.ts'
import { most } from './limits.ts'

/** The id of a rule for releases. */
type ReleaseRuleId = Extract<RuleId, `release-${string}`>

/** Adds a fault with its rule, remedy and place. Throws, as `refuse` does, when the file has more than 1,000 messages. */
export function report(file: VFile, rule: ReleaseRuleId, reason: string, line?: number, column = 1): void {
  fault(file, rule, reason, line === undefined ? {} : { line, column })
  checkNumber(file)
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
  checkNumber(file)
}

function checkNumber(file: VFile): void {
  if (file.messages.length < most.messages) return
  refuse(file, 'release-format', `Unexpected ${most.messages} faults in one file, expected a release`)
}

/** Gives up on a file: adds the fault and throws it; `readRelease` catches it. */
export function refuse(file: VFile, rule: ReleaseRuleId, reason: string, line?: number, column = 1): never {
  throw fault(file, rule, reason, line === undefined ? {} : { line, column })
}

/** Refuses more than a reader takes of something: “Unexpected sheet with more than 100,000 rows, expected fewer”. */
export function refuseSize(file: VFile, what: string, number: number, of: string, line?: number): never {
  return refuse(
    file,
    'release-size',
    `Unexpected ${what} with more than ${number.toLocaleString('en')} ${of}, expected fewer`,
    line,
  )
}

/** A text of the file in quotation marks, cut off where it is long: a message is for a person. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text)
}

/** A file inside the file; what is said of it is said of both. */
export function within(file: VFile, entry: string): VFile {
  return Object.assign(new VFile({ path: `${file.path}/${entry}` }), { messages: file.messages })
}
