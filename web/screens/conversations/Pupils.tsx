import type * as z from 'zod/mini'
import type { listFamilies } from '#contract/conversation-partners.ts'
import { mostPupils } from '#contract/conversations.ts'
import { useWords } from '../../speech.tsx'
import { Choices } from '../../ui/Field.tsx'

export type Families = z.output<typeof listFamilies.output>
export type Chosen = { pupils: readonly string[]; withPupils: boolean }

/** Whom of a family it reaches: whoever has no account is counted, and gets it on paper. */
const Family = ({ guardians }: { guardians: Families['pupils'][number]['guardians'] }) => {
  const t = useWords()
  if (guardians.length === 0) return <small className="quiet">{t('conversations.no_guardian')}</small>
  return (
    <small className="quiet">
      {guardians
        .map(({ display, hasAccount }) => (hasAccount ? display : t('conversations.on_paper', { name: display })))
        .join(t('conversations.and'))}
    </small>
  )
}

type PupilsProps = { families: Families; of: 'class' | 'group' | 'none'; chosen: Chosen; onChoose: (to: Chosen) => void }

const whole = {
  class: { what: 'conversations.whole_class', how: 'conversations.whole_class_how' },
  group: { what: 'conversations.whole_group', how: 'conversations.whole_group_how' },
} as const

/** Everybody of a class or group at once; of a group that is too large for one message, some. */
const Whole = ({ families: { pupils }, of, chosen, onChoose }: PupilsProps) => {
  const t = useWords()
  if (of === 'none') return null
  if (pupils.length > mostPupils) return <p className="quiet">{t('conversations.at_most', { count: mostPupils })}</p>
  const isAll = chosen.pupils.length === pupils.length
  return (
    <label className="choice">
      <input
        type="checkbox"
        checked={isAll}
        onChange={() => onChoose({ ...chosen, pupils: isAll ? [] : pupils.map(({ pupil }) => pupil.id) })}
      />
      <span className="lines">
        <strong>{t(whole[of].what)}</strong> <small className="quiet">{t(whole[of].how)}</small>
      </span>
    </label>
  )
}

/** About whom, of those who are there, and whether with their guardians or with themselves. */
export const Pupils = (props: PupilsProps) => {
  const t = useWords()
  const { families, chosen, onChoose } = props
  const { pupils, can } = families
  const isFull = chosen.pupils.length >= mostPupils
  const flip = (id: string) =>
    onChoose({
      ...chosen,
      pupils: chosen.pupils.includes(id) ? chosen.pupils.filter((one) => one !== id) : [...chosen.pupils, id],
    })
  return (
    <>
      {can.guardians && can.pupils && (
        <Choices
          legend={t('conversations.with')}
          name="with"
          options={[
            { value: 'guardians', label: t('conversations.with.guardians') },
            { value: 'pupils', label: t('conversations.with.pupils') },
          ]}
          chosen={chosen.withPupils ? 'pupils' : 'guardians'}
          onChoose={(value) => onChoose({ ...chosen, withPupils: value === 'pupils' })}
        />
      )}
      <fieldset className="field">
        <legend>{t('conversations.about_whom')}</legend>
        <div className="choices">
          <Whole {...props} />
          {pupils.map(({ pupil, guardians }) => (
            <label className="choice" key={pupil.id}>
              <input
                type="checkbox"
                checked={chosen.pupils.includes(pupil.id)}
                disabled={isFull && !chosen.pupils.includes(pupil.id)}
                onChange={() => flip(pupil.id)}
              />
              <span className="lines">
                <span>{pupil.display}</span> {!chosen.withPupils && <Family guardians={guardians} />}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
    </>
  )
}
