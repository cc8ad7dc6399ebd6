import compiledPage from 'compiled-page'
import { useCompiled } from '../render/html.ts'

/** The templates that reports are made from: esbuild puts their texts here, by name. */
declare const TEMPLATES: Readonly<Record<string, string>>

export const templates: ReadonlyMap<string, string> = new Map(Object.entries(TEMPLATES))

useCompiled(templates.get('comparison.html.hbs')!, compiledPage)
