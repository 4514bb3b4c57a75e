/** Whether somebody in these roles may announce something. */
export const mayAnnounce = (roles: readonly string[]) =>
  ['administrator', 'head', 'office', 'teacher', 'substitute'].some((role) => roles.includes(role))
