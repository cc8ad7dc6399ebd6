/** `templates/comparison.html.hbs`, which esbuild puts here as Handlebars compiles it. */
declare module 'compiled-page' {
  const spec: TemplateSpecification
  export default spec
}
