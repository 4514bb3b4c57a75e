import { useState } from 'react'
import { readFamily, readMyFamily } from '#contract/families.ts'
import { endContact, endFetching } from '#contract/family-adults.ts'
import { ask } from '../../api.ts'
import { useMany } from '../../many.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDestructive } from '../../ui/ConfirmDestructive.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Doing, type Named, type NamedList, Telephone, ToDo, useDays, type What } from './adults.tsx'
import { Refused } from './parts.tsx'

type About = { adult: Named; what: What }
type Do = (adult: Named, what: What) => void

const useColumns = (list: NamedList, mayName: boolean, onDo: Do): Columns<Named> => {
  const t = useWords()
  const days = useDays()
  const source = (adult: Named) => t(`families.adult.source.${adult.source}`)
  const known = ({ relation, note }: Named) => [relation, note].filter(Boolean).join(' · ')
  return [
    { id: 'name', label: t('families.adult.name'), sort: ({ name }) => name, cell: ({ name }) => name },
    {
      id: 'phone',
      label: t('families.adult.phone'),
      plain: ({ phone }) => phone ?? '',
      cell: ({ phone }) => (phone ? <Telephone number={phone} /> : ''),
    },
    { id: 'relation', label: t('families.adult.relation'), sort: known, cell: known },
    ...(list === 'fetching' ? [{ id: 'days', label: t('families.adult.days'), sort: days, cell: days }] : []),
    {
      id: 'source',
      label: t('families.adult.from_whom'),
      sort: source,
      cell: (adult) => (
        <>
          <span className="small quiet">{source(adult)}</span>
          {mayName && <Doing adult={adult} onDo={(what) => onDo(adult, what)} />}
        </>
      ),
    },
  ]
}

const EndMany = ({ adults, list, none }: { adults: readonly Named[]; list: NamedList; none: () => void }) => {
  const t = useWords()
  const [asking, setAsking] = useState(false)
  const { busy, refused, each } = useMany(readFamily, readMyFamily)
  const count = { count: adults.length }
  const removed = t('families.adult.removed')
  const end = async () => {
    const done = await each(adults, ({ id, version }) =>
      ask(list === 'contacts' ? endContact : endFetching, { params: { id }, version }),
    )
    setAsking(false)
    if (done.length > 0) toast(removed)
    if (done.length === adults.length) none()
  }
  return (
    <>
      <Refused by={refused} />
      <Button look="danger" busy={busy} onPress={() => setAsking(true)}>
        {t('families.adult.end_chosen', count)}
      </Button>
      <ConfirmDestructive
        title={t('families.adult.end_chosen_ask', count)}
        action={t('families.adult.end')}
        open={asking}
        busy={busy}
        onConfirm={() => void end()}
        onClose={() => setAsking(false)}
      >
        <p>{adults.map(({ name }) => name).join(', ')}</p>
      </ConfirmDestructive>
    </>
  )
}

type TableProps = { pupilId: string; list: NamedList; adults: readonly Named[]; mayName: boolean }

/** For the office and the teachers of a pupil: whom to call, or who may fetch, as a list. */
export const NamedTable = ({ pupilId, list, adults, mayName }: TableProps) => {
  const t = useWords()
  const [about, setAbout] = useState<About | null>(null)
  const columns = useColumns(list, mayName, (adult, what) => setAbout({ adult, what }))
  return (
    <>
      <DataTable
        caption={t(list === 'contacts' ? 'families.contacts' : 'families.adults')}
        rows={adults}
        columns={columns}
        text={({ name, relation = '', note = '' }) => `${name} ${relation} ${note}`}
        name={({ name }) => name}
        taken={{ list, of: pupilId, purpose: 'family_communication' }}
        {...(mayName && adults.length > 1
          ? {
              actions: (chosen: readonly Named[], none: () => void) => <EndMany adults={chosen} list={list} none={none} />,
            }
          : {})}
      />
      {about && <ToDo adult={about.adult} list={list} doing={about.what} onDone={() => setAbout(null)} />}
    </>
  )
}
