import { readMyData } from '#contract/my-data.ts'
import { reading } from '../../api.ts'
import type { Me } from '../../place.ts'

/** Whose data is looked at: whom the address names, else the first child, else oneself. */
export const whose = (me: Me, of: string | undefined): string => {
  const all = [...me.children.map(({ id }) => id), me.person.id]
  return all.find((id) => id === of) ?? all[0] ?? me.person.id
}

export const myData = (id: string, locale: Parameters<typeof askedIn>[1]) => reading(readMyData, askedIn(id, locale))

/** A person and a language, as the endpoint is asked. */
export const askedIn = (id: string, locale: 'en' | 'fr' | 'fr-CA' | 'sv' | 'ja') => ({ params: { id }, query: { locale } })
