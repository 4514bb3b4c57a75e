import { type ReactNode, useMemo, useState } from 'react'
import { useWords } from '../speech.tsx'
import { Button } from './Button.tsx'
import { TextField } from './Field.tsx'
import { Icon } from './Icon.tsx'
import { EmptyState } from './Message.tsx'

export type Column<R> = {
  id: string
  label: string
  cell: (row: R) => ReactNode
  /** What sorting compares: text goes through the reader's collation. */
  sort?: (row: R) => string | number
}

type DataTableProps<R extends { id: string }> = {
  caption: string
  rows: readonly R[]
  columns: readonly [Column<R>, ...Column<R>[]]
  /** What the filter looks through. */
  text: (row: R) => string
  name: (row: R) => string
  tools?: ReactNode
  /** What can be done with the chosen rows; without it nothing can be chosen. */
  actions?: (chosen: readonly R[]) => ReactNode
}

/** As many rows as a cheap phone draws at once. */
const page = 100

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()

const sorted = <R,>(rows: readonly R[], by: Column<R>['sort'], down: boolean, locale: string) => {
  if (!by) return rows
  const collator = new Intl.Collator(locale, { numeric: true })
  const compare = (a: string | number, b: string | number) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
  return rows
    .map((row) => ({ row, key: by(row) }))
    .sort((a, b) => compare(a.key, b.key) * (down ? -1 : 1))
    .map(({ row }) => row)
}

const Pick = ({ label, checked, onChange }: { label: string; checked: boolean; onChange: () => void }) => (
  <label>
    <input type="checkbox" aria-label={label} checked={checked} onChange={onChange} />
  </label>
)

/** A list to filter, sort and choose from; on a phone each row becomes a card. */
export const DataTable = <R extends { id: string }>({
  caption,
  rows,
  columns,
  text,
  name,
  tools,
  actions,
}: DataTableProps<R>) => {
  const t = useWords()
  const [wanted, setWanted] = useState('')
  const [order, setOrder] = useState({ id: columns[0].id, down: false })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [most, setMost] = useState(page)
  const column = columns.find(({ id }) => id === order.id)
  const shown = useMemo(() => {
    const found = rows.filter((row) => folded(text(row)).includes(folded(wanted.trim())))
    return sorted(found, column?.sort, order.down, t.locale)
  }, [rows, wanted, column, order.down, text, t.locale])
  const toggle = (id: string) =>
    setChosen(chosen.has(id) ? new Set([...chosen].filter((one) => one !== id)) : new Set([...chosen, id]))
  const visible = shown.slice(0, most)
  const all = shown.length > 0 && shown.every(({ id }) => chosen.has(id))
  const kept = rows.filter(({ id }) => chosen.has(id))
  return (
    <div className="stack">
      <div className="toolbar">
        <TextField
          label={t('app.table.filter')}
          type="search"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        {tools}
      </div>
      <div className="row spread">
        <p role="status" className="quiet small">
          {kept.length > 0
            ? t('app.table.chosen', { count: kept.length })
            : t('app.table.shown', { count: shown.length, all: rows.length })}
        </p>
        {actions && kept.length > 0 && <div className="row">{actions(kept)}</div>}
      </div>
      {shown.length === 0 ? (
        <EmptyState title={t('app.table.nothing')} drawing="tree" />
      ) : (
        <table className="list">
          <caption className="unseen">{caption}</caption>
          <thead>
            <tr>
              {actions && (
                <th className="pick" scope="col">
                  <Pick
                    label={t('app.table.choose_all')}
                    checked={all}
                    onChange={() => setChosen(new Set(all ? [] : shown.map(({ id }) => id)))}
                  />
                </th>
              )}
              {columns.map(({ id, label, sort }) => (
                <th key={id} scope="col" aria-sort={order.id === id ? (order.down ? 'descending' : 'ascending') : undefined}>
                  {sort ? (
                    <button type="button" onClick={() => setOrder({ id, down: order.id === id && !order.down })}>
                      {label}
                      {order.id === id && <Icon name={order.down ? 'down' : 'up'} little />}
                    </button>
                  ) : (
                    label
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {visible.map((row) => (
              <tr key={row.id} data-chosen={chosen.has(row.id) || undefined}>
                {actions && (
                  <td className="pick">
                    <Pick label={name(row)} checked={chosen.has(row.id)} onChange={() => toggle(row.id)} />
                  </td>
                )}
                {columns.map(({ id, cell }, at) =>
                  at === 0 ? (
                    <th key={id} scope="row">
                      {cell(row)}
                    </th>
                  ) : (
                    <td key={id}>{cell(row)}</td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {shown.length > most && (
        <Button onPress={() => setMost(most + page)}>
          {t('app.table.more', { count: Math.min(page, shown.length - most) })}
        </Button>
      )}
    </div>
  )
}
