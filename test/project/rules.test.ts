import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { rules } from '../../src/rules.ts'
import { root } from '../support/project.ts'

const ids = Object.keys(rules)

/** Rules whose faults depend on the computer, the disk or the command line; test/cli/ and test/faults/ make them. */
const ON_DISK = [
  'file-exists',
  'file-size',
  'file-link',
  'file-unreadable',
  'pair',
  'filing-limit',
  'pdf-compiler',
  'output-unwritable',
  'output-edited',
  'output-list',
  'output-stale',
  'output-missing',
  'output-orphan',
]

/** Rules for releases, whose mistakes are made byte by byte in the tests of test/release/. */
const ofReleases = ids.filter(id => id.startsWith('release-'))

test('each rule has a folder of a mistake, and each folder a rule', () => {
  const folders = readdirSync(`${root}/test/fixtures/problems`)
  expect([...folders, ...ON_DISK, ...ofReleases].sort()).toEqual([...ids].sort())
})

test('each rule for releases is broken by a test', () => {
  const names = readdirSync(`${root}/test/release`).filter(name => name.endsWith('.test.ts'))
  const tests = names.map(name => readFileSync(`${root}/test/release/${name}`, 'utf8')).join('')
  expect(ofReleases.filter(id => !tests.includes(id))).toEqual([])
})
