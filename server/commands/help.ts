import type { Command } from './command.ts'

const column = (rows: [string, string][]) => {
  const width = Math.max(...rows.map(([left]) => left.length)) + 3
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${right}`).join('\n')
}

/** What `preau --help` says. */
export const overview = (commands: readonly Command[]) => `Préau, a school platform that keeps its promises.

${column(commands.map(({ name, usage, about }) => [`preau ${name} ${usage}`.trim(), about]))}

Every command works while the server runs and when it does not. It acts as the operator, or as a person with --as USERNAME.
preau COMMAND --help says more about one; .env.example lists the settings.
`

/** What `preau COMMAND --help` says. */
export const details = ({ name, usage, about, options }: Command) => {
  const rows: [string, string][] = Object.entries(options).map(([option, { value, implied, about }]) => {
    const text = value && implied ? `[=${value}]` : value ? ` ${value}` : ''
    return [`--${option}${text}`, about]
  })
  rows.push(['--as USERNAME', 'as this person, through the same permissions, not as the operator'])
  return `${['preau', name, usage].join(' ').trim()} [options]\n\n  ${about}\n\n${column(rows)}\n`
}
