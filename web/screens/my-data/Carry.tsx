import { useState } from 'react'
import { drawCarryToken, revokeCarryToken } from '#contract/carrying.ts'
import { listMyRights, type MyRequest } from '#contract/rights.ts'
import { clockTime, shortDay } from '#i18n/dates.ts'
import { slugOfPage, useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from './Refused.tsx'

type Drawn = { code: string; until: string }

/** As people read it out to each other; the other school takes it with its spaces. */
const inFours = (code: string) => code.replace(/.{4}(?=.)/g, '$& ')

/** What is typed at the other school: where to fetch the copy, and the code, which is shown this once. */
const Shown = ({ drawn, timeZone }: { drawn: Drawn; timeZone: string }) => {
  const t = useWords()
  return (
    <div className="stack tight ink-box">
      <p>{t('mydata.carry.how')}</p>
      <p>
        {t('mydata.carry.address')}
        <br />
        <code className="said">{`${location.origin}/s/${slugOfPage()}`}</code>
      </p>
      <p>
        {t('mydata.carry.code')}
        <br />
        <code className="said">{inFours(drawn.code)}</code>
      </p>
      <p className="small quiet">{t('mydata.carry.until', { time: clockTime(t.locale, drawn.until, timeZone) })}</p>
    </div>
  )
}

/** Hands a copy to another Préau: by a code that works once, and can be ended. */
export const Carry = ({ request, timeZone }: { request: MyRequest; timeZone: string }) => {
  const t = useWords()
  const { id, number, carried } = request
  const [drawn, setDrawn] = useState<Drawn>()
  const drawing = useAction(drawCarryToken, [listMyRights])
  const ending = useAction(revokeCarryToken, [listMyRights])
  const isLive = carried !== null && carried.usedAt === null && Date.parse(carried.until) > Date.now()
  const draw = () => drawing.mutate({ params: { id } }, { onSuccess: setDrawn })
  const done = () => {
    setDrawn(undefined)
    toast(t('mydata.carry.ended'))
  }
  return (
    <>
      {drawn && isLive && <Shown drawn={drawn} timeZone={timeZone} />}
      {isLive && !drawn && (
        <p className="small">{t('mydata.carry.until', { time: clockTime(t.locale, carried.until, timeZone) })}</p>
      )}
      {carried?.usedAt && (
        <p className="small">{t('mydata.carry.used', { day: shortDay(t.locale, carried.usedAt, timeZone) })}</p>
      )}
      <p className="row">
        <Button look="plain" busy={drawing.isPending} onPress={draw}>
          {t('mydata.carry')}
          <span className="unseen"> {number}</span>
        </Button>
        {isLive && (
          <Button busy={ending.isPending} onPress={() => ending.mutate({ params: { id } }, { onSuccess: done })}>
            {t('mydata.carry.end')}
            <span className="unseen"> {number}</span>
          </Button>
        )}
      </p>
      <Refused by={drawing.error ?? ending.error} />
    </>
  )
}
