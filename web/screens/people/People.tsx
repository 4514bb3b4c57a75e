import { useState } from 'react'
import type * as z from 'zod/mini'
import { listPeople, readMe } from '#contract/people.ts'
import { roles } from '#contract/roles.ts'
import { useWords } from '../../speech.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { Select } from '../../ui/Field.tsx'
import { Link } from '../../ui/Link.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Restricted } from '../my-data/Restricted.tsx'
import { PrintMany } from '../slips/PrintMany.tsx'
import { ShutMany } from './ShutMany.tsx'

type Person = z.output<typeof listPeople.output>['people'][number]

const runsSchool = (held: readonly string[]) => ['administrator', 'head', 'office'].some((role) => held.includes(role))

const isRole = (word: string) => roles.find((role) => role === word)

/** The directory: sorted as the reader's language sorts, found by any part of a name. */
export const People = () => {
  const t = useWords()
  const { people } = useEndpoint(listPeople)
  const me = useEndpoint(readMe)
  const { slug } = me.school
  const isInOffice = runsSchool(me.person.roles)
  const [wanted, setWanted] = useState('')
  const role = isRole(wanted)
  const rows = role ? people.filter((person) => person.roles.includes(role)) : people
  const present = roles.filter((one) => people.some((person) => person.roles.includes(one)))
  const columns: Columns<Person> = [
    {
      id: 'name',
      label: t('people.name'),
      sort: (person) => person.sort,
      plain: (person) => person.display,
      cell: (person) =>
        person.roles.includes('pupil') ? (
          <Link className="name-link" to="/s/$slug/people/$personId" params={{ slug, personId: person.id }}>
            {person.display}
          </Link>
        ) : isInOffice ? (
          <Link className="name-link" to="/s/$slug/people/$personId/access" params={{ slug, personId: person.id }}>
            {person.display}
          </Link>
        ) : (
          person.display
        ),
    },
    {
      id: 'roles',
      label: t('people.roles'),
      sort: (person) => person.roles.map((one) => t(`people.role.${one}`)).join(),
      cell: (person) => (
        <span className="row">
          {person.roles.map((one) => (
            <Badge key={one}>{t(`people.role.${one}`)}</Badge>
          ))}
        </span>
      ),
    },
  ]
  return (
    <div className="stack">
      <div className="row spread">
        <Title>{t('people.title')}</Title>
        <div className="row no-print">
          {runsSchool(me.person.roles) && (
            <>
              <Link className="button quiet" to="/s/$slug/slips" params={{ slug }} icon="key">
                {t('people.slips')}
              </Link>
              <Link className="button quiet" to="/s/$slug/same-people" params={{ slug }} icon="people">
                {t('families.same.title')}
              </Link>
            </>
          )}
          <EyeChip groups={[t('people.seen.office'), t('people.seen.teachers')]} />
        </div>
      </div>
      <Restricted />
      <DataTable
        caption={t('people.title')}
        rows={rows}
        columns={columns}
        text={(person) => `${person.display} ${person.sort}`}
        name={(person) => person.display}
        taken={{ list: 'people' }}
        {...(isInOffice
          ? {
              actions: (chosen: readonly Person[], none: () => void) => (
                <>
                  <PrintMany whom={{ people: chosen.map(({ id }) => id) }} />
                  <ShutMany people={chosen} onDone={none} />
                </>
              ),
            }
          : {})}
        tools={
          <Select
            label={t('people.role_filter')}
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            options={[
              { value: '', label: t('people.all') },
              ...present.map((one) => ({ value: one, label: t(`people.role.${one}`) })),
            ]}
          />
        }
      />
    </div>
  )
}
