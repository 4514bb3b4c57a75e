import { type FormEvent, useState } from 'react'
import type * as z from 'zod/mini'
import { changeDpoAddress, changeQuietHours, readNotifications } from '#contract/notifications.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { toast } from '../../ui/Toast.tsx'
import { Refused } from '../oversight/Refused.tsx'
import { QuietFields } from './QuietFields.tsx'

type Told = z.output<typeof readNotifications.output>

const DpoAddress = ({ dpoAddress }: Pick<Told, 'dpoAddress'>) => {
  const t = useWords()
  const [address, setAddress] = useState(dpoAddress ?? '')
  const done = t('notifications.saved')
  const saving = useAction(changeDpoAddress, [readNotifications])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate({ body: { dpoAddress: address.trim() || null } }, { onSuccess: () => toast(done) })
  }
  return (
    <form className="stack" onSubmit={submit}>
      <TextField
        label={t('notifications.dpo')}
        hint={t('notifications.dpo_how')}
        type="email"
        autoComplete="off"
        value={address}
        onChange={({ target }) => setAddress(target.value)}
      />
      <Refused by={saving.error} />
      <p>
        <Button type="submit" busy={saving.isPending}>
          {t('notifications.save')}
        </Button>
      </p>
    </form>
  )
}

/** What whoever leads the school decides for everybody: when it is quiet, and where the data protection officer is reached. */
export const SchoolRules = ({ told }: { told: Told }) => {
  const t = useWords()
  const [quiet, setQuiet] = useState(told.schoolQuiet)
  const done = t('notifications.saved')
  const saving = useAction(changeQuietHours, [readNotifications])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate({ body: quiet }, { onSuccess: () => toast(done) })
  }
  return (
    <section className="card stack" aria-labelledby="school-quiet">
      <h2 id="school-quiet">{t('notifications.school_quiet')}</h2>
      <p className="quiet measure">{t('notifications.school_quiet_how')}</p>
      <form className="stack" onSubmit={submit}>
        <QuietFields quiet={quiet} onChange={setQuiet} />
        <Refused by={saving.error} />
        <p>
          <Button type="submit" busy={saving.isPending}>
            {t('notifications.save')}
          </Button>
        </p>
      </form>
      <DpoAddress dpoAddress={told.dpoAddress} />
    </section>
  )
}
