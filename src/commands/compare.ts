import { build } from './build.ts'
export const compare = build
