import { useState } from 'react'
import { mostTakenRows, type TakenList, takeList } from '#contract/list-exports.ts'
import { ask, isRefusal } from '../../api.ts'
import { useInDays } from '../../days.ts'
import { useWords } from '../../speech.tsx'
import { Button } from '../Button.tsx'
import { toast } from '../Toast.tsx'
import type { Columns } from './columns.ts'
import { csvOf } from './csv.ts'

/** What a list is called when it is taken away, and what it is part of: the class, the person, the import. */
export type Taken = {
  list: TakenList
  of?: string
  purpose?: (typeof takeList.purposes)[number]
}

/** What is said in one's own log, before a list about others is a file; of `own` rows, which name nobody else, nobody needs to know. */
const saidFirst = async (rows: readonly { id: string }[], taken: Taken | 'own'): Promise<readonly string[]> => {
  if (taken === 'own') return []
  const { list, of, purpose } = taken
  const body = { list, rows: rows.map(({ id }) => id), ...(of ? { of } : {}) }
  return (await ask(takeList, { body, ...(purpose ? { purpose } : {}) })).leftOut
}

const save = (name: string, text: string) => {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  Object.assign(document.createElement('a'), { href: url, download: name }).click()
  URL.revokeObjectURL(url)
}

const textOf = <R,>({ plain, sort }: Columns<R>[number]) => plain ?? (sort ? (row: R) => String(sort(row)) : undefined)

const tableOf = <R,>(columns: Columns<R>, rows: readonly R[]) => {
  const kept = columns.flatMap((column) => {
    const text = textOf(column)
    return text ? [{ label: column.label, text }] : []
  })
  return [kept.map(({ label }) => label), ...rows.map((row) => kept.map(({ text }) => text(row)))]
}

type TakeProps<R> = { caption: string; rows: readonly R[]; columns: Columns<R>; taken: Taken | 'own' }

/** Writes a list into a file, after the log has it that it was taken; nobody stands in the file whom it may not name. */
export const Take = <R extends { id: string }>({ caption, rows, columns, taken }: TakeProps<R>) => {
  const t = useWords()
  const inDays = useInDays()
  const [busy, setBusy] = useState(false)
  const take = async () => {
    setBusy(true)
    try {
      const leftOut = new Set(await saidFirst(rows, taken))
      const kept = rows.filter(({ id }) => !leftOut.has(id))
      save(`${caption.replace(/[^\p{L}\p{N}]+/gu, '-')}-${inDays(0)}.csv`, csvOf(t.locale, tableOf(columns, kept)))
      const without = rows.length - kept.length
      if (taken !== 'own')
        toast([t('app.table.taken'), without > 0 ? t('app.table.left_out', { count: without }) : ''].join(' ').trim())
    } catch (reason) {
      const code = isRefusal(reason) ? reason.refused : 'internal'
      const said = code === 'offline' ? t('app.offline') : t(`errors.${code}`)
      toast(said)
    }
    setBusy(false)
  }
  return (
    <Button icon="import" busy={busy} disabled={rows.length === 0 || rows.length > mostTakenRows} onPress={take}>
      <span aria-hidden="true">{t('app.table.csv')}</span>
      <span className="unseen">{t('app.table.take', { count: rows.length })}</span>
    </Button>
  )
}
