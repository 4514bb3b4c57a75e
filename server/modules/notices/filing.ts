import type { Actor, Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { filesOf, reattach } from '#modules/files/index.ts'
import type { Vault } from '#vault/vault.ts'

type Hands = { tx: Tx; vault: Vault; actor: Actor; now: Date }

/** The documents of a notice, in order, for whoever sees it. */
export const shownFiles = async (tx: Tx, vault: Vault, schoolId: string, noticeId: string) =>
  (await filesOf(tx, vault, schoolId, 'notice', noticeId)).map(({ id, name, size, state }) => ({ id, name, size, state }))

/** Lets these documents stand with a notice, where something is said of them; answers what they are called now, and whether they are others. */
export const putFiles = async (
  { tx, vault, actor, now }: Hands,
  noticeId: string,
  files: readonly string[] | undefined,
): Promise<{ names: string[]; areOthers: boolean }> => {
  const schoolId = actor.schoolId ?? refuse('not_found')
  const before = await shownFiles(tx, vault, schoolId, noticeId)
  const areOthers = files !== undefined && (files.length !== before.length || files.some((id, nth) => before[nth]?.id !== id))
  if (areOthers) await reattach({ tx, actor, now }, 'notice', noticeId, files)
  const after = areOthers ? await shownFiles(tx, vault, schoolId, noticeId) : before
  return { names: after.map(({ name }) => name), areOthers }
}

/** With the original it is written down what the documents were called: it is a version of all of it. */
export const withFiles = <T extends object>(texts: readonly T[], names: string[]) =>
  texts.map((text, nth) => ({ ...text, place: nth + 1, ...(nth === 0 && names.length > 0 && { files: names }) }))
