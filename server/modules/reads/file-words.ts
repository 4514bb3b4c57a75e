import { events } from '#contract/events.ts'
import { purposeCodes } from '#contract/ledger.ts'
import { dataKinds, readEvents } from '#contract/ledger-reading.ts'
import { purposes } from '#contract/purposes.ts'
import { type Words as Said, tags } from '#i18n/words.ts'
import { reasons, type Words } from '#ledger/offline/file.ts'

const places = { 0: '{0}', 1: '{1}', 2: '{2}', 3: '{3}' }

/** What the leaves hold as numbers. */
const numbered = (t: Said): Pick<Words, 'events' | 'purposes' | 'kindNames'> => {
  const reads = readEvents.map((name) => [events[name].code, t(`ledger.what.${name}`)])
  const others = Object.values(events).map(({ code }) => [code, t('ledger.file.change')])
  return {
    events: Object.fromEntries([...others, ...reads]),
    purposes: Object.fromEntries(purposes.map((name) => [purposeCodes[name], t(`ledger.purpose.${name}`)])),
    kindNames: Object.fromEntries(dataKinds.map((kind) => [kind, t(`ledger.kind.${kind}`)])),
  }
}

const verdicts = (t: Said) => ({
  checking: t('ledger.file.checking'),
  proved: t('ledger.file.proved'),
  refused: t('ledger.file.refused'),
  reasons: Object.fromEntries(reasons.map((reason) => [reason, t(`ledger.file.because.${reason}`)])) as Words['reasons'],
  summary: t('ledger.file.summary', places),
  noWitness: t('ledger.file.no_witness'),
  oldWitness: t('ledger.file.old_witness'),
  complete: t('ledger.file.complete', places),
  incomplete: t('ledger.file.incomplete', places),
})

const columns = (t: Said) => ({
  day: t('ledger.file.day'),
  what: t('ledger.file.what'),
  who: t('ledger.file.who'),
  why: t('ledger.file.why'),
  kinds: t('ledger.file.kinds'),
  times: t('ledger.file.times'),
  withheld: t('ledger.file.withheld', places),
})

const limits = (t: Said, since: string) => [
  t('ledger.limit.paper'),
  t('ledger.limit.lists'),
  t('ledger.limit.guardians'),
  t('ledger.limit.old', { day: since }),
  t('ledger.limit.withheld'),
]

/** Every word of a file that proves itself, in the reader's language. */
export const fileWords = (t: Said, title: string, since: string): Words => ({
  ...{ locale: tags[t.locale], direction: 'ltr', title, intro: t('ledger.file.intro'), noScript: t('ledger.file.no_script') },
  ...verdicts(t),
  ...columns(t),
  ...numbered(t),
  showOwn: t('ledger.file.show_own'),
  doesNotShow: t('ledger.limits'),
  limits: limits(t, since),
})
