import type { PhrasingContent, Root } from 'mdast'

/** The nodes as a tree of one paragraph, for the renderers of Markdown and HTML. */
export function asParagraph(nodes: readonly PhrasingContent[]): Root {
  return { type: 'root', children: [{ type: 'paragraph', children: [...nodes] }] }
}

/** What steers a terminal or hides what stands there: controls, signs of direction, separators, and characters without width. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** A text from outside, of several lines, for a terminal: what would steer it is shown instead, ESC as ␛, U+202E as [U+202E]. */
export function visible(text: string): string {
  return text.replace(UNSEEN, character => {
    const code = character.charCodeAt(0)
    if (code < 0x20) return String.fromCharCode(0x2400 + code)
    return code === 0x7f ? '\u2421' : `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`
  })
}

/** A text from outside as a part of one line: it cannot begin another. */
export function inLine(text: string): string {
  return visible(text).replaceAll('\n', '\u240a')
}
