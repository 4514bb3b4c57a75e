import { sql } from 'kysely'
import type { Tx } from '#kernel/db.ts'

/** The ids that a fact brought along: of its payload, and of whom it is about. */
export type Told = Readonly<Record<string, string | undefined>>

const people = (ids: readonly { personId: string }[]) => ids.map(({ personId }) => personId)
const asked = async (query: { execute: (tx: Tx) => Promise<{ rows: { personId: string }[] }> }, tx: Tx) =>
  people((await query.execute(tx)).rows)

const byAccount = (accountId: string | undefined) =>
  sql<{ personId: string }>`
    select person_id from directory.membership where school_id = app.school_id() and account_id = ${accountId ?? null}::uuid`

const toldOf = (tx: Tx, noticeId: string | undefined, which: 'all' | 'asked' | 'others') =>
  asked(sql`select t.person_id from app.notice_told(${noticeId ?? null}::uuid, ${which}) t`, tx)

/** Whom a fact concerns, now: asked when it is told, so that what was settled meanwhile is told to nobody. */
export const audiences = {
  /** Who teaches the class of a request that still waits. */
  class_teachers: (tx: Tx, { joinRequestId }: Told) =>
    asked(
      sql`
        select distinct e.person_id from join_request r join enrolment e on e.school_id = r.school_id and e.class_id = r.class_id
        where r.school_id = app.school_id() and r.id = ${joinRequestId ?? null}::uuid and r.decided_at is null and r.withdrawn_at is null
          and e.role in ('teacher', 'substitute') and e.from_on <= current_date and (e.until_on is null or e.until_on >= current_date)`,
      tx,
    ),
  /** Who asked, once the decision can no longer be taken back. */
  join_request_asker: (tx: Tx, { joinRequestId }: Told) =>
    asked(
      sql`
        select m.person_id from join_request r join directory.membership m on m.school_id = r.school_id and m.account_id = r.account_id
        where r.school_id = app.school_id() and r.id = ${joinRequestId ?? null}::uuid and r.linked_at is not null`,
      tx,
    ),
  /** Whose account support wants to see; for a pupil, those who lead the school. */
  support_consenters: (tx: Tx, { accessId }: Told) =>
    asked(
      sql`
        select r.person_id from support_access a join person_role r on r.school_id = a.school_id
          and (r.person_id = a.subject_id and r.role <> 'pupil' or r.role in ('administrator', 'head')
            and exists (select from person_role p where p.school_id = a.school_id and p.person_id = a.subject_id and p.role = 'pupil'))
        where a.school_id = app.school_id() and a.id = ${accessId ?? null}::uuid and a.verdict is null and r.from_at <= now() and (r.until_at is null or r.until_at > now())`,
      tx,
    ),
  support_asker: (tx: Tx, { accessId }: Told) =>
    asked(sql`select person_id from support_access where school_id = app.school_id() and id = ${accessId ?? null}::uuid`, tx),
  /** Who belongs where a post stands, but for who wrote it; of one that was withdrawn meanwhile nobody is told. */
  post_audience: (tx: Tx, { postId, audienceId }: Told) =>
    asked(sql`select app.told_of_post(${postId ?? null}::uuid, ${audienceId ?? null}::uuid) as person_id`, tx),
  /** Who answers a request about somebody's data that is still open: the data protection officer; where there is none, the head. */
  rights_desk: (tx: Tx, { caseId }: Told) =>
    asked(
      sql`
        with now as (select r.person_id, r.role from person_role r where r.school_id = app.school_id() and r.role in ('dpo', 'head')
          and r.from_at <= now() and (r.until_at is null or r.until_at > now()))
        select distinct n.person_id from now n join rights_request q on q.school_id = app.school_id() and q.id = ${caseId ?? null}::uuid and q.closed_at is null
        where app.no_part_of(n.person_id, q.person_id, q.asked_by) and (n.role = 'dpo' or not exists (select from now o where o.role = 'dpo' and app.no_part_of(o.person_id, q.person_id, q.asked_by)))`,
      tx,
    ),
  /** Who may be the second to confirm who asks: neither whoever wrote it down nor whoever established it. */
  rights_second: (tx: Tx, { caseId }: Told) =>
    asked(
      sql`
        select distinct r.person_id from rights_request q join person_role r on r.school_id = q.school_id and r.role in ('dpo', 'head') and r.from_at <= now() and (r.until_at is null or r.until_at > now())
        where q.school_id = app.school_id() and q.id = ${caseId ?? null}::uuid and q.closed_at is null and q.confirmed_at is null
          and r.person_id is distinct from q.taken_by and r.person_id is distinct from q.known_by and app.no_part_of(r.person_id, q.person_id, q.asked_by)`,
      tx,
    ),
  /** The head and the data protection officer, as far as they have no part in a request, however it ended. */
  rights_heads: (tx: Tx, { caseId }: Told) =>
    asked(
      sql`
        select distinct r.person_id from rights_request q join person_role r on r.school_id = q.school_id and r.role in ('dpo', 'head') and r.from_at <= now() and (r.until_at is null or r.until_at > now())
        where q.school_id = app.school_id() and q.id = ${caseId ?? null}::uuid and app.no_part_of(r.person_id, q.person_id, q.asked_by)`,
      tx,
    ),
  /** The data protection officer and the head: what two have to sign. Of an order or a hold that asks for silence none of them whom it is about, or whose child. */
  desk: (tx: Tx, { orderId, holdId }: Told) =>
    asked(
      sql`
        with silent as materialized (select person_id from judicial_order where school_id = app.school_id() and id = ${orderId ?? null}::uuid and silent_until is not null
          union all select person_id from legal_hold where school_id = app.school_id() and id = ${holdId ?? null}::uuid and not told)
        select distinct r.person_id from person_role r where r.school_id = app.school_id() and r.role in ('dpo', 'head') and r.from_at <= now() and (r.until_at is null or r.until_at > now())
          and not exists (select from silent s where s.person_id = r.person_id or exists (select from app.edges_now() g where g.pupil_id = s.person_id and g.guardian_id = r.person_id))`,
      tx,
    ),
  /** The heads who have no part in what two guardians are in dispute about, as long as it waits for one of them. */
  rights_head: (tx: Tx, { caseId }: Told) =>
    asked(
      sql`
        select distinct r.person_id from head_step s join person_role r on r.school_id = s.school_id and r.role = app.who_decides(s.person_id, s.asked_by) and r.from_at <= now() and (r.until_at is null or r.until_at > now())
        where s.school_id = app.school_id() and s.request_id = ${caseId ?? null}::uuid and s.decided_at is null and app.no_part_of(r.person_id, s.person_id, s.asked_by)`,
      tx,
    ),
  /** Who decides whether somebody who has left goes, with what guardians in dispute share; none of whom has a part in it. */
  leaver_head: (tx: Tx, { stepId }: Told) =>
    asked(
      sql`
        select distinct r.person_id from leaving_step s join person_role r on r.school_id = s.school_id and r.role = app.who_decides(s.person_id, s.person_id) and r.from_at <= now() and (r.until_at is null or r.until_at > now())
        where s.school_id = app.school_id() and s.id = ${stepId ?? null}::uuid and s.done_at is null and s.agreed_at is null and app.no_part_of(r.person_id, s.person_id, s.person_id)`,
      tx,
    ),
  /** Who asked for something about their data, or their child's. */
  rights_asker: (tx: Tx, { caseId }: Told) =>
    asked(
      sql`select asked_by as person_id from rights_request where school_id = app.school_id() and id = ${caseId ?? null}::uuid`,
      tx,
    ),
  /** The same, as long as the head's word did not end the request: of that they are told as of any refusal. */
  rights_goes_on: (tx: Tx, { caseId }: Told) =>
    asked(
      sql`select asked_by as person_id from rights_request where school_id = app.school_id() and id = ${caseId ?? null}::uuid and outcome is distinct from 'refused'`,
      tx,
    ),
  /** Whom a restriction protects, and who asked for it; where nobody is left who asked, whoever decides about the child. */
  restriction_known: (tx: Tx, { restrictionId }: Told) =>
    asked(sql`select app.restriction_known(${restrictionId ?? null}::uuid) as person_id`, tx),
  /** Of whom something was handed over, and who may have copies for them, once they may know. */
  order_subject: (tx: Tx, { orderId }: Told) =>
    asked(
      sql`
        with told as materialized (select person_id from judicial_order where school_id = app.school_id() and id = ${orderId ?? null}::uuid and told_at is not null)
        select person_id from told union select g.guardian_id from app.edges_now() g join told t on t.person_id = g.pupil_id where 'copies' = any (g.scopes)`,
      tx,
    ),
  /** Who is asked something that the school has published, as long as it asks. */
  policy_asked: (tx: Tx, { policyId }: Told) => asked(sql`select app.policy_told(${policyId ?? null}::uuid) as person_id`, tx),
  /** Who took away what was put right since, and was told of it here. */
  correction_taker: (tx: Tx, { recipientId }: Told) =>
    asked(
      sql`select taken_by as person_id from correction_recipient where school_id = app.school_id() and id = ${recipientId ?? null}::uuid
        and told_how = 'app' and done_at is null and taken_by is not null`,
      tx,
    ),
  /** Who keeps the office; where nobody does, whoever administers the school. */
  office: (tx: Tx) =>
    asked(
      sql`
        with now as (select r.person_id, r.role from person_role r where r.school_id = app.school_id() and r.role in ('office', 'administrator')
          and r.from_at <= now() and (r.until_at is null or r.until_at > now()))
        select distinct person_id from now where role = 'office' or not exists (select from now where role = 'office')`,
      tx,
    ),
  /** Whom a notice is for: all, those who are asked to confirm, the others; and those of whom something is still waited for. */
  notice_everybody: (tx: Tx, { noticeId }: Told) => toldOf(tx, noticeId, 'all'),
  notice_asked: (tx: Tx, { noticeId }: Told) => toldOf(tx, noticeId, 'asked'),
  notice_told: (tx: Tx, { noticeId }: Told) => toldOf(tx, noticeId, 'others'),
  notice_waiting: (tx: Tx, { noticeId }: Told) =>
    asked(
      sql`
        select p.person_id from notice n cross join lateral app.notice_progress(n.id) p
        where n.school_id = app.school_id() and n.id = ${noticeId ?? null}::uuid and n.state = 'published' and not p.is_family
          and (p.state = 'unseen' or p.state = 'seen' and n.asks <> '{}')`,
      tx,
    ),
  /** Who announced it, as long as they work here. */
  notice_author: (tx: Tx, { noticeId }: Told) =>
    asked(
      sql`select n.author_id as person_id from notice n where n.school_id = app.school_id() and n.id = ${noticeId ?? null}::uuid
        and n.state = 'published' and n.author_id is not null`,
      tx,
    ),
  administrators: (tx: Tx) =>
    asked(
      sql`select r.person_id from person_role r where r.school_id = app.school_id() and r.role = 'administrator'
        and r.from_at <= now() and (r.until_at is null or r.until_at > now())`,
      tx,
    ),
  /** The other side of a conversation, as long as the message is there to be read. */
  told_of_message: (tx: Tx, { messageId }: Told) =>
    asked(sql`select p as person_id from app.told_of_message(${messageId ?? null}::uuid) as p`, tx),
  /** Who takes classes over, unless that was taken back. */
  successor: (tx: Tx, { handOverId }: Told) =>
    asked(
      sql`select to_id as person_id from hand_over where school_id = app.school_id() and id = ${handOverId ?? null}::uuid and undone_at is null`,
      tx,
    ),
  /** Whom of the family a conversation is with that somebody else goes on in, unless that was taken back. */
  conversation_family: (tx: Tx, { conversationId, handOverId }: Told) =>
    asked(
      sql`select f as person_id from app.family_of(${conversationId ?? null}::uuid) as f
        where exists (select from hand_over where school_id = app.school_id() and id = ${handOverId ?? null}::uuid and undone_at is null)`,
      tx,
    ),
  /** Who decides about a message that was reported. */
  report_decider: (tx: Tx, { reportId }: Told) =>
    asked(
      sql`select acts_id as person_id from message_report where school_id = app.school_id() and id = ${reportId ?? null}::uuid and decided_at is null and acts_id is not null`,
      tx,
    ),
  /** Who reported a message and who wrote it, once it is decided. */
  report_parties: (tx: Tx, { reportId }: Told) =>
    asked(
      sql`
        select x.person_id from message_report r join message m on m.school_id = r.school_id and m.id = r.message_id
          cross join lateral (values (r.reported_by), (m.author_id)) as x (person_id)
        where r.school_id = app.school_id() and r.id = ${reportId ?? null}::uuid and r.decided_at is not null and x.person_id is not null`,
      tx,
    ),
  /** Who belongs where something stands in a calendar, but for who entered it, while it is to come. */
  entry_planned: (tx: Tx, { entryId }: Told) =>
    asked(sql`select app.told_of_entry(${entryId ?? null}::uuid, 'planned') as person_id`, tx),
  entry_cancelled: (tx: Tx, { entryId }: Told) =>
    asked(sql`select app.told_of_entry(${entryId ?? null}::uuid, 'cancelled') as person_id`, tx),
  /** Whose photos an answer about pictures hides from somebody. */
  photo_senders: (tx: Tx, { receiptId }: Told) =>
    asked(sql`select app.hidden_by_answer(${receiptId ?? null}::uuid) as person_id`, tx),
  /** For whom an answer that came on paper was written down. */
  image_answerer: (tx: Tx, { receiptId }: Told) =>
    asked(
      sql`select by_id as person_id from image_consent where school_id = app.school_id() and id = ${receiptId ?? null}::uuid and by_id is not null`,
      tx,
    ),
  /** Those who lead the school. */
  leaders: (tx: Tx) =>
    asked(
      sql`select distinct r.person_id from person_role r where r.school_id = app.school_id() and r.role in ('administrator', 'head') and r.from_at <= now() and (r.until_at is null or r.until_at > now())`,
      tx,
    ),
  /** Everybody who has a role at the school now. */
  whole_school: (tx: Tx) =>
    asked(
      sql`select distinct r.person_id from person_role r where r.school_id = app.school_id() and r.from_at <= now() and (r.until_at is null or r.until_at > now())`,
      tx,
    ),
  /** Who is leaving, and whoever may take copies for them, as long as there is time. */
  leaver_and_family: (tx: Tx, { subject }: Told) =>
    asked(
      sql`
        select ${subject ?? null}::uuid as person_id where app.is_leaving(app.school_id(), ${subject ?? null}::uuid) and not app.is_locked(app.school_id(), ${subject ?? null}::uuid)
        union select g.guardian_id from app.edges_now() g where g.pupil_id = ${subject ?? null}::uuid and 'copies' = any (g.scopes)
          and app.is_leaving(app.school_id(), ${subject ?? null}::uuid)`,
      tx,
    ),
  /** Whose account it is. */
  oneself: async (tx: Tx, { subject, account }: Told) => (subject ? [subject] : asked(byAccount(account), tx)),
  /** The same, where the newest session is on a device unlike those before. */
  on_new_device: async (tx: Tx, { accountId }: Told) => {
    const { rows } = await sql<{ isNew: boolean }>`select app.is_on_new_device(${accountId ?? null}::uuid) as is_new`.execute(tx)
    return rows[0]?.isNew ? asked(byAccount(accountId), tx) : []
  },
} as const satisfies Record<string, (tx: Tx, told: Told) => Promise<string[]>>
export type Audience = keyof typeof audiences
