import { HtmlValidate } from 'html-validate'
import { expect, test } from 'vitest'
import { otherPages } from './made-pages.ts'

const validator = new HtmlValidate({ extends: ['html-validate:recommended'], rules: { 'long-title': 'off' } })

test.each(otherPages)('the page “$name” is valid HTML and runs no script', async ({ html }) => {
  const report = await validator.validateString(html)
  expect(
    report.results.flatMap(result => result.messages.map(one => `${one.line}: ${one.ruleId} ${one.message}`)),
  ).toEqual([])
  expect(html).not.toContain('<script')
})
