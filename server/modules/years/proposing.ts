import type { PlanDraft } from '#contract/year-plans.ts'
import { uuidv7 } from '#kernel/ids.ts'
import { folded } from '#modules/people/index.ts'

/** The years of a school whose names are no numbers that rise, in order; each is looked for at the beginning of a label. */
const ladders = [
  ['TPS', 'PS', 'MS', 'GS', 'CP', 'CE1', 'CE2', 'CM1', 'CM2'],
  ['6e', '5e', '4e', '3e', '2de', '1re', 'Tle'],
  ['6ème', '5ème', '4ème', '3ème', '2nde', '1ère', 'Terminale'],
] as const

const isNext = (rest: string) => rest === '' || !/^[\p{L}\p{N}]/u.test(rest)

type Rung = { rungs: readonly string[]; nth: number; rest: string }

const onLadder = (label: string): Rung | undefined => {
  for (const rungs of ladders)
    for (const [nth, rung] of rungs.entries()) {
      const begins = label.slice(0, rung.length).toLowerCase() === rung.toLowerCase()
      if (begins && isNext(label.slice(rung.length))) return { rungs, nth, rest: label.slice(rung.length) }
    }
  return undefined
}

/** The number in a label by which its years are counted; of one or two digits, so that no calendar year is one. */
const numberIn = (label: string) => {
  const found = /\p{Nd}+/u.exec(label)
  const number = found?.[0].normalize('NFKC') ?? ''
  return found && /^\d{1,2}$/.test(number) ? { number: Number(number), at: found.index, length: found[0].length } : undefined
}

/** What a class is likely to be called a year later: one rung up, or its number one higher. Undefined: nobody can tell. */
export const nextLabel = (label: string): string | undefined => {
  const rung = onLadder(label)
  if (rung) {
    const above = rung.rungs[rung.nth + 1]
    return above === undefined ? undefined : above + rung.rest
  }
  const counted = numberIn(label)
  if (!counted) return undefined
  return `${label.slice(0, counted.at)}${counted.number + 1}${label.slice(counted.at + counted.length)}`
}

/** Which year of the school a class is in, as far as its label says so. */
export const yearIn = (label: string): string | undefined => {
  const rung = onLadder(label)
  return rung ? rung.rungs[rung.nth] : numberIn(label)?.number.toString()
}

type Labelled = { id: string; label: string }

/** The same day a year later; of a leap day the one before. */
const yearLater = (day: string): string => {
  const later = `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
  return later.endsWith('-02-29') ? `${later.slice(0, 8)}28` : later
}

/** The dates of the next year by the school's own calendar: in August, September or April as before. */
export const nextDates = (ending: { fromOn: string; toOn: string }) => ({
  fromOn: yearLater(ending.fromOn),
  toOn: yearLater(ending.toOn),
})

type Ground = {
  classes: readonly Labelled[]
  nextClasses: readonly Labelled[]
  teachers: readonly { classId: string; personId: string }[]
}

/**
 * Each class goes to what it will be called, where the school has such a year, now or next; the others are left to be decided: nobody leaves
 * unless somebody has said so. Whoever teaches a class is proposed for the one that has its name.
 */
export const propose = ({ classes, nextClasses, teachers }: Ground): Pick<PlanDraft, 'targets' | 'classes' | 'teachers'> => {
  const targets = nextClasses.map(({ id, label }) => ({ id: uuidv7(), label, classId: id as string | null }))
  const known = new Map(targets.map((target) => [folded(target.label), target]))
  for (const { label } of classes) {
    if (known.has(folded(label))) continue
    const target = { id: uuidv7(), label, classId: null }
    known.set(folded(label), target)
    targets.push(target)
  }
  const grades = new Set([...classes, ...nextClasses].map(({ label }) => yearIn(label)))
  const becoming = (label: string) => {
    const found = known.get(folded(label))
    if (found || !grades.has(yearIn(label))) return found
    const target = { id: uuidv7(), label, classId: null }
    known.set(folded(label), target)
    targets.push(target)
    return target
  }
  const planned = classes.map(({ id: classId, label }) => {
    const next = nextLabel(label)
    const target = next === undefined ? undefined : becoming(next)
    return { classId, fate: target ? ('goes' as const) : null, targetId: target?.id ?? null }
  })
  const labels = new Map(classes.map(({ id, label }) => [id, folded(label)]))
  const proposed = teachers.flatMap(({ classId, personId }) => {
    const target = known.get(labels.get(classId) ?? '')
    return target && !target.classId ? [{ personId, targetId: target.id }] : []
  })
  const once = new Map(proposed.map((one) => [`${one.personId} ${one.targetId}`, one]))
  return { targets, classes: planned, teachers: [...once.values()] }
}
