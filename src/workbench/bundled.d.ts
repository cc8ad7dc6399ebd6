/** `templates/comparison.html.hbs`, which esbuild puts here as Handlebars compiles it. */
declare module 'compiled-page' {
  const spec: TemplateSpecification
  export default spec
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
