import type * as z from 'zod/mini'
import { listGroups } from '#contract/groups.ts'
import { readMe } from '#contract/people.ts'
import { useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Link } from '../../ui/Link.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

type Group = z.output<typeof listGroups.output>['groups'][number]

const Row = ({ slug, group }: { slug: string; group: Group }) => {
  const t = useWords()
  const { id, label, owner, pupils, isArchived } = group
  return (
    <li>
      <Link className="tap" to="/s/$slug/groups/$groupId" params={{ slug, groupId: id }}>
        <span className="grow">
          <strong dir="auto">{label}</strong> {isArchived && <Badge>{t('groups.archived')}</Badge>}
          <br />
          <span className="quiet small">
            {owner?.display ?? t('groups.no_owner')} · {t('groups.count', { count: pupils })}
          </span>
        </span>
        <Icon name="onward" little />
      </Link>
    </li>
  )
}

/** The teaching groups that one has to do with. */
export const Groups = () => {
  const t = useWords()
  const { slug } = useEndpoint(readMe).school
  const { groups } = useEndpoint(listGroups)
  return (
    <div className="stack">
      <Title>{t('groups.title')}</Title>
      <p className="quiet">{t('groups.what')}</p>
      <p>
        <Link className="button primary" to="/s/$slug/groups/new" params={{ slug }}>
          {t('groups.new')}
        </Link>
      </p>
      {groups.length === 0 && <EmptyState title={t('groups.none')}>{t('groups.none_how')}</EmptyState>}
      {groups.length > 0 && (
        <ul className="card rows">
          {groups.map((group) => (
            <Row key={group.id} slug={slug} group={group} />
          ))}
        </ul>
      )}
    </div>
  )
}
