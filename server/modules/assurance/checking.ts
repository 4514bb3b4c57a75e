import type { Logger } from 'pino'
import type { Action } from '#kernel/action.ts'
import type { Side, Way } from '#kernel/egress.ts'
import type { Installation } from '#kernel/installation.ts'
import type { Unit } from '#kernel/job.ts'
import type { School } from '#kernel/schools.ts'

/**
 * What a look can find. Nobody can say it: it is what a function answers, and an error counts as not ok. `not_yet`, `stale` and `sample` are
 * found of what a person signs: nobody has, the time is over, or it was signed where everything is invented. `not_yet` is found, too, of what the first
 * night after a change has still to do.
 */
export const results = ['ok', 'warning', 'failed', 'error', 'not_applicable', 'not_yet', 'stale', 'sample'] as const
export type Result = (typeof results)[number]
/** Where evidence comes from: a question to the running service, one to its database, something tried out, or what a person signed. */
export type Source = 'probe' | 'query' | 'test' | 'record'
/** What was counted. There is no room for a word, and so for nobody. */
export type Facts = Readonly<Record<string, number | boolean>>
export type Outcome = { readonly result: Result; readonly facts: Facts }

/** How the service answered itself: over the network where it listens, or else from within. */
export type Heard = {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly isOverNetwork: boolean
}
export type Ask = (
  path: string,
  more?: { method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string },
) => Promise<Heard>

/** What a certificate and a connection are like, seen from outside. */
export type Line = {
  readonly protocol: string
  readonly daysLeft: number
  readonly isTrusted: boolean
  readonly isStrong: boolean
}

/** What stands around the program, as its settings say. */
export type Surroundings = {
  /** How the database is reached: over a private socket, encrypted and verified, or neither. */
  readonly database: 'socket' | 'private' | 'verified' | 'open'
  readonly mail: 'none' | 'tls' | 'plain'
  readonly store: 'folder' | 'tls' | 'plain'
  /** The folders of data and keys. */
  readonly data: string
  readonly keys: string
  /** Where the state of the service is written a second time, and where that is reached. */
  readonly status: { readonly folder: string | undefined; readonly url: string | undefined }
  /** How many days each secret of a machine has been the same. */
  readonly secrets: readonly { readonly days: number; readonly isDue: boolean }[]
  /** Hosts to which something may leave, by what for. */
  readonly outside: readonly {
    readonly host: string
    readonly what: Way
  }[]
}

/** What can be asked of the machine itself; each answers nothing where the machine does not say. */
export type Machine = {
  /** Whether something keeps its clock right, and how far it is away as far as that is known. */
  readonly clock: () => Promise<{ readonly isSet: boolean; readonly milliseconds: number } | undefined>
  /** The ports on which something waits for others than the machine itself. */
  readonly listening: () => Promise<readonly number[] | undefined>
  /** The ports that may be open. */
  readonly doors: readonly number[]
  /** Until when its system is mended, how many days ago somebody asked for news of it, and what waits to be installed. */
  readonly system: (
    now: Date,
  ) => Promise<
    { readonly until: string; readonly days: number; readonly waiting: number; readonly mustRestart: boolean } | undefined
  >
}

/** Somebody for whom something may leave, and of a company what is known of it. */
export type Listed = {
  readonly way: Way
  readonly host: string
  readonly side: Side
  readonly supplier: { readonly country: string; readonly agreement?: { readonly until: string } | undefined } | undefined
}

/** What a check has in its hands. */
export type Ground = {
  readonly installation: Installation
  readonly now: Date
  readonly actions: readonly Action[]
  readonly ask: Ask
  /** Everything that the program writes into its log while something is asked of it from within, as loud as it can be. */
  readonly overheard: (run: (ask: Ask, log: Logger) => Promise<void>) => Promise<string>
  /** The line on which the service answers; undefined where it is not encrypted, or nobody answers. */
  readonly line: () => Promise<Line | undefined>
  readonly around: Surroundings
  readonly machine: Machine
  /** Who hosts the machine, as far as it was written down. */
  readonly host: { readonly name: string; readonly country?: string | undefined } | undefined
  readonly suppliers: readonly Listed[]
  /** All that the public pages say, line by line. */
  readonly lines: () => readonly string[]
  /** Work in the database as the installation itself, of which nothing stays. */
  readonly look: <T>(run: (unit: Unit) => Promise<T>, schoolId?: string) => Promise<T>
}

type Whole = { readonly scope: 'installation'; readonly run: (ground: Ground) => Promise<Outcome> }
type PerSchool = { readonly scope: 'school'; readonly run: (ground: Ground, school: School) => Promise<Outcome> }
/** A function that measures the running installation, or one school of it. */
export type Check = { readonly source: Source } & (Whole | PerSchool)

/** Looks at the installation as a whole. */
export const whole = (source: Source, run: Whole['run']): Check => ({ source, scope: 'installation', run })
/** Looks at one school at a time. */
export const perSchool = (source: Source, run: PerSchool['run']): Check => ({ source, scope: 'school', run })

/** What was counted, and that it is right if it is. */
export const rightIf = (isRight: boolean, facts: Facts): Outcome => ({ result: isRight ? 'ok' : 'failed', facts })
/** Right if nothing of a kind was found; `seen` says among how many. */
export const noneOf = (facts: Facts, ...wrong: readonly string[]): Outcome =>
  rightIf(
    wrong.every((name) => facts[name] === 0 || facts[name] === false),
    facts,
  )
export const notApplicable = (facts: Facts = {}): Outcome => ({ result: 'not_applicable', facts })
