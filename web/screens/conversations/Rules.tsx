import { useState } from 'react'
import type * as z from 'zod/mini'
import { deciders, listWritingRules, mays, overseers, setWritingRule } from '#contract/message-reports.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Select, TextField } from '../../ui/Field.tsx'
import { Link } from '../../ui/Link.tsx'
import { LazySheet } from '../../ui/lazy.tsx'
import { Title } from '../../ui/Title.tsx'
import { toast } from '../../ui/Toast.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Refused, useMe } from '../posts/parts.tsx'

type Table = z.output<typeof listWritingRules.output>
type Rule = Table['rules'][number]
type Words = ReturnType<typeof useWords>

const optionsOf = <V extends string>(values: readonly V[], label: (value: V) => string) =>
  values.map((value) => ({ value, label: label(value) }))
const pick = <V extends string>(values: readonly V[], value: string, otherwise: V): V =>
  values.find((one) => one === value) ?? otherwise

const readersOf = (t: Words, readBy: Rule['readBy']) =>
  readBy.length === 0
    ? t('conversations.nobody_else')
    : readBy.map((role) => t(`conversations.role.${role}`)).join(t('conversations.and'))

/** One line of the table, as it is. */
const Said = ({ rule }: { rule: Rule }) => {
  const t = useWords()
  return (
    <dl className="readers">
      <dt>{t(`conversations.school_side.${rule.line}`)}</dt>
      <dd>{t(`conversations.may.${rule.schoolMay}`)}</dd>
      <dt>{t(`conversations.family_side.${rule.line}`)}</dt>
      <dd>{t(`conversations.may.${rule.familyMay}`)}</dd>
      <dt>{t('conversations.read_by_else')}</dt>
      <dd>{readersOf(t, rule.readBy)}</dd>
      <dt>{t('conversations.reports_to')}</dt>
      <dd>
        {t('conversations.reports_within', { name: rule.acts ?? t(`conversations.role.${rule.reportsTo}`), count: rule.days })}
      </dd>
    </dl>
  )
}

const Readers = ({ form, change }: { form: Rule; change: (to: Partial<Rule>) => void }) => {
  const t = useWords()
  const isFixed = form.line.endsWith('pupil')
  const flip = (role: (typeof overseers)[number]) =>
    change({ readBy: form.readBy.includes(role) ? form.readBy.filter((one) => one !== role) : [...form.readBy, role] })
  return (
    <fieldset className="field">
      <legend>{t('conversations.read_by_else')}</legend>
      <div className="choices">
        {overseers.map((role) => (
          <label className="choice" key={role}>
            <input
              type="checkbox"
              checked={form.readBy.includes(role)}
              disabled={isFixed && role === 'head'}
              onChange={() => flip(role)}
            />
            <span>{t(`conversations.role.${role}`)}</span>
          </label>
        ))}
      </div>
      <p className="quiet small">{t(isFixed ? 'conversations.head_reads' : 'conversations.read_by_how')}</p>
    </fieldset>
  )
}

const Change = ({ rule, staff, onDone }: { rule: Rule; staff: Table['staff']; onDone: () => void }) => {
  const t = useWords()
  const [form, setForm] = useState(rule)
  const change = (to: Partial<Rule>) => setForm({ ...form, ...to })
  const { mutate, isPending, error } = useAction(setWritingRule, [listWritingRules])
  const { schoolMay, familyMay, readBy, reportsTo, actsId, days } = form
  const save = () =>
    mutate(
      { params: { line: rule.line }, body: { schoolMay, familyMay, readBy, reportsTo, actsId, days }, version: rule.version },
      {
        onSuccess: () => {
          toast(t('conversations.rule_saved'))
          onDone()
        },
      },
    )
  const ways = optionsOf(mays, (one) => t(`conversations.may.${one}`))
  const named = [
    { value: '', label: t('conversations.nobody_named') },
    ...staff.map(({ id, display }) => ({ value: id, label: display })),
  ]
  return (
    <div className="stack">
      <Select
        label={t(`conversations.school_side.${rule.line}`)}
        options={ways}
        value={schoolMay}
        onChange={({ target }) => change({ schoolMay: pick(mays, target.value, schoolMay) })}
      />
      <Select
        label={t(`conversations.family_side.${rule.line}`)}
        options={ways}
        value={familyMay}
        onChange={({ target }) => change({ familyMay: pick(mays, target.value, familyMay) })}
      />
      <Readers form={form} change={change} />
      <Select
        label={t('conversations.reports_to')}
        options={optionsOf(deciders, (one) => t(`conversations.role.${one}`))}
        value={reportsTo}
        onChange={({ target }) => change({ reportsTo: pick(deciders, target.value, reportsTo) })}
      />
      <Select
        label={t('conversations.named')}
        hint={t('conversations.named_how')}
        options={named}
        value={actsId ?? ''}
        onChange={({ target }) => change({ actsId: target.value || null })}
      />
      <TextField
        label={t('conversations.days')}
        type="number"
        min={1}
        max={14}
        value={days}
        onChange={({ target }) => change({ days: Math.min(14, Math.max(1, Number(target.value) || 1)) })}
      />
      <Refused by={error} />
      <div className="row">
        <Button look="primary" busy={isPending} onPress={save}>
          {t('conversations.save')}
        </Button>
        <Button onPress={onDone}>{t('app.cancel')}</Button>
      </div>
    </div>
  )
}

/** Who may write to whom, who else can read it, who acts on a report: everybody may know, who leads the school changes it. */
export const Rules = () => {
  const t = useWords()
  const { slug } = useMe().school
  const { rules, staff, can } = useEndpoint(listWritingRules)
  const [changed, setChanged] = useState<Rule>()
  const done = () => setChanged(undefined)
  return (
    <div className="stack">
      <Link to="/s/$slug/messages" params={{ slug }}>
        {t('conversations.back')}
      </Link>
      <Title>{t('conversations.who_may')}</Title>
      <p className="measure">{t('conversations.rules_what')}</p>
      {rules.map((rule) => (
        <section key={rule.line} className="card stack tight" aria-labelledby={`rule-${rule.line}`}>
          <h2 id={`rule-${rule.line}`}>{t(`conversations.line.${rule.line}`)}</h2>
          <Said rule={rule} />
          {can.change && (
            <p>
              <Button onPress={() => setChanged(rule)}>{t('conversations.change')}</Button>
            </p>
          )}
        </section>
      ))}
      <p className="quiet measure">{t('conversations.pupils_never')}</p>
      <LazySheet title={changed ? t(`conversations.line.${changed.line}`) : ''} open={changed !== undefined} onClose={done}>
        {changed && <Change key={changed.line} rule={changed} staff={staff} onDone={done} />}
      </LazySheet>
    </div>
  )
}
