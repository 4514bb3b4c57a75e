import { type FormEvent, useState } from 'react'
import type * as z from 'zod/mini'
import { changeSlipSettings, mostSlipDays, readSlips, type SlipCounts } from '#contract/activation.ts'
import { readMe } from '#contract/people.ts'
import { useAction } from '../../api.ts'
import { office } from '../../place.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Trouble } from './Printed.tsx'
import { SlipTable } from './SlipTable.tsx'

type Overview = z.output<typeof readSlips.output>

const Counted = ({ counts }: { counts: SlipCounts }) => {
  const t = useWords()
  const { activated, people, live } = counts
  return (
    <span className="quiet small">
      {t('activation.counts', { activated, people, live })}
      <br />
    </span>
  )
}

const Settings = ({ settings }: { settings: NonNullable<Overview['settings']> }) => {
  const t = useWords()
  const saved = t('activation.saved')
  const change = useAction(changeSlipSettings, [readSlips])
  const [days, setDays] = useState(`${settings.days}`)
  const [teachersPrint, setTeachersPrint] = useState(settings.teachersPrint)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    change.mutate({ body: { days: Number(days), teachersPrint } }, { onSuccess: () => toast(saved) })
  }
  return (
    <form className="card stack" onSubmit={submit}>
      <h2>{t('activation.settings')}</h2>
      {change.error && <Trouble code={change.error.refused} />}
      <TextField
        label={t('activation.days')}
        hint={t('activation.days_how')}
        type="number"
        min={1}
        max={mostSlipDays}
        required
        value={days}
        onChange={(event) => setDays(event.target.value)}
      />
      <label className="choice">
        <input type="checkbox" checked={teachersPrint} onChange={() => setTeachersPrint(!teachersPrint)} />
        <span>{t('activation.teachers')}</span>
      </label>
      <div className="row">
        <Button type="submit" busy={change.isPending}>
          {t('activation.save')}
        </Button>
      </div>
    </form>
  )
}

/** Slips, class by class and for the staff: how many have an account, a slip, or neither. */
export const Slips = () => {
  const t = useWords()
  const { school, person } = useEndpoint(readMe)
  const { slug } = school
  const { classes, staff, settings } = useEndpoint(readSlips)
  return (
    <div className="stack wide">
      <header className="stack tight measure">
        <Title>{t('activation.to_slips')}</Title>
        <p className="quiet">{t('activation.intro')}</p>
      </header>
      {classes.length === 0 && <EmptyState title={t('activation.nobody')}>{t('activation.nobody_how')}</EmptyState>}
      {classes.length > 0 && (
        <SlipTable slug={slug} classes={classes} mayPrint={person.roles.some((role) => office.includes(role))} />
      )}
      {staff && (
        <ul className="card rows">
          <li>
            <Link className="tap" to="/s/$slug/slips/staff" params={{ slug }}>
              <span className="grow">
                <strong>{t('activation.staff')}</strong>
                <br />
                <Counted counts={staff} />
              </span>
              <Icon name="onward" little />
            </Link>
          </li>
        </ul>
      )}
      {settings && <Settings settings={settings} />}
    </div>
  )
}
