import { choosePreset, readNotifications } from '#contract/notifications.ts'
import { action, preparedAction } from '#kernel/action.ts'
import { refuse } from '#kernel/errors.ts'
import * as devices from './devices.queries.ts'
import * as queries from './notifications.queries.ts'

export const read = preparedAction(
  readNotifications,
  async ({ installation }) => installation.push?.publicKey ?? null,
  async ({ tx, actor, ready }) => {
    const digest = actor.session ?? refuse('not_signed_in')
    const [choice, own, session] = await Promise.all([
      queries.ownChoice(tx),
      devices.ownDevices(tx),
      devices.sessionAtHand(tx, digest),
    ])
    return {
      preset: choice?.preset ?? ('normal' as const),
      wasTold: (choice?.toldAt ?? null) !== null,
      isShared: session?.sharedDevice ?? true,
      publicKey: ready,
      devices: own.map(({ sessionId, madeAt, confirmedAt, ...row }) => ({
        ...row,
        addedAt: madeAt.toISOString(),
        confirmedAt: confirmedAt?.toISOString() ?? null,
        isThis: sessionId === session?.id,
      })),
    }
  },
)

export const choose = action(choosePreset, async ({ tx, actor, body, emit }) => {
  const { schoolId, personId } = actor
  if (!schoolId || !personId) return refuse('not_found')
  await queries.setPreset(tx, schoolId, personId, body.preset)
  emit('notification.preset_chosen', { preset: body.preset }, { subject: personId })
  return { preset: body.preset }
})
