import { BorderStyle, type FileChild, Footer, Header, type ISectionOptions, PageNumber, Paragraph, TextRun } from 'docx'
import { LINE_WIDTH } from './styles.ts'

/** What stands at the head of each page, and a note at its right-hand end. */
export interface Running {
  readonly header: string
  readonly note: string
}

/** A section on Letter paper with a header and "Page x of y". */
export function wordSection(running: Running, children: readonly FileChild[]): ISectionOptions {
  const margin = { top: 1500, bottom: 1300, left: 1440, right: 1440, header: 720, footer: 640 }
  return {
    properties: { page: { size: { width: 12240, height: 15840 }, margin } },
    headers: { default: new Header({ children: [header(running)] }) },
    footers: { default: new Footer({ children: [footer()] }) },
    children,
  }
}

function header({ header, note }: Running): Paragraph {
  return new Paragraph({
    style: 'Running',
    tabStops: [{ type: 'right', position: LINE_WIDTH }],
    border: { bottom: { style: BorderStyle.SINGLE, size: 4, space: 4, color: '8A8A8A' } },
    children: [new TextRun(note === '' ? header : `${header}\t${note}`)],
  })
}

function footer(): Paragraph {
  const children = ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES]
  return new Paragraph({ style: 'Running', alignment: 'center', children: [new TextRun({ children })] })
}
