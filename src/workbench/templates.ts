import compiledPages from 'compiled-pages'
import { useCompiled } from '../render/html.ts'

/** The templates that reports are made from: esbuild puts their texts here, by name. */
declare const TEMPLATES: Readonly<Record<string, string>>

export const templates: ReadonlyMap<string, string> = new Map(Object.entries(TEMPLATES))

for (const [name, spec] of Object.entries(compiledPages)) useCompiled(templates.get(name)!, spec)
