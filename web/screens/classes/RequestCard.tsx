import { useState } from 'react'
import type { JoinRequest } from '#contract/classes.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Avatar, Badge } from '../../ui/Marks.tsx'
import type { Decisions } from './decisions.ts'
import { PickPupil } from './PickPupil.tsx'
import { onlyMatch } from './Requests.tsx'

const Match = ({ request }: { request: JoinRequest }) => {
  const t = useWords()
  const { matches, child } = request
  const list = new Intl.ListFormat(t.locale, { type: 'conjunction' })
  if (matches.length === 0) return <Badge tone="warn">{t('classes.requests.no_match', { child })}</Badge>
  if (matches.length > 1) return <Badge tone="warn">{t('classes.requests.several', { count: matches.length })}</Badge>
  const guardians = matches[0]?.guardians ?? []
  return (
    <div className="row">
      <Badge tone="ok">{t('classes.requests.match', { pupil: matches[0]?.display ?? '' })}</Badge>
      <span className="small quiet">
        {guardians.length === 0
          ? t('classes.requests.first_guardian')
          : t('classes.requests.guardians', { names: list.format(guardians) })}
      </span>
    </div>
  )
}

/** One request: who asks, for whom, which pupil that is, and the decision. */
export const RequestCard = ({ request, decide }: { request: JoinRequest; decide: Decisions }) => {
  const t = useWords()
  const [picking, setPicking] = useState(false)
  const [busy, setBusy] = useState(false)
  const pupil = onlyMatch(request)
  const during = (act: Promise<unknown>) => {
    setBusy(true)
    void act.finally(() => setBusy(false))
  }
  return (
    <article className="card stack" aria-label={request.name}>
      <header className="row">
        <Avatar name={request.name} />
        <div className="grow">
          <h2>{request.name}</h2>
          <p className="quiet small">{request.email}</p>
        </div>
        <Badge>{request.classLabel}</Badge>
      </header>
      <p>{t(`classes.claim.${request.relation}`, { child: request.child })}</p>
      <Match request={request} />
      <p className="quiet small">
        {t('classes.requests.made', { day: shortDay(t.locale, request.madeAt) })} ·{' '}
        {t('classes.requests.until', { day: shortDay(t.locale, request.expiresAt) })}
      </p>
      {request.can.accept && (
        <div className="row">
          {pupil ? (
            <Button
              look="primary"
              icon="check"
              busy={busy}
              onPress={() => during(decide.accept(request, pupil.id, request.checkWay))}
            >
              {t('classes.requests.accept')}
            </Button>
          ) : (
            <Button look="primary" onPress={() => setPicking(true)}>
              {t('classes.requests.pick')}
            </Button>
          )}
          <Button busy={busy} onPress={() => during(decide.decline(request))}>
            {t('classes.requests.decline')}
          </Button>
          {pupil && (
            <Button look="plain" onPress={() => setPicking(true)}>
              {t('classes.requests.other')}
            </Button>
          )}
        </div>
      )}
      {pupil && <p className="quiet small">{t('classes.requests.check', { way: t(`classes.check.${request.checkWay}`) })}</p>}
      <LazySheet title={t('classes.requests.pick')} open={picking} onClose={() => setPicking(false)}>
        <PickPupil request={request} onPick={(id, way) => decide.accept(request, id, way).then(() => setPicking(false))} />
      </LazySheet>
    </article>
  )
}
