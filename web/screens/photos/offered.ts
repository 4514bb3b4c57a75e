import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type * as z from 'zod/mini'
import { listClasses } from '#contract/classes.ts'
import { readGroup } from '#contract/groups.ts'
import { readClassImageRights } from '#contract/image-rights.ts'
import type { listVoices } from '#contract/posts.ts'
import { reading } from '../../api.ts'

type Voice = z.output<typeof listVoices.output>['audiences'][number]
export type Pupil = { id: string; display: string }
/** The classes and groups among those addressed: their pupils are offered first. */
export type Addressed = { classes: readonly string[]; groups: readonly string[] }

export const addressed = (voices: readonly Voice[], chosen: readonly string[]): Addressed => {
  const among = voices.filter(({ id }) => chosen.includes(id))
  return {
    classes: among.flatMap(({ classId }) => (classId ? [classId] : [])),
    groups: among.flatMap(({ groupId }) => (groupId ? [groupId] : [])),
  }
}

const once = (found: readonly { data?: { pupils: readonly Pupil[] } | undefined }[]): Pupil[] => [
  ...new Map(found.flatMap(({ data }) => data?.pupils ?? []).map(({ id, display }) => [id, { id, display }])).values(),
]

/** The pupils of the classes and groups that are addressed, and of classes that are fetched besides: on a photo for the whole school is a pupil of any. */
export const useOffered = ({ classes, groups }: Addressed) => {
  const [more, setMore] = useState<readonly string[]>([])
  const all = [...new Set([...classes, ...more])]
  const inClasses = useQueries({
    queries: all.map((id) => ({ ...reading(readClassImageRights, { params: { id } }), staleTime: 300_000 })),
    combine: once,
  })
  const inGroups = useQueries({
    queries: groups.map((id) => ({ ...reading(readGroup, { params: { id } }), staleTime: 300_000 })),
    combine: once,
  })
  const { data } = useQuery(reading(listClasses))
  const others = (data?.classes ?? []).filter(({ id, as }) => !all.includes(id) && (as === 'teacher' || as === 'staff'))
  const pupils = [...new Map([...inClasses, ...inGroups].map((pupil) => [pupil.id, pupil])).values()]
  return { pupils, others, fetch: (id: string) => setMore((some) => [...some, id]) }
}
