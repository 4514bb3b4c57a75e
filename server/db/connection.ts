import type pg from 'pg'

/** Who a connection is: the owner migrates, the others run (`server/db/grants.sql` says what each may do). */
export type Role = 'owner' | 'preau_app' | 'preau_worker' | 'preau_sequencer' | 'preau_vault'

/** How to reach one database as each of its roles. */
export type Connection = { readonly config: (role: Role) => pg.ClientConfig; readonly embedded: boolean }

/** The embedded cluster: a private socket, where the operating system says who speaks and any role may be taken. */
export const embedded = ({ host, port }: { host: string; port: number }, database: string): Connection => ({
  embedded: true,
  config: (role) => ({
    host,
    port,
    database,
    user: role === 'owner' ? 'preau' : role,
    application_name: role,
    options: '-c random_page_cost=1.1', // a school fits into memory: thirty rows by index cost less than a scan of everyone
  }),
})

/** A PostgreSQL of the operator's: the URL's user owns and migrates, the other roles sign in with passwords of their own. */
export const external = (url: string, passwords: Readonly<Record<string, string>>): Connection => ({
  embedded: false,
  config: (role) => {
    if (role === 'owner') return { connectionString: url, application_name: 'preau_owner' }
    const parts = new URL(url)
    parts.username = role
    parts.password = passwords[role] ?? ''
    return { connectionString: parts.href, application_name: role }
  },
})
