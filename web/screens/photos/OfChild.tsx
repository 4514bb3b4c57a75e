import { useParams } from '@tanstack/react-router'
import { readChildPhotos } from '#contract/photos.ts'
import { shortDay } from '#i18n/dates.ts'
import { useWords } from '../../speech.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { EmptyState } from '../../ui/Message.tsx'
import { Title } from '../../ui/Title.tsx'
import { useEndpoint } from '../../useEndpoint.ts'

/** A family's own child, on the photos that it may have; each can be saved. */
export const OfChild = () => {
  const t = useWords()
  const { slug, personId } = useParams({ from: '/s/$slug/people/$personId/photos' })
  const { display, photos } = useEndpoint(readChildPhotos, { params: { id: personId } })
  return (
    <div className="stack wide">
      <Title>{t('photos.child', { name: display })}</Title>
      {photos.length > 1 && (
        <p className="no-print">
          <a className="button quiet" href={`/s/${slug}/people/${personId}/photos.zip`} download>
            <Icon name="down" little />
            {t('photos.child_all', { count: photos.length })}
          </a>
        </p>
      )}
      {photos.length === 0 && (
        <EmptyState title={t('photos.child_none')} drawing="tree">
          {t('photos.child_none_how', { name: display })}
        </EmptyState>
      )}
      <ul className="photos" aria-label={t('photos.of_post', { count: photos.length })}>
        {photos.map(({ id, small, link, width, height, words, forFamily, postedAt }) => (
          <li key={id} className="stack tight">
            <a className="photo" href={link} download style={{ aspectRatio: `${width} / ${height}` }}>
              <img
                src={small}
                width={width}
                height={height}
                loading="lazy"
                decoding="async"
                alt={words || t('photos.no_words')}
              />
            </a>
            <p className="small quiet">
              {shortDay(t.locale, postedAt)} {forFamily && <Badge tone="info">{t('photos.for_family')}</Badge>}
            </p>
          </li>
        ))}
      </ul>
    </div>
  )
}
