import { type CoverGround, coverArticle, coverGrounds } from '#contract/covering.ts'
import type { Words } from '#i18n/words.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { type Html, html } from '#kernel/html.ts'
import type { Vault } from '#vault/vault.ts'
import { type Copy, type Covered, covering } from './covering.ts'
import { preparedFor } from './prepared.queries.ts'
import { preparedCopyTable } from './sealed.ts'

/** What stands in the place of what is covered. */
export const coverWord =
  (t: Words) =>
  (ground: CoverGround): string =>
    t(`privacy.cover.${ground}`)

/** What is covered in the copy that answers a request, and how often that was changed. */
export const preparedOf = async (tx: Tx, vault: Vault, schoolId: string, id: string) => {
  const row = await preparedFor(tx, schoolId, id)
  if (!row) return undefined
  const [content] = await vault.open(tx, schoolId, preparedCopyTable, [row])
  return { ...row, content: content ?? refuse('not_found') }
}

/** What a copy says of what is covered in it. */
export type Told = { covered: readonly Covered[]; later: number; article: string }

type Asked = { schoolId: string; personId: string; copy: string | undefined; t: Words }
const everything = { places: [], reviewed: null, isOwn: true }
/** A copy as it is handed out: at once and whole, or as it was prepared for this request. */
export const handedOut = async (tx: Tx, vault: Vault, { schoolId, personId, copy, t }: Asked, whole: Copy) => {
  const prepared = copy === undefined ? undefined : ((await preparedOf(tx, vault, schoolId, copy)) ?? refuse('not_found'))
  if (prepared && prepared.personId !== personId) refuse('not_found')
  const handed = covering(whole, prepared ? { ...prepared.content, isOwn: prepared.isOwn } : everything, coverWord(t))
  const told = prepared && { covered: handed.covered, later: handed.later, article: coverArticle(prepared.profile).article }
  return { ...handed, told }
}

/** On which grounds something is covered, and how often. */
export const coverGroundsSaid = (t: Words, covered: readonly Covered[]): Html => {
  const grounds = coverGrounds.flatMap((ground) => {
    const count = covered.filter((one) => one.ground === ground).length
    return count > 0 ? [html`<li>${coverWord(t)(ground)} · ${count}</li>`] : []
  })
  return html`<ul>${grounds}</ul>`
}

/** In how many places something is covered, why, by which rule, and what can be done about it. */
export const coveredSaid = (t: Words, told: Told | undefined): Html | false => {
  if (!told || (told.covered.length === 0 && told.later === 0)) return false
  const { covered, later, article } = told
  return html`${
    covered.length > 0 &&
    html`<p><strong>${t('privacy.cover.told', { count: covered.length, article })}</strong></p>${coverGroundsSaid(t, covered)}
<p>${t('privacy.cover.complain')}</p>`
  }${later > 0 && html`<p>${t('privacy.cover.later', { count: later })}</p>`}`
}
