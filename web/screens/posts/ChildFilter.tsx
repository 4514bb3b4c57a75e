import { useSaid } from '../../furigana.tsx'
import { ChildTag, useMe } from './parts.tsx'

/** All of one's children, or one of them; nothing where there is nothing to choose. */
export const ChildFilter = ({
  child,
  onChoose,
}: {
  child: string | undefined
  onChoose: (child: string | undefined) => void
}) => {
  const say = useSaid()
  const { children } = useMe()
  if (children.length < 2) return null
  return (
    <fieldset className="child-filter">
      <legend className="unseen">{say('posts.filter')}</legend>
      <button type="button" aria-pressed={child === undefined} onClick={() => onChoose(undefined)}>
        {say('posts.all')}
      </button>
      {children.map(({ id, display }, nth) => (
        <button key={id} type="button" aria-pressed={child === id} onClick={() => onChoose(id)}>
          <span aria-hidden="true">
            <ChildTag name={display} nth={nth} />
          </span>
          {say.person(display)}
        </button>
      ))}
    </fieldset>
  )
}
