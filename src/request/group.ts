import type { VFile } from 'vfile'
import { fault } from '../rules.ts'
import type { InputFile } from '../types.ts'

/** Whether a request, and with it its folder, may be named so: with small letters, digits, and hyphens. */
export function isRequestName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]*$/.test(name) && !isDevice(name)
}

/** Whether Windows keeps a name for a device, so that it can have no folder of that name. */
export function isDevice(name: string): boolean {
  return /^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(name)
}

/** Where a file of `descriptors/` lies: in the folder of which request, and there under what path. */
export interface Location {
  readonly request: string
  readonly rest: string
}

/** Splits the path of a file of `descriptors/`; nothing for one that lies in no folder of a request. */
export function locate(path: string): Location | undefined {
  const [, request, ...rest] = path.split('/')
  return request && rest.length > 0 ? { request, rest: rest.join('/') } : undefined
}

/**
 * The files of each request. A file that belongs to none is reported, and so is that there is no request at all.
 *
 * @param files the files of `descriptors/`
 * @param only the name of the one request that is wanted; the files of others are passed over
 */
export function groupByRequest(
  files: readonly InputFile[],
  report: VFile,
  only?: string,
): ReadonlyMap<string, readonly InputFile[]> {
  const groups = new Map<string, InputFile[]>()
  for (const file of files) {
    const { request } = locate(file.path) ?? {}
    if (only !== undefined && request !== only) continue
    if (request === undefined || !isRequestName(request)) reportStray(file, report)
    else if (groups.has(request)) groups.get(request)!.push(file)
    else groups.set(request, [file])
  }
  if (groups.size === 0) reportNone(files, report, only)
  return groups
}

function reportStray({ path }: InputFile, report: VFile): void {
  const { request = '' } = locate(path) ?? {}
  const reason = isDevice(request)
    ? `Unexpected folder descriptors/${request}, expected another name: Windows keeps “${request}” for a device`
    : `Unexpected file ${path}, expected a folder for each request, named with small letters, digits, and hyphens`
  fault(report, 'file-unexpected', reason, { path })
}

function reportNone(files: readonly InputFile[], report: VFile, only: string | undefined): void {
  const path = 'descriptors'
  const names = [...new Set(files.flatMap(file => locate(file.path)?.request ?? []))].filter(isRequestName)
  const reason =
    only === undefined || names.length === 0
      ? 'Unexpected empty folder descriptors/, expected a folder with a request.md'
      : `Unexpected request “${only}”, expected one of: ${names.sort().join(', ')}`
  const note = only === undefined ? undefined : 'Give one of these names, or make the request: docs/requests.md.'
  fault(report, 'file-missing', reason, { path }, note)
}
