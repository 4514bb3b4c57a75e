import type { Lists } from '#kernel/lists.ts'
import { noticeById } from './notices.queries.ts'
import { waitingFor } from './receipts.queries.ts'

export const noticeLists: Lists = {
  notice_unseen: {
    shownBy: 'notice.unseen',
    rows: async ({ tx, schoolId, rows, of }) => {
      const notice = await noticeById(tx, schoolId, of)
      const waiting = notice ? await waitingFor(tx, notice) : []
      return waiting.flatMap(({ personId, children }) =>
        rows.includes(personId) ? [{ id: personId, people: [...new Set([personId, ...children])] }] : [],
      )
    },
  },
}
