import { folded } from '../table/folded.ts'

/** What can be chosen: `note` stands below it, `also` is found as well and not shown (how a name is read, what it was before). */
export type Option = { value: string; label: string; note?: string; also?: string }

/** As many as anybody reads through: whoever looks for another goes on typing. */
const most = 50

/** Which options to offer for what is typed. The chosen one is always among them, at the end where it was not looked for. */
export const matching = (
  options: readonly Option[],
  typed: string,
  value: string,
): { found: number; shown: readonly Option[] } => {
  const chosen = options.find((option) => option.value === value)
  const looked = chosen?.label === typed ? '' : folded(typed.trim())
  const fits = ({ label, note = '', also = '' }: Option) => folded(`${label} ${note} ${also}`).includes(looked)
  const found = looked === '' ? options : options.filter(fits)
  const shown = found.slice(0, most)
  return { found: found.length, shown: chosen && !shown.includes(chosen) ? [...shown, chosen] : shown }
}
