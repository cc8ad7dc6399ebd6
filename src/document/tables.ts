import type { PhrasingContent, Table, TableRow } from 'mdast'

/** A row: its cells, and what the page says of it in `data-` attributes, by which it can be filtered. */
export interface Row {
  readonly cells: readonly (string | readonly PhrasingContent[])[]
  readonly data?: Readonly<Record<string, string>>
}

/** A table made without a template: a template of a thousand rows would be read as Markdown for a second. */
export function makeTable(heads: readonly string[], rows: readonly Row[]): Table {
  return { type: 'table', children: [toRow({ cells: heads }), ...rows.map(toRow)] }
}

function toRow({ cells, data }: Row): TableRow {
  const children = cells.map(cell => ({ type: 'tableCell' as const, children: toNodes(cell) }))
  return data ? { type: 'tableRow', children, data: { hProperties: data } } : { type: 'tableRow', children }
}

function toNodes(cell: Row['cells'][number]): PhrasingContent[] {
  if (typeof cell !== 'string') return [...cell]
  return cell === '' ? [] : [{ type: 'text', value: cell }]
}

/** Words in strong type. */
export function strong(text: string): PhrasingContent {
  return { type: 'strong', children: [{ type: 'text', value: text }] }
}
