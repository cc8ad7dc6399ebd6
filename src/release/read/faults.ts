import type { VFileMessage } from 'vfile-message'
import { fault, type RuleId } from '../../rules.ts'

/** The id of a rule for releases. */
type ReleaseRuleId = Extract<RuleId, `release-${string}`>

/** Where the faults of one file are gathered; `file` is its name as the reader of a message knows it. */
export interface Faults {
  readonly file: string
  readonly messages: VFileMessage[]
}

/** `error`: no release comes of it; `warning`: the release is good, the reader should look; `info`: good to know. */
type Severity = 'error' | 'warning' | 'info'

/** From here on a file is not a damaged release but something else, and listing its faults helps nobody. */
const mostFaults = 1000

/** Adds a fault with its rule, remedy and place. Throws, as `refuse` does, when the file has more than 1,000. */
export function report(faults: Faults, ruleId: ReleaseRuleId, reason: string, line?: number, column = 1): void {
  faults.messages.push(message(faults, ruleId, reason, 'error', line, column))
  if (faults.messages.length >= mostFaults) {
    refuse(faults, 'release-format', `Unexpected ${mostFaults} faults in one file, expected a release`)
  }
}

/** Adds something worth knowing about a file that can be read nonetheless. */
export function remark(
  faults: Faults,
  severity: 'warning' | 'info',
  ruleId: ReleaseRuleId,
  reason: string,
  line?: number,
): void {
  faults.messages.push(message(faults, ruleId, reason, severity, line, 1))
}

/** Gives up on a file: throws the message, which `readRelease` catches and reports. */
export function refuse(faults: Faults, ruleId: ReleaseRuleId, reason: string, line?: number, column = 1): never {
  throw message(faults, ruleId, reason, 'error', line, column)
}

/** The same gathering place under the name of a file inside the file. */
export function within(faults: Faults, entry: string): Faults {
  return { file: `${faults.file}/${entry}`, messages: faults.messages }
}

function message(
  { file }: Faults,
  ruleId: ReleaseRuleId,
  reason: string,
  severity: Severity,
  line: number | undefined,
  column: number,
): VFileMessage {
  const made = fault(ruleId, reason, line === undefined ? { path: file } : { path: file, line, column })
  made.fatal = severity === 'info' ? undefined : severity === 'error'
  return made
}
