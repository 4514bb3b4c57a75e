import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { bringCopy, type CopyPreview, listCopies, previewCopy } from '#contract/bringing.ts'
import { codeTroubles, fetchTroubles } from '#contract/carrying.ts'
import { readMe } from '#contract/people.ts'
import { shortDay } from '#i18n/dates.ts'
import { isRefusal, type Refusal, send } from '../../api.ts'
import { outdate } from '../../outdating.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { FileDrop } from '../../ui/FileDrop.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { Banner } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../oversight/Refused.tsx'
import { Fetching, fetchedFile } from './Fetching.tsx'

const route = getRouteApi('/s/$slug/people/$personId/bring')

type Trouble = Refusal | null
type Looked = { file: File; preview: CopyPreview }

/** One copy from the file to the last page: looked into, and kept when somebody says so. */
const useBringing = (personId: string) => {
  const t = useWords()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<Trouble>(null)
  const [looked, setLooked] = useState<Looked>()
  const params = { id: personId }
  const during = async (work: () => Promise<void>) => {
    setBusy(true)
    setTrouble(null)
    await work().catch((reason: unknown) => {
      if (!isRefusal(reason)) throw reason
      setTrouble(reason)
    })
    setBusy(false)
  }
  const show = async (file: File) =>
    setLooked({ file, preview: await send(previewCopy, { package: file }, { params, query: { locale: t.locale } }) })
  const look = (file: File) =>
    during(async () => {
      setLooked(undefined)
      await show(file)
    })
  const keep = ({ file }: Looked) =>
    during(async () => {
      await send(bringCopy, { package: file }, { params })
      await outdate(client, listCopies)
      setLooked(undefined)
      toast(t('bringing.kept'))
    })
  const fetchFrom = (from: string, code: string) =>
    during(async () => {
      setLooked(undefined)
      await show(await fetchedFile(personId, from, code))
    })
  return { busy, trouble, looked, look, keep, fetchFrom }
}

const whoIsIt = (t: ReturnType<typeof useWords>, about: NonNullable<CopyPreview['about']>) =>
  about.bornOn
    ? t('bringing.about_born', { name: about.display, day: shortDay(t.locale, about.bornOn) })
    : t('bringing.about', { name: about.display })

const signed = (t: ReturnType<typeof useWords>, { isOurs, signedBy }: { isOurs: boolean; signedBy: string }) =>
  isOurs ? t('bringing.ours') : t('bringing.signed', { name: signedBy })

const Preview = ({ preview, busy, onKeep }: { preview: CopyPreview; busy: boolean; onKeep: () => void }) => {
  const t = useWords()
  const { timeZone } = useEndpoint(readMe).school
  return (
    <section className="card stack" aria-labelledby="preview">
      <h2 id="preview">{t('bringing.from', { school: preview.school, day: shortDay(t.locale, preview.madeAt, timeZone) })}</h2>
      <p>
        <Badge tone="ok">{signed(t, preview)}</Badge>
      </p>
      {preview.about && <p>{whoIsIt(t, preview.about)}</p>}
      <h3>{t('bringing.parts')}</h3>
      <ul>
        {preview.parts.map(({ name, rows }, nth) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no id, two may have one name, and their order is fixed
          <li key={nth}>
            {name} · {t('bringing.rows', { count: rows })}
          </li>
        ))}
        <li>{t('bringing.files', { count: preview.files })}</li>
      </ul>
      {preview.isKnown ? (
        <Banner tone="info" title={t('bringing.known')} />
      ) : (
        <p>
          <Button look="ink" busy={busy} onPress={onKeep}>
            {t('bringing.keep')}
          </Button>
        </p>
      )}
    </section>
  )
}

const troubleIn = (details: unknown): string =>
  typeof details === 'object' && details !== null && 'why' in details ? `${details.why}` : ''

/** Why nothing was brought; of a code, and of what was not fetched, exactly why. */
const NotBrought = ({ by }: { by: Trouble }) => {
  const t = useWords()
  const why = troubleIn(by?.details)
  const ofCode = by?.refused === 'copy.code' ? codeTroubles.find((one) => one === why) : undefined
  if (ofCode) return <Banner tone="bad" title={t(`bringing.code.${ofCode}`)} />
  const ofFetch = by?.refused === 'copy.not_fetched' ? fetchTroubles.find((one) => one === why) : undefined
  if (ofFetch) return <Banner tone="bad" title={t(`bringing.not_fetched.${ofFetch}`)} />
  return <Refused by={by} />
}

/** A copy that another Préau made, brought along: looked into before it is kept, and kept whole. */
export const Bringing = () => {
  const t = useWords()
  const { personId } = route.useParams()
  const { timeZone } = useEndpoint(readMe).school
  const { copies } = useEndpoint(listCopies, { params: { id: personId } })
  const { busy, trouble, looked, look, keep, fetchFrom } = useBringing(personId)
  return (
    <div className="stack wide ink">
      <header className="stack tight">
        <Title>{t('bringing.title')}</Title>
        <p className="measure">{t('bringing.lead')}</p>
      </header>
      <FileDrop
        label={t('bringing.choose')}
        hint={t('bringing.choose_how')}
        accept=".zip"
        busy={busy}
        onFile={(file) => void look(file)}
      />
      <Fetching busy={busy} onFetch={(from, code) => void fetchFrom(from, code)} />
      <NotBrought by={trouble} />
      {looked && <Preview preview={looked.preview} busy={busy} onKeep={() => void keep(looked)} />}
      {copies.length > 0 && (
        <section className="stack" aria-labelledby="brought">
          <h2 id="brought">{t('bringing.here')}</h2>
          <ul className="stack">
            {copies.map((one) => (
              <li className="card stack tight" key={one.id}>
                <p>
                  <strong>{t('bringing.from', { school: one.school, day: shortDay(t.locale, one.madeAt, timeZone) })}</strong>
                  <br />
                  <span className="small quiet">
                    {t('bringing.on', { day: shortDay(t.locale, one.broughtAt, timeZone) })} · {signed(t, one)} ·{' '}
                    {t('bringing.files', { count: one.files })}
                  </span>
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
