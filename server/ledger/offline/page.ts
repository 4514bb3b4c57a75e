import { sha256 } from '@noble/hashes/sha2.js'
import { check, readHead, type Verdict } from './check.ts'
import type { FileEntry, ParentFile } from './file.ts'
import { bytes, hex } from './plain.ts'

/** The page of a parent's file: it checks first, and shows nothing that did not hold. */
const at = (id: string) => document.getElementById(id)!
const add = (parent: Element, tag: string, words = '') => {
  const element = document.createElement(tag)
  element.textContent = words
  parent.append(element)
  return element
}
const filled = (words: string, ...values: string[]) => words.replace(/\{(\d)\}/g, (_, nth) => values[Number(nth)] ?? '')

const decrypt = async (key: Uint8Array, head: Uint8Array, sealed: Uint8Array) => {
  const own = await crypto.subtle.importKey('raw', new Uint8Array(key), 'AES-GCM', false, ['decrypt'])
  return new Uint8Array(
    await crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: new Uint8Array(12), additionalData: new Uint8Array(head) },
      own,
      new Uint8Array(sealed),
    ),
  )
}

type Row = { cells: string[]; times: number }

/** Repeated reads of one day by one person for one purpose are one row. */
const rowsOf = (entries: readonly FileEntry[], { words, disclosed }: ParentFile): Row[] => {
  const rows = new Map<string, Row>()
  for (const entry of entries) {
    const withheld = disclosed.find(({ by }) => by === entry.index)?.read
    const shown = withheld ?? entry
    const { event, purpose } = readHead(bytes(shown.leaf))
    const kinds = shown.kinds.map((kind) => words.kindNames[kind] ?? kind).join(', ')
    const what = [words.events[event] ?? `${event}`, ...(withheld ? [filled(words.withheld, withheld.day)] : [])].join(' · ')
    const cells = [entry.day, shown.who, what, words.purposes[purpose] ?? `${purpose}`, kinds]
    const row = rows.get(cells.join('\n')) ?? { cells, times: 0 }
    row.times++
    rows.set(cells.join('\n'), row)
  }
  return [...rows.values()].reverse()
}

const show = (file: ParentFile, withOwn: boolean) => {
  const { words } = file
  const table = at('entries')
  table.replaceChildren()
  const head = add(add(table, 'thead'), 'tr')
  for (const name of [words.day, words.who, words.what, words.why, words.kinds, words.times])
    add(head, 'th', name).setAttribute('scope', 'col')
  const body = add(table, 'tbody')
  for (const { cells, times } of rowsOf(
    file.entries.filter(({ isOwn }) => withOwn || !isOwn),
    file,
  )) {
    const row = add(body, 'tr')
    for (const cell of [...cells, `${times}`]) add(row, 'td', cell)
  }
}

const sayVerdict = (file: ParentFile, verdict: Extract<Verdict, { ok: true }>) => {
  const { words } = file
  const time = (seconds: number) => new Date(seconds * 1000).toLocaleString(words.locale)
  const list = at('proved')
  for (const { name, seenAt } of verdict.witnesses) {
    add(list, 'li', filled(words.summary, `${file.entries.length}`, `${verdict.size}`, name, time(seenAt)))
    if (Math.abs(Date.parse(file.madeAt) / 1000 - seenAt) > 86_400) add(list, 'li', words.oldWitness).className = 'warning'
  }
  if (!verdict.witnesses.length) add(list, 'li', words.noWitness).className = 'warning'
  if (verdict.completeDays) add(list, 'li', filled(words.complete, `${verdict.completeDays}`))
  if (verdict.missingDays.length) add(list, 'li', filled(words.incomplete, verdict.missingDays.join(', '))).className = 'warning'
  add(at('limits'), 'h2', words.doesNotShow)
  const limits = add(at('limits'), 'ul')
  for (const limit of words.limits) add(limits, 'li', limit)
}

const start = async () => {
  const data = at('file')
  const file: ParentFile = JSON.parse(data.textContent)
  const { words } = file
  const status = at('status')
  status.textContent = words.checking
  const isWhole = hex(sha256(new TextEncoder().encode(data.textContent))) === data.dataset['digest']
  const verdict: Verdict = !isWhole
    ? { ok: false, reason: 'file' }
    : crypto.subtle
      ? await check(file, decrypt)
      : { ok: false, reason: 'browser' }
  document.body.dataset['verdict'] = verdict.ok ? 'proved' : verdict.reason
  status.className = verdict.ok ? 'proved' : 'refused'
  status.textContent = verdict.ok ? words.proved : `${words.refused} ${words.reasons[verdict.reason]}`
  if (!verdict.ok) return
  sayVerdict(file, verdict)
  show(file, false)
  const own = at('own')
  if (!(own instanceof HTMLInputElement)) return
  own.parentElement!.hidden = !file.entries.some(({ isOwn }) => isOwn)
  own.addEventListener('change', () => show(file, own.checked))
}

start().catch(() => {
  document.body.dataset['verdict'] = 'file'
  at('status').className = 'refused'
})
