import { build } from './build.ts'
export const newCommand = build
