import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import GithubSlugger from 'github-slugger'
import type { Root } from 'mdast'
import { toString as plainText } from 'mdast-util-to-string'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { describe, expect, test } from 'vitest'
import { printRules, ruleExample } from '../../scripts/rules-page.ts'
import { rules } from '../../src/rules.ts'
import { root } from '../support/project.ts'

const guides = readdirSync(`${root}/docs`).map(name => `docs/${name}`)
const pages = ['README.md', 'CONTRIBUTING.md', ...guides]
const textOf = (page: string) => readFileSync(join(root, page), 'utf8')
const treeOf = (page: string): Root => unified().use(remarkParse).use(remarkGfm).parse(textOf(page))

/** The addresses of all links and pictures of a page. */
function linksOf(page: string): string[] {
  const found: string[] = []
  visit(treeOf(page), node => {
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') found.push(node.url)
  })
  return found
}

/** The addresses of the headings of a page, as GitHub makes them. */
function anchorsOf(page: string): string[] {
  const slugger = new GithubSlugger()
  const found: string[] = []
  visit(treeOf(page), 'heading', node => {
    found.push(slugger.slug(plainText(node)))
  })
  return found
}

/** The page or file that a relative link of `page` leads to, from the root, and the heading in it. */
function targetOf(page: string, link: string): { path: string; anchor: string } {
  const [file = '', anchor = ''] = link.split('#')
  return { path: file === '' ? page : relative(root, join(root, dirname(page), file)), anchor }
}

const relativeLinks = (page: string) => linksOf(page).filter(link => !/^[a-z]+:/.test(link))

describe('links', () => {
  test.each(pages)('each of %s leads somewhere', page => {
    for (const link of relativeLinks(page)) {
      const { path, anchor } = targetOf(page, link)
      expect.soft(existsSync(join(root, path)), link).toBe(true)
      if (anchor !== '') expect.soft(anchorsOf(path), link).toContain(anchor)
    }
  })

  test.each(pages)('no address of %s is a folder of this computer or without encryption', page => {
    for (const link of linksOf(page)) expect(link).not.toMatch(/^(?:http:|file:|\/)/)
  })

  test('the README leads to every guide', () => {
    expect(relativeLinks('README.md').map(link => targetOf('README.md', link).path)).toEqual(
      expect.arrayContaining(guides.filter(path => statSync(join(root, path)).isFile())),
    )
  })
})

describe('docs/rules.md', () => {
  test('is what `npm run docs` writes', () => {
    expect(textOf('docs/rules.md')).toBe(printRules(rules, ruleExample()))
  })

  test('has each rule once, with what it demands', () => {
    const listed = Array.from(textOf('docs/rules.md').matchAll(/^\| `([a-z-]+)` \| /gm), match => match[1])
    expect(listed.sort()).toEqual(Object.keys(rules).sort())
    const shown = plainText(treeOf('docs/rules.md'))
    for (const { demands, remedy } of Object.values(rules)) expect(shown).toContain(demands + remedy)
  })
})

describe('commands', () => {
  const { scripts } = JSON.parse(textOf('package.json'))
  const named = (page: string) =>
    Array.from(textOf(page).matchAll(/npm (?:run (?:-s )?([a-z-]+)|test)/g), ([, script = 'test']) => script)

  test.each(pages)('each of %s is a script of the project', page => {
    for (const name of named(page)) expect(Object.keys(scripts)).toContain(name)
  })

  test('docs/commands.md has every script of the project', () => {
    expect([...new Set(named('docs/commands.md'))].sort()).toEqual(Object.keys(scripts).sort())
  })
})

test('each test that docs/reliability.md names is there', () => {
  const text = readFileSync(`${root}/docs/reliability.md`, 'utf8')
  const named = [...text.matchAll(/`([a-z-]+\/[a-z-]+\.test\.ts)`/g)].map(match => match[1]!)
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter(path => !existsSync(`${root}/test/${path}`))).toEqual([])
})
