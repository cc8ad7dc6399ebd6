import type { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'

const publishedAnew = 'Take the file anew from CMS, unopened by any other program.'

/** Every rule of the project: what it demands, and what to do when it is broken. docs/rules.md prints this table. */
export const rules = {
  'fill-in': {
    demands: 'What “npm run new” or “init” left to be filled in is filled in.',
    remedy: 'Put your own words in place of “FILL IN” and all that follows it on the line.',
  },
  'file-encoding': {
    demands: 'A file is text in UTF-8.',
    remedy: 'Save the file again as “UTF-8” (in Word or Notepad: Save as, Encoding).',
  },
  'file-size': { demands: 'A file is at most 1 MB.', remedy: 'Take out what does not belong there.' },
  'file-link': {
    demands: 'A file is a file, not a link to a place outside the project.',
    remedy: 'Put a copy of the file in place of the link.',
  },
  'file-unreadable': { demands: 'A file can be read.', remedy: 'Check the file’s permissions.' },
  'file-unexpected': {
    demands: 'A request’s folder holds only files the tool knows.',
    remedy: 'Rename the file, or move it out of the folder.',
  },
  'file-exists': {
    demands: 'A new file takes the place of none.',
    remedy: 'Edit the file that is there; nothing is ever overwritten.',
  },
  'file-missing': { demands: 'A file that is needed is there.', remedy: 'Add the file.' },
  'control-character': {
    demands: 'A text holds no control characters.',
    remedy: 'Delete the character; typing the word again is the surest way.',
  },
  'invisible-space': {
    demands: 'A space is an ordinary space.',
    remedy:
      'Replace it by one ordinary space, or delete it; copying from Word or a web page brings such characters along.',
  },
  'look-alike': {
    demands: 'A word is written in one alphabet.',
    remedy: 'Type the word again on an English keyboard.',
  },
  'yaml-syntax': {
    demands:
      'The part between the lines of three dashes, and each .yaml file, is sound YAML of at most 20,000 fields and entries, without references such as *name.',
    remedy:
      'Write one “field: value” a line, and put a value that holds a colon or starts with a comma in quotation marks.',
  },
  'front-matter': {
    demands: 'A Markdown file starts with fields between two lines of three dashes.',
    remedy: 'Start the file with “---”, one “field: value” a line, and “---”.',
  },
  'field-missing': { demands: 'A needed field is there.', remedy: 'Add the field.' },
  'field-unknown': {
    demands: 'A field is one the tool knows.',
    remedy: 'Correct the field’s name, or take the line out.',
  },
  'field-value': { demands: 'A field’s value has the form it needs.', remedy: 'Write the value in that form.' },
  'section-missing': { demands: 'A needed section is there, once, with a text.', remedy: 'Add the section.' },
  'section-duplicate': { demands: 'A section is there once.', remedy: 'Put both texts under one heading.' },
  'section-unknown': {
    demands: 'A section is one the tool knows.',
    remedy: 'Correct the heading, or take the section out.',
  },
  'wording-quote': {
    demands: 'A descriptor stands in one block quote of one paragraph.',
    remedy: 'Write the descriptor on one line that starts with “> ”.',
  },
  'wording-character': {
    demands: 'A descriptor holds only characters that CMS uses: plain English letters, digits and punctuation.',
    remedy: 'Type the character again: a plain hyphen, a straight quotation mark or apostrophe.',
  },
  'wording-space': {
    demands: 'The words of a descriptor are parted by single spaces.',
    remedy: 'Delete the extra spaces.',
  },
  'action-parts': {
    demands:
      'A code to be revised has both descriptors, one to be established a proposed one only, one to be discontinued a current one only.',
    remedy:
      'Correct the field “action”, or take out what does not belong to it; docs/requests.md says what each action has.',
  },
  'code-file-name': {
    demands: 'A file is named after its code.',
    remedy: 'Rename the file, or correct the field “code”.',
  },
  'code-listed': {
    demands: 'request.md lists each code file of its folder, and each listed code has its file.',
    remedy: 'Correct the list in request.md, or add or remove the file.',
  },
  'change-form': {
    demands:
      'A change is one of: “strike”; “insert” with “after” or “before”; “replace” with “with”. It changes words or punctuation.',
    remedy: 'Write one of the three, with the words in quotation marks; docs/requests.md shows each.',
  },
  'change-codes': {
    demands: 'A change is declared for revised codes of the request, or for all of them.',
    remedy: 'Correct the field “codes” of the change, or take the change out.',
  },
  'change-once': {
    demands: 'The words of a change stand exactly once in each descriptor that it is declared for.',
    remedy:
      'Compare the words with the current descriptor, character for character; where they stand twice, take in a word beside them; where they are another code’s, name the codes in the field “codes” of the change.',
  },
  'change-words': {
    demands: 'A change begins and ends between words, and joins none.',
    remedy: 'Declare whole words, with the comma and the space that go with them.',
  },
  'change-overlap': {
    demands: 'The changes of one descriptor do not meet, so that their order means nothing.',
    remedy: 'Join the two to one “replace”.',
  },
  'change-only': {
    demands: 'A proposed descriptor is the current one with the declared changes made, and nothing else is different.',
    remedy:
      'Copy the current descriptor and make the declared changes, only. If the difference is meant, declare it in the field “changes” of request.md.',
  },
  'proposal-identical': {
    demands: 'A proposed descriptor differs from the current one.',
    remedy: 'Make the declared changes in the proposed descriptor.',
  },
  'element-kept': {
    demands: 'The elements that the field “keeps” lists are the same in both descriptors.',
    remedy:
      'Correct the proposed descriptor. If the element is meant to change, take it out of the field “keeps” of request.md.',
  },
  'short-length': {
    demands: 'A short descriptor has at most 28 characters.',
    remedy: 'Copy the short descriptor from the CMS release; shorten one that you propose.',
  },
  'short-strike': {
    demands: 'A short descriptor that stays names nothing of what is struck from the long one.',
    remedy:
      'Ask for a change of the short descriptor too: give “proposedShort” in the code’s file, and declare it with “in: short”.',
  },
  'footnote-undefined': {
    demands: 'Each footnote and each source that is named is defined in request.md, with a text.',
    remedy: 'Add a line “[^name]: …” at the end of request.md, or correct the name.',
  },
  'footnote-unused': {
    demands: 'Each source of request.md is cited.',
    remedy: 'Cite it where it belongs, or take the line out.',
  },
  'footnote-duplicate': { demands: 'A footnote is defined once.', remedy: 'Rename or remove one of the two.' },
  'footnote-nested': {
    demands: 'A footnote cites no footnote: Word has none within another, and two that cite each other have no end.',
    remedy: 'Name the other source in words, or cite both where the text needs them.',
  },
  'footnote-form': {
    demands: 'A footnote is text, without lists, tables, quotes, and code: it is printed within lines too.',
    remedy: 'Write the citation in one line, with commas and semicolons.',
  },
  'heading-note': {
    demands: 'The heading of a section cites no source.',
    remedy: 'Cite it in the text below the heading.',
  },
  nesting: {
    demands: 'Quotes, lists and emphasis in prose stand at most 20 deep in each other.',
    remedy: 'Take out the extra characters at the start of the lines.',
  },
  'prose-size': {
    demands:
      'A Markdown file has at most 50,000 characters, 4,000 line ends, 2,000 brackets and characters of emphasis, and tables of 2,000 cells together.',
    remedy: 'Take out those that are too many.',
  },
  'table-cells': {
    demands: 'A row of a table in prose has no more cells than the head of the table.',
    remedy: 'Take the last bar out, or name the column in the head. A bar within a cell is written \\|.',
  },
  'link-address': {
    demands: 'A link in prose leads to a web or mail address of at most 2,000 characters; there are no pictures.',
    remedy: 'Write the whole address, or the text alone.',
  },
  'heading-place': {
    demands: 'A heading in prose stands by itself, not within a list or a quote.',
    remedy:
      'Begin its line with the # signs, and nothing before them, or write it in bold. A line of --- or === below words makes them a heading, too.',
  },
  'words-missing': {
    demands: 'A heading and a link in prose have words.',
    remedy: 'Write the words, or take the heading or the link out.',
  },
  'date-order': {
    demands: 'Dates agree: a precedent was added before the deadline, a later code after it.',
    remedy: 'Check the date against the CMS release, and the field “relation”.',
  },
  'venue-field': {
    demands:
      'File code, docket, rule, calendar year and comment period belong to a comment; cycle, items and applicant to an application.',
    remedy: 'Take the field out, or correct the field “venue”.',
  },
  'cycle-deadline': {
    demands:
      'An application is due on the first business day of its quarter; for other items than drugs and biologicals, in January or July.',
    remedy: 'Correct the fields “cycle”, “items” and “deadline”.',
  },
  'deadline-state': {
    demands: 'The field “commentPeriod” agrees with “deadline” and “asOf”.',
    remedy: 'Write “open” when the deadline is on or after the day of “asOf”, else “closed”.',
  },
  'year-agrees': {
    demands: 'The calendar year, the deadline, the docket, the effective date and the cited rule agree.',
    remedy: 'Check the year in each of these fields.',
  },
  'file-code-agrees': {
    demands: 'The file code is that of the cited proposed rule.',
    remedy: 'Check the file code against the title page of the rule.',
  },
  'quotation-exact': {
    demands:
      'Two words or more in quotation marks, in prose, are a part of a quotation, of a descriptor or of a declared change.',
    remedy: 'Copy the words from quotations.yaml or from the descriptor’s file.',
  },
  'prose-agrees': {
    demands:
      'Codes, numbers of codes, days, months, and dollar amounts in the prose are among those of the request or its sources, and no quotation there cuts what is struck.',
    remedy: 'Correct the prose, or give what it speaks of in the request: a code file, a source, payment.yaml.',
  },
  'clause-present': {
    demands:
      'A code marked “same clause” carries the clause that the request strikes; any other outside code does not.',
    remedy: 'Correct the field “relation”, or the descriptor.',
  },
  'payment-total': {
    demands: 'A total is the sum of its parts.',
    remedy: 'Check each amount against Addendum B.',
  },
  'payment-service': {
    demands: 'A service or status that is named is in its table, and each service has an outcome each year.',
    remedy: 'Add the service to payment.yaml, or correct its code.',
  },
  'crosswalk-words': {
    demands: 'The words of the crosswalk are words that the request strikes.',
    remedy: 'Copy the words from the field “changes” of request.md.',
  },
  'evidence-stale': {
    demands: 'evidence.yaml speaks of the wordings, short descriptors and dates as they are now.',
    remedy: 'Run npm run verify again with the same releases, or take their entries out of evidence.yaml.',
  },
  'evidence-contradicts': {
    demands: 'No wording, short descriptor or date is other than the newest release has it that was held against it.',
    remedy:
      'Correct the code’s file as the release has it, or take out a code that has ended; then run npm run verify again.',
  },
  'template-missing': {
    demands: 'Each template is there, with a text.',
    remedy: 'Restore the file from the last commit.',
  },
  'template-syntax': { demands: 'A template is sound Handlebars.', remedy: 'Compare it with the last commit.' },
  'template-value': {
    demands: 'A template names only values that exist.',
    remedy: 'Use one of the names that CONTRIBUTING.md lists, or correct the spelling.',
  },
  'template-heading': {
    demands: 'The template of an exhibit begins with its heading.',
    remedy: 'Begin it with the line: # Exhibit {{letter}}. {{title}}',
  },
  'template-raw': {
    demands:
      'A value in a template is text, never markup; a template has no HTML, no pictures, and no links but to web and mail addresses.',
    remedy: 'Write {{name}} with two braces, outside of HTML tags and link addresses.',
  },
  pair: {
    demands: 'Each line of a file of pairs is one JSON object.',
    remedy: 'Write one object a line, without commas between lines.',
  },
  'comment-box': {
    demands: 'The two requests fit into the comment box of regulations.gov.',
    remedy: 'Shorten the field “family”, or split the request.',
  },
  'filing-file': {
    demands: 'The files to attach are files that the build makes, as .pdf, .docx, or .txt, each once.',
    remedy: 'Correct the field “filing” of request.md, or the option --only.',
  },
  'filing-limit': {
    demands: 'A comment has at most 20 files, of at most 10 MB each; an application has at most 40 pages.',
    remedy: 'Attach the packet where there are too many files, or exhibits.pdf where the packet is too large.',
  },
  'page-glyph': {
    demands: 'The fonts of the PDF have each character.',
    remedy: 'Write the word with other characters, or leave the PDF out: npm run build -- --formats md,html,txt,docx',
  },
  'page-text': {
    demands: 'The PDF compiler accepts each part of the text.',
    remedy:
      'Write this part in plainer Markdown, or leave the PDF out: npm run build -- --formats md,html,txt,docx. And report it: the tool should have refused it for every format.',
  },
  'page-template': {
    demands: 'The PDF compiler accepts templates/page.typ and what is printed with it.',
    remedy: 'Compare the template with the last commit.',
  },
  'pdf-compiler': {
    demands: 'The PDF compiler, a program of machine code, can be loaded.',
    remedy:
      'Leave the PDF out: add --formats md,html,txt,docx to the command. Or install the libraries again: npm ci. Where that does not help, ask your IT department whether it stops the program.',
  },
  'output-unwritable': {
    demands: 'The folder out/ can be written.',
    remedy: 'Check the folder’s permissions and the free space.',
  },
  'output-edited': {
    demands: 'A file of out/ that is to be made anew was not changed by hand.',
    remedy:
      'Move your copy out of out/, or delete it, and run: npm run build. A change that is to last belongs in descriptors/ or templates/.',
  },
  'output-list': {
    demands: 'out/MADE.txt lists what the build made, so that it knows its own files from yours.',
    remedy:
      'Restore out/MADE.txt from the last commit. If there is none: move what is yours away from out/, delete out/, and run: npm run build.',
  },
  'output-stale': { demands: 'A file of out/ is what the build makes.', remedy: 'Run: npm run build' },
  'output-missing': { demands: 'A file that the build makes is in out/.', remedy: 'Run: npm run build' },
  'output-orphan': {
    demands: 'A file of out/ comes from a descriptor.',
    remedy: 'Run: npm run build. It removes what an earlier build made; move away a file of your own.',
  },
  'release-format': {
    demands: 'A release is the main file of CMS: a zip, a fixed-width text, a workbook (xlsx) or a CSV.',
    remedy: 'Give the zip as CMS publishes it, or the main file in it (its name ends in ANWEB).',
  },
  'release-header': {
    demands: 'A workbook or CSV names all columns of the layout once.',
    remedy: publishedAnew,
  },
  'release-several': {
    demands: 'A zip or a workbook holds one release.',
    remedy: 'Unpack the zip and give the one file that is meant.',
  },
  'release-encoding': {
    demands: 'A release is written in Windows-1252 or UTF-8, no character of it was lost, and each can be seen.',
    remedy: publishedAnew,
  },
  'release-truncated': {
    demands: 'A release has records, and is whole to its last one.',
    remedy: publishedAnew,
  },
  'release-incomplete': {
    demands:
      'A release has about as many codes under each letter as CMS’s own had by its date, and its last line has an end.',
    remedy:
      'Compare the file with the one on CMS’s website, and take it anew if it is shorter. A part of a release can be compared, but no evidence is kept from it.',
  },
  'release-record': {
    demands: 'Every record has the columns, dates and action codes of the layout, and its continuations in sequence.',
    remedy: 'Look at the record: its columns may have slipped, or CMS has a new action code. Else take the file anew.',
  },
  'release-duplicate': {
    demands: 'A code stands once in a release.',
    remedy: 'Ask CMS which text holds; look whether the release was issued anew.',
  },
  'release-size': {
    demands:
      'A release has at most 64 MiB unpacked, 100,000 rows of 104 columns, 10,000 characters in a description, and in a zip 1,000 files.',
    remedy: 'Give the main file of the release alone; no file of CMS comes near the limit.',
  },
  'release-zip': {
    demands:
      'A zip is whole: sizes and checksums agree with the content, and no name in it leads out of it or stands twice.',
    remedy: publishedAnew,
  },
  'release-encrypted': {
    demands: 'A release is not encrypted.',
    remedy: 'Unpack it with its password and give the file in it.',
  },
  'release-lacks': {
    demands: 'A release has procedure codes and modifiers, pricing, dates and action codes.',
    remedy: 'What it lacks is left out of every comparison with this file; give the complete one if it matters.',
  },
  'release-code': {
    demands: 'A code that is to be revised is in the release, and in force.',
    remedy: 'Check the code, or give a later release.',
  },
  'release-list': {
    demands:
      'A list of one’s own is a csv or an xlsx with a column of codes, at most 40 others, and at most 200 ranges of codes, each of one letter.',
    remedy:
      'Save a copy of the list with the columns that you need, for example the code, the internal number, the department, and the owner; name the column of codes with --column.',
  },
  'release-work-list': {
    demands:
      'A work list is a workbook that a comparison made, saved and closed, and what people wrote in it is never overwritten.',
    remedy: 'Save and close it. To carry on what people wrote in it, add --worklist and its path.',
  },
  'release-order': {
    demands: 'The older release comes first.',
    remedy: 'Swap the two files.',
  },
} as const

export type RuleId = keyof typeof rules

/**
 * Adds a fault to a file, as `Unexpected X, expected Y`. It does not throw, so that all faults are reported at once.
 *
 * @param file the file, or what stands for a folder or a whole run; files that are read for it share its messages
 * @param place where the fault stands, if not in `file` as a whole
 * @param note what to do, where the rule's remedy does not say it
 */
export function fault(
  file: VFile,
  rule: RuleId,
  reason: string,
  place: { readonly path?: string; readonly line?: number; readonly column?: number } = {},
  note: string = rules[rule].remedy,
): VFileMessage {
  const { path = file.path, line, column = 1 } = place
  const message = file.message(reason, { ruleId: rule, source: 'hcpcs', place: line ? { line, column } : undefined })
  return Object.assign(message, { fatal: true, note, file: path })
}

/** Gives a fault lines that show more than its sentence can say: what is left over, what to write. A report prints them. */
export function show(message: VFileMessage, lines: readonly string[] | undefined): void {
  if (lines) message.expected = [...lines]
}
