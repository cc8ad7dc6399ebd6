import { expect, test } from 'vitest'
import { formatsOf, showNumber } from '../../src/release/read/number-formats.ts'
import type { Element } from '../../src/release/read/xml.ts'

/** A number as a cell shows it that has a format of the workbook’s own. */
function shown(stored: string, formatCode: string): string {
  const element = (name: string, attributes: Record<string, string>): Element => ({
    ...{ name, text: '', children: [] },
    attributes: new Map(Object.entries(attributes)),
  })
  const style = element('xf', { numFmtId: '164' })
  const [format] = formatsOf([style], [element('numFmt', { numFmtId: '164', formatCode })])
  return showNumber(stored, format!, false)
}

test.each(['#,##0.00\\ _D_M', '#,##0.00 _P_t_s', '* #,##0.00_d', '*d#,##0', '#,##0_\\d', '#,##0*\\m', '_"0_d_"'])(
  'a letter that only takes room makes no day and no time of an amount: %s',
  code => expect(shown('1234.5', code)).toBe('1234.5'),
)

test.each([
  ['yyyy-mm-dd_)', '46402', '2027-01-15'],
  ['_d*-m/d/yyyy', '46402', '2027-01-15'],
  ['_h[h]:mm_s', '0.125', '3:00'],
  ['0.0%_)', '0.125', '12.5%'],
])('and what stands beside it counts: %s', (code, stored, expected) => expect(shown(stored, code)).toBe(expected))
