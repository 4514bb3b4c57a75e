import { getRouteApi } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type * as z from 'zod/mini'
import { handOverReasons, listHandOvers, makeHandOver, previewHandOver, successorRoles } from '#contract/hand-overs.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { DraftNote } from '../../offline/DraftNote.tsx'
import { useDraft } from '../../offline/useDraft.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { ComboBox } from '../../ui/ComboBox.tsx'
import { Choices, Select, TextField } from '../../ui/Field.tsx'
import { Banner, EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused } from '../oversight/Refused.tsx'
import { Made } from './Made.tsx'
import { Passes } from './Passes.tsx'

const route = getRouteApi('/s/$slug/people/$personId/hand-over')
type Preview = z.output<typeof previewHandOver.output>

const nothingSaid = (preview: Preview) => ({
  to: '',
  as: 'teacher',
  why: 'left',
  fromOn: preview.today,
  untilOn: '',
})
type Said = ReturnType<typeof nothingSaid>

const isText = (value: unknown): value is string => typeof value === 'string'
/** What was kept, where it still is what the form asks for. */
const filled = (kept: unknown, empty: Said): Said => {
  const { to, as, why, fromOn, untilOn } = Object(kept)
  return {
    to: isText(to) ? to : empty.to,
    as: isText(as) ? as : empty.as,
    why: isText(why) ? why : empty.why,
    fromOn: isText(fromOn) ? fromOn : empty.fromOn,
    untilOn: isText(untilOn) ? untilOn : empty.untilOn,
  }
}

const useMaking = (preview: Preview) => {
  const t = useWords()
  const done = t('handover.made')
  const empty = nothingSaid(preview)
  const [said, setSaid] = useState(empty)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const draft = useDraft(`hand over ${preview.person.id}`, said, (kept) => setSaid(filled(kept, empty)))
  const making = useAction(makeHandOver, [previewHandOver, listHandOvers])
  const classes = preview.classes.map(({ id }) => id).filter((id) => !left.has(id))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const [role, why] = [successorRoles.find((one) => one === said.as), handOverReasons.find((one) => one === said.why)]
    if (!role || !why || !said.to) return
    const untilOn = role === 'substitute' ? said.untilOn || null : null
    making.mutate(
      { params: { id: preview.person.id }, body: { to: said.to, role, why, fromOn: said.fromOn, untilOn, classes } },
      {
        onSuccess: () => {
          draft.forget()
          setSaid(empty)
          toast(done)
        },
      },
    )
  }
  const toggle = (id: string) => setLeft(left.has(id) ? new Set([...left].filter((one) => one !== id)) : new Set([...left, id]))
  const change = (part: Partial<Said>) => setSaid({ ...said, ...part })
  return { said, change, left, toggle, classes, making, submit, draft, anew: () => setSaid(empty) }
}

const Classes = ({ classes, left, toggle }: Pick<Preview, 'classes'> & Pick<ReturnType<typeof useMaking>, 'left' | 'toggle'>) => {
  const t = useWords()
  return (
    <fieldset className="field">
      <legend>{t('handover.which')}</legend>
      <div className="stack tight">
        {classes.map(({ id, label, endedOn, others, passes }) => (
          <div key={id} className="stack tight">
            <label className="choice">
              <input type="checkbox" checked={!left.has(id)} onChange={() => toggle(id)} />
              <span>
                <strong>{label}</strong>
                {endedOn && <small className="quiet"> {t('handover.ended', { day: shortDay(t.locale, endedOn) })}</small>}
                {others.length > 0 && (
                  <small className="quiet">
                    {' '}
                    {t('handover.others', { names: new Intl.ListFormat(t.locale).format(others) })}
                  </small>
                )}
              </span>
            </label>
            <Passes passes={passes} />
          </div>
        ))}
      </div>
    </fieldset>
  )
}

const Making = ({ preview }: { preview: Preview }) => {
  const t = useWords()
  const { said, change, left, toggle, classes, making, submit, draft, anew } = useMaking(preview)
  const name = (one: Preview['staff'][number]) =>
    one.until ? t('handover.until_role', { name: one.display, day: shortDay(t.locale, one.until) }) : one.display
  return (
    <form className="stack measure" onSubmit={submit}>
      <Classes classes={preview.classes} left={left} toggle={toggle} />
      <ComboBox
        label={t('handover.to')}
        required
        value={said.to}
        onChoose={(to) => change({ to })}
        options={preview.staff.map((one) => ({ value: one.id, label: name(one) }))}
      />
      <Choices
        legend={t('handover.as')}
        name="as"
        chosen={said.as}
        onChoose={(as) => change({ as })}
        options={successorRoles.map((value) => ({ value, label: t(`handover.as.${value}`) }))}
      />
      <TextField
        label={t('handover.from')}
        type="date"
        required
        min={preview.today}
        value={said.fromOn}
        onChange={(event) => change({ fromOn: event.target.value })}
      />
      {said.as === 'substitute' && (
        <TextField
          label={t('handover.until')}
          type="date"
          required
          min={said.fromOn}
          value={said.untilOn}
          onChange={(event) => change({ untilOn: event.target.value })}
        />
      )}
      <Select
        label={t('handover.why')}
        value={said.why}
        onChange={(event) => change({ why: event.target.value })}
        options={handOverReasons.map((value) => ({ value, label: t(`handover.why.${value}`) }))}
      />
      <DraftNote draft={draft} onAnew={anew} />
      <Refused by={making.error} />
      <p>
        <Button type="submit" look="primary" busy={making.isPending} disabled={classes.length === 0}>
          {t('handover.make')}
        </Button>
      </p>
    </form>
  )
}

/** Hands somebody's classes over: which, to whom, from when and until when. */
export const HandOver = () => {
  const t = useWords()
  const { personId } = route.useParams()
  const preview = useEndpoint(previewHandOver, { params: { id: personId } })
  const { person, classes, staff, earlier } = preview
  const { display: name } = person
  return (
    <div className="stack wide">
      <header className="stack tight measure">
        <Title>{t('handover.title')}</Title>
        <p>{t('handover.of', { name })}</p>
        <p className="quiet">{t('handover.intro', { name })}</p>
        <p className="quiet">{t('handover.conversations')}</p>
      </header>
      {classes.length === 0 ? (
        <EmptyState title={t('handover.no_classes')} drawing="bench">
          {t('handover.no_classes_how', { name })}
        </EmptyState>
      ) : staff.length === 0 ? (
        <Banner tone="warn" title={t('handover.no_staff')} />
      ) : (
        <Making preview={preview} />
      )}
      {earlier.length > 0 && (
        <section className="stack measure" aria-labelledby="earlier">
          <h2 id="earlier">{t('handover.earlier')}</h2>
          <ul className="plain stack">
            {earlier.map((one) => (
              <Made key={one.id} handOver={one} />
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
