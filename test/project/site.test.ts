import { expect, test } from 'vitest'
import { makeSite } from '../../scripts/site.ts'

test('the site has the workbench and the exhibits, leads to each, and has nothing that is for the writers alone', async () => {
  const site = await makeSite()
  const index = site.get('index.html')!
  const links = [...index.matchAll(/<a href="([^"#]+)"/g)].map(([, path]) => path!)
  expect(links.sort()).toEqual([...site.keys()].filter(path => path !== 'index.html').sort())
  expect(links).toEqual(expect.arrayContaining(['workbench.html', 'car-t/packet.html', 'car-t/exhibit-a.html']))
  expect(index).toContain('>Exhibit A</a>')
  for (const [path, text] of site)
    expect(`${path}: ${text.match(/Working paper|Working notes/)?.[0]}`).toBe(`${path}: undefined`)
})
