import type { Plugin } from 'vite'

/** What a tree of code is made of, as far as this looks at it. */
type Node = { type: string; start: number; end: number }
type Literal = Node & { properties: readonly (Node & { key?: { name?: string } })[] }
type Edit = { start: number; end: number; text: string }

const shapes = ['params', 'query', 'body', 'output']

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value
const isLiteral = (node: unknown): node is Literal => isNode(node) && node.type === 'ObjectExpression'

const inside = (node: Node): Node[] =>
  Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode)

/** Takes a row's shapes out of it, each with the comma after it. */
const withoutShapes = ({ properties, end }: Literal): Edit[] =>
  properties.flatMap(({ key, start }, nth) =>
    shapes.includes(key?.name ?? '') ? [{ start, end: properties[nth + 1]?.start ?? end - 1, text: '' }] : [],
  )

const isRow = (node: Node): node is Node & { arguments: [Literal] } => {
  const { callee, arguments: given } = Object(node)
  return node.type === 'CallExpression' && callee?.name === 'endpoint' && isLiteral(given[0])
}

/** Every call of the contract makes something and does nothing else: what nobody uses of it may go. */
const edits = (node: Node, isEndpoint: boolean): Edit[] => {
  const [row] = isRow(node) ? node.arguments : []
  const own = isEndpoint && isLiteral(node) ? withoutShapes(node) : row ? withoutShapes(row) : []
  const call = node.type === 'CallExpression' ? [{ start: node.start, end: node.start, text: '/*#__PURE__*/ ' }] : []
  const isGone = ({ start }: Edit) => own.some((gap) => gap.start <= start && start < gap.end)
  const below = inside(node).flatMap((child) => edits(child, isEndpoint))
  return [...call, ...own, ...below.filter((edit) => !isGone(edit))]
}

/**
 * The contract as the app needs it: rows with their names and addresses, without the shapes of what is asked and answered. The server checks
 * both against the same rows; the app would only carry the shapes about, and build them on every start.
 */
export const rows = (): Plugin => ({
  name: 'rows',
  apply: 'build',
  enforce: 'post',
  transform: {
    filter: { id: /\/contract\/.*\.ts$/ },
    handler(code, id) {
      const found = edits(this.parse(code), id.endsWith('/contract/endpoint.ts'))
      const seen = new Map(found.map((edit) => [`${edit.start} ${edit.end}`, edit]))
      const fromTheEnd = [...seen.values()].toSorted((a, b) => b.start - a.start || b.end - a.end)
      const changed = fromTheEnd.reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), code)
      return { code: changed, map: null, moduleSideEffects: false }
    },
  },
})
