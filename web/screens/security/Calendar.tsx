import { changePasswordRules, readPasswordRules } from '#contract/passwords.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Select } from '../../ui/Field.tsx'
import { Banner } from '../../ui/Message.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from './Methods.tsx'

/** A calendar for everybody's password: a school may want it, and reads first why it should not. */
export const Calendar = () => {
  const t = useWords()
  const rules = useEndpoint(readPasswordRules)
  const changing = useAction(changePasswordRules, [readPasswordRules])
  const days = [180, 365]
  return (
    <section className="stack tight" aria-labelledby="calendar">
      <h2 id="calendar">{t('security.calendar')}</h2>
      <Banner tone="warn" title={t('security.calendar_warning')} />
      <Select
        label={t('security.calendar_who')}
        value={`${rules.rotateAllDays ?? ''}`}
        onChange={({ target }) =>
          changing.mutate({ body: { rotateAllDays: target.value ? Number(target.value) : null }, version: rules.version })
        }
        options={[
          { value: '', label: t('security.calendar.never') },
          ...days.map((count) => ({ value: `${count}`, label: t('security.calendar.days', { days: count }) })),
        ]}
      />
      <Refused of={changing.error} />
    </section>
  )
}
