const { charCodeAt } = String.prototype

/**
 * `text.charCodeAt(at)`, for loops over characters. V8 keeps texts in more than four ways (plain, sliced, joined, each of
 * one byte or two) and looks up the method anew at each call once a place has met them all; this way it never has to.
 */
export function codeAt(text: string, at: number): number {
  return charCodeAt.call(text, at)
}
