import type { Place } from '../types.ts'

/** A remark that GitHub shows at a line of a pull request. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly place: Partial<Place> & { readonly path: string }
  readonly title: string
  readonly text: string
}

/** Annotations as the commands that GitHub reads from a workflow's output, one a line. */
export function toAnnotations(annotations: readonly Annotation[]): string {
  return annotations.map(annotation => `${toCommand(annotation)}\n`).join('')
}

function toCommand({ level, place, title, text }: Annotation): string {
  const { path, line, column } = place
  const fields = { file: path, ...(line ? { line } : {}), ...(line && column ? { col: column } : {}), title }
  const list = Object.entries(fields).map(([name, value]) => `${name}=${escapeField(String(value))}`)
  return `::${level} ${list.join(',')}::${escapeText(text)}`
}

/** No value can end its line or begin another command. */
function escapeText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeField(text: string): string {
  return escapeText(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
