import { isLitter, MOST_FILES } from '../types.ts'

/** A file of a folder that was dropped, with its path from that folder on. */
export interface InFolder {
  readonly path: string
  readonly file: File
}

/** Files of a folder, most of which may be none of a request: more than these are not looked at. */
export const MOST_GIVEN = 10 * MOST_FILES

/**
 * Where each file lies in a workspace: the folder may be the workspace, its `descriptors/`, or one
 * request. What is neither a descriptor nor a template of the workspace has no place.
 */
export function placeFiles(paths: readonly string[]): (string | undefined)[] {
  const isRequest = paths.some(path => /^[^/]+\/request\.md$/.test(path))
  const isWorkspace = paths.some(path => /^[^/]+\/descriptors\//.test(path))
  return paths.map(path => {
    const inner = path.slice(path.indexOf('/') + 1)
    if (isLitter(inner)) return undefined
    if (isRequest) return `descriptors/${path}`
    if (!isWorkspace) return `descriptors/${inner}`
    return /^(?:descriptors|templates)\//.test(inner) ? inner : undefined
  })
}
