import fc from 'fast-check'

/** What one format or another would take for markup, code, a formula or a field, in characters that a descriptor may have. */
export const HOSTILE: readonly string[] = [
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><svg/onload=alert(1)>',
    '[a](javascript:alert(1))',
  ],
  ...[
    '<del>',
    '</ins>',
    '<!--',
    '-->',
    ']]>',
    '&lt;',
    '&amp;lt;',
    '&#x3c;',
    '&#xA;',
    '&nbsp;',
    '%00',
    '\\u0000',
    '_x000D_',
  ],
  ...[
    '#read("/etc/passwd")',
    '#let x = 1',
    '$x$',
    '@ref',
    '// comment',
    '/* a */',
    '*b*',
    '_c_',
    '<label>',
    '#[',
    '= H',
  ],
  ...['</w:t>', '<w:p>', '</w:t></w:r><w:br/>', '{ HYPERLINK "x" }', 'MERGEFIELD a', '<w:instrText>', 'xml:space="'],
  ...['=HYPERLINK("x")', '+1', '-1', '@SUM(A1)', "'a", '"a"', 'a;b', '|', '\\', '`', '```', '~~', '**', '__', '* * *'],
  ...['[^x]', '[^request]', '[x]: y', '![a](b)', '[struck: ', '[inserted*: ', '*]', ']', '[struck: x]', '[fill in: x]'],
  ...[
    '{{x}}',
    '{{{x}}}',
    '{{constructor}}',
    '$&',
    '$1',
    'https://example.org',
    'a@b.co',
    'www.example.org',
    '---',
    '- a',
  ],
]

/** What the eye takes for something else, or programs for something different, and the fonts of the PDF have. */
export const STRANGE: readonly string[] = [
  ...[
    'e\u0301',
    'é',
    'n\u0303',
    'A\u030a',
    'Å',
    'o\u0302\u0323',
    'ﬁ',
    'ß',
    'İ',
    'ı',
    'ſ',
    '½',
    '™',
    '®',
    '–',
    '“q”',
    '’s',
  ],
  ...['≥', '≤', 'µ', ' μ ', ' α ', ' Ж ', '€', '…', '†', '§', '×', '°C'],
]

/** What is written from right to left. */
export const RIGHT_TO_LEFT: readonly string[] = ['שלום', 'مرحبا']

/** What the fonts of the PDF lack, and what is a part of no other piece. */
export const LACKING: readonly string[] = ['日本語', '🧬', '👍🏽', '🇺🇸', 'क', 'a\u0952']

/** What has no look of its own: the reader refuses it. */
export const HIDDEN: readonly string[] = [
  ...[
    '\u200d',
    '\u200c',
    '\u200b',
    '\u00ad',
    '\u00a0',
    '\u202f',
    '\u2060',
    '\u202e',
    '\u202c',
    '\u2066',
    '\u2069',
    '\u200f',
  ],
  ...[
    '\ufe0f',
    '\u034f',
    '\u3164',
    '\u2800',
    '\ufeff',
    '\u{e0041}',
    '\ue000',
    '\uf0b7',
    '\ufffe',
    '\uffff',
    '\u{10ffff}',
  ],
  ...['\u001b[2J', '\u009b31m', '\u0007', '\u0000', '\u0085', '\u2028'],
]

/** Words of descriptors. */
export const PLAIN: readonly string[] = [
  'per dose',
  'cell',
  ', including',
  '20 mg',
  '(each)',
  'a',
  'car-positive',
  '<=40%',
]

/** Several of these pieces in a row, some with a blank between them, on one line and without blanks at its ends. */
export function wordingOf(pieces: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .array(fc.oneof({ weight: 3, arbitrary: pieces }, fc.constantFrom(' ', '')), { minLength: 1, maxLength: 10 })
    .map(parts => parts.join('').replace(/ +/g, ' ').trim())
    .filter(text => text !== '')
}
