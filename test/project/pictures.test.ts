import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { digestOf, workbenchPicture } from '../../scripts/picture-pages.ts'
import { pictured } from '../browser/made-pages.ts'
import { root } from '../support/project.ts'

const pages = [...pictured, await workbenchPicture(root)]
const madeFrom = JSON.parse(readFileSync(`${root}/pictures/made-from.json`, 'utf8'))
const readme = readFileSync(`${root}/README.md`, 'utf8')

test.each(pages)('the picture “$name” was made from today’s page; if not: npm run pictures', page => {
  expect(madeFrom[page.name]).toBe(digestOf(page))
})

test.each(pages)('the picture “$name” is a small PNG, and README.md says in words what it shows', ({ name }) => {
  const bytes = readFileSync(`${root}/pictures/${name}.png`)
  expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  expect(bytes.length).toBeLessThan(200_000)
  expect(readme).toMatch(new RegExp(`!\\[[^\\]]{60,}\\]\\(pictures/${name}\\.png\\)`))
})
