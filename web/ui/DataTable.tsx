import { type ReactNode, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useSaid } from '../furigana.tsx'
import { useWords } from '../speech.tsx'
import { Button } from './Button.tsx'
import { TextField } from './Field.tsx'
import { EmptyState } from './Message.tsx'
import { useChoosing } from './table/choosing.ts'
import { type Columns, useOrder } from './table/columns.ts'
import { useWholeOnPaper } from './table/printing.ts'
import { Rows } from './table/Rows.tsx'
import { Take, type Taken } from './table/Take.tsx'

export type { Column, Columns } from './table/columns.ts'

type DataTableProps<R extends { id: string }> = {
  caption: string
  rows: readonly R[]
  columns: Columns<R>
  /** The column that it is sorted by at first; the first that can be, unless said. */
  first?: string
  /** What the filter looks through. */
  text: (row: R) => string
  name: (row: R) => string
  tools?: ReactNode
  /** What can be done with the chosen rows; without it, and without `taken`, nothing can be chosen. */
  actions?: (chosen: readonly R[], none: () => void) => ReactNode
  /** How the log calls it when the list leaves as a file; `own`: it names nobody but the reader. Without it, it does not leave. */
  taken?: Taken | 'own'
}

/** As many rows as a cheap phone draws at once. */
const page = 100
/** So few that a field to look for one of them is longer than the list. */
const atAGlance = 3

/** Who acted on what is gone stands at the list again, not nowhere. */
const useFocusKept = (isChosen: boolean) => {
  const status = useRef<HTMLParagraphElement>(null)
  const was = useRef<boolean>(false)
  useEffect(() => {
    if (was.current && !isChosen && document.activeElement === document.body) status.current?.focus()
    was.current = isChosen
  }, [isChosen])
  return status
}

type ActsProps = { count: number; unseen: number; none: () => void; children: ReactNode }

/** Stands under the thumb while something is chosen. */
const Acts = ({ count, unseen, none, children }: ActsProps) => {
  const t = useWords()
  return (
    <section className="acts no-print" aria-label={t('app.table.acts')}>
      <p className="small">
        <strong>{t('app.table.chosen', { count })}</strong>
        {unseen > 0 && ` · ${t('app.table.unseen', { count: unseen })}`}
      </p>
      <div className="row">
        {children}
        <Button look="plain" onPress={none}>
          {t('app.table.choose_none')}
        </Button>
      </div>
    </section>
  )
}

/** A list to filter, sort, choose from, act on, take away and print; on a phone each row becomes a card. */
export const DataTable = <R extends { id: string }>(props: DataTableProps<R>) => {
  const { caption, rows, columns, first, text, name, tools, actions, taken } = props
  const say = useSaid()
  const { shown, typed, setWanted, order, turn } = useOrder(rows, columns, text, first)
  const [most, setMost] = useState(page)
  useWholeOnPaper(useCallback(() => setMost(Number.POSITIVE_INFINITY), []))
  // The press is answered before a hundred rows are drawn; paper does not wait for what is drawn afterwards.
  const afterwards = useDeferredValue(useMemo(() => shown.slice(0, most), [shown, most]))
  const drawn = Number.isFinite(most) ? afterwards : shown
  const choosing = useChoosing(shown)
  const kept = rows.filter(({ id }) => choosing.chosen.has(id))
  const inSight = shown.filter(({ id }) => choosing.chosen.has(id)).length
  const status = useFocusKept(kept.length > 0)
  return (
    <div className="stack listed">
      {(rows.length > atAGlance || tools) && (
        <div className="toolbar">
          <TextField
            label={say('app.table.filter')}
            type="search"
            value={typed}
            onChange={(event) => setWanted(event.target.value)}
          />
          {tools}
        </div>
      )}
      <div className="row spread">
        <p role="status" className="quiet small" ref={status} tabIndex={-1}>
          {kept.length > 0
            ? say('app.table.chosen', { count: kept.length })
            : say('app.table.shown', { count: shown.length, all: rows.length })}
        </p>
        <div className="row no-print">
          {taken && <Take caption={caption} rows={kept.length > 0 ? kept : shown} columns={columns} taken={taken} />}
          <Button icon="print" onPress={() => print()}>
            {say('app.print')}
          </Button>
        </div>
      </div>
      {shown.length === 0 ? (
        <EmptyState title={say('app.table.nothing')} drawing="tree" />
      ) : (
        <Rows {...{ caption, columns, name, order, turn }} rows={drawn} choosing={actions || taken ? choosing : undefined} />
      )}
      {shown.length > most && (
        <Button onPress={() => setMost(most + page)}>
          {say('app.table.more', { count: Math.min(page, shown.length - most) })}
        </Button>
      )}
      {kept.length > 0 && (
        <Acts count={kept.length} unseen={kept.length - inSight} none={choosing.none}>
          {actions?.(kept, choosing.none)}
        </Acts>
      )}
    </div>
  )
}
