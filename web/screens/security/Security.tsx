import { readMe } from '#contract/people.ts'
import { listMethods } from '#contract/sign-in.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Link } from '../../ui/Link.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'
import { Calendar } from './Calendar.tsx'
import { Evidence } from './Evidence.tsx'
import { Codes, Methods, Password } from './Methods.tsx'
import { Sessions } from './Sessions.tsx'

/** One's own signing in: second ways, recovery codes, the password, and where one is signed in. */
export const Security = () => {
  const t = useWords()
  const say = useSaid()
  const me = useEndpoint(readMe)
  const own = useEndpoint(listMethods)
  const leads = me.person.roles.some((role) => role === 'administrator' || role === 'head')
  const keeps = leads || me.person.roles.some((role) => role === 'office' || role === 'dpo' || role === 'operator')
  return (
    <div className="stack">
      <Title said={say('security.title')}>{t('security.title')}</Title>
      <Methods own={own} slug={me.school.slug} />
      {own.methods.length > 0 && <Codes left={own.recoveryCodesLeft} />}
      <Password changedAt={own.passwordChangedAt} slug={me.school.slug} />
      <Sessions />
      <p>
        <Link to="/s/$slug/support" params={{ slug: me.school.slug }}>
          {say('security.support')}
        </Link>
      </p>
      {leads && <Calendar />}
      {keeps && <Evidence />}
    </div>
  )
}
