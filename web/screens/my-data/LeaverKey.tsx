import { makeLeaverKey } from '#contract/leaver-key.ts'
import { listMyRights } from '#contract/rights.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from './Refused.tsx'

/** As people type it: the page takes it with its spaces. */
const inFours = (code: string) => code.replace(/.{4}(?=.)/g, '$& ')

type School = { name: string; timeZone: string }
type SlipProps = { code: string; madeAt: string; school: School }

/** What is printed and kept: what it is for, where it is typed, and the key, which is shown this once. */
const Slip = ({ code, madeAt, school }: SlipProps) => {
  const t = useWords()
  return (
    <div className="ink-box card stack tight alone" role="status">
      <p>
        <strong>{t('mydata.leaver_key.slip', { day: shortDay(t.locale, madeAt, school.timeZone) })}</strong>
        <br />
        {school.name}
      </p>
      <p>{t('mydata.leaver_key.how')}</p>
      <p>
        <code className="said">{inFours(code)}</code>
      </p>
      <p>{t('mydata.leaver_key.address', { address: `${location.origin}/verify/key` })}</p>
      <p className="small">{t('mydata.leaver_key.once')}</p>
      <p className="no-print">
        <Button look="ink" icon="print" onPress={() => window.print()}>
          {t('app.print')}
        </Button>
      </p>
    </div>
  )
}

/** A key for after one has left: with it one asks without an account. */
export const LeaverKey = ({ personId, school }: { personId: string; school: School }) => {
  const t = useWords()
  const { keyMadeAt } = useEndpoint(listMyRights)
  const making = useAction(makeLeaverKey, [listMyRights])
  return (
    <section className="stack tight" aria-labelledby="leaver-key">
      <h2 id="leaver-key">{t('mydata.leaver_key')}</h2>
      {making.data ? <Slip {...making.data} school={school} /> : <p className="measure">{t('mydata.leaver_key.how')}</p>}
      {keyMadeAt && !making.data && (
        <p className="small">{t('mydata.leaver_key.made', { day: shortDay(t.locale, keyMadeAt, school.timeZone) })}</p>
      )}
      <Refused by={making.error} />
      <p className="no-print">
        <Button look="plain" busy={making.isPending} onPress={() => making.mutate({ params: { id: personId } })}>
          {t(keyMadeAt ? 'mydata.leaver_key.renew' : 'mydata.leaver_key.make')}
        </Button>
      </p>
    </section>
  )
}
