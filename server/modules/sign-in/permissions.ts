import type { Permission } from '#kernel/permissions.ts'

const own = { on: 'nothing', why: 'Of the own account: the database shows no other.' } as const

export const signInPermissions = {
  'session.start': { on: 'nothing', why: 'Whoever knows the password is who they say; tries are slowed down.' },
  'session.passkey.ask': { on: 'nothing', why: 'Random bits say nothing.' },
  'session.passkey.start': { on: 'nothing', why: 'Whoever has the passkey is who they say; tries are slowed down.' },
  'session.second_step': own,
  'session.confirm': own,
  'session.switch': { on: 'nothing', why: 'Into a school that the account is a member of: the others do not exist for it.' },
  'session.go_on': {
    on: 'nothing',
    why: 'Whoever holds the session of a school that ended for them, into one where they are still somebody.',
  },
  'session.end': { on: 'nothing', why: 'Anyone may end the own session.' },
  'session.list': own,
  'session.end_one': own,
  'session.end_others': own,
  'factor.list': own,
  'factor.totp.begin': own,
  'factor.totp.confirm': own,
  'factor.passkey.begin': own,
  'factor.passkey.add': own,
  'factor.rename': own,
  'factor.remove': own,
  'factor.recovery.make': own,
  'password.change': own,
  'password.rules.read': { on: 'nothing', why: 'The rules for passwords stand on the wall.' },
  'password.evidence': { on: 'school', allow: ['school.keeper_of_passwords'] },
  'password.rules.change': { on: 'school', allow: ['school.leader'] },
  'password.forget': {
    on: 'nothing',
    why: 'Anyone may ask; the link goes to the address of the account. Tries are slowed down.',
  },
  'password.reset': { on: 'nothing', why: 'Whoever has the link of the mail.' },
  'password.recover': { on: 'nothing', why: 'Whoever has one of the ten codes; tries are slowed down.' },
} as const satisfies Record<string, Permission>
