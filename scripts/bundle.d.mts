import type { BuildOptions } from 'esbuild'

export declare const common: BuildOptions

/** @returns the files that went into the bundle, from the project's root */
export declare function bundle(outdir: string): Promise<string[]>
