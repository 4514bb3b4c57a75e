import { type FormEvent, useState } from 'react'
import type * as z from 'zod/mini'
import { readMe } from '#contract/people.ts'
import { announceExit, readSchoolExit, signExit, withdrawExit } from '#contract/school-exit.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDestructive } from '../../ui/ConfirmDestructive.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../oversight/Refused.tsx'
import { Steps } from './Steps.tsx'
import { Taking } from './Taking.tsx'

export type SchoolExit = NonNullable<z.output<typeof readSchoolExit.output>['exit']>

const Announcing = ({ firstDay }: { firstDay: string }) => {
  const t = useWords()
  const [day, setDay] = useState(firstDay)
  const [asking, setAsking] = useState(false)
  const announcing = useAction(announceExit, [readSchoolExit])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setAsking(true)
  }
  const confirm = () =>
    announcing.mutate(
      { body: { readOnlyOn: day } },
      { onSuccess: () => toast(t('exit.announced')), onSettled: () => setAsking(false) },
    )
  return (
    <form className="stack measure" onSubmit={submit}>
      <TextField
        label={t('exit.read_only_on')}
        hint={t('exit.read_only_hint')}
        type="date"
        required
        min={firstDay}
        value={day}
        onChange={(event) => setDay(event.target.value)}
      />
      <Refused by={announcing.error} />
      <p>
        <Button type="submit" look="danger">
          {t('exit.announce')}
        </Button>
      </p>
      <ConfirmDestructive
        title={t('exit.sure')}
        action={t('exit.announce')}
        open={asking}
        busy={announcing.isPending}
        onConfirm={confirm}
        onClose={() => setAsking(false)}
      >
        <p>{t('exit.sure_how')}</p>
      </ConfirmDestructive>
    </form>
  )
}

const UnderWay = ({ exit }: { exit: SchoolExit }) => {
  const t = useWords()
  const signing = useAction(signExit, [readSchoolExit, readMe])
  const withdrawing = useAction(withdrawExit, [readSchoolExit, readMe])
  const sign = () => signing.mutate({}, { onSuccess: () => toast(t('exit.signed')) })
  const withdraw = () => withdrawing.mutate({}, { onSuccess: () => toast(t('exit.withdrawn')) })
  return (
    <div className="stack measure">
      <Steps exit={exit} />
      <Refused by={signing.error ?? withdrawing.error} />
      <div className="row">
        {exit.can.sign && (
          <Button look="danger" busy={signing.isPending} onPress={sign}>
            {t('exit.sign')}
          </Button>
        )}
        {exit.can.withdraw && (
          <Button busy={withdrawing.isPending} onPress={withdraw}>
            {t('exit.withdraw')}
          </Button>
        )}
      </div>
      {exit.can.export && <Taking mayReceipt={exit.can.receipt} />}
    </div>
  )
}

/** How a school leaves Préau: announced by two, everything taken along and signed for, locked, its keys destroyed. */
export const Exit = () => {
  const t = useWords()
  const { exit, firstDay, canAnnounce } = useEndpoint(readSchoolExit)
  return (
    <div className="stack wide">
      <header className="stack tight">
        <Title>{t('exit.title')}</Title>
        <p className="measure quiet">{t('exit.intro')}</p>
      </header>
      {exit ? <UnderWay exit={exit} /> : canAnnounce && <Announcing firstDay={firstDay} />}
    </div>
  )
}
