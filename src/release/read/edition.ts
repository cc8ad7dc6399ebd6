import type { IsoDate } from '../../types.ts'
import type { Edition, Release, ReleaseRecord } from '../types.ts'

/** A name that may tell the edition, and where it stands. */
export interface NameSource {
  readonly from: 'archive entry' | 'file name' | 'sheet name'
  readonly name: string
}

/**
 * Tells the edition of a release by its add dates. A name can only make that plainer: it counts where it is such as CMS
 * gives and the dates do not speak against it, so that a renamed file stays what it is.
 */
export function findEdition(names: readonly NameSource[], records: readonly ReleaseRecord[]): Edition | undefined {
  const quarters = findQuarters(records)
  for (const { from, name } of names) {
    const period = findPeriod(name)
    if (period !== undefined && agrees(period, quarters)) return { period, from }
  }
  return quarters && { period: quarters.own, from: 'latest date' }
}

/** The month in which an edition begins: an annual release, which CMS names by its year alone, is that of January. */
export function firstMonth(period: string): string {
  return period.length === 4 ? `${period}-01` : period
}

/** The quarter that the add dates tell, and the latest of any code. */
interface Quarters {
  readonly own: string
  readonly latest: string
}

/**
 * A release has the codes of its own quarter: 4 in the quietest since 2013, mostly 10 to 300. One code or two can be
 * announced for a later quarter (in the annual release of 2018 one for April and one for July), so a quarter counts
 * from one code in 2,000.
 */
function findQuarters(records: readonly ReleaseRecord[]): Quarters | undefined {
  const counts = new Map<string, number>()
  for (const { added } of records) {
    if (added === undefined) continue
    const quarter = quarterOf(added)
    counts.set(quarter, (counts.get(quarter) ?? 0) + 1)
  }
  const newestFirst = [...counts.keys()].sort().reverse()
  const own = newestFirst.find(quarter => counts.get(quarter)! * 2000 >= records.length) ?? newestFirst[0]
  return own === undefined ? undefined : { own, latest: newestFirst[0]! }
}

/** `2020-04` of `2020-05-14` and of `2020-05`. */
function quarterOf(date: string): string {
  const month = Number(date.slice(5, 7))
  return `${date.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, '0')}`
}

function agrees(period: string, quarters: Quarters | undefined): boolean {
  const named = quarterOf(firstMonth(period))
  return quarters === undefined || (quarters.own <= named && named <= quarters.latest)
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const month = `(?<month>${months.join('|')})`

/** `HCPC2024_APR_ANWEB_v2.csv`, `HCPC2018_CONTR_ANWEB_disc.txt`; as the name of a sheet `HCPC2026_JUL_contr`, `HCPCS_2018_Alpha`. */
const ofFile = new RegExp(`^HCPCS?_?(?<year>20\\d\\d)_(?:${month}_)?(?:ANWEB|CONTR|ALPHA)`)
/** `july-2020-alpha-numeric-hcpcs-file.zip`, `2018-Alpha-Numeric-HCPCS-File.zip`, `2014-Annual-Alpha-Numeric-HCPCS-File.zip`. */
const ofZip = new RegExp(`^(?:${month}[A-Z]*-)?(?<year>20\\d\\d)-(?:ANNUAL-)?ALPHA-NUMERIC-HCPCS-FILE`)

/** The period in a name of CMS's own patterns: `2024-04`, `2018`. */
function findPeriod(path: string): string | undefined {
  const name = path.split(/[/\\]/).at(-1)!.toUpperCase()
  const found = (ofFile.exec(name) ?? ofZip.exec(name))?.groups
  if (!found) return undefined
  return found.month ? `${found.year}-${String(months.indexOf(found.month) + 1).padStart(2, '0')}` : found.year
}

/**
 * Whether a file is named as CMS names releases: `HCPC2024_JUL_ANWEB.csv`, `july-2024-alpha-numeric-hcpcs-file.zip`, but
 * not `HCPC2019_Trans_Alpha.xlsx`, nor what is laid beside a release.
 */
export function isNamedAsRelease(path: string): boolean {
  const name = path.split(/[/\\]/).at(-1)!
  const isBeside = /trans|report|read.?me|note|layout|correct|addend/i.test(name)
  return !isBeside && (/anweb|contr_an/i.test(name) || (/alpha/i.test(name) && /hcpc/i.test(name)))
}

/**
 * The first day of a release's edition, so that the same releases give the same file; where it is unknown, the first day
 * that a zip can have.
 */
export function firstDay({ edition }: Pick<Release, 'edition'>): IsoDate {
  return edition ? `${firstMonth(edition.period)}-01` : '1980-01-01'
}

/** How many months lie between the editions of two releases; nothing where one is unknown. */
export function monthsBetween(one: Pick<Release, 'edition'>, other: Pick<Release, 'edition'>): number | undefined {
  if (!one.edition || !other.edition) return undefined
  const [from, to] = [one, other].map(({ edition }) => {
    const [year, month] = firstMonth(edition!.period).split('-').map(Number)
    return 12 * year! + month!
  })
  return Math.abs(to! - from!)
}

/** Whether a last day lies within a release’s edition or after it: the code had not ended when that began. */
export function endsSince(release: Pick<Release, 'edition'>, end: IsoDate | undefined): boolean {
  return end !== undefined && release.edition !== undefined && end >= firstDay(release)
}
