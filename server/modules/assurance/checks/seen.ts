import * as z from 'zod/mini'
import { endpoint } from '#contract/endpoint.ts'
import { events } from '#contract/events.ts'
import { factClasses } from '#contract/ledger.ts'
import { purposes } from '#contract/purposes.ts'
import { type Action, action } from '#kernel/action.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import { personalTables } from '#kernel/personal-data.ts'
import { schools } from '#kernel/schools.ts'
import { newestFactOf } from '#ledger/newest.queries.ts'
import { checkProof, readProof } from '#ledger/proof-file.ts'
import { proveFact } from '#ledger/proving.ts'
import { leafHash } from '#ledger/tree.ts'
import { addPerson } from '#modules/people/index.ts'
import { enterAs, followed, foreignRows, runtimeRoles, seenOfOthers, walls } from '../catalogue.queries.ts'
import { type Check, type Ground, noneOf, notApplicable, perSchool, rightIf, whole } from '../checking.ts'
import { counted } from '../installation.queries.ts'
import { bring, invented } from '../inventing.ts'
import { changeAsNobody } from '../trying.queries.ts'
import { counting } from './door.ts'

const wallsStand = whole('query', async ({ look }) =>
  noneOf(await look(({ tx }) => walls(tx)), 'unwalled', 'withoutPolicy', 'openToAll', 'altered'),
)

const roles = whole('query', async ({ look }) => noneOf(await look(({ tx }) => runtimeRoles(tx)), 'special', 'owned', 'lent'))

const apart = perSchool('query', async ({ look }, { schoolId }) =>
  noneOf(await look(({ tx }) => foreignRows(tx), schoolId), 'seen'),
)

const addressOf = ({ scope, path }: { scope: string; path: string }, slug: string) =>
  (scope === 'school' ? `/s/${slug}/api` : '/api') + path.replace(/:\w+/g, nobody)

/** Everything that is read by people who are signed in, asked for by a stranger: no address answers. */
const routes = whole('probe', async ({ ask, actions, installation }) => {
  const [school] = await schools(installation)
  const asked = actions.filter(
    ({ endpoint: { method, access, scope } }) => method === 'GET' && access !== 'visitor' && (scope !== 'school' || school),
  )
  let answered = 0
  for (const { endpoint: row } of asked) {
    const { status } = await ask(addressOf(row, school?.slug ?? ''))
    if (status < 400 || status >= 500) answered++
  }
  const without = actions.filter(({ endpoint: { name } }) => !installation.permissions[name]).length
  return noneOf({ addresses: asked.length, actions: actions.length, answered, without }, 'answered', 'without')
})

const reviewed = perSchool('query', async ({ look }, { schoolId }) => {
  const facts = await look(({ tx }) => counted(tx, 'reviews'), schoolId)
  const isDone = Number(facts['closed']) > 0 && Number(facts['daysSince']) <= 100 && facts['late'] === 0
  if (isDone) return { result: 'ok', facts }
  // A school that is younger than a quarter has had no review yet, and none is overdue.
  return { result: facts['closed'] === 0 && facts['late'] === 0 && Number(facts['daysOld']) < 100 ? 'warning' : 'failed', facts }
})

/** Somebody who has just come into the school, and whom nothing has been opened to. */
const asNewcomer = (role: 'support' | 'guardian') =>
  perSchool('test', async ({ look }, { schoolId }) => {
    const facts = await look(async (hands) => {
      const { id } = await bring(hands, schoolId, role)
      const said = await enterAs(hands.tx, { schoolId, personId: id })
      return { ...(await seenOfOthers(hands.tx, id)), isIn: said === 'entered' }
    }, schoolId)
    const { result } = noneOf(facts, 'people', 'conversations', 'messages')
    return { result: facts.isIn ? result : 'failed', facts }
  })

const silent = (method: 'GET' | 'POST') =>
  action(
    endpoint({
      ...{ name: 'promise.check', method, path: '/promises/check', access: 'visitor', scope: 'installation' },
      ...{ purposes: ['security'], reads: 'fact', output: z.object({}) },
    }),
    async () => ({}),
  )

/** Does something that leaves no fact, as the kernel does everything: it must be refused. */
const isRefused = async (
  { installation }: Ground,
  method: 'GET' | 'POST',
  make: (method: 'GET' | 'POST') => Action = silent,
): Promise<boolean> => {
  const permissions = { 'promise.check': { on: 'nothing', why: 'is only ever tried, to see it refused' } } as const
  const visitor = { schoolId: null, personId: null, accountId: null, session: null, requestId: uuidv7() }
  const asked = make(method).perform({ ...installation, permissions }, visitor, { params: {}, query: {}, body: {} })
  return asked.then(
    () => false,
    (error: unknown) => error instanceof Error && /said nothing/.test(error.message),
  )
}

const readsAreFacts = whole('test', async (ground) => {
  const facts = {
    kinds: ground.actions.filter(({ endpoint: { reads } }) => reads === 'fact').length,
    isRefused: await isRefused(ground, 'GET'),
  }
  return rightIf(facts.isRefused && facts.kinds > 0, facts)
})

/** Whether the kernel refuses a write that leaves no fact; `make`: what is asked to. */
export const silenceOf = async (ground: Ground, make?: (method: 'GET' | 'POST') => Action) => {
  const facts = {
    kinds: ground.actions.filter(({ endpoint: { method } }) => method !== 'GET').length,
    events: Object.keys(events).length,
    isRefused: await isRefused(ground, 'POST', make),
  }
  return rightIf(facts.isRefused, facts)
}
const writesAreFacts = whole('test', (ground) => silenceOf(ground))

/** The newest read that is in the tree, proved from its tiles and held against the key, as its reader could. */
const proof = whole('test', async ({ installation: { published } }) => {
  const id = (await newestFactOf(published.pool, factClasses.access)) ?? (await newestFactOf(published.pool))
  const log = await published.newest()
  if (!id || !log) return notApplicable({ facts: 0 })
  const proved = await proveFact(published.pool, id)
  const file = proved && readProof(proved.proof)
  const ok = file?.extra && checkProof(file, leafHash(file.extra), published.keyOf(log.origin), []).ok
  return rightIf(ok === true, { entry: proved?.index ?? -1, holds: ok === true })
})

const triggers = whole('query', async ({ look, installation: { dataMap } }) => {
  const tables = personalTables(dataMap)
    .filter(({ changes }) => changes === 'logged')
    .map(({ table, making }) => ({ table, isMakingInRow: making === 'in_row' }))
  return noneOf(await look(({ tx }) => followed(tx, tables)), 'lacking')
})

const actorNeeded = perSchool('test', async ({ look }, { schoolId }) => {
  const changed = look(async (hands) => {
    const { id } = await addPerson(hands, { schoolId, ...invented('guardian') })
    return changeAsNobody(hands.tx, id)
  }, schoolId)
  const isRefused = await changed.then(
    (rows) => rows === 0,
    () => true,
  )
  return rightIf(isRefused, { isRefused })
})

const selling = /sell|sale|advert|marketing|commerc|profil/
const purposeOfEach = whole('query', async ({ actions }) => {
  const named = new Set<string>(purposes)
  const strange = actions.filter(
    ({ endpoint: one }) => one.purposes.length === 0 || one.purposes.some((purpose) => !named.has(purpose)),
  )
  const facts = {
    actions: actions.length,
    purposes: named.size,
    strange: strange.length,
    selling: purposes.filter((one) => selling.test(one)).length,
  }
  return noneOf(facts, 'strange', 'selling')
})

export const seenChecks = {
  'C-04.walls': wallsStand,
  'C-04.routes': routes,
  'C-04.runtime_roles': roles,
  'C-04.apart': apart,
  'C-05.reviewed': reviewed,
  'C-06.an_hour': counting('support', 'tooLong', 'withoutConsent'),
  'C-06.no_standing': asNewcomer('support'),
  'C-07.reads_are_facts': readsAreFacts,
  'C-07.proof': proof,
  'C-07.curiosity': counting('curiosity', 'tooLong'),
  'C-21.writes_are_facts': writesAreFacts,
  'C-22.triggers': triggers,
  'C-22.actor': actorNeeded,
  'C-35.purposes': purposeOfEach,
  'P-01.taking_part': asNewcomer('guardian'),
} as const satisfies Record<string, Check>
