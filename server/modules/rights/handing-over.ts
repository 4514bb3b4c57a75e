import { authorities } from '#contract/authorities.ts'
import { type CopyLetter, coverArticle, readHandedCopy } from '#contract/covering.ts'
import { shortDay } from '#i18n/dates.ts'
import { loadWords } from '#i18n/load.ts'
import { action } from '#kernel/action.ts'
import { schoolDay } from '#kernel/clock.ts'
import { type Actor, as } from '#kernel/db.ts'
import { refuse } from '#kernel/errors.ts'
import { html } from '#kernel/html.ts'
import type { Installation } from '#kernel/installation.ts'
import { askerIn, type Covered, coverGroundsSaid, withLooks } from '#modules/privacy/index.ts'
import { standingOfAsker } from './copies.queries.ts'
import { requestWith } from './requests.queries.ts'
import { namesOf, numberOf, saidIn } from './showing.ts'

export const take = action(readHandedCopy, async ({ tx, actor, vault, params: { id }, query, now }) => {
  const schoolId = actor.schoolId!
  const [row, standing] = [await requestWith(tx, schoolId, id), await standingOfAsker(tx, schoolId, id)]
  if (!row || !standing) return refuse('not_found')
  const { personId, askedBy, linkUntil, closedAt, profile } = row
  if (!linkUntil || linkUntil <= now || !closedAt) return refuse('rights.link_over')
  const { isGone, needsHead, isEstablished } = standing
  if (!isEstablished) return refuse('rights.not_established') // given by one alone, before a second was asked
  if (isGone && askedBy !== personId) return refuse('rights.not_theirs')
  if (isGone && needsHead) return refuse('rights.needs_head')
  const { t, school, timeZone } = await askerIn(tx, query.locale)
  const [named, [said]] = [await namesOf(tx, vault, schoolId, [personId, askedBy]), await saidIn(tx, vault, schoolId, [row])]
  const letter: CopyLetter = {
    ...{ locale: t.locale, school, number: numberOf(id, row.askedAt), asker: named(askedBy).display },
    ...{ about: named(personId).display, decidedOn: schoolDay(closedAt, timeZone), answer: said?.answer ?? '' },
    ...{ article: coverArticle(profile).article, authority: authorities[profile] },
  }
  return { personId, askedBy, isGone, until: linkUntil.toISOString(), letter }
})

type Who = Omit<Actor, 'purpose' | 'action'>
/** Notes that somebody of the desk has taken a finished copy along: it stands in the file of whoever asked for it. */
export const noteTaken = (installation: Installation, who: Who, requestId: string, askedBy: string) => {
  const actor: Actor = { ...who, purpose: 'legal', action: 'rights.copy.take' }
  const taken = { name: 'copy.handed_over' as const, payload: { requestId }, about: { subject: askedBy } }
  return as(installation.db, actor, (tx) => installation.ledger.record(tx, actor, [taken], installation.clock.now()))
}

/** The answer that lies on top of a copy which is handed over: what is covered in it, why, and where one complains. */
export const letterSheet = (letter: CopyLetter, covered: readonly Covered[]): string => {
  const { locale, school, number, asker, about, decidedOn, answer, article, authority } = letter
  const t = loadWords()[locale]
  const title = t('covering.paper.title', { number })
  return withLooks(html`<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title></head><body>
<main><p class="quiet">${school} · ${shortDay(locale, decidedOn)}</p>
<p>${asker}</p>
<h1>${title}</h1>
${about !== asker && html`<p>${t('covering.paper.about', { name: about })}</p>`}
<p class="said">${answer}</p>
<h2>${t('covering.paper.covered')}</h2>
<p>${t('covering.paper.count', { count: covered.length, article })}</p>
${covered.length > 0 && coverGroundsSaid(t, covered)}
<h2>${t('covering.paper.complain')}</h2>
<p>${t('covering.paper.complain_how', { number, authority })}</p>
<p class="no-print"><a href="index.html">${t('privacy.timeline.title')}</a></p>
</main></body></html>`)
}
