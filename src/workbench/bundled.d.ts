/** Templates of pages by their names, which esbuild puts here as Handlebars compiles them. */
declare module 'compiled-pages' {
  const specs: Readonly<Record<string, TemplateSpecification>>
  export default specs
}

/** The way of `write-excel-file` that is done at once, without threads of its own; its package has no name for it. */
declare module 'workbook-at-once' {
  /** @param toBytes for pictures, of which we have none: each file is a text already */
  export function generateXlsxFileSync(
    rows: unknown,
    sheet: unknown,
    options: unknown,
    toBytes: (content: string) => Promise<Uint8Array>,
  ): Promise<Blob>
}
