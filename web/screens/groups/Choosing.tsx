import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { readClass } from '#contract/classes.ts'
import { listPeople } from '#contract/people.ts'
import { reading } from '../../api.ts'
import { useWords } from '../../speech.tsx'

export type Person = { id: string; display: string }
type Choice = { chosen: readonly Person[]; onChoose: (people: readonly Person[]) => void }

/** People to tick; who is ticked already stays so, wherever they are listed. */
export const Ticks = ({ people, chosen, onChoose }: Choice & { people: readonly Person[] }) => {
  const isIn = ({ id }: Person) => chosen.some((one) => one.id === id)
  const flip = (one: Person) => onChoose(isIn(one) ? chosen.filter(({ id }) => id !== one.id) : [...chosen, one])
  return (
    <div className="choices">
      {people.map((one) => (
        <label className="choice" key={one.id}>
          <input type="checkbox" checked={isIn(one)} onChange={() => flip(one)} />
          <span dir="auto">{one.display}</span>
        </label>
      ))}
    </div>
  )
}

const Waiting = ({ isError }: { isError: boolean }) => {
  const t = useWords()
  return <p role="status">{t(isError ? 'errors.unavailable' : 'app.loading')}</p>
}

const Pupils = ({ classId, chosen, onChoose }: Choice & { classId: string }) => {
  const t = useWords()
  const { data, isError } = useQuery(reading(readClass, { params: { id: classId } }))
  if (!data) return <Waiting isError={isError} />
  const { pupils } = data
  const all = [...chosen, ...pupils.filter(({ id }) => !chosen.some((one) => one.id === id))]
  return (
    <>
      {pupils.length > 1 && (
        <button type="button" className="button plain" onClick={() => onChoose(all)}>
          {t('groups.all_of_class')}
        </button>
      )}
      <Ticks people={pupils} chosen={chosen} onChoose={onChoose} />
    </>
  )
}

/** A part that is read only when somebody opens it: reading a list of names is written down. */
const Opened = ({ label, children }: { label: string; children: () => ReactNode }) => {
  const [open, setOpen] = useState(false)
  return (
    <details className="card" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary dir="auto">{label}</summary>
      {open && children()}
    </details>
  )
}

/** Pupils, class by class. */
export const ByClass = ({ classes, ...choice }: Choice & { classes: readonly { id: string; label: string }[] }) => (
  <div className="stack tight">
    {classes.map(({ id, label }) => (
      <Opened key={id} label={label}>
        {() => <Pupils classId={id} {...choice} />}
      </Opened>
    ))}
  </div>
)

const Teachers = (choice: Choice) => {
  const { data, isError } = useQuery(reading(listPeople, { query: { role: 'teacher' } }))
  return data ? <Ticks people={data.people} {...choice} /> : <Waiting isError={isError} />
}

/** Those who teach here, as far as one sees them. */
export const Colleagues = ({ label, ...choice }: Choice & { label: string }) => (
  <Opened label={label}>{() => <Teachers {...choice} />}</Opened>
)
