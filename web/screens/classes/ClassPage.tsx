import { getRouteApi } from '@tanstack/react-router'
import type * as z from 'zod/mini'
import { readClass } from '#contract/classes.ts'
import { readMe } from '#contract/people.ts'
import { useSaid } from '../../furigana.tsx'
import { office } from '../../place.ts'
import { useWords } from '../../speech.tsx'
import { type Columns, DataTable } from '../../ui/DataTable.tsx'
import { Link } from '../../ui/Link.tsx'
import { Avatar, Badge } from '../../ui/Marks.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Restricted } from '../my-data/Restricted.tsx'
import { PrintMany } from '../slips/PrintMany.tsx'

type Pupil = z.output<typeof readClass.output>['pupils'][number]

const route = getRouteApi('/s/$slug/classes/$classId')

/** The way to a pupil's page; why it is opened is asked there. */
const PupilLink = ({ slug, pupil: { id, display } }: { slug: string; pupil: { id: string; display: string } }) => (
  <Link className="name-link" to="/s/$slug/people/$personId" params={{ slug, personId: id }}>
    {display}
  </Link>
)

const Pupils = ({ slug, classId, pupils }: { slug: string; classId: string; pupils: readonly Pupil[] }) => {
  const t = useWords()
  const inOffice = useEndpoint(readMe).person.roles.some((role) => office.includes(role))
  const columns: Columns<Pupil> = [
    {
      id: 'name',
      label: t('classes.name'),
      sort: (pupil) => pupil.sort,
      plain: (pupil) => pupil.display,
      cell: (pupil) => <PupilLink slug={slug} pupil={pupil} />,
    },
    {
      id: 'families',
      label: t('classes.families'),
      sort: (pupil) => pupil.guardians,
      cell: (pupil) =>
        pupil.guardians === 0 ? (
          <Badge tone="warn">{t('classes.no_family')}</Badge>
        ) : (
          t('classes.guardians_count', { count: pupil.guardians })
        ),
    },
  ]
  return (
    <DataTable
      caption={t('classes.pupils')}
      rows={pupils}
      columns={columns}
      text={(pupil) => pupil.display}
      name={(pupil) => pupil.display}
      taken={{ list: 'class', of: classId, purpose: 'class_life' }}
      {...(inOffice
        ? { actions: (chosen: readonly Pupil[]) => <PrintMany whom={{ people: chosen.map(({ id }) => id) }} /> }
        : {})}
    />
  )
}

const Persons = ({ people }: { people: readonly { id: string; display: string }[] }) => {
  const say = useSaid()
  return (
    <ul className="persons">
      {people.map(({ id, display }) => (
        <li className="person" key={id}>
          <Avatar name={display} />
          <span>{say.person(display)}</span>
        </li>
      ))}
    </ul>
  )
}

/** One's own children, each with the way to who saw what is known about them. */
const Children = ({ slug, people }: { slug: string; people: readonly { id: string; display: string }[] }) => {
  const say = useSaid()
  return (
    <ul className="stack tight">
      {people.map(({ id, display }) => (
        <li className="row" key={id}>
          <span className="person">
            <Avatar name={display} />
            <PupilLink slug={slug} pupil={{ id, display }} />
          </span>
          <Link className="eye" to="/s/$slug/people/$personId/reads" params={{ slug, personId: id }} icon="eye">
            {say('classes.who_saw')}
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** One class: its teachers, its pupils, and how many families are linked. */
export const ClassPage = () => {
  const t = useWords()
  const say = useSaid()
  const { slug, classId } = route.useParams()
  const { label, year, teachers, pupils, can } = useEndpoint(readClass, { params: { id: classId } })
  const { children } = useEndpoint(readMe)
  const ownOnly = pupils.every(({ id }) => children.some((child) => child.id === id))
  const linked = pupils.filter(({ guardians }) => guardians > 0).length
  return (
    <div className="stack wide">
      <header className="stack">
        <div className="row spread">
          <div>
            <p className="quiet">{year}</p>
            <Title>{label}</Title>
          </div>
          <EyeChip
            groups={[
              t('classes.seen.teachers', { count: teachers.length }),
              t('classes.seen.office'),
              t('classes.seen.pupils'),
              t('classes.seen.families'),
            ]}
          />
        </div>
        {can.showKey && (
          <div className="row no-print">
            <Link className="button primary" to="/s/$slug/classes/$classId/key" params={{ slug, classId }} icon="key">
              {t('classes.show_key')}
            </Link>
            {can.printSlips && (
              <Link className="button quiet" to="/s/$slug/classes/$classId/slips" params={{ slug, classId }} icon="print">
                {t('activation.slips')}
              </Link>
            )}
            <Link className="button quiet" to="/s/$slug/classes/$classId/door" params={{ slug, classId }} icon="roof">
              {t('classes.door')}
            </Link>
            <Link className="button quiet" to="/s/$slug/classes/$classId/image-rights" params={{ slug, classId }} icon="photo">
              {t('classes.images')}
            </Link>
            {pupils.length > 0 && <span className="quiet">{t('classes.linked', { linked, all: pupils.length })}</span>}
          </div>
        )}
      </header>
      <section className="stack tight" aria-labelledby="teachers">
        <h2 id="teachers">{say('classes.teachers')}</h2>
        {teachers.length === 0 ? <p className="quiet">{say('classes.no_teacher')}</p> : <Persons people={teachers} />}
      </section>
      {!can.showKey && pupils.length > 0 && (
        <section className="stack tight" aria-labelledby="children">
          <h2 id="children">{say(ownOnly ? 'classes.own_children' : 'classes.pupils')}</h2>
          {ownOnly ? <Children slug={slug} people={pupils} /> : <Persons people={pupils} />}
        </section>
      )}
      {can.showKey && (
        <section className="stack tight" aria-labelledby="pupils">
          <h2 id="pupils">{say('classes.pupils')}</h2>
          {pupils.length === 0 ? (
            <EmptyState title={t('classes.no_pupils')}>{t('classes.no_pupils_how')}</EmptyState>
          ) : (
            <>
              <Restricted />
              <Pupils slug={slug} classId={classId} pupils={pupils} />
            </>
          )}
        </section>
      )}
    </div>
  )
}
