import * as z from 'zod/mini'
import type { Endpoint } from '#contract/endpoint.ts'
import { errors } from '#contract/errors.ts'
import { events } from '#contract/events.ts'
import { sentences } from '#i18n/load.ts'
import { question } from '#kernel/permissions.ts'
import { actions as gathered, jobs, passings, permissions, relations } from '#server/registry.ts'
import { printSettings } from '#server/settings/printing.ts'
import { code, codes, page, type Rows, table } from './pages.ts'
import { privacyDocs } from './privacy.ts'

const places = new Map(Object.keys(permissions).map((name, at) => [name, at]))
/** In the order of the permission rows, which somebody wrote for readers. */
const actions = gathered.toSorted((a, b) => (places.get(a.endpoint.name) ?? 0) - (places.get(b.endpoint.name) ?? 0))

const addressOf = ({ scope, path }: Endpoint) => (scope === 'school' ? `/s/:slug/api${path}` : `/api${path}`)
const fieldsOf = (schema: z.ZodMiniType) => {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as {
    properties?: object
    required?: string[]
  }
  return Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`))
}

const endpointsPage = () => {
  const byRoom = Map.groupBy(actions, ({ endpoint }) => endpoint.name.split('.')[0] ?? '')
  const rows = (room: readonly (typeof actions)[number][]): Rows =>
    room.map(({ endpoint: one }) => [
      code(one.name),
      code(`${one.method} ${addressOf(one)}`),
      one.access,
      one.purposes.join(', '),
      one.method === 'GET' ? (one.reads === 'fact' ? 'is a fact' : '') : 'leaves a fact',
      codes([...fieldsOf(one.query), ...fieldsOf(one.body)]),
      codes(one.errors),
    ])
  const heads = ['action', 'address', 'who comes this far', 'purposes', 'trace', 'takes', 'refuses with']
  const why = 'Everything that can be asked. The same rows make the routes, the web client and `/api/openapi.json`.'
  return page('Endpoints', 'contract/', why, ...[...byRoom].map(([name, room]) => `## ${name}\n\n${table(heads, rows(room))}`))
}

const permissionsPage = () => {
  const rows = Object.entries(permissions).map(([name, permission]) =>
    'allow' in permission
      ? [
          code(name),
          permission.on,
          codes(permission.allow),
          permission.allow.map((relation) => relations[relation]?.why ?? '').join(' Or: '),
        ]
      : [code(name), '', '', permission.why],
  )
  const why =
    'The second wall. An action is allowed to whoever stands in one of the relations to the row acted on; what row-level security hides does not exist for them at all. Where nothing is acted on, the row says why anyone may.'
  return page('Permissions', 'server/modules/*/permissions.ts', why, table(['action', 'on', 'allowed to', 'that is'], rows))
}

const relationsPage = () => {
  const rows = Object.entries(relations).map(([name, { on, when, why }]) => [code(name), on, why, code(when)])
  const asked = new Map(Object.entries(permissions)).get('class.read')
  const example =
    asked !== undefined && 'allow' in asked
      ? `The kernel asks them in one statement, for example:\n\n\`\`\`sql\n${question(asked, relations)}\n\`\`\``
      : ''
  const why =
    'How a person can stand to a row. Each is one predicate, written with the same functions as the policies, and tested with someone for whom it holds, someone for whom it does not, and someone for whom it held last term.'
  return page('Relations', 'server/modules/*/relations.ts', why, table(['relation', 'to', 'means', 'in SQL'], rows), example)
}

const eventsPage = () => {
  const rows = Object.entries(events).map(([name, { code: number, class: kind, payload }]) => [
    `${number}`,
    code(name),
    kind,
    codes(fieldsOf(payload)),
  ])
  const why =
    'Everything that can happen. Payloads hold ids, enumerations, numbers and days, never a name or a text; the number stands in the ledger and is never given to another event.'
  return page('Events', 'contract/events.ts', why, table(['number', 'event', 'class', 'says'], rows))
}

const errorsPage = () => {
  const words = sentences('errors', 'en')
  const declared = (name: string) =>
    actions.filter(({ endpoint }) => endpoint.errors.some((one) => one === name)).map(({ endpoint }) => endpoint.name)
  const rows = Object.entries(errors).map(([name, { status }]) => [
    code(name),
    `${status}`,
    words[`errors.${name}`] ?? '',
    codes(declared(name)),
  ])
  const why =
    'Every answer that is not yes. It comes as `application/problem+json` with its code, the id of the request and, where it helps, the fields it is about; the words are chosen by whoever shows it, in four languages.'
  return page('Errors', 'contract/errors.ts', why, table(['code', 'status', 'in English', 'of these actions'], rows))
}

const jobsPage = () => {
  const inOrder = jobs.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const rows = inOrder.map(({ name, purpose, isDaily }) => [
    code(name),
    purpose,
    isDaily ? 'once a day for every school' : 'when something asks for it',
  ])
  const why = 'What is done later, as the school itself, under a purpose, with facts of its own. Each bears being done twice.'
  return page('Jobs', 'server/modules/', why, table(['job', 'purpose', 'begins'], rows))
}

const passingPage = () => {
  const rows = Object.entries(passings).map(([name, passing]) => [
    code(name),
    passing.how === 'stays'
      ? 'stays'
      : passing.how === 'moves'
        ? 'gets the successor’s name'
        : `comes with the class, as ${passing.as}`,
    passing.how === 'with_class' ? code(passing.open) : passing.why,
  ])
  const why =
    'What becomes of everything that a teacher bears, and of everything that belongs to a class, when another takes over. `tests/passing.test.ts` compares it with the data map and the database.'
  return page(
    'Handing over',
    'server/modules/*/passing.ts',
    why,
    table(['column', 'what becomes of it', 'what waits, or why'], rows),
  )
}

/** Every document that is printed from the registries, by its file. */
export const printDocs = (): Readonly<Record<string, string>> => ({
  'docs/generated/endpoints.md': endpointsPage(),
  'docs/generated/permissions.md': permissionsPage(),
  'docs/generated/relations.md': relationsPage(),
  'docs/generated/events.md': eventsPage(),
  'docs/generated/errors.md': errorsPage(),
  'docs/generated/jobs.md': jobsPage(),
  'docs/generated/passing.md': passingPage(),
  ...privacyDocs(),
  ...printSettings(),
})
