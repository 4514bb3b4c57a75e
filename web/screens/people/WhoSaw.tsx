import { useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type * as z from 'zod/mini'
import { readPersonFile, readPersonReads } from '#contract/ledger-reading.ts'
import { readMe } from '#contract/people.ts'
import { shortDay } from '#i18n/dates.ts'
import { ask, isRefusal } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { AccessLog, type LoggedRead } from '../../ui/AccessLog.tsx'
import { Button } from '../../ui/Button.tsx'
import { Banner, EmptyState } from '../../ui/Message.tsx'
import { EyeChip } from '../../ui/Privacy.tsx'
import { Switch } from '../../ui/Switch.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { AskAbout, MyQuestions } from './AskAbout.tsx'
import { Limits } from './Limits.tsx'

type Reads = z.output<typeof readPersonReads.output>

const route = getRouteApi('/s/$slug/people/$personId/reads')

const rowsOf = (days: Reads['days']): LoggedRead[] =>
  days.flatMap(({ day, reads }) => reads.map((read) => ({ ...read, day, id: `${day} ${read.reference}` })))

type Shown = { caption: string; days: Reads['days']; timeZone: string; personId: string; own: boolean; mayAsk: boolean }

const Days = ({ caption, days, timeZone, personId, own, mayAsk }: Shown) => {
  const say = useSaid()
  if (days.length === 0)
    return (
      <EmptyState title={say('ledger.none')} drawing="tree">
        {!own && say('ledger.none_hint')}
      </EmptyState>
    )
  const ask = ({ who, reference, day }: LoggedRead) =>
    who.isOwn ? null : <AskAbout personId={personId} reference={reference} readOn={day} />
  return <AccessLog caption={caption} reads={rowsOf(days)} timeZone={timeZone} ask={mayAsk ? ask : undefined} />
}

const save = (name: string, html: string) => {
  const url = URL.createObjectURL(new Blob([html], { type: 'text/html' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}

const Download = ({ personId }: { personId: string }) => {
  const t = useWords()
  const say = useSaid()
  const fetching = useMutation({
    mutationFn: () => ask(readPersonFile, { params: { id: personId }, query: { locale: t.locale } }),
    onSuccess: ({ name, html }) => save(name, html),
  })
  const refused = isRefusal(fetching.error) ? fetching.error.refused : undefined
  return (
    <div className="stack tight no-print">
      <p>
        <Button look="ink" busy={fetching.isPending} onPress={() => fetching.mutate()}>
          {say('ledger.download')}
        </Button>
      </p>
      <p className="quiet small">{say('ledger.download_how')}</p>
      {refused && <Banner tone="bad" title={say(refused === 'offline' ? 'app.offline' : `errors.${refused}`)} />}
    </div>
  )
}

type Paging = { earlier: string | null; to: string | undefined; turn: (to: string | undefined) => void }

const Pages = ({ earlier, to, turn }: Paging) => {
  const say = useSaid()
  return (
    <p className="row no-print">
      {earlier && <Button onPress={() => turn(earlier)}>{say('ledger.earlier')}</Button>}
      {to && <Button onPress={() => turn(undefined)}>{say('ledger.newest')}</Button>}
    </p>
  )
}

/** Who saw what about a person, by day, with what this log cannot show. Violet from top to bottom: it is about one's data. */
export const WhoSaw = () => {
  const t = useWords()
  const { personId } = route.useParams()
  const [to, setTo] = useState<string>()
  const [own, setOwn] = useState(false)
  const me = useEndpoint(readMe)
  const { timeZone } = me.school
  const isFamily = me.person.id === personId || me.children.some(({ id }) => id === personId)
  const query = { ...(to ? { to } : {}), own: own ? ('true' as const) : ('false' as const) }
  const log = useEndpoint(readPersonReads, { params: { id: personId }, query })
  const { person } = log
  const say = useSaid()
  const title = person.isSelf ? t('ledger.title_self') : t('ledger.title', { name: person.display })
  const period = { from: shortDay(t.locale, log.from), to: shortDay(t.locale, log.to) }
  return (
    <div className="stack wide ink">
      <header className="stack tight">
        <div className="row spread">
          <Title {...(person.isSelf ? { said: say('ledger.title_self') } : {})}>{title}</Title>
          <EyeChip groups={[t('ledger.seen.self'), t('ledger.seen.office')]} />
        </div>
        <p className="measure">{say('ledger.intro')}</p>
        <p className="quiet small">
          {say('ledger.period', period)} · {say(`ledger.shown.${log.shownAs}`)}
        </p>
      </header>
      <div className="no-print">
        <Switch on={own} onTurn={setOwn}>
          {say('ledger.show_own')}
        </Switch>
      </div>
      <Days caption={title} days={log.days} timeZone={timeZone} personId={personId} own={own} mayAsk={isFamily} />
      <Pages earlier={log.earlier} to={to} turn={setTo} />
      {isFamily && <MyQuestions personId={personId} timeZone={timeZone} />}
      <Limits since={log.readableSince} />
      <Download personId={personId} />
    </div>
  )
}
