import { openCopyFile } from '#contract/covering.ts'
import { preparedAction } from '#kernel/action.ts'
import { type Actor, as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { nobody, uuidv7 } from '#kernel/ids.ts'
import type { Installation } from '#kernel/installation.ts'
import { type Led, linksFor, type Served, servedFrom } from '#modules/files/index.ts'
import { fileIn, forCopy, storedFile } from '#modules/privacy/index.ts'
import { noteOpened } from './copies.queries.ts'
import { gathered, throughWallsOf } from './copies.ts'
import { nameIn } from './copy-entries.ts'
import { requestWith } from './requests.queries.ts'

export const openOne = preparedAction(
  openCopyFile,
  gathered,
  async ({ tx, actor, vault, params: { id }, body, ready, now, emit }) => {
    const schoolId = actor.schoolId!
    const row = await requestWith(tx, schoolId, id)
    if (!ready || !row) return refuse('rights.already_closed')
    const entry = ready.entries.find(({ one }) => one.table.table === body.table && one.id === body.id)
    const file = entry && fileIn(entry.one, entry.content)
    if (!file) return refuse('copy.no_place')
    const { personId, askedBy } = row
    const link = await linksFor(tx, vault, actor, now)
    const by = actor.personId ?? nobody
    await noteOpened(tx, {
      schoolId,
      id: uuidv7(),
      requestId: id,
      personId,
      askedBy,
      fileId: file.id,
      openedAt: now,
      openedBy: by,
    })
    emit('copy.file_opened', { requestId: id }, { subject: askedBy })
    return { url: link(file.id, 'whole', id).url, name: nameIn(file) }
  },
)

type Who = Omit<Actor, 'purpose' | 'action'>

/** Serves a file of a copy that is looked through to the desk, through the walls that the copy itself is seen through. */
export const openInCopy = async (installation: Installation, who: Who, led: Led & { copy: string }): Promise<Served> => {
  const actor: Actor = { ...who, purpose: 'legal', action: 'rights.copy.open' }
  const schoolId = who.schoolId ?? nobody
  const through = await throughWallsOf({ installation, actor, params: { id: led.copy } })
  if (!through) return refuse('not_found')
  const lying = await as(installation.db, through.reader, async (tx) => {
    await forCopy(tx, led.copy)
    return storedFile(tx, installation, { schoolId, ...led })
  })
  return lying ? servedFrom(installation, actor, lying) : refuse('not_found')
}
