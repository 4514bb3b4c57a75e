import { useLocation } from '@tanstack/react-router'
import { switchSchool } from '#contract/sessions.ts'
import { ask } from './api.ts'
import { setFurigana, useFurigana, useSaid } from './furigana.tsx'
import { leave } from './offline/leaving.ts'
import { families, type Me } from './place.ts'
import { useWords } from './speech.tsx'
import { Button } from './ui/Button.tsx'
import { Disclosure } from './ui/Disclosure.tsx'
import { Icon } from './ui/Icon.tsx'
import { LanguageButtons } from './ui/LanguageSwitch.tsx'
import { Link } from './ui/Link.tsx'
import { Avatar } from './ui/Marks.tsx'

const doors = { second_step: '/second-step', must_change: '/password', must_enrol: '/second-factor' }

/** One account, several schools: the session goes on there, with what that school asks for. */
const OtherSchools = ({ me }: { me: Me }) => {
  const say = useSaid()
  const others = me.schools.filter(({ id }) => id !== me.school.id)
  if (others.length === 0) return null
  const goTo = async (schoolId: string) => {
    const { slug, limited } = await ask(switchSchool, { body: { schoolId } })
    const next = `/s/${slug}/today`
    location.assign(limited ? `${doors[limited]}?next=${encodeURIComponent(next)}` : next)
  }
  return (
    <section className="panel-part" aria-labelledby="other-schools">
      <h2 id="other-schools">{say('app.other_schools')}</h2>
      {others.map(({ id, name }) => (
        <Button key={id} look="plain" full onPress={() => void goTo(id)}>
          {name}
        </Button>
      ))}
    </section>
  )
}

/** For pupils who read Japanese: the readings above the kanji, on this device. */
const Furigana = () => {
  const t = useWords()
  const { isOffered, isOn } = useFurigana()
  if (!isOffered) return null
  return (
    <button type="button" className="panel-switch" onClick={() => void setFurigana(!isOn)}>
      {t(isOn ? 'app.furigana.off' : 'app.furigana.on')}
    </button>
  )
}

/** Everything that is about oneself and not about the school, behind one's own name. */
export const AccountMenu = ({ me }: { me: Me }) => {
  const t = useWords()
  const say = useSaid()
  const { pathname } = useLocation()
  const { slug } = me.school
  const { display, id, roles } = me.person
  const button = (
    <>
      <span className="wide-only quiet small" aria-hidden="true">
        {say.person(display)}
      </span>
      <Avatar name={display} />
    </>
  )
  return (
    <Disclosure className="account" label={`${t('app.account')}: ${display}`} button={button} closesOn={pathname}>
      <p className="panel-name">{say.person(display)}</p>
      <ul className="panel-links">
        {families.some((role) => roles.includes(role)) && (
          <li>
            <Link to="/s/$slug/family" params={{ slug }} icon="people">
              {say('app.my_family')}
            </Link>
          </li>
        )}
        <li>
          <Link to="/s/$slug/security" params={{ slug }} icon="key">
            {say('app.security')}
          </Link>
        </li>
        <li>
          <Link className="in-ink" to="/s/$slug/my-data" params={{ slug }} icon="oversight">
            {say('app.my_data')}
          </Link>
        </li>
        <li>
          <Link className="in-ink" to="/s/$slug/people/$personId/reads" params={{ slug, personId: id }} icon="eye">
            {say('app.who_saw_me')}
          </Link>
        </li>
      </ul>
      <OtherSchools me={me} />
      <Furigana />
      <section className="panel-part" aria-label={t('app.language')}>
        <LanguageButtons />
      </section>
      <button type="button" className="panel-leave" onClick={() => void leave()}>
        <Icon name="leave" little />
        {say('app.sign_out')}
      </button>
    </Disclosure>
  )
}
