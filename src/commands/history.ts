import { build } from './build.ts'
export const history = build
