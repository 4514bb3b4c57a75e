import { useState } from 'react'
import { readClassSlips, readSlips, readStaffSlips, voidSlip } from '#contract/activation.ts'
import { ask } from '../../api.ts'
import { useMany } from '../../many.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { ConfirmDestructive } from '../../ui/ConfirmDestructive.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Trouble } from './Printed.tsx'

/** Makes many slips worthless at once: a pile that was left on the bus. */
export const VoidMany = ({ slips, onDone }: { slips: readonly { id: string }[]; onDone: () => void }) => {
  const t = useWords()
  const [asking, setAsking] = useState(false)
  const { busy, refused, each } = useMany(readSlips, readClassSlips, readStaffSlips)
  const end = async () => {
    const done = await each(slips, ({ id }) => ask(voidSlip, { params: { id } }))
    setAsking(false)
    if (done.length === 0) return
    toast(t('activation.voided_many', { count: done.length }))
    onDone()
  }
  if (slips.length === 0) return null
  return (
    <>
      <Button look="danger" onPress={() => setAsking(true)}>
        {t('activation.void')}
      </Button>
      {refused && <Trouble code={refused.refused} />}
      <ConfirmDestructive
        title={t('activation.void_ask', { count: slips.length })}
        action={t('activation.void')}
        open={asking}
        busy={busy}
        onConfirm={() => void end()}
        onClose={() => setAsking(false)}
      >
        <p>{t('activation.void_how')}</p>
      </ConfirmDestructive>
    </>
  )
}
