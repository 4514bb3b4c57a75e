/** For how long each is kept; the data map says the same, and the installation's own work ends them. */
export const kept = { subscriber: 'P24M', unconfirmed: 'P7D', weakPoint: 'P24M', incident: 'P13M', day: 'P100D' } as const
