import { useParams } from '@tanstack/react-router'
import type * as z from 'zod/mini'
import { listCalls } from '#contract/notices-following.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { useMe } from '../posts/parts.tsx'

type Call = z.output<typeof listCalls.output>['calls'][number]

const Contact = ({ name, phone, relation }: Call['pupils'][number]['contacts'][number]) => {
  const t = useWords()
  return (
    <li>
      {name}
      {relation && ` (${relation})`}{' '}
      {phone ? (
        <a href={`tel:${phone.replaceAll(/[^\d+]/g, '')}`}>{phone}</a>
      ) : (
        <span className="quiet">{t('notices.no_phone')}</span>
      )}
    </li>
  )
}

const One = ({ call }: { call: Call }) => {
  const t = useWords()
  return (
    <li className="card call">
      <p className="row spread">
        <strong>{call.isFamily ? t('notices.family_of', { name: call.display }) : call.display}</strong>
        <Badge>{t(`notices.far.${call.state}`)}</Badge>
      </p>
      {call.pupils.map((pupil) => (
        <div key={pupil.display}>
          <p className="quiet small">{pupil.display}</p>
          <ul>
            {pupil.contacts.map((contact) => (
              <Contact key={`${contact.name} ${contact.phone}`} {...contact} />
            ))}
            {pupil.contacts.length === 0 && <li className="quiet">{t('notices.no_contact')}</li>}
          </ul>
        </div>
      ))}
      <p className="tick" aria-hidden="true">
        ☐ {t('notices.ticked')}
      </p>
    </li>
  )
}

/** Whom to call for those whom nothing reached: a list for the telephone, and for paper beside it. */
export const Calls = () => {
  const t = useWords()
  const { slug } = useMe().school
  const { noticeId } = useParams({ from: '/s/$slug/notices/$noticeId/calls' })
  const { title, calls } = useEndpoint(listCalls, { params: { id: noticeId } })
  return (
    <div className="stack">
      <Link className="no-print" to="/s/$slug/notices/$noticeId/progress" params={{ slug, noticeId }}>
        {t('notices.follow')}
      </Link>
      <div className="row spread">
        <Title>{t('notices.calls_of', { title })}</Title>
        <div className="row no-print">
          <EyeChip groups={[t('notices.seen.office'), t('notices.seen.author')]} />
          <Button icon="print" onPress={() => print()}>
            {t('app.print')}
          </Button>
        </div>
      </div>
      <p className="quiet small">{t('notices.calls_what')}</p>
      {calls.length === 0 && <EmptyState title={t('notices.unseen_none')} drawing="tree" />}
      <ul className="stack calls">
        {calls.map((call) => (
          <One key={call.id} call={call} />
        ))}
      </ul>
    </div>
  )
}
