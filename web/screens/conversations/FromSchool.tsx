import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type * as z from 'zod/mini'
import { listClasses } from '#contract/classes.ts'
import { listFamilies, listUnplaced } from '#contract/conversations.ts'
import type { PersonRole } from '#contract/roles.ts'
import { reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Choices, Select } from '../../ui/Field.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Composing } from './Composing.tsx'

type Families = z.output<typeof listFamilies.output>
type Chosen = { pupils: readonly string[]; withPupils: boolean }

/** Whom of a family it reaches: whoever has no account is counted, and gets it on paper. */
const Family = ({ guardians }: { guardians: Families['pupils'][number]['guardians'] }) => {
  const t = useWords()
  if (guardians.length === 0) return <small className="quiet">{t('conversations.no_guardian')}</small>
  return (
    <small className="quiet">
      {guardians
        .map(({ display, hasAccount }) => (hasAccount ? display : t('conversations.on_paper', { name: display })))
        .join(t('conversations.and'))}
    </small>
  )
}

type PupilsProps = { families: Families; isClass: boolean; chosen: Chosen; onChoose: (to: Chosen) => void }
const Pupils = ({ families, isClass, chosen, onChoose }: PupilsProps) => {
  const t = useWords()
  const { pupils, can } = families
  const flip = (id: string) =>
    onChoose({
      ...chosen,
      pupils: chosen.pupils.includes(id) ? chosen.pupils.filter((one) => one !== id) : [...chosen.pupils, id],
    })
  const isAll = chosen.pupils.length === pupils.length
  return (
    <>
      {can.guardians && can.pupils && (
        <Choices
          legend={t('conversations.with')}
          name="with"
          options={[
            { value: 'guardians', label: t('conversations.with.guardians') },
            { value: 'pupils', label: t('conversations.with.pupils') },
          ]}
          chosen={chosen.withPupils ? 'pupils' : 'guardians'}
          onChoose={(value) => onChoose({ ...chosen, withPupils: value === 'pupils' })}
        />
      )}
      <fieldset className="field">
        <legend>{t('conversations.about_whom')}</legend>
        <div className="choices">
          {isClass && (
            <label className="choice">
              <input
                type="checkbox"
                checked={isAll}
                onChange={() => onChoose({ ...chosen, pupils: isAll ? [] : pupils.map(({ pupil }) => pupil.id) })}
              />
              <span className="lines">
                <strong>{t('conversations.whole_class')}</strong>{' '}
                <small className="quiet">{t('conversations.whole_class_how')}</small>
              </span>
            </label>
          )}
          {pupils.map(({ pupil, guardians }) => (
            <label className="choice" key={pupil.id}>
              <input type="checkbox" checked={chosen.pupils.includes(pupil.id)} onChange={() => flip(pupil.id)} />
              <span className="lines">
                <span>{pupil.display}</span> {!chosen.withPupils && <Family guardians={guardians} />}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  )
}

/** Instead of a class: those who are in none. */
const UNPLACED = 'none'
const office: readonly PersonRole[] = ['administrator', 'head', 'office']

/** A teacher, or the office, writes to families: first which class, then about whom. */
export const FromSchool = ({ roles }: { roles: readonly PersonRole[] }) => {
  const t = useWords()
  const { classes } = useSuspenseQuery(reading(listClasses)).data
  const [classId, setClassId] = useState(classes.length === 1 ? (classes[0]?.id ?? '') : '')
  const [chosen, setChosen] = useState<Chosen>({ pupils: [], withPupils: false })
  const isOffice = roles.some((role) => office.includes(role))
  const { data: placed } = useQuery({
    ...reading(listFamilies, { params: { id: classId } }),
    enabled: classId !== '' && classId !== UNPLACED,
  })
  const { data: unplaced } = useQuery({ ...reading(listUnplaced), enabled: classId === UNPLACED })
  const families = classId === UNPLACED ? unplaced : placed
  const whom = chosen.withPupils ? 'pupil' : 'guardian'
  const to = chosen.pupils.length > 0 && {
    ...{ side: 'school' as const, pupilIds: [...chosen.pupils] },
    ...(isOffice ? { line: `office_${whom}` as const } : { line: `teacher_${whom}` as const, classId }),
  }
  const places = [...classes.map(({ id, label }) => ({ value: id, label }))]
  if (isOffice) places.push({ value: UNPLACED, label: t('conversations.unplaced') })
  if (places.length === 0) return <EmptyState title={t('conversations.no_class')}>{t('conversations.no_class_how')}</EmptyState>
  return (
    <Composing to={to || undefined}>
      <Select
        label={t('conversations.class')}
        options={[{ value: '', label: t('conversations.choose') }, ...places]}
        value={classId}
        onChange={({ target }) => {
          setClassId(target.value)
          setChosen({ ...chosen, pupils: [] })
        }}
      />
      {families && families.pupils.length > 0 && (
        <Pupils families={families} isClass={classId !== UNPLACED} chosen={chosen} onChoose={setChosen} />
      )}
      {families?.pupils.length === 0 && <p className="quiet">{t('conversations.nobody_in')}</p>}
    </Composing>
  )
}
