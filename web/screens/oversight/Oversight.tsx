import { type ReactNode, useId } from 'react'
import { readMe } from '#contract/people.ts'
import type { PersonRole } from '#contract/roles.ts'
import { useWords } from '../../speech.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Cases } from './Cases.tsx'
import { Questions } from './Questions.tsx'
import { Setting } from './Setting.tsx'
import { Withholdings } from './Withholdings.tsx'

const Part = ({ title, children }: { title: string; children: ReactNode }) => {
  const id = useId()
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

/** Where the head, the office and the data protection officer see to it that what is opened has a reason. */
export const Oversight = () => {
  const t = useWords()
  const { person, school } = useEndpoint(readMe)
  const { slug, timeZone } = school
  const is = (...wanted: PersonRole[]) => person.roles.some((role) => wanted.includes(role))
  return (
    <div className="stack wide">
      <Title>{t('oversight.title')}</Title>
      {is('dpo', 'head') && (
        <Part title={t('oversight.cases')}>
          <Cases timeZone={timeZone} />
        </Part>
      )}
      <Part title={t('oversight.questions')}>
        <Questions slug={slug} timeZone={timeZone} />
      </Part>
      {is('dpo', 'head') && (
        <Part title={t('oversight.withholdings')}>
          <Withholdings timeZone={timeZone} />
        </Part>
      )}
      {is('head', 'office') && (
        <Part title={t('oversight.setting')}>
          <Setting />
        </Part>
      )}
    </div>
  )
}
