import { listCalls, listUnseen } from '#contract/notices-following.ts'
import { action } from '#kernel/action.ts'
import type { Tx } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import type { Emit } from '#kernel/facts.ts'
import { schoolOf } from '#kernel/school.ts'
import { collatorOf, emergencyContactTable, openNames, staffNamed } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import { noticeById } from './notices.queries.ts'
import { papersOf } from './papers.queries.ts'
import * as queries from './receipts.queries.ts'
import { type Hands, openTexts, textFor } from './showing.ts'
import { textsOf } from './texts.queries.ts'

type Waiting = { tx: Tx; vault: Vault; schoolId: string; emit: Emit }

/** Who is still waited for, and who gave a sheet back, with names as this reader may see them: a person of whom the reader knows nothing has none here. */
const waitingIn = async (hands: Hands, noticeId: string) => {
  const { tx, schoolId } = hands
  const notice = (await noticeById(tx, schoolId, noticeId)) ?? refuse('not_found')
  const [rows, papers, school, texts, language] = await Promise.all([
    queries.waitingFor(tx, notice),
    papersOf(tx, schoolId, noticeId),
    schoolOf(tx),
    textsOf(tx, schoolId, [noticeId]),
    queries.myLanguage(tx),
  ])
  const said = textFor(texts, language).text
  const ids = new Set([...rows, ...papers].flatMap(({ personId }) => personId))
  for (const { children } of rows) for (const child of children) ids.add(child)
  const [known, [text]] = await Promise.all([queries.peopleNamed(tx, schoolId, [...ids]), openTexts(hands, said ? [said] : [])])
  const names = await openNames(tx, hands.vault, schoolId, known)
  const nameOf = new Map(known.map(({ id }, nth) => [id, names[nth]]))
  const { compare } = collatorOf(school.locale)
  const people = rows.flatMap(({ personId: id, ...row }) => {
    const name = nameOf.get(id)
    return name ? [{ id, display: name.display, sort: name.sort, ...row }] : []
  })
  const childrenOf = (children: readonly string[]) =>
    children.flatMap((id) => (nameOf.has(id) ? [{ id, display: nameOf.get(id)?.display ?? '' }] : []))
  return {
    ...{ title: text?.title ?? '', people: people.sort((a, b) => compare(a.sort, b.sort)), childrenOf },
    ...{ isAsked: notice.asks.length > 0, papers, nameOf: (id: string) => nameOf.get(id)?.display },
  }
}

/** One fact about everybody whose name was shown. */
const noteRead = async (
  { tx, schoolId, emit }: Waiting,
  name: 'notice.unseen_read' | 'notice.calls_read',
  noticeId: string,
  who: Set<string>,
) => {
  const { id: audience } = await queries.wholeSchool(tx, schoolId)
  emit(name, { noticeId }, who.size > 0 ? { audience, members: [...who] } : {})
}

export const unseen = action(listUnseen, async ({ tx, actor, vault, params, emit }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const { title, people, childrenOf, isAsked, papers, nameOf } = await waitingIn(hands, params.id)
  const shown = people.map(({ children, ...row }) => ({ ...row, children: row.isFamily ? [] : childrenOf(children) }))
  const { display: byName } = await staffNamed(
    hands,
    papers.map(({ notedBy }) => notedBy),
  )
  const given = papers.flatMap(({ personId: id, isFamily, notedAt, notedBy }) => {
    const display = nameOf(id)
    return display === undefined ? [] : [{ id, display, isFamily, notedAt: notedAt.toISOString(), by: byName(notedBy) }]
  })
  const who = new Set(shown.flatMap(({ id, children }) => [id, ...children.map((child) => child.id)]))
  for (const { id } of given) who.add(id)
  await noteRead({ ...hands, emit }, 'notice.unseen_read', params.id, who)
  return { title, people: shown, isAsked, papers: given }
})

export const calls = action(listCalls, async ({ tx, actor, vault, params, emit }) => {
  const hands = { tx, vault, schoolId: actor.schoolId! }
  const { title, people, childrenOf } = await waitingIn(hands, params.id)
  const pupilsOf = ({ id, stands, children }: (typeof people)[number]) =>
    stands === 'pupil' ? childrenOf([id]) : stands === 'guardian' ? childrenOf(children) : []
  const pupils = [...new Set(people.flatMap((row) => pupilsOf(row).map(({ id }) => id)))]
  const rows = await queries.contactsOf(tx, hands.schoolId, pupils)
  const contents = await vault.open(tx, hands.schoolId, emergencyContactTable, rows)
  const contactsOf = (pupil: string) =>
    rows.flatMap(({ pupilId }, nth) => {
      const adult = contents[nth]
      return pupilId === pupil && adult
        ? [{ name: adult.name, phone: adult.phone ?? null, relation: adult.relation ?? null }]
        : []
    })
  await noteRead({ ...hands, emit }, 'notice.calls_read', params.id, new Set([...people.map(({ id }) => id), ...pupils]))
  return {
    title,
    calls: people.map((row) => ({
      ...{ id: row.id, display: row.display, sort: row.sort, isFamily: row.isFamily, state: row.state },
      pupils: pupilsOf(row).map(({ id, display }) => ({ display, contacts: contactsOf(id) })),
    })),
  }
})
