import { useEffect } from 'react'
import type { ListedNotice } from '#contract/notices.ts'
import { listNotices, readNotice } from '#contract/notices.ts'
import { confirmNotice, seeNotice } from '#contract/notices-following.ts'
import { isWaiting, useAction } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Banner } from '../../ui/Message.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused, When } from '../posts/parts.tsx'

const SECOND = 1000
const touched = [listNotices, readNotice]

/** Says once that it was seen: after a second before somebody's eyes, and not in a window behind others. */
export const useSeen = (id: string, isNew: boolean) => {
  const { mutate } = useAction(seeNotice, touched)
  useEffect(() => {
    if (!isNew) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') timer = setTimeout(() => mutate({ params: { id } }), SECOND)
    }
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [id, isNew, mutate])
}

/** One tap, for oneself and once, however many children it concerns. */
export const Confirm = ({ id, mine }: { id: string; mine: ListedNotice['mine'] }) => {
  const t = useWords()
  const say = useSaid()
  const { mutate, isPending, error } = useAction(confirmNotice, touched)
  if (mine.confirmedAt)
    return (
      <Banner tone="ok" title={say('notices.confirmed')}>
        <When at={mine.confirmedAt} />
      </Banner>
    )
  if (!mine.isAsked) return null
  const confirm = () =>
    mutate({ params: { id }, body: {} }, { onError: (reason) => isWaiting(reason) && toast(t('notices.confirm_waits')) })
  const isTrouble = error && !isWaiting(error) && error.refused !== 'notice.already_confirmed'
  return (
    <section className="card todo stack tight no-print">
      <p>{say('notices.confirm_please')}</p>
      {isTrouble && <Refused by={error} />}
      <Button look="primary" icon="check" busy={isPending} full onPress={confirm}>
        {say('notices.confirm')}
      </Button>
      <p className="quiet small">{say('notices.confirm_once')}</p>
    </section>
  )
}
