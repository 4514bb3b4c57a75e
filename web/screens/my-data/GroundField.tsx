import { groundsFor, type RefusalGround, refusalArticle } from '#contract/refusal-grounds.ts'
import type { RightKind } from '#contract/rights-clocks.ts'
import { standingOf } from '#contract/rights-clocks.ts'
import type { Profile } from '#contract/roles.ts'
import { useWords } from '../../speech.tsx'
import { Select } from '../../ui/Field.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { standingWords } from './clock.ts'

type GroundProps = {
  profile: Profile
  kind: RightKind
  today: string
  chosen: RefusalGround | undefined
  onChoose: (ground: RefusalGround | undefined) => void
}

/** The grounds that the law gives for refusing such a request, each with its article, and whether anybody has checked it. */
export const GroundField = ({ profile, kind, today, chosen, onChoose }: GroundProps) => {
  const t = useWords()
  const grounds = groundsFor(profile, kind)
  const law = chosen && refusalArticle(profile, kind, chosen)
  const standing = law && standingOf(law, today)
  return (
    <div className="stack tight">
      <Select
        label={t('mydata.cases.ground')}
        value={chosen ?? ''}
        onChange={(event) => onChoose(grounds.find((one) => one === event.target.value))}
        options={grounds.map((value) => ({
          value,
          label: `${t(`mydata.ground.${value}`)} (${refusalArticle(profile, kind, value).article})`,
        }))}
      />
      {law && standing && (
        <p className="small quiet">
          {law.article} <Badge tone={standing === 'verified' ? 'ok' : 'warn'}>{standingWords(t, { standing, ...law })}</Badge>
        </p>
      )}
    </div>
  )
}
