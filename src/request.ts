/**
 * `hcpcs-redline/request`: the files of a request, read and checked, and what a build makes of them. Files come in and go
 * out as names and bytes; nothing is read from the disk or written.
 *
 * @packageDocumentation
 */
export { type Plan, planBuild, type RequestReport } from './build/plan.ts'
export type { Format } from './render/types.ts'
export { readPacket } from './request/packet.ts'
export type { Packet } from './request/packet-types.ts'
export type { InputFile, OutputFile } from './types.ts'
