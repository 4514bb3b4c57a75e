import { useState } from 'react'
import { recogniseRequest } from '#contract/establishing.ts'
import { listMyRights, type MyRequest } from '#contract/rights.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDestructive } from '../../ui/ConfirmDestructive.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Needed } from './Needed.tsx'
import { Refused } from './Refused.tsx'

/** What was written down in the reader’s name: with one tap it is theirs, or it is not and ends. */
export const Recognising = ({ request }: { request: MyRequest }) => {
  const t = useWords()
  const [isSure, setSure] = useState(false)
  const saying = useAction(recogniseRequest, [listMyRights])
  const { id, number, closedAt, dueOn, needed } = request
  const say = (verdict: 'mine' | 'not_mine') => {
    const said = t(verdict === 'mine' ? 'mydata.recognise.confirmed' : 'mydata.recognise.disowned')
    saying.mutate(
      { params: { id }, body: { verdict } },
      {
        onSuccess: () => toast(said),
        onSettled: () => setSure(false),
      },
    )
  }
  const how = closedAt ? t('mydata.recognise.withdrawal') : t('mydata.recognise.how', { day: shortDay(t.locale, dueOn) })
  return (
    <div className="stack tight">
      <p>
        <strong>{t('mydata.recognise')}</strong>
      </p>
      <p className="small">{how}</p>
      <Needed needed={needed} said="mydata.needed" />
      <div className="row">
        {!closedAt && (
          <Button look="ink" busy={saying.isPending} onPress={() => say('mine')}>
            {t('mydata.recognise.mine')}
            <span className="unseen"> {number}</span>
          </Button>
        )}
        <Button busy={saying.isPending} onPress={() => setSure(true)}>
          {t('mydata.recognise.not_mine')}
          <span className="unseen"> {number}</span>
        </Button>
      </div>
      <Refused by={saying.error} />
      <ConfirmDestructive
        title={t('mydata.recognise.sure')}
        action={t('mydata.recognise.not_mine')}
        open={isSure}
        busy={saying.isPending}
        onConfirm={() => say('not_mine')}
        onClose={() => setSure(false)}
      >
        <p>{t('mydata.recognise.sure_how')}</p>
      </ConfirmDestructive>
    </div>
  )
}
