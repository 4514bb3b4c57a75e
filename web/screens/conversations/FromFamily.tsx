import { type ReactNode, useState } from 'react'
import type * as z from 'zod/mini'
import type { listPartners } from '#contract/conversation-partners.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Choices } from '../../ui/Field.tsx'
import { type Addressed, Composing } from './Composing.tsx'

type Way = { value: string; label: ReactNode; hint?: ReactNode; to: Addressed }
type Partner = z.output<typeof listPartners.output>['pupils'][number]

/** Everyone of the school whom one can write to about a child: each teacher, all of a class, those of a group, the office. */
const useWays = ({ pupil, isSelf, classes, groups, office }: Partner) => {
  const say = useSaid()
  const t = useWords()
  const common = { side: 'family' as const, pupilIds: [pupil.id] }
  const ways: Way[] = classes.flatMap(({ id, label, teachers }) => {
    const line = isSelf ? ('teacher_pupil' as const) : ('teacher_guardian' as const)
    const each = teachers.map((one) => ({
      value: `${id} ${one.id}`,
      label: say.person(one.display),
      hint: say('conversations.teaches', { label }),
      to: { ...common, line, classId: id, teacherId: one.id },
    }))
    const all = { value: id, label: say('conversations.teachers_of', { label }), to: { ...common, line, classId: id } }
    return teachers.length > 1 ? [...each, all] : each
  })
  for (const { id, label, teachers } of groups)
    ways.push({
      value: id,
      label: say('conversations.teachers_of_group', { label }),
      hint: say.person(teachers.map(({ display }) => display).join(t('conversations.and'))),
      to: { ...common, line: isSelf ? ('group_pupil' as const) : ('group_guardian' as const), groupId: id },
    })
  const line = isSelf ? ('office_pupil' as const) : ('office_guardian' as const)
  return office ? [...ways, { value: 'office', label: say('conversations.office'), to: { ...common, line } }] : ways
}

const ToWhom = ({
  partner,
  onTogether,
  isTogether,
}: {
  partner: Partner
  isTogether: boolean
  onTogether: (is: boolean) => void
}) => {
  const say = useSaid()
  const ways = useWays(partner)
  const [value, setValue] = useState(ways.length === 1 ? (ways[0]?.value ?? '') : '')
  const way = ways.find((one) => one.value === value)
  const to = way && { ...way.to, together: isTogether && partner.together > 0 }
  return (
    <Composing to={to}>
      <Choices legend={say('conversations.to')} name="to" options={ways} chosen={value} onChoose={setValue} />
      {partner.together > 0 && (
        <label className="choice">
          <input type="checkbox" checked={isTogether} onChange={() => onTogether(!isTogether)} />
          <span>{say('conversations.together')}</span>
        </label>
      )}
    </Composing>
  )
}

/** A guardian, or a pupil, writes to the school. */
export const FromFamily = ({ pupils }: { pupils: readonly Partner[] }) => {
  const say = useSaid()
  const [pupilId, setPupilId] = useState(pupils[0]?.pupil.id ?? '')
  const [isTogether, setTogether] = useState(false)
  const partner = pupils.find(({ pupil }) => pupil.id === pupilId)
  return (
    <>
      {pupils.length > 1 && (
        <Choices
          legend={say('conversations.about_whom')}
          name="about"
          options={pupils.map(({ pupil }) => ({ value: pupil.id, label: pupil.display }))}
          chosen={pupilId}
          onChoose={setPupilId}
        />
      )}
      {partner && <ToWhom key={pupilId} partner={partner} isTogether={isTogether} onTogether={setTogether} />}
    </>
  )
}
