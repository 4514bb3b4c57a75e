import * as z from 'zod/mini'
import { byId, endpoint, id, instant, zippedBytes } from './endpoint.ts'

/** How long a code that hands a copy to another Préau works. */
export const CARRY_MINUTES = 60
/** Such a code: drawn once, shown once, kept nowhere. */
export const carryCode = z.string().check(z.regex(/^[0-9a-f]{32}$/))
/** Why a code opens nothing. */
export const codeTroubles = ['unknown', 'used', 'expired', 'revoked'] as const
/** Why nothing was fetched. */
export const fetchTroubles = ['not_permitted', 'away', 'too_large'] as const

/** Draws the code with which another Préau fetches a copy that was asked for, once; one that was drawn before for it opens nothing any more. */
export const drawCarryToken = endpoint({
  name: 'copy_token.draw',
  method: 'POST',
  path: '/rights-requests/:id/carry-token',
  confirmed: true,
  once: true,
  purposes: ['self', 'legal'],
  while: ['leaving'],
  params: byId,
  output: z.object({ code: carryCode, until: instant }),
  errors: ['rights.link_over'],
})

/** Ends the codes of a copy before anybody used them. */
export const revokeCarryToken = endpoint({
  name: 'copy_token.revoke',
  method: 'POST',
  path: '/rights-requests/:id/carry-token/revocation',
  purposes: ['self', 'legal'],
  while: ['leaving'],
  params: byId,
  output: z.object({ id }),
  errors: ['rights.already_closed'],
})

/** Spends a code: whose copy it opens, and as whom it is made. The copy itself is at `carried-copy.zip`, which does this first. */
export const redeemCarryToken = endpoint({
  name: 'copy_token.redeem',
  method: 'POST',
  path: '/redeemed-copies',
  access: 'visitor',
  once: true,
  purposes: ['self', 'legal'],
  body: z.object({ code: carryCode }),
  output: z.object({
    ...{ personId: id, askedBy: id, only: z.nullable(z.literal('portable')) },
    /** The request whose covered places hold for it. */
    copy: z.nullable(id),
  }),
  errors: ['copy.code', 'too_many_tries'],
})

/** Fetches a copy from another Préau, and hands it on to whoever asks as the file that it is; nothing of it is kept. */
export const fetchCopy = endpoint({
  name: 'copy.fetch',
  method: 'POST',
  path: '/people/:id/brought-copies/fetch',
  purposes: ['self', 'administration'],
  zips: true,
  params: byId,
  body: z.object({
    from: z.string().check(z.trim(), z.maxLength(300), z.regex(/^https?:\/\/[^/\s@]+\/s\/[a-z0-9-]+(?:[/?#]\S*)?$/i)),
    code: carryCode,
  }),
  output: zippedBytes,
  errors: ['copy.code', 'copy.not_fetched', 'copy.unreadable', 'copy.altered', 'copy.too_much', 'too_many_tries'],
})
