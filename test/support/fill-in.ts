import { readFile, rename, writeFile } from 'node:fs/promises'

/** What a person would write in the open places that `init` leaves. */
export const answers: Readonly<Record<string, string>> = {
  'what is asked, in one line': 'Strike “any type” from the descriptor of a device',
  'such as CMS-1809-P, from the title page of the proposed rule': 'CMS-1809-P',
  'such as CMS-2024-0199, from regulations.gov': 'CMS-2024-0199',
  'the year for which the rule is made': '2025',
  'the last day for comments': '2024-09-09',
  'the day for which the account of facts holds': '2024-09-01',
  'from when on the change is asked for': '2025-01-01',
  'the code of the file CODE.md': 'K1002',
  'the words to be struck, with the comma before them': ', any type',
  'the reasons, each with its source.': 'The words say nothing.[^hcpcs-release]',
  'the month and year of the release that you quote, alphanumeric file.': 'July 2022.',
  'the proposed rule with its title, file code and page.': 'CMS, CY 2025 OPPS/ASC proposed rule (CMS-1809-P), 2024.',
  'the code, such as Q2041; then rename this file to it, such as Q2041.md': 'K1002',
  'the short descriptor as the release has it': 'Ces system',
  'the day on which it was added': '2020-01-01',
  'the long descriptor as the release has it': 'Cranial electrotherapy stimulation (ces) system, any type',
  'the long descriptor as you want it': 'Cranial electrotherapy stimulation (ces) system',
}

/** Fills in each open place of a request as a person would. */
export async function fillIn(folder: string): Promise<void> {
  for (const name of ['request.md', 'CODE.md']) {
    const text = await readFile(`${folder}/${name}`, 'utf8')
    const filled = text.replace(/("?)FILL IN: ([^"\n]*)("?)/g, (_, before, place, after) =>
      place in answers && !/^\d/.test(answers[place]!) ? before + answers[place] + after : answers[place]!,
    )
    await writeFile(`${folder}/${name}`, filled)
  }
  await rename(`${folder}/CODE.md`, `${folder}/K1002.md`)
}
