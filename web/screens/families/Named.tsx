import { useId, useState } from 'react'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Doing, type Named, type NamedList, Telephone, ToDo, useDays, type What } from './adults.tsx'
import { NameAdult } from './NameAdult.tsx'
import { NamedTable } from './NamedTable.tsx'

/** On a family's own page: its children have few, and each is changed there. */
const OneNamed = ({ adult, list, mayName }: { adult: Named; list: NamedList; mayName: boolean }) => {
  const [doing, setDoing] = useState<What>('nothing')
  const { name, phone, relation, note } = adult
  const said = useDays()(adult)
  return (
    <li>
      <div className="stack tight grow">
        <strong>{name}</strong>
        {(phone || relation) && (
          <span>
            {phone && <Telephone number={phone} />}
            {[phone && ' ', relation].filter(Boolean).join('· ')}
          </span>
        )}
        {note && <span className="quiet small">{note}</span>}
        {said && <span className="quiet small">{said}</span>}
        {mayName && <Doing adult={adult} onDo={setDoing} />}
      </div>
      <ToDo {...{ adult, list, doing }} onDone={() => setDoing('nothing')} />
    </li>
  )
}

/** Whom the school calls for a child, or who may fetch it; with a form for those who may name somebody. */
export const NamedAdults = ({
  pupilId,
  list,
  adults,
  mayName,
  isOwn = false,
}: {
  pupilId: string
  list: NamedList
  adults: readonly Named[]
  mayName: boolean
  /** On one's own page, below the child's name: who named them need not be said. */
  isOwn?: boolean
}) => {
  const t = useWords()
  const id = useId()
  const [adding, setAdding] = useState(false)
  // Of several children there are several such lists: what they are parts of is the child.
  const [Part, Heading] = isOwn ? (['div', 'h3'] as const) : (['section', 'h2'] as const)
  const add = t(list === 'contacts' ? 'families.adult.add_contact' : 'families.adult.add_fetching')
  return (
    <Part className="stack tight" {...(isOwn ? {} : { 'aria-labelledby': id })}>
      <Heading id={id}>{t(list === 'contacts' ? 'families.contacts' : 'families.adults')}</Heading>
      {adults.length === 0 && <p className="quiet">{t('families.contacts_none')}</p>}
      {adults.length > 0 && isOwn && (
        <ul className="rows">
          {adults.map((adult) => (
            <OneNamed key={adult.id} adult={adult} list={list} mayName={mayName} />
          ))}
        </ul>
      )}
      {adults.length > 0 && !isOwn && <NamedTable {...{ pupilId, list, adults, mayName }} />}
      {mayName && (
        <p className="no-print">
          <Button onPress={() => setAdding(true)}>{add}</Button>
        </p>
      )}
      <LazySheet title={add} open={adding} urgent onClose={() => setAdding(false)}>
        <NameAdult pupilId={pupilId} list={list} onDone={() => setAdding(false)} />
      </LazySheet>
    </Part>
  )
}
