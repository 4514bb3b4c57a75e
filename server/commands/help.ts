import type { Command } from './command.ts'

const column = (rows: [string, string][]) => {
  const width = Math.max(...rows.map(([left]) => left.length)) + 3
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`).join('\n')
}

/** What `preau --help` says. */
export const overview = (commands: readonly Command[]) => `Préau, a school platform that keeps its promises.

${column(commands.map(({ name, usage, about }) => [`preau ${name} ${usage}`.trim(), about]))}

Every command works while the server runs and when it does not. It acts as the operator;
those that also act as a person take --as USERNAME. preau COMMAND --help says more about
one; .env.example lists the settings.
`

/** What `preau COMMAND --help` says. */
export const details = ({ name, usage, about, options, asPerson }: Command) => {
  const rows: [string, string][] = Object.entries(options).map(([option, { value, implied, about }]) => {
    const text = value && implied ? `[=${value}]` : value ? ` ${value}` : ''
    return [`--${option}${text}`, about]
  })
  if (asPerson) rows.push(['--as USERNAME', 'as this person, through the same permissions, not as the operator'])
  const listed = rows.length > 0 ? `\n${column(rows)}\n` : ''
  return `${['preau', name, usage, rows.length > 0 && '[options]'].filter(Boolean).join(' ')}\n\n  ${about}\n${listed}`
}
