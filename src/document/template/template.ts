import Handlebars from 'handlebars'
import type { Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { VFile } from 'vfile'
import { fault } from '../../rules.ts'
import { copyNode } from '../copy.ts'
import { OWN_ONLY } from './own.ts'
import { placeValues, token, type Value } from './values.ts'

/** Helpers a template may call, by name. Each gets the values of its arguments and returns a value. */
export type Helpers = Readonly<Record<string, (...args: readonly never[]) => Value>>

/** Without what other code may have registered. */
const handlebars = Handlebars.create()

const parser = unified().use(remarkParse).use(remarkGfm, { singleTilde: false })

/**
 * Fills a Markdown template with Handlebars expressions and gives its tree. The template is read as Markdown *before* the
 * values are inserted: each `{{expression}}` prints a token of private-use characters, the printed text is parsed once, and
 * each token is then replaced by its value. A value can therefore never become markup, whatever characters it holds, and
 * the shape of the tree does not depend on values.
 *
 * @param path names the template in messages
 */
export function fillTemplate(
  path: string,
  source: string,
  data: object,
  helpers: Helpers,
  report: VFile,
): Root | undefined {
  const before = report.messages.length
  const template = compiled.get(source) ?? compile(path, source, Object.keys(helpers), report)
  if (!template) return undefined
  const held: Value[] = []
  const hold = (value: Value) => token(held.push(value) - 1)
  const text = print(path, template, data, helpers, hold, report)
  if (text === undefined) return undefined
  const tree = parse(text)
  placeValues(path, tree, held, report)
  return report.messages.length > before ? undefined : tree
}

/** Templates that were compiled, by their text: each is filled for several documents. */
const compiled = new Map<string, Handlebars.TemplateDelegate>()

/** What printed templates were parsed to: the notice, for one, is the same text in each document. */
const parsed = new Map<string, Root>()

/** So many that a preview, which runs for days, does not keep all that ever was. */
const MOST_KEPT = 200

function keep<T>(kept: Map<string, T>, key: string, value: T): T {
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(key, value)
  return value
}

function parse(text: string): Root {
  return copyNode(parsed.get(text) ?? keep(parsed, text, parser.parse(text)))
}

/** Gives the template as a function; a template with a fault is reported anew each time. */
function compile(
  path: string,
  source: string,
  helpers: readonly string[],
  report: VFile,
): Handlebars.TemplateDelegate | undefined {
  const before = report.messages.length
  const program = parseTemplate(path, source, report)
  if (program) rewrite(path, program, helpers, report)
  if (!program || report.messages.length > before) return undefined
  const known = Object.fromEntries([...helpers, HOLD, NEED].map(name => [name, true]))
  const options = { knownHelpers: known, knownHelpersOnly: true, preventIndent: true }
  return keep(compiled, source, handlebars.compile(program, options))
}

function parseTemplate(path: string, source: string, report: VFile): hbs.AST.Program | undefined {
  const foreign = /[\uE000\uE001]/.exec(source)
  if (foreign) fault(report, 'control-character', 'Unexpected private-use character, expected text', { path })
  try {
    return foreign ? undefined : Handlebars.parse(source)
  } catch (error) {
    // Handlebars says either "Parse error on line 3: … Expecting …, got 'EOF'" or "each doesn't match if - 8:3".
    const text = String((error as Error).message)
    const line = /line (\d+)/.exec(text)?.[1] ?? / - (\d+):\d+$/.exec(text)?.[1] ?? '1'
    const got = / got '(.*)'/.exec(text)?.[1]
    const reason = got ? `“${got}”` : `block: ${text.split('\n')[0]!.replace(/ - \d+:\d+$/, '')}`
    fault(report, 'template-syntax', `Unexpected ${reason}, expected sound Handlebars`, { path, line: Number(line) })
    return undefined
  }
}

/** The names of the helpers that the rewritten template calls; a template cannot name them itself. */
const HOLD = '@hold'
const NEED = '@need'

/**
 * Rewrites `{{name}}` as `{{@hold (@need name)}}` and `{{helper name}}` as `{{@hold (helper (@need name))}}`, so that every
 * value is held back from the text and every name must exist; refuses what could bring markup in.
 */
function rewrite(path: string, program: hbs.AST.Program, helpers: readonly string[], report: VFile): void {
  const refuse = (node: hbs.AST.Node, what: string, expected: string) => {
    const { line, column } = node.loc.start
    fault(report, 'template-raw', `Unexpected ${what}, expected ${expected}`, { path, line, column: column + 1 })
  }
  const need = (node: hbs.AST.Expression): hbs.AST.Expression => {
    if (node.type !== 'PathExpression') return node
    const { line, column } = node.loc.start
    const name = (node as hbs.AST.PathExpression).original
    return call(NEED, [node, literal(name), literal(`${line}:${column + 1}`)])
  }
  const visitor = new Handlebars.Visitor()
  visitor.MustacheStatement = node => {
    if (!node.escaped) refuse(node, 'raw value', 'two braces, as in {{name}}')
    const path = node.path as hbs.AST.PathExpression
    const value = helpers.includes(path.original) ? call(path.original, node.params.map(need)) : need(path)
    Object.assign(node, { path: pathTo(HOLD), params: [value], hash: undefined })
  }
  visitor.BlockStatement = node => {
    if (!['each', 'if', 'unless'].includes(node.path.original as string)) {
      refuse(node, `block “${node.path.original}”`, '{{#each}}, {{#if}} or {{#unless}}')
    }
    node.params = node.params.map(need)
    Handlebars.Visitor.prototype.BlockStatement.call(visitor, node)
  }
  const refusePartial = (node: hbs.AST.Node) => refuse(node, 'partial', 'the text itself')
  Object.assign(visitor, { PartialStatement: refusePartial, PartialBlockStatement: refusePartial })
  visitor.accept(program)
}

function call(name: string, params: hbs.AST.Expression[]): hbs.AST.SubExpression {
  return { type: 'SubExpression', path: pathTo(name), params, loc: NOWHERE } as unknown as hbs.AST.SubExpression
}

function pathTo(name: string): hbs.AST.PathExpression {
  return { type: 'PathExpression', data: false, depth: 0, parts: [name], original: name, loc: NOWHERE }
}

function literal(value: string): hbs.AST.Expression {
  return { type: 'StringLiteral', value, original: value, loc: NOWHERE } as hbs.AST.StringLiteral
}

const NOWHERE = { source: '', start: { line: 1, column: 0 }, end: { line: 1, column: 0 } }

function print(
  path: string,
  template: Handlebars.TemplateDelegate,
  data: object,
  helpers: Helpers,
  hold: (value: Value) => string,
  report: VFile,
): string | undefined {
  const need = (value: unknown, name: string, place: string) => {
    if (value !== undefined) return value
    const [line, column] = place.split(':').map(Number)
    const reason = `Unexpected name “${name}”, expected a value that the exhibit has`
    fault(report, 'template-value', reason, { path, line: line!, column: column! })
    return ''
  }
  const all = { ...helpers, [HOLD]: (value: Value) => new Handlebars.SafeString(hold(value)), [NEED]: need }
  try {
    return template(data, { helpers: all as never, ...OWN_ONLY })
  } catch (error) {
    const reason = String((error as Error).message).split('\n')[0]!
    fault(report, 'template-value', `Unexpected value: ${reason}`, { path })
    return undefined
  }
}
