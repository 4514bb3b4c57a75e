import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type * as z from 'zod/mini'
import { issueClassKey, readClassKey } from '#contract/classes.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { everyLanguage, useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Link } from '../../ui/Link.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { QrCode } from '../../ui/QrCode.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

type Shown = z.output<typeof readClassKey.output>

const route = getRouteApi('/s/$slug/classes/$classId/key')

/** Four signs, a gap, four signs: as it is read aloud. */
const inHalves = (key: string) => `${key.slice(0, 4)} ${key.slice(4)}`

/** Where the key is typed: the address in the code, without the key itself. */
const address = ({ joinUrl, key }: { joinUrl: string; key: string }) =>
  joinUrl.replace(/^https?:\/\//, '').replace(new RegExp(`[/?#][^/]*${key}$`), '')

const Poster = ({ shown, current }: { shown: Shown; current: NonNullable<Shown['current']> }) => {
  const t = useWords()
  const { data: languages = [t] } = useQuery({
    queryKey: ['words', 'classes'],
    queryFn: () => everyLanguage('classes'),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <article className="poster">
      <header>
        <p>{shown.school}</p>
        <h2>{shown.label}</h2>
      </header>
      <QrCode text={current.joinUrl} label={t('classes.poster.qr', { address: current.joinUrl })} />
      <p className="letters" translate="no">
        {inHalves(current.key)}
      </p>
      <p translate="no">{address(current)}</p>
      <div className="said">
        {languages.map((say) => (
          <p key={say.locale} lang={say.locale}>
            <strong>{say('classes.poster.scan')}</strong>
            <br />
            {say('classes.poster.no_access')}
          </p>
        ))}
      </div>
    </article>
  )
}

const NewKey = ({ classId, onClose }: { classId: string; onClose: () => void }) => {
  const t = useWords()
  const issue = useAction(issueClassKey, [readClassKey])
  return (
    <>
      <p>{t('classes.key.renew_what')}</p>
      <div className="row">
        <Button
          look="danger"
          busy={issue.isPending}
          onPress={() => issue.mutate({ params: { id: classId } }, { onSuccess: onClose })}
        >
          {t('classes.key.renew')}
        </Button>
        <Button onPress={onClose}>{t('app.cancel')}</Button>
      </div>
    </>
  )
}

/** The class key, to show on a screen or to print: it opens a request, never the class. */
export const KeyPoster = () => {
  const t = useWords()
  const { slug, classId } = route.useParams()
  const shown = useEndpoint(readClassKey, { params: { id: classId } })
  const issue = useAction(issueClassKey, [readClassKey])
  const [renewing, setRenewing] = useState(false)
  return (
    <div className="stack">
      <header className="no-print stack">
        <Link to="/s/$slug/classes/$classId" params={{ slug, classId }}>
          {shown.label}
        </Link>
        <Title>{t('classes.key.title')}</Title>
        {shown.current && (
          <div className="row">
            <Button look="primary" icon="print" onPress={() => print()}>
              {t('classes.key.print')}
            </Button>
            <Button onPress={() => setRenewing(true)}>{t('classes.key.renew')}</Button>
            <span className="quiet small">
              {t('classes.key.until', { day: shortDay(t.locale, shown.current.endsOn) })} ·{' '}
              {t('classes.key.uses', { count: shown.current.uses })}
            </span>
          </div>
        )}
      </header>
      {shown.current ? (
        <Poster shown={shown} current={shown.current} />
      ) : (
        <EmptyState
          title={t('classes.key.none')}
          drawing="roof"
          action={
            <Button look="primary" icon="key" busy={issue.isPending} onPress={() => issue.mutate({ params: { id: classId } })}>
              {t('classes.key.make')}
            </Button>
          }
        >
          {t('classes.key.none_how')}
        </EmptyState>
      )}
      <LazySheet title={t('classes.key.renew_ask')} open={renewing} urgent onClose={() => setRenewing(false)}>
        <NewKey classId={classId} onClose={() => setRenewing(false)} />
      </LazySheet>
    </div>
  )
}
