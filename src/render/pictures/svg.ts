/**
 * The compiler’s SVG with a title and a description, as readers of web pages and of slides take them. Its letters are
 * outlines: no font of the machine matters.
 */
export function describe(svg: string, title: string, description: string): string {
  const about = `<title id="title">${escapeXml(title)}</title><desc id="desc">${escapeXml(description)}</desc>`
  const attributes = 'role="img" aria-labelledby="title" aria-describedby="desc"'
  return `${tidy(svg)
    .replace(/<svg [^>]*/, tag => `${tag} ${attributes}`)
    .replace('>', () => `>${about}`)}\n`
}

/** Without blanks between elements, what is so anyway, and digits of coordinates that nobody sees: a third of the size. */
function tidy(svg: string): string {
  return svg
    .replace(/>\s+</g, '><')
    .replace(/ (?:class="[^"]*"|fill-rule="nonzero"|xmlns:h5="[^"]*")/g, '')
    .replace(/\d+\.\d{5,}/g, digits => String(Number(Number(digits).toFixed(4))))
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
