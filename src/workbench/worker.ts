import { most } from '../release/read/limits.ts'
import { beginRequest, declare, type Proposal } from './change.ts'
import { lookUp } from './code.ts'
import { makeRequests, takeFile } from './folder.ts'
import type { OwnFormat, SaveFormat } from './formats.ts'
import { addList, chooseColumn, listOwn, type OwnQuery } from './own-codes.ts'
import { describePicture, type Pair, showPair, wordOf } from './pair.ts'
import type { InFolder } from './places.ts'
import { fileOf, fileOfOwn } from './saves.ts'
import { addRelease, compare, type Given, list, type Query, type Session, shownReleases } from './session.ts'

const session: Session = { releases: [] }

/** What the page can ask of the worker. */
const tasks = {
  showPair: (pair: Pair) => showPair(pair),
  wordOf: (asked: Pair & { readonly tracked: boolean }) => wordOf(asked),
  describePicture: (drawn: { readonly png: Blob; readonly text: string }) => describePicture(drawn),
  declare: (proposal: Proposal) => declare(proposal),
  beginRequest: (asked: Parameters<typeof beginRequest>[0]) => beginRequest(asked),
  add: async (file: File) => ({
    said: await addRelease(session, await readFile(file)),
    releases: shownReleases(session),
  }),
  compare: ({ from, to }: { readonly from: string; readonly to: string }) => compare(session, from, to),
  list: ({ query, from }: { readonly query: Query; readonly from: number }) => list(session, query, from),
  save: async ({ query, format }: { readonly query: Query; readonly format: SaveFormat }) =>
    new Blob([fileOf(session, query, format) as BlobPart]),
  addList: async (file: File) => addList(session, await readFile(file)),
  chooseColumn: (column: number) => chooseColumn(session, column),
  listOwn: (query: OwnQuery) => listOwn(session, query),
  saveOwn: ({ search, format }: { readonly search: string; readonly format: OwnFormat }) =>
    new Blob([fileOfOwn(session, search, format) as BlobPart]),
  lookUp: (asked: string) => lookUp(session, asked),
  makeRequests: (given: readonly InFolder[]) => makeRequests(session, given),
  takeFile: (name: string) => takeFile(session, name),
  forget: () => {
    session.releases = []
    delete session.compared
  },
}

export type Tasks = typeof tasks

/** One byte more than the reader takes is enough for it to say so. */
async function readFile(file: File): Promise<Given> {
  return { name: file.name, bytes: new Uint8Array(await file.slice(0, most.bytes + 1).arrayBuffer()) }
}

/** A question of the page. */
export interface Question {
  readonly id: number
  readonly task: keyof Tasks
  readonly value: unknown
}

/** What comes back: a result, or what went wrong. */
export interface Answer {
  readonly id: number
  readonly result?: unknown
  readonly error?: string
}

/** One question is answered after the other. */
let last: Promise<unknown> = Promise.resolve()
addEventListener('message', ({ data }: MessageEvent<Question>) => {
  last = last.then(() => answer(data))
})

async function answer({ id, task, value }: Question): Promise<void> {
  try {
    const result = await tasks[task](value as never)
    postMessage({ id, result } satisfies Answer)
  } catch (error) {
    postMessage({ id, error: String(error) } satisfies Answer)
  }
}
