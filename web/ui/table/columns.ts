import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import { useWords } from '../../speech.tsx'
import { folded } from './folded.ts'

export type Column<R> = {
  id: string
  label: string
  cell: (row: R) => ReactNode
  /** What sorting compares: text goes through the reader's collation. */
  sort?: (row: R) => string | number
  /** What a file says; without it, what sorting compares. What has neither stays out of files. */
  plain?: (row: R) => string
}
export type Columns<R> = readonly [Column<R>, ...Column<R>[]]

const sorted = <R>(rows: readonly R[], by: Column<R>['sort'], down: boolean, locale: string) => {
  if (!by) return rows
  const collator = new Intl.Collator(locale, { numeric: true })
  const compare = (a: string | number, b: string | number) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))
  return rows
    .map((row) => ({ row, key: by(row) }))
    .sort((a, b) => compare(a.key, b.key) * (down ? -1 : 1))
    .map(({ row }) => row)
}

/** The rows that were looked for, in the order that was asked for. */
export const useOrder = <R>(rows: readonly R[], columns: Columns<R>, text: (row: R) => string, first: string | undefined) => {
  const { locale } = useWords()
  const [typed, setWanted] = useState('')
  const wanted = useDeferredValue(typed)
  const [order, setOrder] = useState({ id: first ?? columns.find(({ sort }) => sort)?.id, down: false })
  const by = columns.find(({ id }) => id === order.id)?.sort
  // The functions of a screen are new with each of its renders and say the same: rows, order and language are what matters.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const searched = useMemo(() => new Map(rows.map((row) => [row, folded(text(row))])), [rows, locale])
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const inOrder = useMemo(() => sorted(rows, by, order.down, locale), [rows, order, locale])
  const shown = useMemo(() => {
    const looked = folded(wanted.trim())
    return looked === '' ? inOrder : inOrder.filter((row) => searched.get(row)?.includes(looked))
  }, [inOrder, searched, wanted])
  const turn = (id: string) => setOrder({ id, down: order.id === id && !order.down })
  return { shown, typed, setWanted, order, turn }
}
