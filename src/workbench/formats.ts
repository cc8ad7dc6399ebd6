/** The type of a Word file, as browsers name it. */
export const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The type of a workbook. */
export const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The formats in which a comparison can be saved, each with its type for the browser. */
export const SAVES = {
  docx: WORD,
  xlsx: WORKBOOK,
  csv: 'text/csv',
  html: 'text/html',
  json: 'application/json',
} as const

export type SaveFormat = keyof typeof SAVES

/** Those in which what became of a list of one’s own can be saved. */
export const OWN_SAVES = {
  xlsx: WORKBOOK,
  'worklist.docx': WORD,
  html: 'text/html',
  'list.csv': 'text/csv',
} as const

export type OwnFormat = keyof typeof OWN_SAVES
