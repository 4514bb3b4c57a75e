import type { Names } from '#contract/people.ts'
import type { Tx } from '#kernel/db.ts'
import { aliasesOutside, folded, type PersonContent } from '#modules/people/index.ts'
import type { Vault } from '#vault/vault.ts'
import type { Link } from './board.ts'
import type { RosterUser } from './package/roster.ts'

/** An alias in the two columns of a name; who has but one word still has to say both. */
const partsOf = (alias: string): { given: string; family: string } => {
  const words = alias.trim().split(/\s+/)
  return words.length > 1 ? { given: words.slice(0, -1).join(' '), family: words.at(-1)! } : { given: alias.trim(), family: '.' }
}

/** Whoever must not be found leaves the house under the alias alone: no user name, no address, no reading. */
const hiddenAs = (alias: Names, { grade }: PersonContent): PersonContent => ({
  ...{ username: '', names: { ...alias, ...partsOf(alias.display) } },
  ...(grade && { grade }),
})

/** What was given out under an alias comes back under it: that changes nobody's name. */
export const isAlias = ({ givenName, familyName }: RosterUser, alias: Names | undefined): boolean => {
  const { given, family } = partsOf(alias?.display ?? '')
  return alias !== undefined && given === givenName && family === familyName
}

/** Whether an identifier was made of a name or an address, and so says who it is. */
const tells = (externalId: string, { names: { display, given, family }, username }: PersonContent): boolean => {
  const said = folded(externalId).split(' ')
  const told = [display, given, family, username].flatMap((name) => (name ? folded(name).split(' ') : []))
  return externalId.includes('@') || told.some((word) => word.length > 1 && said.includes(word))
}

/** The same links, in whose identifiers ours stands for one that tells. */
const withoutTelling = (links: readonly Link[], telling: readonly Link[]): readonly Link[] => {
  const hide = (text: string) =>
    telling.reduce((left, { externalId, targetId }) => left.replaceAll(externalId, `hidden ${targetId}`), text)
  return telling.length === 0 ? links : links.map((link) => ({ ...link, externalId: hide(link.externalId) }))
}

type Known = { id: string; sealed: Buffer; content: PersonContent }

/** People and links as they may leave the house. */
export const asOutside = async (tx: Tx, vault: Vault, schoolId: string, known: readonly Known[], links: readonly Link[]) => {
  const hidden = await aliasesOutside(tx, vault, schoolId, known)
  const inside = new Map(known.map(({ id, content }) => [id, content]))
  const contents = new Map(
    known.map(({ id, content }) => {
      const alias = hidden.get(id)
      return [id, alias ? hiddenAs(alias, content) : content]
    }),
  )
  const ofHidden = links.filter(({ kind, targetId }) => kind === 'person' && hidden.has(targetId ?? ''))
  const telling = ofHidden.filter(({ externalId, targetId }) => tells(externalId, inside.get(targetId ?? '')!))
  const bare = links.map((link) => {
    const { preferredFamily: _, ...note } = link.note
    return ofHidden.includes(link) ? { ...link, note } : link
  })
  return { contents, links: withoutTelling(bare, telling) }
}
