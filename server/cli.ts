import { complaintOf } from '#vault/complaints.ts'
import { VaultError } from '#vault/errors.ts'
import { Misunderstood } from './commands/command.ts'
import { details, overview } from './commands/help.ts'
import { commands } from './commands/registry.ts'

const find = (name: string) => {
  const row = commands.find((one) => one.name === name)
  if (row) return row
  throw new Misunderstood(`there is no command '${name}'`)
}

const obey = async ([name = 'help', ...args]: string[]) => {
  const asked = args[args[0] === '--' ? 1 : 0]
  if (name === '--help' || name === '-h' || (name === 'help' && asked === undefined)) console.log(overview(commands))
  else if (name === 'help' && asked !== undefined) console.log(details(find(asked)))
  else if (name.startsWith('-')) throw new Misunderstood(`the command comes before '${name}'`)
  else if (args.includes('--help') || args.includes('-h')) console.log(details(find(name)))
  else return find(name).run(args)
  return undefined
}

/** A foreseen complaint is its message; anything else is a bug and shows where it happened. */
const wordsOf = (error: unknown) => {
  if (!(error instanceof Error)) return `${error}`
  if (error instanceof VaultError) return complaintOf(error)
  const foreseen = error instanceof Misunderstood || (error.constructor === Error && !('code' in error && 'severity' in error))
  return foreseen ? error.message : (error.stack ?? error.message)
}

/** Does what was typed, and answers the code to exit with. */
export const main = async (args: string[]): Promise<number> => {
  try {
    return (await obey(args)) ?? 0
  } catch (error) {
    const misunderstood = error instanceof Misunderstood
    console.error(`preau: ${wordsOf(error)}${misunderstood ? ' (preau --help says what there is)' : ''}`)
    return misunderstood ? 2 : 1
  }
}
