import { HtmlValidate } from 'html-validate'
import { expect, test } from 'vitest'
import { workbenchHtml } from '../../scripts/workbench.ts'
import { otherPages } from './made-pages.ts'

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: { 'long-title': 'off', 'no-inline-style': ['error', { allowedProperties: ['--share'] }] },
})

test.each([...otherPages, { name: 'workbench', html: await workbenchHtml() }])(
  'the page “$name” is valid HTML',
  async ({ html }) => {
    const report = await validator.validateString(html)
    expect(
      report.results.flatMap(result => result.messages.map(one => `${one.line}: ${one.ruleId} ${one.message}`)),
    ).toEqual([])
  },
)
