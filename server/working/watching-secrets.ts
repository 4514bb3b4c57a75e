import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import * as z from 'zod/mini'
import { as } from '#kernel/db.ts'
import type { Emitted } from '#kernel/facts.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { type MachineSecretName, machineSecretNames, machineSecretsIn } from '#server/settings/machine-secrets.ts'
import type { Settings } from '#server/settings/settings.ts'

/** After so many days a secret of a machine is to be made anew; the policy says ninety. */
export const SECRET_DAYS = 90
/** So long before that the operator is told, and so often again while nothing happens. */
const AHEAD_DAYS = 14
const DAY = 86_400_000

const Kept = z.object({ salt: z.string(), digest: z.string(), since: z.number(), toldAt: z.optional(z.number()) })
const File = z.partialRecord(z.enum(machineSecretNames), Kept)
type Kept = z.output<typeof Kept>

/** How old one of them is, as far as this installation has seen it; `dueOn`: the day on which it is to be changed where it was made. */
export type SecretAge = { name: MachineSecretName; days: number; dueOn: string; isDue: boolean; isSoon: boolean }

type Around = Pick<Settings, 'keys'> & Parameters<typeof machineSecretsIn>[0] & Partial<Pick<Settings, 'alarmTo'>>

const fileIn = (keys: string) => path.join(keys, 'machine-secrets.json')
const readIn = (keys: string) =>
  fs.existsSync(fileIn(keys)) ? File.parse(JSON.parse(fs.readFileSync(fileIn(keys), 'utf8'))) : {}

const keep = (keys: string, kept: z.output<typeof File>) => {
  const file = fileIn(keys)
  fs.mkdirSync(keys, { recursive: true, mode: 0o700 })
  fs.writeFileSync(`${file}.new`, JSON.stringify(kept), { mode: 0o600 })
  fs.renameSync(`${file}.new`, file)
}

// Slow on purpose: what lies in the folder must not be a way to guess a password.
const slowly = promisify<string, string, number, Buffer>(scrypt)
const isSame = async (value: string, { salt, digest }: Kept) =>
  timingSafeEqual(await slowly(value, salt, 32), Buffer.from(digest, 'base64url'))
const marked = async (value: string, since: number): Promise<Kept> => {
  const salt = randomBytes(16).toString('base64url')
  return { salt, digest: (await slowly(value, salt, 32)).toString('base64url'), since }
}

const ageOf = (name: MachineSecretName, { since }: Kept, now: Date): SecretAge => {
  const days = Math.floor((now.getTime() - since) / DAY)
  const dueOn = new Date(since + SECRET_DAYS * DAY).toISOString().slice(0, 10)
  return { name, days, dueOn, isDue: days >= SECRET_DAYS, isSoon: days >= SECRET_DAYS - AHEAD_DAYS }
}

/** How old the secrets of these settings are, by what was noted of them; one that nobody has noted yet is new. */
export const agesOfSecrets = async (around: Around, now: Date): Promise<SecretAge[]> => {
  const kept = readIn(around.keys)
  const ages = machineSecretsIn(around).map(async ({ name, value }) => {
    const known = kept[name]
    return ageOf(name, known && (await isSame(value, known)) ? known : { salt: '', digest: '', since: now.getTime() }, now)
  })
  return Promise.all(ages)
}

type Said = 'secret.noted' | 'secret.changed' | 'secret.due'
const say = async <N extends Said>({ db, ledger, clock }: Installation, name: N, payload: Emitted<N>['payload']) => {
  const directory = { schoolId: null, personId: nobody, accountId: null, session: null } as const
  const actor = { ...directory, purpose: 'security', requestId: uuidv7(), action: 'secret.watch' } as const
  const fact: Emitted = { name, payload, about: {} }
  await as(db, actor, (tx) => ledger.record(tx, actor, [fact], clock.now()))
}

const note = async (installation: Installation, around: Around, now: Date) => {
  const before = readIn(around.keys)
  const found: z.output<typeof File> = {}
  const facts: (() => Promise<void>)[] = []
  for (const { name, value } of machineSecretsIn(around)) {
    const known = before[name]
    if (known && (await isSame(value, known))) found[name] = known
    else {
      found[name] = await marked(value, now.getTime())
      facts.push(() =>
        known
          ? say(installation, 'secret.changed', { secret: name, days: ageOf(name, known, now).days })
          : say(installation, 'secret.noted', { secret: name }),
      )
    }
  }
  if (facts.length > 0 || Object.keys(found).length < Object.keys(before).length) keep(around.keys, found)
  for (const fact of facts) await fact()
  return found
}

/** Tells whoever answers for the machine which secrets are to be made anew, once a fortnight. */
export type TellOfSecrets = (ages: readonly SecretAge[]) => Promise<void>

/**
 * Looks which secrets of machines are still the same: when one changed is a fact, and so is that its time has come. They are made elsewhere,
 * so that nothing can be done here but to say so.
 */
export const watchSecrets = async (installation: Installation, around: Around, tell: TellOfSecrets): Promise<void> => {
  const now = installation.clock.now()
  const found = await note(installation, around, now)
  const ages = machineSecretNames.flatMap((name) => {
    const kept = found[name]
    const isTold = kept?.toldAt !== undefined && now.getTime() - kept.toldAt < AHEAD_DAYS * DAY
    return kept && !isTold ? [ageOf(name, kept, now)] : []
  })
  const soon = ages.filter(({ isSoon }) => isSoon)
  if (soon.length === 0) return
  for (const { name } of soon) found[name] = { ...found[name]!, toldAt: now.getTime() }
  keep(around.keys, found)
  for (const { name, days } of soon) await say(installation, 'secret.due', { secret: name, days })
  await tell(soon)
}
