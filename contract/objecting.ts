import type { EventName } from './events.ts'
import type { Category } from './notifications.ts'

/** What the school does in the public interest or its own, and what somebody may therefore object to, for reasons of their own. */
export const objectables = ['class_news', 'reminders', 'matching', 'outside'] as const
export type Objectable = (typeof objectables)[number]
/** Of these, what a school may ask consent for instead; which companies carry its mail it answers for itself. */
export const agreeables = ['class_news', 'reminders', 'matching'] as const satisfies readonly Objectable[]
export type Agreeable = (typeof agreeables)[number]

/** What serves a purpose: the jobs that pass over whoever objects, and the tellings that are not made to them. */
export type Serving = {
  readonly jobs: readonly string[]
  readonly tellings?: readonly Category[]
  readonly events?: readonly EventName[]
}

/** The register of purposes that can be objected to; a job or telling that serves one reads it here. */
export const servings: Readonly<Record<Objectable, Serving>> = {
  class_news: { jobs: ['notification.tell'], tellings: ['class_life', 'homework'] },
  reminders: { jobs: ['notification.tell'], events: ['calendar.reminded', 'notice.reminded'] },
  /** Companies outside that carry mail and notifications: what is to be said stands in the app, and leaves for nobody. */
  outside: { jobs: ['notification.deliver'] },
  matching: { jobs: ['family.same.find'] },
}

/** Which purposes a telling of this kind serves: whoever objects to one of them is not told. */
export const servedBy = (event: string, category: Category): Agreeable[] =>
  agreeables.filter((one) => {
    const { tellings = [], events = [] } = servings[one]
    return (
      events.some((name) => name === event) ||
      (tellings.includes(category) && !servings.reminders.events?.some((name) => name === event))
    )
  })
