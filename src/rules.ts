/** What a rule demands, and what to do when it is broken. */
export interface Rule {
  readonly sentence: string
  readonly remedy: string
}

const publishedAnew = 'Take the file anew from CMS, unopened by any other program.'

/** The rules for CMS's release files. */
export const releaseRules = {
  'release-empty': {
    sentence: 'A release holds records.',
    remedy: 'Take the file anew from CMS: it was probably not fetched to its end.',
  },
  'release-format': {
    sentence: 'A release is a zip, a fixed-width text, a workbook (xlsx) or a CSV in the layout of CMS.',
    remedy: 'Give the zip as CMS publishes it, or the main file in it (its name ends in ANWEB).',
  },
  'release-kind': {
    sentence: 'A release is the main file, not another list that CMS publishes with it.',
    remedy: 'Give the main file (its name ends in ANWEB) or the whole zip.',
  },
  'release-several': {
    sentence: 'A zip holds one release.',
    remedy: 'Unpack the zip and give the one file that is meant.',
  },
  'release-encoding': {
    sentence: 'A release is written in Windows-1252 or UTF-8, and no character of it was lost.',
    remedy: publishedAnew,
  },
  'release-truncated': {
    sentence: 'A release is whole to its last record.',
    remedy: publishedAnew,
  },
  'release-record': {
    sentence: 'Every record has the columns of the layout, and nothing outside them.',
    remedy: publishedAnew,
  },
  'release-continuation': {
    sentence: 'Every continuation follows its record in sequence.',
    remedy: publishedAnew,
  },
  'release-field': {
    sentence: 'Dates and action codes are such as CMS defines.',
    remedy: 'Look at the record: its columns may have slipped, or CMS has a new action code.',
  },
  'release-header': {
    sentence: 'A workbook or CSV names all columns of the layout once.',
    remedy: publishedAnew,
  },
  'release-duplicate': {
    sentence: 'A code stands once in a release.',
    remedy: 'Ask CMS which text holds; look whether the release was issued anew.',
  },
  'release-size': {
    sentence: 'A release fits into memory.',
    remedy: 'Give the main file of the release alone; no file of CMS comes near the limit.',
  },
  'release-zip': {
    sentence: 'A zip is whole: sizes and checksums agree with the content.',
    remedy: publishedAnew,
  },
  'release-zip-name': {
    sentence: 'The names in a zip stay inside it.',
    remedy: 'Do not unpack this zip; take the file anew from CMS.',
  },
  'release-encrypted': {
    sentence: 'A release is not encrypted.',
    remedy: 'Unpack it with its password and give the file in it.',
  },
  'release-one-kind': {
    sentence: 'A release has procedure codes and modifiers.',
    remedy: 'The kind it lacks is left out of every comparison with this file; give the complete one if it matters.',
  },
  'release-blank-column': {
    sentence: 'A release has pricing, dates and action codes.',
    remedy: 'What this column would tell is left out of every comparison; give the complete file if it matters.',
  },
  'release-order': {
    sentence: 'The older release comes first.',
    remedy: 'Swap the two files.',
  },
} as const satisfies Readonly<Record<string, Rule>>
