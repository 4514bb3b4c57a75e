import { type Scope, scopes } from '#contract/families.ts'
import type { Refusal } from '../../api.ts'
import { useSaid } from '../../furigana.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Banner } from '../../ui/Message.tsx'

/** What was refused, in words, beside the button that was pressed. */
export const Refused = ({ by }: { by: Refusal | null }) => {
  const say = useSaid()
  if (!by) return null
  return <Banner tone="bad" title={say(by.refused === 'offline' ? 'app.offline' : `errors.${by.refused}`)} />
}

/** One guardian's column of the matrix: every scope, with a mark and a word for those who cannot see the mark. */
export const Scopes = ({ held, only = false }: { held: readonly Scope[]; only?: boolean }) => {
  const say = useSaid()
  const shown = only ? scopes.filter((scope) => held.includes(scope)) : scopes
  return (
    <ul className="scopes">
      {shown.map((scope) => {
        const may = held.includes(scope)
        return (
          <li key={scope} className={may ? undefined : 'quiet'}>
            <Icon name={may ? 'check' : 'cross'} little />
            <span className="unseen">{say(may ? 'families.may' : 'families.may_not')}</span>
            {say(`families.scope.${scope}`)}
          </li>
        )
      })}
    </ul>
  )
}

/** Boxes to tick, one for each scope that may be chosen here. */
export const TickScopes = <S extends Scope>({
  legend,
  offered,
  ticked,
  onTick,
}: {
  legend: string
  offered: readonly S[]
  ticked: readonly S[]
  onTick: (ticked: readonly S[]) => void
}) => {
  const say = useSaid()
  const turn = (scope: S) => onTick(ticked.includes(scope) ? ticked.filter((one) => one !== scope) : [...ticked, scope])
  return (
    <fieldset className="field">
      <legend>{legend}</legend>
      {offered.map((scope) => (
        <label className="own-reads" key={scope}>
          <input type="checkbox" checked={ticked.includes(scope)} onChange={() => turn(scope)} />
          {say(`families.scope.${scope}`)}
        </label>
      ))}
    </fieldset>
  )
}
