import { type KeyboardEvent, useCallback, useRef, useState } from 'react'

const boxesBeside = (box: HTMLElement) =>
  Array.from(box.closest('tbody')?.querySelectorAll<HTMLInputElement>('.pick input') ?? [])

/** Which rows are chosen: one by one, from one to another with Shift, or all that are shown. */
export const useChoosing = (shown: readonly { id: string }[]) => {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const last = useRef<string | null>(null)
  const choose = (ids: readonly string[], isIn: boolean) =>
    setChosen((before) => {
      const after = new Set(before)
      for (const id of ids) isIn ? after.add(id) : after.delete(id)
      return after
    })
  const toggleNow = (id: string, through: boolean) => {
    const [from, to] = [last.current, id].map((one) => shown.findIndex((row) => row.id === one)).sort((a, b) => a - b)
    const between = through && from !== undefined && from >= 0 && to !== undefined ? shown.slice(from, to + 1) : [{ id }]
    choose(
      between.map((row) => row.id),
      through && last.current !== null ? chosen.has(last.current) : !chosen.has(id),
    )
    last.current = id
  }
  const latest = useRef(toggleNow)
  latest.current = toggleNow
  /** Always the same function, so that a row is drawn anew only when it changes. */
  const toggle = useCallback((id: string, through: boolean) => latest.current(id, through), [])
  const all = shown.length > 0 && shown.every(({ id }) => chosen.has(id))
  const some = !all && shown.some(({ id }) => chosen.has(id))
  const toggleAll = () =>
    choose(
      shown.map(({ id }) => id),
      !all,
    )
  /** Up and down between the boxes; with Shift what is passed is chosen too. */
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const { key, shiftKey, target } = event
    if ((key !== 'ArrowDown' && key !== 'ArrowUp') || !(target instanceof HTMLInputElement)) return
    const boxes = boxesBeside(target)
    const next = boxes[boxes.indexOf(target) + (key === 'ArrowDown' ? 1 : -1)]
    event.preventDefault()
    if (!next) return
    next.focus()
    if (shiftKey) choose([target.value, next.value], true)
    last.current = next.value
  }
  return { chosen, toggle, toggleAll, all, some, none: () => setChosen(new Set()), onKeyDown }
}
export type Choosing = ReturnType<typeof useChoosing>
