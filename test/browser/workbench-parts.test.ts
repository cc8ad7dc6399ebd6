import { createHash } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as node from '../../src/release/read/platform.ts'
import { createHash as createOwn } from '../../src/workbench/node.ts'
import * as browser from '../../src/workbench/platform.ts'
import { filesOf } from '../support/project.ts'

const bytes = fc.uint8Array({ maxLength: 300 })

describe('what stands in for Node.js in the browser gives what Node.js gives', () => {
  test('for sums, texts, and encodings', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async some => {
        expect(browser.crc32(some)).toBe(node.crc32(some))
        expect(await browser.sha256(some)).toBe(await node.sha256(some))
        expect(browser.latin1(some)).toBe(node.latin1(some))
        expect(browser.isAscii(some)).toBe(node.isAscii(some))
        expect(browser.isUtf8(some)).toBe(node.isUtf8(some))
        expect([...browser.asBuffer(some)]).toEqual([...node.asBuffer(some)])
      }),
    )
  })

  test('for texts that are UTF-8 or nearly so', () => {
    const text = fc.tuple(fc.string({ unit: 'binary' }), fc.nat(5))
    fc.assert(
      fc.property(text, ([some, cut]) => {
        const encoded = Buffer.from(some).subarray(cut)
        expect(browser.isUtf8(encoded)).toBe(node.isUtf8(encoded))
      }),
    )
  })

  test('for the sum of a page', () => {
    const own = createOwn().update('a “page”').digest('base64')
    expect(own).toBe(createHash('sha256').update('a “page”').digest('base64'))
  })

  test('for what is deflated, whole, cut, damaged, or larger than it says', async () => {
    await fc.assert(
      fc.asyncProperty(
        bytes,
        fc.nat(400),
        fc.nat(255),
        fc.integer({ min: -2, max: 2 }),
        async (some, at, byte, more) => {
          const packed = new Uint8Array(deflateRawSync(some))
          if (at < packed.length) packed[at] = byte
          for (const given of [packed, packed.subarray(0, -1)]) {
            const size = Math.max(1, some.length + more)
            const [own, other] = await Promise.all([unpacked(browser, given, size), unpacked(node, given, size)])
            // Bytes behind the end are passed over by zlib, and refused by browsers.
            if (own !== 'refused') expect(own).toEqual(other)
            else if (given === packed && at >= packed.length) expect(other).toBe('refused')
          }
        },
      ),
    )
  })
})

async function unpacked({ inflate }: typeof browser, packed: Uint8Array, size: number): Promise<number[] | string> {
  try {
    return [...(await inflate(packed, size))]
  } catch {
    return 'refused'
  }
}

test('no text becomes markup or code in the workbench', async () => {
  for (const { path, bytes } of await filesOf('src/workbench'))
    expect(`${path}: ${new TextDecoder().decode(bytes)}`).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|\beval\(|new Function|srcdoc|setAttribute\(['"]on/,
    )
})
