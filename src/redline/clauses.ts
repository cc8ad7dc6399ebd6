/** Whether an edit takes a whole clause out, or puts one in, rather than words within one. */
export function takesClause(before: string, deletion: string, insertion: string, after: string): boolean {
  if (deletion === '' || insertion === '') return isClause(before, deletion + insertion, after)
  return countBreaks(deletion) !== countBreaks(insertion)
}

/** `, each` before the end; `Injection, ` at the start; `, any type` before a comma. Blanks alone are none. */
function isClause(before: string, text: string, after: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(text)) return false
  const opens = /^\s*[,;]/.test(text) || before === '' || /[,;]\s*$/.test(before)
  const closes = /[,;]\s*$/.test(text) || after === '' || /^\s*[,;]/.test(after)
  return opens && closes && /[,;]/.test(before.slice(-2) + text + after.slice(0, 2))
}

/** Commas and semicolons outside brackets, those within numbers aside. */
function countBreaks(text: string): number {
  return text.replace(/\([^()]*\)/g, '').match(/[;,](?!\d)/g)?.length ?? 0
}
