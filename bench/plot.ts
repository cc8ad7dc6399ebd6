import type { Bars } from './table.ts'

const [WIDTH, LEFT, BAR, GAP, HEAD, RIGHT] = [860, 270, 18, 8, 44, 70]

/** Bars below one another, as an SVG; the project's own stand out, whatever the colors of the page. */
export function plot(all: readonly Bars[]): string {
  const heights = all.map(({ values }) => HEAD + values.length * (BAR + GAP) + GAP)
  const parts = all.map((bars, index) =>
    drawBars(
      bars,
      heights.slice(0, index).reduce((sum, one) => sum + one, 0),
    ),
  )
  const height = heights.reduce((sum, one) => sum + one, 0)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="13">
<title>${escapeXml(all.map(({ title }) => title).join('; '))}</title>
<rect width="100%" height="100%" fill="#ffffff"/>
${parts.join('\n')}
</svg>
`
}

function drawBars({ title, values }: Bars, top: number): string {
  const scale = (WIDTH - LEFT - RIGHT) / Math.max(...values.map(([, value]) => value))
  const bars = values.map(([name, value], index) => {
    const y = top + HEAD + index * (BAR + GAP)
    const middle = y + BAR * 0.72
    const fill = name.startsWith('this') ? '#0b5c8a' : '#9aa5ad'
    const length = Math.max(1, value * scale)
    return `<text x="${LEFT - 8}" y="${middle}" text-anchor="end" fill="#1b1f23">${escapeXml(name)}</text><rect x="${LEFT}" y="${y}" width="${length.toFixed(1)}" height="${BAR}" fill="${fill}"/><text x="${(LEFT + length + 6).toFixed(1)}" y="${middle}" fill="#1b1f23">${Number(value.toFixed(2))}</text>`
  })
  return [`<text x="16" y="${top + 28}" font-weight="600" fill="#1b1f23">${escapeXml(title)}</text>`, ...bars].join(
    '\n',
  )
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
