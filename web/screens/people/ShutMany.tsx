import { useState } from 'react'
import { reactivatePerson, suspendPerson } from '#contract/grants.ts'
import { listPeople } from '#contract/people.ts'
import { ask } from '../../api.ts'
import { useMany } from '../../many.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDestructive } from '../../ui/ConfirmDestructive.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'

type Shut = { id: string; display: string }

/** Shuts the accounts of many people, each a decision of its own; for ten seconds all of it can be taken back. */
export const ShutMany = ({ people, onDone }: { people: readonly Shut[]; onDone: () => void }) => {
  const t = useWords()
  const [asking, setAsking] = useState(false)
  const { busy, refused, each } = useMany(listPeople)
  const shut = async () => {
    const done = await each(people, ({ id }) => ask(suspendPerson, { params: { id }, body: { reason: 'office' } }))
    setAsking(false)
    if (done.length === 0) return
    const left = people.length - done.length
    const said = [t('people.shut', { count: done.length }), left > 0 ? t('app.table.some_refused', { count: left }) : '']
    toast(said.join(' ').trim(), { undo: () => void each(done, ({ id }) => ask(reactivatePerson, { params: { id } })) })
    onDone()
  }
  return (
    <>
      <Button look="danger" onPress={() => setAsking(true)}>
        {t('people.shut_do')}
      </Button>
      <Refused by={refused} />
      <ConfirmDestructive
        title={t('people.shut_ask', { count: people.length })}
        action={t('people.shut_do')}
        open={asking}
        busy={busy}
        onConfirm={() => void shut()}
        onClose={() => setAsking(false)}
      >
        <p>{t('people.shut_how')}</p>
      </ConfirmDestructive>
    </>
  )
}
