import { mostCopyBytes } from '#contract/bringing.ts'
import { codeTroubles, fetchCopy, type fetchTroubles } from '#contract/carrying.ts'
import { type Preparing, preparedAction } from '#kernel/action.ts'
import { type Egress, NotInRegister, TooMuch } from '#kernel/egress.ts'
import { refuse } from '#kernel/errors.ts'
import { admit } from './admitting.ts'
import { openCopy } from './opening.ts'

/** A large copy over a slow line. */
const PATIENCE = 120_000

const nothing = (why: (typeof fetchTroubles)[number]) => refuse('copy.not_fetched', { why })

/** Where the copies of a school are handed out, from any address of one of its pages. */
const doorOf = (from: string): string => {
  const { origin, pathname } = new URL(from)
  return `${origin}/s/${pathname.split('/')[2]}/carried-copy.zip`
}

/** What the other Préau says of a code, as far as it is one of the words that we know. */
const troubleIn = (bytes: Buffer): (typeof codeTroubles)[number] | undefined => {
  try {
    const { code, details } = JSON.parse(bytes.toString()) as { code?: unknown; details?: { why?: unknown } }
    return code === 'copy.code' ? codeTroubles.find((one) => one === details?.why) : undefined
  } catch {
    return undefined
  }
}

const fetched = async (egress: Pick<Egress, 'try' | 'fetch'>, from: string, code: string): Promise<Buffer> => {
  const url = URL.canParse(from) ? doorOf(from) : nothing('not_permitted')
  await egress.try('copy', url).catch(() => nothing('not_permitted')) // somebody's slip of the pen is no alarm
  const sending = { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }), patience: PATIENCE }
  const { status, bytes } = await egress.fetch('copy', url, { ...sending, most: mostCopyBytes }).catch((error: unknown) => {
    if (error instanceof NotInRegister) return nothing('not_permitted')
    return nothing(error instanceof TooMuch ? 'too_large' : 'away')
  })
  if (status === 200) return bytes
  const why = troubleIn(bytes)
  if (why) return refuse('copy.code', { why })
  return status === 429 ? refuse('too_many_tries') : nothing('away')
}

/** Whoever may bring a copy along for somebody may have it fetched; what comes and is no copy goes no further. */
const arrived = async (sent: Preparing<{ id: string }, { from: string; code: string }>) => {
  const { installation, body } = sent
  await admit(sent, 'copy.fetch')
  const bytes = await fetched(installation.egress, body.from, body.code)
  const { files, exportId } = await openCopy(installation, bytes)
  return { bytes, files: files.length, name: `preau-export-${exportId}.zip` }
}

export const fetching = preparedAction(fetchCopy, arrived, async ({ params, ready: { bytes, files, name }, emit }) => {
  emit('copy.fetched', { files }, { subject: params.id })
  return { name, bytes }
})
