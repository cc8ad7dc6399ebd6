import { Document, isScalar, visit } from 'yaml'
import type { Evidence } from '../model.ts'

const HEAD =
  ' Written by “npm run verify”, not by hand: the wordings of this request held against release files of CMS.'

/** `evidence.yaml` of a request. The same evidence gives the same bytes. */
export function toEvidenceYaml(wordings: string, releases: readonly Evidence[]): string {
  const document = new Document({ wordings, releases: releases.map(toEntry) })
  document.commentBefore = HEAD
  visit(document, {
    Seq: (_, list) => {
      list.flow = list.items.every(isScalar)
    },
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: false })
}

function toEntry({ standing, carriers, checked, lacks, ...file }: Evidence): object {
  const { file: name, edition, sha256, codes } = file
  const kindred = carriers.kindred.length > 0 ? { word: carriers.word, kindred: carriers.kindred } : {}
  return {
    ...{ file: name, edition, sha256, codes },
    ...(checked === undefined ? {} : { checked }),
    ...withoutEmpty({ lacks, ...standing }),
    ...withoutEmpty({ sameClause: carriers.inForce, sameClauseTerminated: carriers.terminated }),
    ...kindred,
  }
}

function withoutEmpty(lists: Readonly<Record<string, readonly string[]>>): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0))
}
