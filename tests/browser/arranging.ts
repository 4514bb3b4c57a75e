import { readFileSync } from 'node:fs'
import path from 'node:path'
import {
  acceptJoinRequest,
  confirmJoinRequest,
  declineJoinRequest,
  listClasses,
  listJoinRequests,
  makeJoinRequest,
  readClassKey,
} from '#contract/classes.ts'
import type { Locale } from '#contract/locales.ts'
import { startSession } from '#contract/sessions.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { asSchool } from '#kernel/system.ts'
import { insertSchool } from '#modules/schools/index.ts'
import type { DemoAccount } from '#server/demo/demo.ts'
import { asker, type Person, person, type Reply, thisYear, type World } from '#tests/world.ts'

const cookieIn = ({ headers, text }: Reply) => {
  const cookie = /preau=([^;]+)/.exec(`${headers['set-cookie']}`)?.[1]
  if (!cookie) throw new Error(`nobody was signed in: ${text}`)
  return cookie
}
const password = 'une bonne dizaine de mots pour une seule clef'

/** Signs in the people of the invented school, each once, by the passwords that the demo wrote down. */
export const signingIn = (world: World) => {
  const accounts: DemoAccount[] = JSON.parse(readFileSync(path.join(world.settings.data, 'demo-accounts.json'), 'utf8'))
  const tokens = new Map<string, Promise<string>>()
  return (name: string) => {
    const known = tokens.get(name)
    if (known) return known
    const account = accounts.find((one) => one.name === name)
    const body = { login: account?.username ?? '', password: account?.password ?? '', sharedDevice: false }
    const token = asker(world.app, 'demo')(startSession, { body }).then(cookieIn)
    tokens.set(name, token)
    return token
  }
}

/** The first class of the invented school, its key, and how families ask with it. */
export const arrangeDoor = async (world: World, teacher: Person['ask']) => {
  const { classes } = (await teacher(listClasses)).body as { classes: { id: string }[] }
  const classId = classes[0]?.id ?? ''
  const { current } = (await teacher(readClassKey, { params: { id: classId } })).body as { current: { key: string } }
  let families = 0
  const writeTo = async (child: string, name: string, relation: string, email: string, locale: Locale = 'fr') => {
    await world.visitor(makeJoinRequest, { body: { key: current.key, child, relation, name, email, locale } })
    await world.doJobs()
    const letter = world.mails.findLast(({ to, text }) => to === email && text.includes('token='))
    const link = /https?:\S+token=([\w-]+)/.exec(letter?.text ?? '')
    return { link: link?.[0] ?? '', token: link?.[1] ?? '' }
  }
  /** A family has asked and confirmed its address; answers its cookie. */
  const ask = async (child: string, name: string, relation = 'mother', email = `famille${++families}@example.org`) => {
    const { token } = await writeTo(child, name, relation, email)
    return cookieIn(await world.visitor(confirmJoinRequest, { body: { token, password } }))
  }
  return { classId, key: current.key, writeTo, ask }
}

/** Decides on every waiting request of an address, the oldest first. */
export const decide = async (teacher: Person['ask'], email: string, verdicts: readonly ('accept' | 'decline')[]) => {
  type Waiting = { id: string; email: string; matches: { id: string }[] }
  const { requests } = (await teacher(listJoinRequests)).body as { requests: Waiting[] }
  const theirs = requests.filter((request) => request.email === email)
  for (const [at, verdict] of verdicts.entries()) {
    const { id = '', matches = [] } = theirs[at] ?? {}
    const yes = { params: { id }, body: { pupilId: matches[0]?.id, checkWay: 'school_list' } }
    await (verdict === 'accept' ? teacher(acceptJoinRequest, yes) : teacher(declineJoinRequest, { params: { id } }))
  }
}

/** A school of its own with nothing in it but its administrator. */
export const emptySchool = async (world: World, at: number) => {
  const schoolId = uuidv7()
  const slug = `north-${at}`
  const now = world.clock.now()
  await asSchool(world.installation, schoolId, 'administration', 'school.arrange', async ({ tx, emit }) => {
    const place = { profile: 'EU-FR', kind: 'public', locale: 'fr', timeZone: 'Europe/Paris' } as const
    await insertSchool(tx, { schoolId, name: 'École du Nord', slug, ...place, ...thisYear(now), now })
    emit('school.created', { schoolId })
  })
  const { token, ask } = await person(world, { name: 'Nadia Ferrand', role: 'administrator', slug, schoolId })
  return { slug, token, ask }
}
