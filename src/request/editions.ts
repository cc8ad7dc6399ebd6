/** The sections of `request.md` that are for the writers alone: the working paper has them, and no filed document. */
const WORKING_SECTIONS = ['status since', 'working notes']

/** Whether a section, by its lower-case title, goes to the docket. */
export function isFiled(section: string): boolean {
  return !WORKING_SECTIONS.includes(section)
}
