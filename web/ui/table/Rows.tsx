import { memo } from 'react'
import { useSaid } from '../../furigana.tsx'
import { useWords } from '../../speech.tsx'
import { Icon } from '../Icon.tsx'
import type { Choosing } from './choosing.ts'
import type { Column, Columns } from './columns.ts'

type Row = { id: string }
type Order = { id: string | undefined; down: boolean }

const All = ({ choosing }: { choosing: Choosing }) => {
  const t = useWords()
  return (
    <th className="pick" scope="col">
      <label>
        <input
          type="checkbox"
          aria-label={t('app.table.choose_all')}
          checked={choosing.all}
          ref={(box) => {
            if (box) box.indeterminate = choosing.some
          }}
          onChange={choosing.toggleAll}
        />
      </label>
    </th>
  )
}

const Heading = <R,>({ column, order, turn }: { column: Column<R>; order: Order; turn: (id: string) => void }) => {
  const say = useSaid()
  const { id, label, sort } = column
  const isHere = sort !== undefined && order.id === id
  return (
    <th scope="col" {...(isHere ? { 'aria-sort': order.down ? 'descending' : 'ascending' } : {})}>
      {sort ? (
        <button type="button" onClick={() => turn(id)}>
          {say.text(label)}
          {isHere && <Icon name={order.down ? 'down' : 'up'} little />}
        </button>
      ) : (
        say.text(label)
      )}
    </th>
  )
}

type RowsProps<R> = {
  caption: string
  rows: readonly R[]
  columns: Columns<R>
  name: (row: R) => string
  order: Order
  turn: (id: string) => void
  choosing: Choosing | undefined
}

type OneProps<R> = Pick<RowsProps<R>, 'columns' | 'name'> & {
  row: R
  isChosen: boolean
  toggle: Choosing['toggle'] | undefined
}

const CellsOfRow = <R,>({ row, columns }: { row: R; columns: Columns<R> }) => (
  <>
    {columns.map(({ id, cell }, at) =>
      at === 0 ? (
        <th key={id} scope="row">
          {cell(row)}
        </th>
      ) : (
        <td key={id}>{cell(row)}</td>
      ),
    )}
  </>
)

// memo() forgets that what it wraps is generic. Choosing a row draws its box anew and nothing else of it.
const Cells = memo(CellsOfRow) as typeof CellsOfRow

const OneRow = <R extends Row>({ row, columns, name, isChosen, toggle }: OneProps<R>) => (
  <tr data-chosen={isChosen || undefined}>
    {toggle && (
      <td className="pick">
        <label>
          <input
            type="checkbox"
            value={row.id}
            aria-label={name(row)}
            checked={isChosen}
            onClick={({ shiftKey }) => toggle(row.id, shiftKey)}
            onChange={() => {}}
          />
        </label>
      </td>
    )}
    <Cells row={row} columns={columns} />
  </tr>
)

const One = memo(OneRow) as typeof OneRow

/** The table itself; its styles make cards of it on a phone. */
export const Rows = <R extends Row>({ caption, rows, columns, name, order, turn, choosing }: RowsProps<R>) => (
  <table className="list">
    <caption className="unseen">{caption}</caption>
    <thead>
      <tr>
        {choosing && <All choosing={choosing} />}
        {columns.map((column) => (
          <Heading key={column.id} column={column} order={order} turn={turn} />
        ))}
      </tr>
    </thead>
    <tbody {...(choosing ? { onKeyDown: choosing.onKeyDown } : {})}>
      {rows.map((row) => (
        <One
          key={row.id}
          row={row}
          columns={columns}
          name={name}
          isChosen={choosing?.chosen.has(row.id) ?? false}
          toggle={choosing?.toggle}
        />
      ))}
    </tbody>
  </table>
)
