import { columnNames } from '../release/read/layout.ts'
import { toCsv } from '../render/tables/csv.ts'

/** A pair of wordings to look at: what the first request that came with the project asks for Q2042. */
export const samplePair = {
  current:
    'Tisagenlecleucel, up to 600 million car-positive viable t cells, including leukapheresis and dose preparation procedures, per therapeutic dose',
  proposed: 'Tisagenlecleucel, up to 600 million car-positive viable t cells, per therapeutic dose',
}

type Cells = Readonly<Record<string, string>>

const kept: Cells = { SEQNUM: '0010', RECID: '3', 'ADD DT': '20180101', 'ACT EFF DT': '20180101', 'ACTION CD': 'N' }
const changed: Cells = { ...kept, 'ACT EFF DT': '20190101', 'ACTION CD': 'C' }

/** Without one that ended before, the file would be one that tells nothing of ends. */
const ended: Cells = {
  ...kept,
  HCPC: 'Q0005',
  'LONG DESCRIPTION': 'Sample product that ended before',
  'SHORT DESCRIPTION': 'Ended sample',
  'TERM DT': '20171231',
}

/** Made up, with what happens to codes from one release to the next. */
const EARLIER: readonly Cells[] = [
  {
    ...kept,
    HCPC: 'Q0001',
    'LONG DESCRIPTION': 'Sample product, up to 60 million cells, per dose',
    'SHORT DESCRIPTION': 'Sample product',
  },
  { ...kept, HCPC: 'Q0002', 'LONG DESCRIPTION': 'Sample kit, disposable; each', 'SHORT DESCRIPTION': 'Sample kit' },
  { ...kept, HCPC: 'Q0003', 'LONG DESCRIPTION': 'Older sample product, 10 mg', 'SHORT DESCRIPTION': 'Older sample' },
  ended,
]
const LATER: readonly Cells[] = [
  { ...EARLIER[0], ...changed, 'LONG DESCRIPTION': 'Sample product, up to 600 million cells, per dose' },
  { ...EARLIER[1], ...changed, 'LONG DESCRIPTION': 'Sample kit, disposable, each' },
  { ...EARLIER[2], ...changed, 'ACTION CD': 'D', 'TERM DT': '20181231' },
  {
    ...changed,
    HCPC: 'Q0004',
    'ADD DT': '20190101',
    'ACTION CD': 'A',
    'LONG DESCRIPTION': 'New sample product, 1 mg',
    'SHORT DESCRIPTION': 'New sample',
  },
  ended,
]

/** Two small releases to look at, made up, as files that are read like any other. */
export function samplePairOfReleases(): File[] {
  const toRow = (cells: Cells) => columnNames.map(name => cells[name] ?? '')
  const toFile = (name: string, records: readonly Cells[]) =>
    new File([toCsv([columnNames, ...records.map(toRow)]).replace(/^\uFEFF/, '')], name)
  return [toFile('sample-earlier.csv', EARLIER), toFile('sample-later.csv', LATER)]
}
