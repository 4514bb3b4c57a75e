import { type FormEvent, useState } from 'react'
import { authorities } from '#contract/authorities.ts'
import { listHolds } from '#contract/holding.ts'
import { groundsFor, type RefusalGround, refusalArticle } from '#contract/refusal-grounds.ts'
import { listRestrictions, type RestrictablePart } from '#contract/restricting.ts'
import { carryOutErasure, decideRight, extendRight, listRightCases, type RightCase } from '#contract/rights.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useKeptLetter } from '../../offline/useKept.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDestructive } from '../../ui/ConfirmDestructive.tsx'
import { Choices } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Confirming } from './Confirming.tsx'
import { GroundField } from './GroundField.tsx'
import { Holding } from './Holding.tsx'
import { LetterField } from './LetterField.tsx'
import { PartsField } from './Limiting.tsx'
import { Prepare } from './Prepare.tsx'
import { Refused } from './Refused.tsx'
import { extendedTo, isWay, letterOf, type Way, waysOf } from './ways.ts'

type CaseProps = { one: RightCase; onDone: () => void }

const CarryOut = ({ one, onDone }: CaseProps) => {
  const t = useWords()
  const [asking, setAsking] = useState(false)
  const erasing = useAction(carryOutErasure, [listRightCases, listHolds])
  const confirm = () =>
    erasing.mutate(
      { params: { id: one.id }, query: { locale: t.locale } },
      {
        onSuccess: ({ deleted, holdsEverywhereBy, heldUntil }) => {
          const day = shortDay(t.locale, heldUntil ?? holdsEverywhereBy ?? '')
          toast(heldUntil ? t('mydata.held_until', { day }) : t('mydata.cases.erased', { count: deleted, day }))
          onDone()
        },
        onError: () => setAsking(false),
      },
    )
  return (
    <>
      <Refused by={erasing.error} />
      <p>
        <Button look="danger" busy={erasing.isPending} onPress={() => setAsking(true)}>
          {t('mydata.cases.erase')}
        </Button>
      </p>
      <ConfirmDestructive
        title={t('mydata.cases.erase_sure', { name: one.about.display })}
        action={t('mydata.cases.erase')}
        open={asking}
        busy={erasing.isPending}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        <p>{t('mydata.cases.erase_how')}</p>
      </ConfirmDestructive>
    </>
  )
}

/** Answers a case in words that are drafted, and may be changed. */
export const Deciding = ({ one, today, onDone }: CaseProps & { today: string }) => {
  const t = useWords()
  const [way, setWay] = useState<Way>(waysOf(one)[0] ?? 'refused')
  const [ground, setGround] = useState<RefusalGround | undefined>(groundsFor(one.profile, one.kind)[0])
  const [parts, setParts] = useState<RestrictablePart[]>([])
  const deciding = useAction(decideRight, [listRightCases, listRestrictions])
  const isLimiting = one.kind === 'restriction' && way === 'granted'
  const extending = useAction(extendRight, [listRightCases])
  const article = ground ? refusalArticle(one.profile, one.kind, ground).article : one.article
  const named = { number: one.number, article, authority: authorities[one.profile], day: shortDay(t.locale, extendedTo(one)) }
  const letter = useKeptLetter(`case ${one.id}`, t(letterOf(one, way), named))
  const answer = letter.text
  const sent = t('mydata.cases.sent')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const params = { id: one.id }
    const done = (said: string) => {
      letter.clear()
      toast(said)
      onDone()
    }
    if (way === 'extend')
      extending.mutate(
        { params, body: { answer } },
        { onSuccess: ({ dueOn }) => done(t('mydata.cases.extended', { day: shortDay(t.locale, dueOn) })) },
      )
    else
      deciding.mutate(
        {
          params,
          body: {
            ...{ outcome: way, answer },
            ...(way === 'refused' && ground ? { ground } : {}),
            ...(isLimiting && parts.length > 0 ? { parts } : {}),
          },
        },
        { onSuccess: () => done(sent) },
      )
  }
  return (
    <div className="stack">
      {one.words && <p className="said ink-box">{one.words}</p>}
      {one.answerTo && <p className="said">{t('mydata.answer_to', { to: one.answerTo })}</p>}
      <Confirming one={one} today={today} onDone={onDone} />
      {one.can.prepare && <Prepare caseId={one.id} />}
      {one.can.erase && <CarryOut one={one} onDone={onDone} />}
      <form className="stack" onSubmit={submit}>
        <Choices
          legend={t('mydata.cases.how')}
          name="way"
          chosen={way}
          onChoose={(value) => isWay(value) && setWay(value)}
          options={waysOf(one).map((value) => ({ value, label: t(`mydata.cases.${value}`) }))}
        />
        {isLimiting && <PartsField legend={t('mydata.parts')} how={t('mydata.parts_how')} chosen={parts} onChoose={setParts} />}
        {way === 'refused' && (
          <GroundField profile={one.profile} kind={one.kind} today={today} chosen={ground} onChoose={setGround} />
        )}
        <LetterField letter={letter} />
        <Refused by={deciding.error ?? extending.error} />
        <div className="row">
          <Button type="submit" look="ink" busy={deciding.isPending || extending.isPending} disabled={answer.trim() === ''}>
            {t('mydata.cases.send')}
          </Button>
          <Button onPress={onDone}>{t('app.cancel')}</Button>
        </div>
      </form>
      <Holding personId={one.about.id} onDone={onDone} />
    </div>
  )
}
