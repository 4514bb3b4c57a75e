import { parseArgs } from 'node:util'

/** One option of a command: `value` names what a text takes, `implied` is what the bare option means. */
export type Option = { type: 'string' | 'boolean'; about: string; value?: string; implied?: string }

type Options = Record<string, Option>
type Values<O extends Options> = { [Name in keyof O]: (O[Name]['type'] extends 'string' ? string : boolean) | undefined }

/** What a person typed: options, the words that are none, and as whom (`--as`; nobody means the operator). */
export type Call<O extends Options = Options> = { options: Values<O>; words: string[]; as: string | undefined }

/** A row of the registry of commands. `usage` names the words it takes: `PACKAGE` must be there, `[PACKAGE]` may. */
export type Command = {
  name: string
  usage: string
  about: string
  options: Options
  /** Can be done as a person, not only as the operator. */
  asPerson?: true
  /** May answer the code to exit with. */
  run: (args: string[]) => Promise<number | undefined>
}

/** The person typed something that no command understands: one line, exit 2. */
export class Misunderstood extends Error {}

const globals = { as: { type: 'string' }, help: { type: 'boolean' } } as const

const parse = (options: Options, args: string[]) => {
  const whole = args.map((arg) => {
    const implied = options[arg.slice(2)]?.implied
    return implied && arg.startsWith('--') ? `${arg}=${implied}` : arg
  })
  try {
    return parseArgs({ args: whole, options: { ...options, ...globals }, allowPositionals: true })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new Misunderstood(error.message.split(/\. |\n/)[0])
  }
}

/** Makes a row whose `run` gets what was typed, read and checked. */
export const command = <const O extends Options = Record<never, Option>>(row: {
  name: string
  usage?: string
  about: string
  options?: O
  asPerson?: true
  run: (call: Call<O>) => Promise<number | undefined>
}): Command => {
  const { usage = '', options = {} } = row
  const words = usage.split(' ').filter((word) => word !== '')
  const least = words.filter((word) => !word.startsWith('[')).length
  return {
    ...row,
    usage,
    options,
    run: async (args) => {
      const { values, positionals } = parse(options, args)
      const { as, help: _, ...rest } = values
      if (as !== undefined && !row.asPerson) throw new Misunderstood(`'${row.name}' is the operator’s: no --as`)
      if (positionals.length < least) throw new Misunderstood(`${words[positionals.length]} is missing`)
      if (positionals.length > words.length) throw new Misunderstood(`'${positionals[words.length]}' is one word too many`)
      return row.run({ options: rest as Values<O>, words: positionals, as })
    },
  }
}
