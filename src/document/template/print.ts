import type { Value } from './values.ts'

/** Helpers a template may call, by name. Each gets the values of its arguments and returns a value. */
export type Helpers = Readonly<Record<string, (...args: readonly never[]) => Value>>

/** What a template is printed with. */
export interface Surroundings {
  readonly helpers: Helpers
  /** Gives what is printed in place of a value. */
  readonly hold: (value: Value) => string
  /** Told of each name that nothing goes by. */
  readonly miss: (name: hbs.AST.PathExpression) => void
}

/**
 * Prints a template as Handlebars does. Handlebars itself would make a function of it, which takes longer than to print it
 * the few times that a build does.
 *
 * @param contexts what names are looked up in: the innermost, then that of `../`, and so on
 */
export function print(program: hbs.AST.Program, contexts: readonly unknown[], around: Surroundings): string {
  return program.body.map(statement => printStatement(statement, contexts, around)).join('')
}

function printStatement(statement: hbs.AST.Statement, contexts: readonly unknown[], around: Surroundings): string {
  if (statement.type === 'ContentStatement') return (statement as hbs.AST.ContentStatement).value
  if (statement.type === 'BlockStatement') return printBlock(statement as hbs.AST.BlockStatement, contexts, around)
  if (statement.type !== 'MustacheStatement') return ''
  const { path, params } = statement as hbs.AST.MustacheStatement
  const isCall = Object.hasOwn(around.helpers, (path as hbs.AST.PathExpression).original)
  const value = isCall ? call(path, params, contexts, around) : evaluate(path, contexts, around)
  if (isValue(value)) return around.hold(value)
  around.miss(path as hbs.AST.PathExpression)
  return ''
}

/** Not a list or a group of values, which only blocks and helpers take. */
function isValue(value: unknown): value is Value {
  return typeof value !== 'object' || (value !== null && ('inline' in value || 'blocks' in value))
}

function printBlock(block: hbs.AST.BlockStatement, contexts: readonly unknown[], around: Surroundings): string {
  const value = evaluate(block.params[0]!, contexts, around)
  const name = (block.path as hbs.AST.PathExpression).original
  const asked = name === 'each' ? itemsOf(value) : value
  const isEmpty = Array.isArray(asked) ? asked.length === 0 : !asked
  const program = isEmpty === (name === 'unless') ? block.program : block.inverse
  if (!program) return ''
  if (name !== 'each' || isEmpty) return print(program, contexts, around)
  return itemsOf(value)
    .map(item => print(program, [item, ...contexts], around))
    .join('')
}

function itemsOf(value: unknown): unknown[] {
  return typeof value === 'object' ? Object.values(value ?? {}) : []
}

function evaluate(expression: hbs.AST.Expression, contexts: readonly unknown[], around: Surroundings): unknown {
  if (expression.type === 'SubExpression') {
    const { path, params } = expression as hbs.AST.SubExpression
    return call(path, params, contexts, around)
  }
  if (expression.type !== 'PathExpression') return (expression as hbs.AST.StringLiteral).value
  const path = expression as hbs.AST.PathExpression
  const value = (path.parts as string[]).reduce(lookUp, contexts[path.depth])
  if (value !== undefined) return value
  around.miss(path)
  return ''
}

function call(
  path: hbs.AST.Expression,
  params: readonly hbs.AST.Expression[],
  contexts: readonly unknown[],
  around: Surroundings,
): unknown {
  const values = params.map(param => evaluate(param, contexts, around))
  return around.helpers[(path as hbs.AST.PathExpression).original]!(...(values as never[]))
}

/** What a value has of its own by a name: nothing is inherited. */
function lookUp(value: unknown, name: string): unknown {
  return value !== null && value !== undefined && Object.hasOwn(Object(value), name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}
