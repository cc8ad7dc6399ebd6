declare module 'node-htmldiff' {
  /** Compares two pieces of HTML; the answer has `<ins>` and `<del>`. */
  export default function htmlDiff(before: string, after: string): string
}
