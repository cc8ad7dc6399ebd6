import {
  BorderStyle,
  type FileChild,
  Footer,
  Header,
  type ISectionOptions,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun,
} from 'docx'
import { LINE_WIDTH } from './styles.ts'

/** What stands at the head of each page, and a note at its right-hand end. */
export interface Running {
  readonly header: string
  readonly note: string
}

/** What stands between the margins of landscape paper. */
export const WIDE_LINE = 14_688

/** A section on Letter paper with a header and "Page x of y"; `isWide` turns the paper and takes the margins down. */
export function wordSection(running: Running, children: readonly FileChild[], isWide = false): ISectionOptions {
  const margin = isWide
    ? { top: 1000, bottom: 800, left: 576, right: 576, header: 500, footer: 400 }
    : { top: 1500, bottom: 1300, left: 1440, right: 1440, header: 720, footer: 640 }
  const size = { width: 12240, height: 15840, ...(isWide ? { orientation: PageOrientation.LANDSCAPE } : {}) }
  return {
    properties: { page: { size, margin } },
    headers: { default: new Header({ children: [header(running, isWide ? WIDE_LINE : LINE_WIDTH)] }) },
    footers: { default: new Footer({ children: [footer()] }) },
    children,
  }
}

function header({ header, note }: Running, position: number): Paragraph {
  return new Paragraph({
    style: 'Running',
    tabStops: [{ type: 'right', position }],
    border: { bottom: { style: BorderStyle.SINGLE, size: 4, space: 4, color: '8A8A8A' } },
    children: [new TextRun(note === '' ? header : `${header}\t${note}`)],
  })
}

function footer(): Paragraph {
  const children = ['Page ', PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES]
  return new Paragraph({ style: 'Running', alignment: 'center', children: [new TextRun({ children })] })
}
