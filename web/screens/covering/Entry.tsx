import {
  type CopyEntries,
  type CopyEntry,
  type CoverGround,
  coverPlaces,
  readCopyEntries,
  uncoverPlaces,
} from '#contract/covering.ts'
import { shortDay } from '#i18n/dates.ts'
import { useAction } from '../../api.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../../ui/Button.tsx'
import { Badge } from '../../ui/Marks.tsx'
import { Refused } from '../my-data/Refused.tsx'
import { EntryFile } from './EntryFile.tsx'
import { Said, type Span } from './Said.tsx'

type EntryProps = { caseId: string; version: CopyEntries['version']; entry: CopyEntry; ground: CoverGround; asRead: boolean }

const Changed = ({ entry: { whole, isChanged } }: { entry: CopyEntry }) => {
  const t = useWords()
  if (!whole) return null
  return (
    <p>
      <Badge tone="warn">{t('covering.is_whole', { ground: t(`covering.ground.${whole}`) })}</Badge>
      {isChanged && <span className="small"> {t('covering.changed')}</span>}
    </p>
  )
}

/** One entry of the copy: what it says, and what of it is covered. */
export const Entry = ({ caseId, version, entry, ground, asRead }: EntryProps) => {
  const t = useWords()
  const covering = useAction(coverPlaces, [readCopyEntries])
  const uncovering = useAction(uncoverPlaces, [readCopyEntries])
  const busy = covering.isPending || uncovering.isPending
  const { table, id, name, at, isOthers, texts, file, whole } = entry
  const params = { id: caseId }
  const all = { field: null, from: 0, to: 0 }
  const cover = (place: Span & { field: string | null }) =>
    covering.mutate({ params, body: { version, places: [{ table, id, ...place, ground }] } })
  const uncover = (place: Span & { field: string | null }) =>
    uncovering.mutate({ params, body: { version, places: [{ table, id, ...place }] } })
  return (
    <li className="card stack tight">
      <h2>
        {name}
        {at && <span className="small quiet"> · {shortDay(t.locale, at)}</span>}
      </h2>
      {isOthers && <p className="small quiet">{t('covering.others')}</p>}
      <Changed entry={entry} />
      {file && !whole && <EntryFile caseId={caseId} entry={entry} file={file} />}
      {file && !asRead && whole && <p className="said">{t('covering.file', { name: file.name })}</p>}
      {asRead &&
        !whole &&
        texts.map(({ field, what, shown }) => (
          <p className="said" key={field}>
            <span className="small quiet">{what}</span> {shown}
          </p>
        ))}
      {!asRead &&
        !whole &&
        texts.map((text) => (
          <Said
            key={text.field}
            text={text}
            busy={busy}
            onCover={(span) => cover({ field: text.field, ...span })}
            onUncover={(span) => uncover({ field: text.field, ...span })}
          />
        ))}
      {!asRead && (
        <p>
          <Button busy={busy} onPress={() => (whole ? uncover : cover)(all)}>
            {t(whole ? 'covering.uncover_whole' : 'covering.whole')}
            <span className="unseen"> {at ? `${name} ${shortDay(t.locale, at)}` : name}</span>
          </Button>
        </p>
      )}
      <Refused by={covering.error ?? uncovering.error} />
    </li>
  )
}
