import Handlebars from 'handlebars'
import type { Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { VFile } from 'vfile'
import { fault } from '../../rules.ts'
import { copyNode } from '../copy.ts'
import { type Helpers, print } from './print.ts'
import { placeValues, token, type Value } from './values.ts'

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
  const program = programs.get(source) ?? read(path, source, helpers, report)
  if (!program) return undefined
  const held: Value[] = []
  const hold = (value: Value) => token(held.push(value) - 1, value)
  const text = printOrReport(path, program, data, helpers, hold, report)
  if (text === undefined) return undefined
  const tree = parse(text)
  placeValues(path, tree, held, report)
  return report.messages.length > before ? undefined : tree
}

/** Templates that were read, by their text: each is filled for several documents. */
const programs = new Map<string, hbs.AST.Program>()

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

/** Gives what Handlebars reads; a template with a fault is reported anew each time. */
function read(path: string, source: string, helpers: Helpers, report: VFile): hbs.AST.Program | undefined {
  const before = report.messages.length
  const program = parseTemplate(path, source, report)
  if (program) checkTemplate(path, program, helpers, report)
  return program && report.messages.length === before ? keep(programs, source, program) : undefined
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

/** Refuses what could bring markup in, and what no template needs. */
function checkTemplate(path: string, program: hbs.AST.Program, helpers: Helpers, report: VFile): void {
  const refuse = (node: hbs.AST.Node, what: string, expected: string) => {
    const { line, column } = node.loc.start
    fault(report, 'template-raw', `Unexpected ${what}, expected ${expected}`, { path, line, column: column + 1 })
  }
  const visitor = new Handlebars.Visitor()
  visitor.MustacheStatement = node => {
    if (!node.escaped) refuse(node, 'raw value', 'two braces, as in {{name}}')
    Handlebars.Visitor.prototype.MustacheStatement.call(visitor, node)
  }
  visitor.BlockStatement = node => {
    if (!['each', 'if', 'unless'].includes(node.path.original as string) || node.params.length !== 1) {
      refuse(node, `block “${node.path.original}”`, '{{#each}}, {{#if}} or {{#unless}}')
    }
    Handlebars.Visitor.prototype.BlockStatement.call(visitor, node)
  }
  visitor.SubExpression = node => {
    const name = (node.path as hbs.AST.PathExpression).original
    if (!Object.hasOwn(helpers, name)) refuse(node, `helper “${name}”`, `one of: ${Object.keys(helpers).join(', ')}`)
    Handlebars.Visitor.prototype.SubExpression.call(visitor, node)
  }
  visitor.PathExpression = node => {
    if (node.data) refuse(node, `“${node.original}”`, 'a name without @')
  }
  const refusePartial = (node: hbs.AST.Node) => refuse(node, 'partial', 'the text itself')
  const refuseOther = (node: hbs.AST.Node) => refuse(node, 'decorator or named argument', 'names, helpers and blocks')
  Object.assign(visitor, { PartialStatement: refusePartial, PartialBlockStatement: refusePartial })
  Object.assign(visitor, { Decorator: refuseOther, DecoratorBlock: refuseOther, HashPair: refuseOther })
  visitor.accept(program)
}

function printOrReport(
  path: string,
  program: hbs.AST.Program,
  data: object,
  helpers: Helpers,
  hold: (value: Value) => string,
  report: VFile,
): string | undefined {
  const miss = ({ original, loc: { start } }: hbs.AST.PathExpression) => {
    const reason = `Unexpected name “${original}”, expected a value that the exhibit has`
    fault(report, 'template-value', reason, { path, line: start.line, column: start.column + 1 })
  }
  try {
    return print(program, [data], { helpers, hold, miss })
  } catch (error) {
    const reason = String((error as Error).message).split('\n')[0]!
    fault(report, 'template-value', `Unexpected value: ${reason}`, { path })
    return undefined
  }
}
