import { build } from './build.ts'
export const survey = build
