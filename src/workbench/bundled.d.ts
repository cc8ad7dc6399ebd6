/** Templates of pages by their names, which esbuild puts here as Handlebars compiles them. */
declare module 'compiled-pages' {
  const specs: Readonly<Record<string, TemplateSpecification>>
  export default specs
}
