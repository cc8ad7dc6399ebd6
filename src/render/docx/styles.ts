import { BorderStyle, type INumberingOptions, type IStylesOptions, LevelFormat } from 'docx'

/** Twips, twentieths of a point: the width between the margins of Letter paper. */
export const LINE_WIDTH = 9360

/** The names under which lists are numbered; that of an ordered list is followed by its first number. */
export const BULLETED = 'bullets'
export const ORDERED = 'numbers-from-'

/** Every Word has it, and other programs have a font of the same widths. */
const FONT = 'Times New Roman'

const heading = (size: number, before: number, after: number) => ({
  run: { font: FONT, size, bold: true, color: '000000' },
  paragraph: { keepNext: true, keepLines: true, spacing: { before, after, line: 252, lineRule: 'auto' as const } },
})

/** The styles of a document; sizes are in half points. */
export function wordStyles(title: number): IStylesOptions {
  return {
    default: {
      document: {
        run: { font: FONT, size: 22, language: { value: 'en-US' } },
        paragraph: { spacing: { after: 120, line: 259, lineRule: 'auto' } },
      },
      heading1: heading(title, 240, 240),
      heading2: heading(26, 360, 140),
      heading3: heading(23, 280, 100),
      heading4: heading(22, 240, 100),
      heading5: heading(22, 240, 100),
      heading6: heading(22, 240, 100),
      hyperlink: { run: { color: '1D4480', underline: { type: 'single' } } },
      caption: {
        run: { bold: true, italics: false, size: 20, color: '000000' },
        paragraph: { keepNext: true, spacing: { before: 240, after: 80 } },
      },
      footnoteText: { run: { size: 17 }, paragraph: { spacing: { after: 40, line: 240, lineRule: 'auto' } } },
    },
    paragraphStyles: [
      {
        id: 'Quote',
        name: 'Quote',
        basedOn: 'Normal',
        quickFormat: true,
        paragraph: {
          keepLines: true,
          indent: { left: 280, right: 160 },
          spacing: { before: 100, after: 240 },
          border: { left: { style: BorderStyle.SINGLE, size: 18, space: 10, color: '8A8A8A' } },
          shading: { type: 'clear', fill: 'F7F7F7' },
        },
      },
      {
        id: 'TableText',
        name: 'Table Text',
        basedOn: 'Normal',
        quickFormat: true,
        run: { size: 18 },
        paragraph: { spacing: { before: 50, after: 50, line: 240, lineRule: 'auto' } },
      },
      { id: 'RedlineText', name: 'Redline Text', basedOn: 'TableText', run: { size: 20 } },
      { id: 'DenseText', name: 'Dense Text', basedOn: 'TableText', run: { size: 16 } },
      { id: 'Code', name: 'Code', basedOn: 'Normal', run: { font: 'Consolas', size: 19 } },
      {
        id: 'Running',
        name: 'Running',
        basedOn: 'Normal',
        run: { size: 18, color: '555555' },
        paragraph: { spacing: { after: 0 } },
      },
    ],
  }
}

/** Bullets, and for each first number that an ordered list of the document has, a way to count. */
export function wordNumbering(starts: readonly number[]): INumberingOptions {
  const levels = [0, 1, 2, 3, 4, 5, 6, 7, 8]
  const style = (level: number) => ({
    paragraph: { indent: { left: 400 * (level + 1), hanging: 400 } },
  })
  const bullets = levels.map(level => ({ level, format: LevelFormat.BULLET, text: '•', style: style(level) }))
  const numbers = (start: number) =>
    levels.map(level => ({ level, format: LevelFormat.DECIMAL, text: `%${level + 1}.`, start, style: style(level) }))
  return {
    config: [
      { reference: BULLETED, levels: bullets },
      ...starts.map(start => ({ reference: `${ORDERED}${start}`, levels: numbers(start) })),
    ],
  }
}
