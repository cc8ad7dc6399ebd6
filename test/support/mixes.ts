import { stringify } from 'yaml'
import type { InputFile } from '../../src/types.ts'
import { type RealChange, toFiles } from './real-changes.ts'

/** How much a made request asks for, and of whom. */
export interface MadeMix {
  /** Which descriptors of the revised codes change. */
  readonly kind: 'long' | 'short' | 'both'
  readonly edit: 'strike' | 'insert'
  readonly revise: number
  readonly establish: number
  readonly discontinue: number
  readonly venue: 'comment' | 'application'
  readonly precedents: boolean
}

type CodeSpec = RealChange['codes'][number] & Readonly<Record<string, unknown>>

const NAMES = ['one', 'two', 'three']

const EDITS = {
  strike: { long: '- strike: ", sterile"', short: '- strike: " spc"\n  in: short' },
  insert: {
    long: '- insert: " reusable"\n  after: Kit',
    short: '- insert: " new"\n  after: Kit\n  in: short',
  },
} as const

/** The files of a made request, in `descriptors/made/`. */
export function filesOfMix(mix: MadeMix): InputFile[] {
  const { kind, edit, revise, establish, discontinue, venue, precedents } = mix
  const kinds = kind === 'both' ? (['long', 'short'] as const) : ([kind] as const)
  const codes = [
    ...NAMES.slice(0, revise).map((name, index) => revised(name, index, mix)),
    ...NAMES.slice(0, discontinue).map((name, index) => ended(name, index, establish > 0)),
    ...NAMES.slice(0, establish).map(established),
  ]
  const files = toFiles({
    name: 'made',
    ...(venue === 'application' ? { venue } : {}),
    ...(revise > 0 ? { changes: kinds.map(one => EDITS[edit][one]).join('\n') } : {}),
    codes,
  })
  return precedents ? withPrecedent(files) : files
}

function revised(name: string, index: number, { kind, edit }: MadeMix): CodeSpec {
  const changed = (one: 'long' | 'short') => kind === one || kind === 'both'
  const long = { strike: `Kit ${name}, each`, insert: `Kit reusable ${name}, sterile, each` }[edit]
  const short = { strike: `Kit ${name}`, insert: `Kit new ${name} spc` }[edit]
  const current = `Kit ${name}, sterile, each`
  return {
    code: `A000${index + 1}`,
    short: `Kit ${name} spc`,
    added: '2020-01-01',
    current,
    proposed: changed('long') ? long : current,
    ...(changed('short') ? { proposedShort: short } : {}),
  }
}

function established(name: string, index: number): CodeSpec {
  const proposed = `Tray ${name}, each`
  return { code: `NEW${index + 1}`, action: 'establish', proposedShort: `Tray ${name}`, proposed }
}

function ended(name: string, index: number, isReplaced: boolean): CodeSpec {
  const heir = isReplaced && index === 0 ? { replacedBy: 'NEW1' } : {}
  const rest = { short: `Bag ${name}`, added: '2020-01-01', current: `Bag ${name}, each`, ...heir }
  return { code: `B000${index + 1}`, action: 'discontinue', ...rest }
}

function withPrecedent(files: readonly InputFile[]): InputFile[] {
  const fields = { code: 'C0001', relation: 'precedent', short: 'Cup', added: '2020-01-01', source: 'precedents' }
  const text = `---\n${stringify(fields)}---\n\n## Current descriptor\n\n> Cup, each\n`
  const note = '[^precedents]: CMS, HCPCS Level II release of the precedents.\n'
  return [
    ...files.map(file => {
      if (!file.path.endsWith('/request.md')) return file
      const request = new TextDecoder().decode(file.bytes).replace('\ncodes:', '\nprecedents: [C0001]\ncodes:')
      return { ...file, bytes: new TextEncoder().encode(`${request}${note}`) }
    }),
    { path: 'descriptors/made/precedents/C0001.md', bytes: new TextEncoder().encode(text) },
  ]
}
