import { useState } from 'react'
import type { JoinRequest } from '#contract/classes.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import type { Columns } from '../../ui/DataTable.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Avatar, Badge } from '../../ui/Marks.tsx'
import { type Decisions, onlyMatch } from './decisions.ts'
import { PickPupil } from './PickPupil.tsx'

const Asker = ({ request: { name, email, classLabel } }: { request: JoinRequest }) => (
  <span className="person">
    <Avatar name={name} />
    <span>
      {name}
      <br />
      <span className="quiet small">
        {email}
        <br />
        {classLabel}
      </span>
    </span>
  </span>
)

const Match = ({ request }: { request: JoinRequest }) => {
  const t = useWords()
  const { matches, child } = request
  const list = new Intl.ListFormat(t.locale, { type: 'conjunction' })
  if (matches.length === 0) return <Badge tone="warn">{t('classes.requests.no_match', { child })}</Badge>
  if (matches.length > 1) return <Badge tone="warn">{t('classes.requests.several', { count: matches.length })}</Badge>
  const guardians = matches[0]?.guardians ?? []
  return (
    <>
      <Badge tone="ok">{t('classes.requests.match', { pupil: matches[0]?.display ?? '' })}</Badge>{' '}
      <span className="small quiet">
        {guardians.length === 0
          ? t('classes.requests.first_guardian')
          : t('classes.requests.guardians', { names: list.format(guardians) })}
      </span>
    </>
  )
}

/** What is claimed, and which pupil that is. */
const Claim = ({ request }: { request: JoinRequest }) => {
  const t = useWords()
  return (
    <>
      {t(`classes.claim.${request.relation}`, { child: request.child })}
      <br />
      <Match request={request} />
      {onlyMatch(request) && (
        <>
          <br />
          <span className="quiet small">{t('classes.requests.check', { way: t(`classes.check.${request.checkWay}`) })}</span>
        </>
      )}
    </>
  )
}

const Deciding = ({ request, decide }: { request: JoinRequest; decide: Decisions }) => {
  const t = useWords()
  const [picking, setPicking] = useState(false)
  const [busy, setBusy] = useState(false)
  const pupil = onlyMatch(request)
  const during = (act: Promise<unknown>) => {
    setBusy(true)
    void act.finally(() => setBusy(false))
  }
  const whose = <span className="unseen"> {request.name}</span>
  if (!request.can.accept) return null
  return (
    <span className="row">
      {pupil ? (
        <Button
          look="primary"
          icon="check"
          busy={busy}
          onPress={() => during(decide.accept(request, pupil.id, request.checkWay))}
        >
          {t('classes.requests.accept')}
          {whose}
        </Button>
      ) : (
        <Button look="primary" onPress={() => setPicking(true)}>
          {t('classes.requests.pick')}
          {whose}
        </Button>
      )}
      <Button busy={busy} onPress={() => during(decide.decline(request))}>
        {t('classes.requests.decline')}
        {whose}
      </Button>
      {pupil && (
        <Button look="plain" onPress={() => setPicking(true)}>
          {t('classes.requests.other')}
          {whose}
        </Button>
      )}
      <LazySheet title={t('classes.requests.pick')} open={picking} onClose={() => setPicking(false)}>
        <PickPupil request={request} onPick={(id, way) => decide.accept(request, id, way).then(() => setPicking(false))} />
      </LazySheet>
    </span>
  )
}

/** A request as a row: who asks, for whom, and the decision. */
export const useRequestColumns = (decide: Decisions): Columns<JoinRequest> => {
  const t = useWords()
  return [
    {
      id: 'who',
      label: t('classes.requests.who'),
      sort: ({ name }) => name,
      plain: ({ name, email, classLabel }) => `${name}, ${email}, ${classLabel}`,
      cell: (request) => <Asker request={request} />,
    },
    {
      id: 'whom',
      label: t('classes.requests.whom'),
      sort: ({ child }) => child,
      plain: ({ relation, child }) => t(`classes.claim.${relation}`, { child }),
      cell: (request) => <Claim request={request} />,
    },
    {
      id: 'made',
      label: t('classes.requests.when'),
      sort: ({ madeAt }) => Date.parse(madeAt),
      plain: ({ madeAt }) => shortDay(t.locale, madeAt),
      cell: ({ madeAt, expiresAt }) => (
        <span className="quiet small">
          {t('classes.requests.made', { day: shortDay(t.locale, madeAt) })} ·{' '}
          {t('classes.requests.until', { day: shortDay(t.locale, expiresAt) })}
        </span>
      ),
    },
    { id: 'decision', label: t('classes.requests.decision'), cell: (request) => <Deciding request={request} decide={decide} /> },
  ]
}
