import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { listClasses } from '#contract/classes.ts'
import { listFamilies, listGroupFamilies, listUnplaced } from '#contract/conversation-partners.ts'
import { listGroups } from '#contract/groups.ts'
import type { PersonRole } from '#contract/roles.ts'
import { reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Select } from '../../ui/Field.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Composing } from './Composing.tsx'
import { type Chosen, Pupils } from './Pupils.tsx'

/** Instead of a class: those who are in none. */
const UNPLACED = 'none'
const office: readonly PersonRole[] = ['administrator', 'head', 'office']

/** The classes and groups that one may write to; for the office those who are in no class, too. First stands the one that one was led from. */
const usePlaces = (isOffice: boolean, ledFrom: string | undefined) => {
  const t = useWords()
  const { classes } = useSuspenseQuery(reading(listClasses)).data
  const groups = useSuspenseQuery(reading(listGroups)).data.groups.filter(({ isArchived }) => !isArchived)
  const places = [
    ...classes.map(({ id, label }) => ({ value: id, label })),
    ...groups.map(({ id, label }) => ({ value: id, label: t('conversations.group', { label }) })),
  ]
  const isGroup = (place: string) => groups.some(({ id }) => id === place)
  const [only, ...more] = classes.length > 0 ? classes : groups
  const alone = only && more.length === 0 ? only.id : ''
  const first = ledFrom && isGroup(ledFrom) ? ledFrom : alone
  return { places: isOffice ? [...places, { value: UNPLACED, label: t('conversations.unplaced') }] : places, isGroup, first }
}

/** The families of a class, of a group, or of those who are in no class. */
const useFamilies = (place: string, isGroup: boolean) => {
  const isUnplaced = place === UNPLACED
  const ofClass = useQuery({
    ...reading(listFamilies, { params: { id: place } }),
    enabled: place !== '' && !isUnplaced && !isGroup,
  })
  const ofGroup = useQuery({ ...reading(listGroupFamilies, { params: { id: place } }), enabled: isGroup })
  const ofNone = useQuery({ ...reading(listUnplaced), enabled: isUnplaced })
  return (isGroup ? ofGroup : isUnplaced ? ofNone : ofClass).data
}

/** Who writes, and from where: the office as the office, a teacher as one of the class or of the group. */
const lineOf = (
  whom: 'pupil' | 'guardian',
  { isOffice, isGroup, place }: Record<'isOffice' | 'isGroup', boolean> & { place: string },
) => {
  if (isOffice) return { line: `office_${whom}` as const }
  return isGroup ? { line: `group_${whom}` as const, groupId: place } : { line: `teacher_${whom}` as const, classId: place }
}

/** A teacher, or the office, writes to families: first which class or group, then about whom. */
export const FromSchool = ({ roles }: { roles: readonly PersonRole[] }) => {
  const t = useWords()
  const isOffice = roles.some((role) => office.includes(role))
  const { places, isGroup: isGroupOf, first } = usePlaces(isOffice, useSearch({ from: '/s/$slug/messages/new' }).group)
  const [place, setPlace] = useState(first)
  const [chosen, setChosen] = useState<Chosen>({ pupils: [], withPupils: false })
  const isGroup = isGroupOf(place)
  const families = useFamilies(place, isGroup)
  if (places.length === 0) return <EmptyState title={t('conversations.no_class')}>{t('conversations.no_class_how')}</EmptyState>
  const to = chosen.pupils.length > 0 && {
    ...{ side: 'school' as const, pupilIds: [...chosen.pupils] },
    ...lineOf(chosen.withPupils ? 'pupil' : 'guardian', { isOffice, isGroup, place }),
  }
  return (
    <Composing to={to || undefined}>
      <Select
        label={t('conversations.place')}
        options={[{ value: '', label: t('conversations.choose') }, ...places]}
        value={place}
        onChange={({ target }) => {
          setPlace(target.value)
          setChosen({ ...chosen, pupils: [] })
        }}
      />
      {families && families.pupils.length > 0 && (
        <Pupils
          families={families}
          of={isGroup ? 'group' : place === UNPLACED ? 'none' : 'class'}
          chosen={chosen}
          onChoose={setChosen}
        />
      )}
      {families?.pupils.length === 0 && <p className="quiet">{t('conversations.nobody_in')}</p>}
    </Composing>
  )
}
