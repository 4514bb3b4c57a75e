import { type Language, languages } from '#contract/locales.ts'
import { accept, stale } from './freshness.ts'

const isLanguage = (word: string): word is Language => languages.some((language) => language === word)

const usage = `npm run i18n:accept -- ID [fr sv ja]   the translations of ID say what the English now says
npm run i18n:accept -- --new           every sentence that has no mark yet
npm run i18n:accept                    shows which translations are older than their English`

const [what, ...rest] = process.argv.slice(2)
const chosen = rest.filter(isLanguage)

if (what === undefined) console.log([...stale(), '', usage].join('\n'))
else {
  const accepted = accept((id, isNew) => (what === '--new' ? isNew : id === what), chosen.length > 0 ? chosen : undefined)
  console.log(accepted.length > 0 ? accepted.join('\n') : `nothing called ${what}`)
  if (accepted.length === 0 && what !== '--new') process.exitCode = 1
}
