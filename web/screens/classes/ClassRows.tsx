import type * as z from 'zod/mini'
import type { listClasses } from '#contract/classes.ts'
import { listing } from '#i18n/lists.ts'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'
import { Badge } from '../../ui/Marks.tsx'

type ClassRow = z.output<typeof listClasses.output>['classes'][number]
type Child = { id: string; display: string }

const Row = ({ slug, row, family }: { slug: string; row: ClassRow; family: readonly Child[] }) => {
  const t = useWords()
  const say = useSaid()
  const mine = family.filter(({ id }) => row.children.includes(id))
  return (
    <li>
      <Link className="tap" to="/s/$slug/classes/$classId" params={{ slug, classId: row.id }}>
        <span className="grow">
          <strong>{row.label}</strong>
          <br />
          <span className="quiet small">
            {row.teachers.length > 0 ? listing(t.locale).format(row.teachers) : say('classes.no_teacher')}
            {row.as !== 'guardian' && row.as !== 'pupil' && ` · ${t('classes.pupils_count', { count: row.pupils })}`}
          </span>
          {mine.length > 0 && (
            <span className="row">
              {mine.map(({ id, display }) => (
                <Badge key={id}>{display}</Badge>
              ))}
            </span>
          )}
        </span>
        <Icon name="onward" little />
      </Link>
    </li>
  )
}

/** Classes as rows to tap: who teaches, how many pupils, and which of one's children is in it. */
export const ClassRows = ({
  slug,
  classes,
  family,
}: {
  slug: string
  classes: readonly ClassRow[]
  family: readonly Child[]
}) => {
  const t = useWords()
  const collator = new Intl.Collator(t.locale, { numeric: true })
  return (
    <ul className="card rows">
      {classes
        .toSorted((a, b) => collator.compare(a.label, b.label))
        .map((row) => (
          <Row key={row.id} slug={slug} row={row} family={family} />
        ))}
    </ul>
  )
}
