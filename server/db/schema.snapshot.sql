-- What the migrations and the present-tense files add up to. Printed by `npm run db:types`; tests/schema.test.ts keeps it true.

table directory.account
  id uuid not null
  locale text not null
  time_zone text
  password_hash text
  password_changed_at timestamp with time zone
  must_change boolean not null
  sealed bytea not null
  created_at timestamp with time zone not null
  version integer not null
  must_change_why text
  password_stands_alone boolean not null default true
  invented boolean not null default false
  account_locale_check: CHECK ((locale = ANY (ARRAY['en'::text, 'fr'::text, 'fr-CA'::text, 'sv'::text, 'ja'::text])))
  account_must_change_why_check: CHECK ((must_change_why = ANY (ARRAY['first_password'::text, 'helped_reset'::text, 'breached'::text, 'shared'::text, 'leaver'::text, 'weak_hash'::text, 'calendar'::text])))
  account_password_hash_check: CHECK ((length(password_hash) <= 255))
  account_time_zone_check: CHECK ((length(time_zone) <= 64))
  account_pkey: PRIMARY KEY (id)
  policy "erased" for delete to preau_privacy
    using ((( SELECT app.runs_school() AS runs_school) AND (id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (id = app.erasing()))
  policy "an account is made with itself in hand" for insert to public
    check (id = app.account_id())
  policy "held about a person" for select to preau_privacy
    using ((id = ANY (ARRAY( SELECT app.my_subject_accounts() AS my_subject_accounts))) OR (( SELECT app.runs_school() AS runs_school) AND (id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (id = app.erasing()))
  policy "one's own account" for select to public
    using (id = app.account_id())
  policy "the burn reads what indexes are made of" for select to preau_vault
    using true
  policy "detached" for update to preau_privacy
    using ((( SELECT app.runs_school() AS runs_school) AND (id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (id = app.erasing()))
  policy "one changes the own account" for update to public
    using (id = app.account_id())
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: delete, select
    preau_vault: select (id)
    preau_vault: select (sealed)
    preau_relations: update (version)

table directory.address_change
  account_id uuid not null
  asked_in uuid not null
  by_office boolean not null
  made_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  token_digest bytea
  sealed bytea not null
  address_change_token_digest_check: CHECK ((length(token_digest) = 32))
  address_change_account_id_fkey: FOREIGN KEY (account_id) REFERENCES directory.account(id)
  address_change_asked_in_fkey: FOREIGN KEY (asked_in) REFERENCES school(school_id)
  address_change_pkey: PRIMARY KEY (account_id)
  address_change_token_digest_key: UNIQUE (token_digest)
  index: btree (asked_in)
  policy "another address was said, or it holds" for delete to public
    using ((account_id = app.account_id()) OR app.may_correct_address(account_id))
  policy "erased" for delete to preau_privacy
    using ((( SELECT app.runs_school() AS runs_school) AND (account_id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (account_id = app.erasing()))
  policy "one says another address; the office, where mail comes back" for insert to public
    check ((asked_in = app.school_id()) AND (((account_id = app.account_id()) AND (NOT by_office)) OR (by_office AND app.may_correct_address(account_id))))
  policy "held about a person" for select to preau_privacy
    using ((account_id = ANY (ARRAY( SELECT app.my_subject_accounts() AS my_subject_accounts))) OR (( SELECT app.runs_school() AS runs_school) AND (account_id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (account_id = app.erasing()))
  policy "where one's own mail is to go; the office says it for others" for select to public
    using ((account_id = app.account_id()) OR app.may_correct_address(account_id))
  policy "detached" for update to preau_privacy
    using ((( SELECT app.runs_school() AS runs_school) AND (account_id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (account_id = app.erasing()))
  policy "the mail there is written with its account in hand" for update to public
    using ((account_id = app.account_id()) AND app.is_system())
  granted to
    preau_app: delete, insert, select
    preau_privacy: delete, select
    preau_relations: delete, select
    preau_app: update (expires_at)
    preau_app: update (token_digest)

table directory.component_day
  day date not null
  component text not null
  seen integer not null
  slow integer not null
  down integer not null
  component_day_check: CHECK (((down >= 0) AND ((slow + down) <= seen)))
  component_day_component_check: CHECK ((component = ANY (ARRAY['app'::text, 'database'::text, 'jobs'::text, 'records'::text, 'files'::text, 'mail'::text, 'push'::text, 'scanner'::text, 'witness'::text])))
  component_day_seen_check: CHECK ((seen >= 0))
  component_day_slow_check: CHECK ((slow >= 0))
  component_day_pkey: PRIMARY KEY (day, component)
  policy "days that are over go" for delete to public
    using ( SELECT app.is_system() AS is_system)
  policy "the installation counts how its parts answer" for insert to public
    check ( SELECT app.is_system() AS is_system)
  policy "the installation reads how its parts answered" for select to public
    using ( SELECT app.is_system() AS is_system)
  policy "a day goes on" for update to public
    using ( SELECT app.is_system() AS is_system)
  granted to
    preau_app: delete, insert, select, update
    preau_relations: select

table directory.component_now
  component text not null
  state text not null
  since_at timestamp with time zone not null
  measured_at timestamp with time zone not null
  component_now_component_check: CHECK ((component = ANY (ARRAY['app'::text, 'database'::text, 'jobs'::text, 'records'::text, 'files'::text, 'mail'::text, 'push'::text, 'scanner'::text, 'witness'::text])))
  component_now_state_check: CHECK ((state = ANY (ARRAY['up'::text, 'slow'::text, 'down'::text])))
  component_now_pkey: PRIMARY KEY (component)
  policy "the installation notes how its parts answer" for insert to public
    check ( SELECT app.is_system() AS is_system)
  policy "the installation reads how its parts answer" for select to public
    using ( SELECT app.is_system() AS is_system)
  policy "a part answers otherwise" for update to public
    using ( SELECT app.is_system() AS is_system)
  granted to
    preau_app: insert, select, update
    preau_relations: select

table directory.control_day
  about_school uuid not null
  control text not null
  day date not null
  state text not null
  control_day_control_check: CHECK ((control ~ '^[CP]-[0-9]{2}$'::text))
  control_day_state_check: CHECK ((state = ANY (ARRAY['ok'::text, 'warning'::text, 'failed'::text, 'stale'::text, 'not_applicable'::text, 'not_yet'::text, 'sample'::text])))
  control_day_pkey: PRIMARY KEY (about_school, control, day)
  policy "the installation notes how its controls stand" for insert to public
    check ( SELECT app.is_system() AS is_system)
  policy "the installation reads how its controls stood" for select to public
    using ( SELECT app.is_system() AS is_system)
  policy "the worst of a day stays" for update to public
    using ( SELECT app.is_system() AS is_system)
  granted to
    preau_app: insert, select, update
    preau_relations: delete, select

table directory.egress_day
  day date not null
  way text not null
  recipient text not null
  sent integer not null
  refused integer not null
  egress_day_recipient_check: CHECK ((recipient ~ '^(\*\.)?[a-z0-9_.:-]{1,253}$'::text))
  egress_day_refused_check: CHECK ((refused >= 0))
  egress_day_sent_check: CHECK ((sent >= 0))
  egress_day_way_check: CHECK ((way = ANY (ARRAY['mail'::text, 'push'::text, 'store'::text, 'witness'::text, 'certificate'::text, 'scanner'::text, 'copy'::text])))
  egress_day_pkey: PRIMARY KEY (day, way, recipient)
  policy "the installation counts what leaves" for insert to public
    check ( SELECT app.is_system() AS is_system)
  policy "the installation reads what left" for select to public
    using ( SELECT app.is_system() AS is_system)
  policy "what leaves is added up" for update to public
    using ( SELECT app.is_system() AS is_system)
  granted to
    preau_app: insert, select, update
    preau_relations: select

table directory.evidence
  number bigint not null
  about_school uuid not null
  control text not null
  asks text not null
  at timestamp with time zone not null
  valid_seconds integer not null
  result text not null
  source text not null
  facts jsonb not null
  previous bytea not null
  digest bytea not null
  signature bytea not null
  evidence_asks_check: CHECK ((asks ~ '^[a-z_]{1,40}$'::text))
  evidence_control_check: CHECK ((control ~ '^[CP]-[0-9]{2}$'::text))
  evidence_digest_check: CHECK ((length(digest) = 32))
  evidence_of_nobody: CHECK (((jsonb_typeof(facts) = 'object'::text) AND (NOT jsonb_path_exists(facts, '$.*?(@.type() != "number" && @.type() != "boolean")'::jsonpath)) AND (NOT jsonb_path_exists(facts, '$.keyvalue()?(!(@."key" like_regex "^[a-zA-Z][a-zA-Z0-9]{0,39}$"))'::jsonpath))))
  evidence_previous_check: CHECK ((length(previous) = 32))
  evidence_result_check: CHECK ((result = ANY (ARRAY['ok'::text, 'warning'::text, 'failed'::text, 'error'::text, 'not_applicable'::text, 'not_yet'::text, 'stale'::text, 'sample'::text])))
  evidence_signature_check: CHECK ((length(signature) = 64))
  evidence_source_check: CHECK ((source = ANY (ARRAY['probe'::text, 'query'::text, 'test'::text, 'record'::text])))
  evidence_valid_seconds_check: CHECK ((valid_seconds > 0))
  evidence_pkey: PRIMARY KEY (number)
  index: btree (about_school, control, asks, number)
  index: btree (at)
  policy "the installation writes its evidence" for insert to public
    check ( SELECT app.is_system() AS is_system)
  policy "the installation reads its evidence" for select to public
    using ( SELECT app.is_system() AS is_system)
  granted to
    preau_app: insert, select
    preau_relations: delete, select

table directory.incident
  id uuid not null
  impact text not null
  components text[] not null
  began_at timestamp with time zone not null
  opened_at timestamp with time zone not null
  closed_at timestamp with time zone
  incident_check: CHECK (((began_at <= opened_at) AND ((closed_at IS NULL) OR (closed_at >= opened_at))))
  incident_components_check: CHECK (((cardinality(components) > 0) AND (components <@ ARRAY['app'::text, 'database'::text, 'jobs'::text, 'records'::text, 'files'::text, 'mail'::text, 'push'::text, 'scanner'::text, 'witness'::text])))
  incident_impact_check: CHECK ((impact = ANY (ARRAY['minor'::text, 'major'::text, 'outage'::text])))
  incident_pkey: PRIMARY KEY (id)
  index: btree (opened_at) WHERE (closed_at IS NULL)
  policy "incidents of long ago go" for delete to public
    using ( SELECT app.is_system() AS is_system)
  policy "an operator opens an incident" for insert to public
    check ( SELECT app.is_system() AS is_system)
  policy "the installation reads its incidents" for select to public
    using ( SELECT app.is_system() AS is_system)
  policy "an operator closes an incident" for update to public
    using ( SELECT app.is_system() AS is_system)
  granted to
    preau_app: delete, insert, select
    preau_relations: select
    preau_app: update (closed_at)

table directory.incident_text
  incident_id uuid not null
  number integer not null
  place integer not null
  language text not null
  title text not null
  body text not null
  incident_text_body_check: CHECK ((length(body) <= 5000))
  incident_text_language_check: CHECK ((language = ANY (ARRAY['en'::text, 'fr'::text, 'sv'::text, 'ja'::text])))
  incident_text_place_check: CHECK (((place >= 1) AND (place <= 4)))
  incident_text_title_check: CHECK (((length(title) >= 1) AND (length(title) <= 200)))
  incident_text_incident_id_number_fkey: FOREIGN KEY (incident_id, number) REFERENCES directory.incident_update(incident_id, number)
  incident_text_pkey: PRIMARY KEY (incident_id, number, place)
  incident_text_incident_id_number_language_key: UNIQUE (incident_id, number, language)
  policy "the words go with the incident" for delete to public
    using ( SELECT app.is_system() AS is_system)
  policy "an operator finds the words" for insert to public
    check ( SELECT app.is_system() AS is_system)
  policy "the installation reads the words" for select to public
    using ( SELECT app.is_system() AS is_system)
  granted to
    preau_app: delete, insert, select
    preau_relations: select

table directory.incident_update
  incident_id uuid not null
  number integer not null
  state text not null
  at timestamp with time zone not null
  incident_update_number_check: CHECK ((number > 0))
  incident_update_state_check: CHECK ((state = ANY (ARRAY['investigating'::text, 'identified'::text, 'watching'::text, 'resolved'::text])))
  incident_update_incident_id_fkey: FOREIGN KEY (incident_id) REFERENCES directory.incident(id)
  incident_update_pkey: PRIMARY KEY (incident_id, number)
  index: btree (at)
  policy "what was said of incidents goes with them" for delete to public
    using ( SELECT app.is_system() AS is_system)
  policy "an operator says how an incident goes on" for insert to public
    check ( SELECT app.is_system() AS is_system)
  policy "the installation reads what was said of incidents" for select to public
    using ( SELECT app.is_system() AS is_system)
  granted to
    preau_app: delete, insert, select
    preau_relations: select

table directory.installation
  id uuid not null
  made_at timestamp with time zone not null
  setup_digest bytea
  setup_used_at timestamp with time zone
  one boolean not null default true
  installation_one_check: CHECK (one)
  installation_pkey: PRIMARY KEY (id)
  installation_one_key: UNIQUE (one)
  granted to
    preau_relations: select, update

table directory.kept_promise
  about_school uuid not null
  promise text not null
  kept_at timestamp with time zone not null
  lost_at timestamp with time zone
  kept_promise_promise_check: CHECK ((promise ~ '^[A-Z]{3}-[0-9]{2}$'::text))
  kept_promise_pkey: PRIMARY KEY (about_school, promise)
  policy "the installation notes what is kept" for insert to public
    check ( SELECT app.is_system() AS is_system)
  policy "the installation reads what was kept" for select to public
    using ( SELECT app.is_system() AS is_system)
  policy "the installation notes what is no longer kept" for update to public
    using ( SELECT app.is_system() AS is_system)
  granted to
    preau_app: insert, select, update
    preau_relations: select

table directory.mail_trouble
  account_id uuid not null
  way text not null
  status text not null
  since_at timestamp with time zone not null
  salt bytea not null
  address_digest bytea not null
  mail_trouble_address_digest_check: CHECK ((length(address_digest) = 32))
  mail_trouble_salt_check: CHECK ((length(salt) = 16))
  mail_trouble_status_check: CHECK ((length(status) <= 12))
  mail_trouble_way_check: CHECK ((way = ANY (ARRAY['refused'::text, 'report'::text])))
  mail_trouble_account_id_fkey: FOREIGN KEY (account_id) REFERENCES directory.account(id)
  mail_trouble_pkey: PRIMARY KEY (account_id)
  policy "erased" for delete to preau_privacy
    using ((( SELECT app.runs_school() AS runs_school) AND (account_id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (account_id = app.erasing()))
  policy "trouble ends with its account in hand, or by whoever keeps the " for delete to public
    using ((account_id = app.account_id()) OR app.is_of_office(account_id))
  policy "trouble is noted with its account in hand" for insert to public
    check ((account_id = app.account_id()) AND app.is_system())
  policy "held about a person" for select to preau_privacy
    using ((account_id = ANY (ARRAY( SELECT app.my_subject_accounts() AS my_subject_accounts))) OR (( SELECT app.runs_school() AS runs_school) AND (account_id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (account_id = app.erasing()))
  policy "trouble with one's own address; whoever keeps the office helps" for select to public
    using ((account_id = app.account_id()) OR app.is_of_office(account_id))
  policy "detached" for update to preau_privacy
    using ((( SELECT app.runs_school() AS runs_school) AND (account_id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (account_id = app.erasing()))
  policy "trouble is noted anew with its account in hand" for update to public
    using ((account_id = app.account_id()) AND app.is_system())
  granted to
    preau_app: delete, insert, select, update
    preau_privacy: delete, select
    preau_relations: delete, select

table directory.membership
  account_id uuid not null
  school_id uuid not null
  person_id uuid not null
  created_at timestamp with time zone not null
  membership_account_id_fkey: FOREIGN KEY (account_id) REFERENCES directory.account(id)
  membership_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  membership_pkey: PRIMARY KEY (school_id, person_id)
  index: btree (account_id, school_id, person_id)
  policy "erased" for delete to preau_privacy
    using (((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school)) OR (account_id = app.erasing()))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "memberships are made by those who run the school" for insert to public
    check ((school_id = app.school_id()) AND app.runs_school())
  policy "held about a person" for select to preau_privacy
    using (((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (account_id = ANY (ARRAY( SELECT app.my_subject_accounts() AS my_subject_accounts))))) OR (account_id = app.erasing()))
  policy "one's own memberships" for select to public
    using ((account_id = app.account_id()) OR ((school_id = app.school_id()) AND app.runs_school()))
  policy "detached" for update to preau_privacy
    using (((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school)) OR (account_id = app.erasing()))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: delete, insert, select
    preau_relations: update (account_id)

table directory.public_revision
  number integer not null
  at timestamp with time zone not null
  lines text[] not null
  previous bytea not null
  digest bytea not null
  public_revision_digest_check: CHECK ((length(digest) = 32))
  public_revision_lines_check: CHECK ((length(array_to_string(lines, ''::text)) <= 4000000))
  public_revision_previous_check: CHECK ((length(previous) = 32))
  public_revision_pkey: PRIMARY KEY (number)
  policy "the installation writes its pages' revisions" for insert to public
    check ( SELECT app.is_system() AS is_system)
  policy "the installation reads its pages' revisions" for select to public
    using ( SELECT app.is_system() AS is_system)
  granted to
    preau_app: insert, select
    preau_relations: select

table directory.recovery_code
  id uuid not null
  account_id uuid not null
  code_digest bytea not null
  made_at timestamp with time zone not null
  used_at timestamp with time zone
  voided_at timestamp with time zone
  recovery_code_account_id_fkey: FOREIGN KEY (account_id) REFERENCES directory.account(id)
  recovery_code_pkey: PRIMARY KEY (id)
  recovery_code_code_digest_key: UNIQUE (code_digest)
  index: btree (account_id)
  policy "erased" for delete to preau_privacy
    using ((( SELECT app.runs_school() AS runs_school) AND (account_id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (account_id = app.erasing()))
  policy "one makes recovery codes" for insert to public
    check (account_id = app.account_id())
  policy "held about a person" for select to preau_privacy
    using ((account_id = ANY (ARRAY( SELECT app.my_subject_accounts() AS my_subject_accounts))) OR (( SELECT app.runs_school() AS runs_school) AND (account_id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (account_id = app.erasing()))
  policy "one's own recovery codes" for select to public
    using (account_id = app.account_id())
  policy "detached" for update to preau_privacy
    using ((( SELECT app.runs_school() AS runs_school) AND (account_id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (account_id = app.erasing()))
  policy "one's own recovery codes are used and voided" for update to public
    using (account_id = app.account_id())
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select

table directory.reset
  school_id uuid not null
  id uuid not null
  account_id uuid not null
  way text not null
  token_digest bytea not null
  made_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  used_at timestamp with time zone
  reset_way_check: CHECK ((way = ANY (ARRAY['mail'::text, 'helped'::text])))
  reset_account_id_fkey: FOREIGN KEY (account_id) REFERENCES directory.account(id)
  reset_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  reset_pkey: PRIMARY KEY (school_id, id)
  reset_token_digest_key: UNIQUE (token_digest)
  index: btree (account_id)
  policy "erased" for delete to preau_privacy
    using (((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school)) OR (account_id = app.erasing()))
  policy "a reset is started with its account in hand" for insert to public
    check (account_id = app.account_id())
  policy "held about a person" for select to preau_privacy
    using (((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (account_id = ANY (ARRAY( SELECT app.my_subject_accounts() AS my_subject_accounts))))) OR (account_id = app.erasing()))
  policy "what was started for one's own account" for select to public
    using (account_id = app.account_id())
  policy "a reset is used or voided with its account in hand" for update to public
    using (account_id = app.account_id())
  policy "detached" for update to preau_privacy
    using (((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school)) OR (account_id = app.erasing()))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select

table directory.session
  id uuid not null
  account_id uuid not null
  school_id uuid
  person_id uuid
  token_digest bytea not null
  started_at timestamp with time zone not null
  seen_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  ended_at timestamp with time zone
  authenticated_at timestamp with time zone not null
  shared_device boolean not null
  limited text
  device text not null default 'unknown'::text
  system text not null default 'unknown'::text
  browser text not null default 'unknown'::text
  ended_why text
  device_digest bytea
  session_browser_check: CHECK ((browser = ANY (ARRAY['chrome'::text, 'edge'::text, 'firefox'::text, 'safari'::text, 'samsung'::text, 'unknown'::text])))
  session_check: CHECK (((ended_why IS NULL) OR (ended_at IS NOT NULL)))
  session_device_check: CHECK ((device = ANY (ARRAY['phone'::text, 'tablet'::text, 'computer'::text, 'unknown'::text])))
  session_device_digest_check: CHECK ((length(device_digest) = 32))
  session_ended_why_check: CHECK ((ended_why = ANY (ARRAY['membership'::text, 'merged'::text])))
  session_limited_check: CHECK ((limited = ANY (ARRAY['second_step'::text, 'must_change'::text, 'must_enrol'::text])))
  session_system_check: CHECK ((system = ANY (ARRAY['windows'::text, 'macos'::text, 'ios'::text, 'android'::text, 'chromeos'::text, 'linux'::text, 'unknown'::text])))
  session_account_id_fkey: FOREIGN KEY (account_id) REFERENCES directory.account(id)
  session_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES directory.membership(school_id, person_id)
  session_pkey: PRIMARY KEY (id)
  session_token_digest_key: UNIQUE (token_digest)
  index: btree (account_id)
  index: btree (account_id, device_digest) WHERE (device_digest IS NOT NULL)
  index: btree (school_id, person_id)
  policy "erased" for delete to preau_privacy
    using (((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school)) OR (account_id = app.erasing()))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one starts a session" for insert to public
    check (account_id = app.account_id())
  policy "held about a person" for select to preau_privacy
    using (((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (account_id = ANY (ARRAY( SELECT app.my_subject_accounts() AS my_subject_accounts))))) OR (account_id = app.erasing()))
  policy "one's own sessions" for select to public
    using (account_id = app.account_id())
  policy "detached" for update to preau_privacy
    using (((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school)) OR (account_id = app.erasing()))
  policy "one's own sessions move and end" for update to public
    using (account_id = app.account_id())
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: delete, select
    preau_relations: update (ended_at)
    preau_relations: update (ended_why)
    preau_relations: update (expires_at)
    preau_privacy: update (person_id)
    preau_relations: update (person_id)
    preau_relations: update (seen_at)

table directory.sign_in_challenge
  digest bytea not null
  made_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  sign_in_challenge_pkey: PRIMARY KEY (digest)
  granted to
    preau_relations: delete, insert, select

table directory.sign_in_method
  id uuid not null
  account_id uuid not null
  kind text not null
  handle_digest bytea
  sealed bytea not null
  counter bigint not null
  made_at timestamp with time zone not null
  confirmed_at timestamp with time zone
  used_at timestamp with time zone
  ended_at timestamp with time zone
  sign_in_method_check: CHECK (((kind = 'passkey'::text) = (handle_digest IS NOT NULL)))
  sign_in_method_kind_check: CHECK ((kind = ANY (ARRAY['passkey'::text, 'totp'::text])))
  sign_in_method_account_id_fkey: FOREIGN KEY (account_id) REFERENCES directory.account(id)
  sign_in_method_pkey: PRIMARY KEY (id)
  sign_in_method_handle_digest_key: UNIQUE (handle_digest)
  index: btree (account_id)
  index: btree (account_id) WHERE ((kind = 'totp'::text) AND (confirmed_at IS NOT NULL) AND (ended_at IS NULL)) unique
  policy "erased" for delete to preau_privacy
    using ((( SELECT app.runs_school() AS runs_school) AND (account_id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (account_id = app.erasing()))
  policy "one adds a way of signing in" for insert to public
    check (account_id = app.account_id())
  policy "held about a person" for select to preau_privacy
    using ((account_id = ANY (ARRAY( SELECT app.my_subject_accounts() AS my_subject_accounts))) OR (( SELECT app.runs_school() AS runs_school) AND (account_id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (account_id = app.erasing()))
  policy "one's own ways of signing in" for select to public
    using (account_id = app.account_id())
  policy "detached" for update to preau_privacy
    using ((( SELECT app.runs_school() AS runs_school) AND (account_id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (account_id = app.erasing()))
  policy "one's own ways of signing in are used and ended" for update to public
    using (account_id = app.account_id())
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select

table directory.signed_record
  about_school uuid not null
  control text not null
  asks text not null
  number integer not null
  at timestamp with time zone not null
  until_on date not null
  signer text not null
  done integer
  of_all integer
  paper bytea
  statement bytea not null
  is_sample boolean not null
  signature bytea not null
  withdrawn_at timestamp with time zone
  signed_record_asks_check: CHECK ((asks ~ '^[a-z_]{1,40}$'::text))
  signed_record_check: CHECK ((of_all >= done))
  signed_record_control_check: CHECK ((control ~ '^[CP]-[0-9]{2}$'::text))
  signed_record_counts: CHECK ((num_nulls(done, of_all) = ANY (ARRAY[0, 2])))
  signed_record_days: CHECK (((until_on >= ((at AT TIME ZONE 'UTC'::text))::date) AND (until_on <= (((at AT TIME ZONE 'UTC'::text))::date + 367))))
  signed_record_done_check: CHECK ((done >= 0))
  signed_record_number_check: CHECK ((number > 0))
  signed_record_paper_check: CHECK ((length(paper) = 32))
  signed_record_signature_check: CHECK ((length(signature) = 64))
  signed_record_signer_check: CHECK ((signer = ANY (ARRAY['dpo'::text, 'head'::text, 'operator'::text])))
  signed_record_statement_check: CHECK ((length(statement) = 32))
  signed_record_pkey: PRIMARY KEY (about_school, control, asks, number)
  policy "officers sign for their school" for insert to public
    check ((about_school = app.school_id()) AND app.is_a(VARIADIC ARRAY[signer]) AND (signer = ANY (ARRAY['dpo'::text, 'head'::text])) AND app.takes_record(control, asks, true) AND (is_sample = app.is_demo()) AND (withdrawn_at IS NULL))
  policy "the operator signs for the machine" for insert to public
    check ((about_school = '00000000-0000-0000-0000-000000000000'::uuid) AND app.is_system() AND (app.school_id() IS NULL) AND (signer = 'operator'::text) AND app.takes_record(control, asks, false) AND (is_sample = app.is_demo()) AND (withdrawn_at IS NULL))
  policy "officers read what their school signed" for select to public
    using ((about_school = app.school_id()) AND ( SELECT app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text]) AS is_a))
  policy "the installation reads what was signed" for select to public
    using ( SELECT app.is_system() AS is_system)
  policy "officers withdraw what their school signed" for update to public
    using ((about_school = app.school_id()) AND app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text]) AND (withdrawn_at IS NULL))
    check (withdrawn_at IS NOT NULL)
  policy "the operator withdraws what was signed for the machine" for update to public
    using ((about_school = '00000000-0000-0000-0000-000000000000'::uuid) AND app.is_system() AND (withdrawn_at IS NULL))
    check (withdrawn_at IS NOT NULL)
  granted to
    preau_app: insert, select
    preau_relations: select
    preau_app: update (withdrawn_at)

table directory.status_subscriber
  id uuid not null
  locale text not null
  made_at timestamp with time zone not null
  asked_at timestamp with time zone
  confirmed_at timestamp with time zone
  told_at timestamp with time zone
  token_digest bytea not null
  sealed bytea not null
  claimed_at timestamp with time zone
  status_subscriber_locale_check: CHECK ((locale = ANY (ARRAY['en'::text, 'fr'::text, 'fr-CA'::text, 'sv'::text, 'ja'::text])))
  status_subscriber_token_digest_check: CHECK ((length(token_digest) = 32))
  status_subscriber_pkey: PRIMARY KEY (id)
  status_subscriber_token_digest_key: UNIQUE (token_digest)
  policy "erased" for delete to preau_privacy
    using ((( SELECT app.runs_school() AS runs_school) AND (id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (id = app.erasing()))
  policy "the link of a mail ends them, or their time is over" for delete to public
    using (( SELECT app.is_system() AS is_system) OR (app.action() = 'status.unsubscribe'::text))
  policy "anybody may want to hear of the service" for insert to public
    check ((app.action() = 'status.subscribe'::text) AND (asked_at IS NULL) AND (confirmed_at IS NULL) AND (told_at IS NULL) AND (claimed_at IS NULL))
  policy "held about a person" for select to preau_privacy
    using ((id = ANY (ARRAY( SELECT app.my_subject_accounts() AS my_subject_accounts))) OR (( SELECT app.runs_school() AS runs_school) AND (id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (id = app.erasing()))
  policy "whoever has the link of a mail" for select to public
    using (( SELECT app.is_system() AS is_system) OR (app.action() = ANY (ARRAY['status.confirm'::text, 'status.unsubscribe'::text])))
  policy "detached" for update to preau_privacy
    using ((( SELECT app.runs_school() AS runs_school) AND (id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (id = app.erasing()))
  policy "the link of the first mail was opened, or a mail leaves" for update to public
    using (( SELECT app.is_system() AS is_system) OR (app.action() = 'status.confirm'::text))
  granted to
    preau_app: delete, insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_app: update (asked_at)
    preau_app: update (claimed_at)
    preau_app: update (confirmed_at)
    preau_app: update (told_at)

table directory.supplier_notice
  id uuid not null
  host text not null
  change text not null
  digest bytea not null
  announced_at timestamp with time zone not null
  from_on date not null
  told_at timestamp with time zone
  way text
  entity text
  address text
  country text
  supplier_notice_address_check: CHECK (((length(address) >= 1) AND (length(address) <= 300)))
  supplier_notice_change_check: CHECK ((change = ANY (ARRAY['new'::text, 'other'::text, 'gone'::text])))
  supplier_notice_country_check: CHECK ((country ~ '^[A-Z]{2}$'::text))
  supplier_notice_digest_check: CHECK ((length(digest) = 32))
  supplier_notice_entity_check: CHECK (((length(entity) >= 1) AND (length(entity) <= 200)))
  supplier_notice_host_check: CHECK ((host ~ '^(\*\.)?[a-z0-9.:-]{1,253}$'::text))
  supplier_notice_way_check: CHECK ((way = ANY (ARRAY['mail'::text, 'push'::text, 'store'::text, 'witness'::text, 'certificate'::text, 'scanner'::text, 'copy'::text])))
  supplier_notice_whom: CHECK ((num_nulls(entity, address, country) = ANY (ARRAY[0, 3])))
  supplier_notice_pkey: PRIMARY KEY (id)
  index: btree (host, announced_at)
  policy "the installation announces companies" for insert to public
    check (( SELECT app.is_system() AS is_system) AND (app.school_id() IS NULL))
  policy "officers of a school read what was announced of companies" for select to public
    using ( SELECT app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text]) AS is_a)
  policy "the installation reads what was announced of companies" for select to public
    using ( SELECT app.is_system() AS is_system)
  policy "the installation notes that schools were told" for update to public
    using (( SELECT app.is_system() AS is_system) AND (app.school_id() IS NULL))
  granted to
    preau_app: insert, select
    preau_relations: select
    preau_app: update (told_at)

table directory.throttle
  digest bytea not null
  tries integer not null
  first_at timestamp with time zone not null
  until_at timestamp with time zone not null
  throttle_pkey: PRIMARY KEY (digest)
  granted to
    preau_relations: delete, insert, select, update

table directory.weak_point
  id uuid not null
  made_at timestamp with time zone not null
  told_at timestamp with time zone
  answered_at timestamp with time zone
  closed_at timestamp with time zone
  outcome text
  sealed bytea not null
  claimed_at timestamp with time zone
  weak_point_check: CHECK (((closed_at IS NULL) = (outcome IS NULL)))
  weak_point_check1: CHECK (((closed_at IS NULL) OR (answered_at IS NOT NULL)))
  weak_point_outcome_check: CHECK ((outcome = ANY (ARRAY['mended'::text, 'known'::text, 'none'::text, 'declined'::text])))
  weak_point_pkey: PRIMARY KEY (id)
  policy "erased" for delete to preau_privacy
    using ((( SELECT app.runs_school() AS runs_school) AND (id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (id = app.erasing()))
  policy "reports whose time is over go" for delete to public
    using ( SELECT app.is_system() AS is_system)
  policy "anybody may report a weak point" for insert to public
    check ((app.action() = 'weak_point.report'::text) AND (told_at IS NULL) AND (answered_at IS NULL) AND (closed_at IS NULL) AND (claimed_at IS NULL))
  policy "an operator reads reports" for select to public
    using ( SELECT app.is_system() AS is_system)
  policy "held about a person" for select to preau_privacy
    using ((id = ANY (ARRAY( SELECT app.my_subject_accounts() AS my_subject_accounts))) OR (( SELECT app.runs_school() AS runs_school) AND (id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (id = app.erasing()))
  policy "an operator answers reports" for update to public
    using ( SELECT app.is_system() AS is_system)
  policy "detached" for update to preau_privacy
    using ((( SELECT app.runs_school() AS runs_school) AND (id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))) OR (id = app.erasing()))
  granted to
    preau_app: delete, insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_app: update (answered_at)
    preau_app: update (claimed_at)
    preau_app: update (closed_at)
    preau_app: update (outcome)
    preau_app: update (told_at)

table ledger.batch
  epoch smallint not null
  first_index bigint not null
  leaves integer not null
  from_xid xid8 not null
  from_eid bigint not null
  to_xid xid8 not null
  to_eid bigint not null
  root bytea not null
  made_at timestamp with time zone not null
  batch_leaves_check: CHECK ((leaves > 0))
  batch_root_check: CHECK ((length(root) = 32))
  batch_epoch_fkey: FOREIGN KEY (epoch) REFERENCES ledger.log(epoch)
  batch_pkey: PRIMARY KEY (epoch, first_index)
  policy "sequenced" for all to preau_sequencer
    using true
    check true
  granted to
    preau_sequencer: insert, select, update

table ledger.checkpoint
  epoch smallint not null
  size bigint not null
  note bytea not null
  signed_at timestamp with time zone not null
  witnessed bytea
  witnessed_at timestamp with time zone
  lsn pg_lsn
  published_at timestamp with time zone
  checkpoint_note_check: CHECK (((length(note) >= 1) AND (length(note) <= 100000)))
  checkpoint_witnessed_check: CHECK (((length(witnessed) >= 1) AND (length(witnessed) <= 100000)))
  checkpoint_epoch_fkey: FOREIGN KEY (epoch) REFERENCES ledger.log(epoch)
  checkpoint_pkey: PRIMARY KEY (epoch, size)
  policy "sequenced" for all to preau_sequencer
    using true
    check true
  granted to
    preau_sequencer: delete, insert, select, update

table ledger.consumer
  name text not null
  epoch smallint not null
  position bigint not null
  consumer_name_check: CHECK ((name ~ '^[a-z_]{1,40}$'::text))
  consumer_epoch_fkey: FOREIGN KEY (epoch) REFERENCES ledger.log(epoch)
  consumer_pkey: PRIMARY KEY (name)
  policy "sequenced" for all to preau_sequencer
    using true
    check true
  granted to
    preau_sequencer: insert, select, update

table ledger.fact
  xid xid8 not null default pg_current_xact_id()
  eid bigint not null generated as identity
  school_id uuid not null
  id uuid not null
  event smallint not null
  class smallint not null
  purpose smallint not null
  subject_kind smallint not null
  day smallint not null
  year_day smallint not null
  actor_commitment bytea not null
  subject_commitment bytea not null
  tag bytea
  address bytea
  sealed_stub bytea not null
  sealed_detail bytea not null
  stub_hash bytea
  detail_hash bytea
  fact_pkey: PRIMARY KEY (school_id, id)
  index: btree (xid, eid)
  policy "sequenced" for all to preau_sequencer
    using true
    check true
  policy "recorded_in_own_school" for insert to preau_app
    check (school_id = COALESCE(app.school_id(), '00000000-0000-0000-0000-000000000000'::uuid))
  granted to
    preau_relations: select
    preau_sequencer: select
    preau_app: insert (actor_commitment)
    preau_app: insert (address)
    preau_relations: update (address)
    preau_sequencer: update (address)
    preau_app: insert (class)
    preau_app: insert (day)
    preau_sequencer: update (detail_hash)
    preau_app: insert (event)
    preau_app: insert (id)
    preau_app: insert (purpose)
    preau_app: insert (school_id)
    preau_app: insert (sealed_detail)
    preau_sequencer: update (sealed_detail)
    preau_app: insert (sealed_stub)
    preau_sequencer: update (sealed_stub)
    preau_sequencer: update (stub_hash)
    preau_app: insert (subject_commitment)
    preau_app: insert (subject_kind)
    preau_app: insert (tag)
    preau_relations: update (tag)
    preau_sequencer: update (tag)
    preau_app: insert (year_day)

table ledger.log
  epoch smallint not null
  origin text not null
  cluster text not null
  opened_at timestamp with time zone not null
  ended_with bytea
  size bigint not null default 0
  xid xid8 not null default '0'::xid8
  eid bigint not null default 0
  after_eid bigint not null default 0
  minimum_index bigint not null default 0
  log_cluster_check: CHECK ((length(cluster) <= 40))
  log_minimum_index_check: CHECK ((minimum_index >= 0))
  log_origin_check: CHECK (((length(origin) >= 1) AND (length(origin) <= 200)))
  log_pkey: PRIMARY KEY (epoch)
  policy "sequenced" for all to preau_sequencer
    using true
    check true
  granted to
    preau_relations: select
    preau_sequencer: insert, select, update

table ledger.roster
  school_id uuid not null
  day smallint not null
  size integer not null
  root bytea not null
  fact_id uuid not null
  roster_root_check: CHECK ((length(root) = 32))
  roster_pkey: PRIMARY KEY (school_id, day)
  policy "sequenced" for all to preau_sequencer
    using true
    check true
  policy "own_school" for select to preau_app
    using (school_id = app.school_id())
  granted to
    preau_app: select
    preau_sequencer: insert, select

table ledger.roster_leaf
  school_id uuid not null
  day smallint not null
  tag bytea not null
  entries_root bytea not null
  entries integer not null
  roster_leaf_entries_check: CHECK ((entries > 0))
  roster_leaf_entries_root_check: CHECK ((length(entries_root) = 32))
  roster_leaf_tag_check: CHECK ((length(tag) = 16))
  roster_leaf_school_id_day_fkey: FOREIGN KEY (school_id, day) REFERENCES ledger.roster(school_id, day)
  roster_leaf_pkey: PRIMARY KEY (school_id, day, tag)
  policy "sequenced" for all to preau_sequencer
    using true
    check true
  policy "own_school" for select to preau_app
    using (school_id = app.school_id())
  granted to
    preau_app: select
    preau_sequencer: insert, select

table ledger.snapshot
  school_id uuid not null
  id uuid not null
  audience_id uuid not null
  members_digest bytea
  root bytea not null
  made_at timestamp with time zone not null
  snapshot_members_digest_check: CHECK ((length(members_digest) = 32))
  snapshot_root_check: CHECK ((length(root) = 32))
  snapshot_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, audience_id, id)
  policy "own_school" for all to preau_app
    using (school_id = app.school_id())
    check (school_id = app.school_id())
  policy "sequenced" for all to preau_sequencer
    using true
    check true
  granted to
    preau_app: insert, select
    preau_relations: select
    preau_sequencer: select
    preau_relations: update (members_digest)
    preau_sequencer: update (members_digest)

table ledger.snapshot_member
  school_id uuid not null
  snapshot_id uuid not null
  slot integer not null
  person_id uuid
  commitment bytea not null
  wrapped bytea
  snapshot_member_commitment_check: CHECK ((length(commitment) = 32))
  snapshot_member_wrapped_check: CHECK ((length(wrapped) = 48))
  snapshot_member_school_id_snapshot_id_fkey: FOREIGN KEY (school_id, snapshot_id) REFERENCES ledger.snapshot(school_id, id)
  snapshot_member_pkey: PRIMARY KEY (school_id, snapshot_id, slot)
  index: btree (school_id, person_id)
  policy "own_school" for all to preau_app
    using (school_id = app.school_id())
    check (school_id = app.school_id())
  policy "sequenced" for all to preau_sequencer
    using true
    check true
  granted to
    preau_app: insert, select
    preau_relations: select
    preau_sequencer: select
    preau_relations: update (person_id)
    preau_sequencer: update (person_id)
    preau_relations: update (wrapped)
    preau_sequencer: update (wrapped)

table ledger.subject_day
  school_id uuid not null
  day smallint not null
  tag bytea not null
  epoch smallint not null
  salt bytea not null
  entries bigint[] not null
  facts uuid[] not null
  subject_day_salt_check: CHECK ((length(salt) = 16))
  subject_day_tag_check: CHECK ((length(tag) = 16))
  subject_day_pkey: PRIMARY KEY (school_id, tag, epoch)
  index: btree (school_id, day)
  policy "sequenced" for all to preau_sequencer
    using true
    check true
  granted to
    preau_relations: delete, select
    preau_sequencer: delete, insert, select, update

table ledger.tile
  epoch smallint not null
  level smallint not null
  number bigint not null
  hashes bytea not null
  tile_hashes_check: CHECK ((((length(hashes) >= 32) AND (length(hashes) <= 8192)) AND ((length(hashes) % 32) = 0)))
  tile_level_check: CHECK (((level >= 0) AND (level <= 7)))
  tile_number_check: CHECK ((number >= 0))
  tile_epoch_fkey: FOREIGN KEY (epoch) REFERENCES ledger.log(epoch)
  tile_pkey: PRIMARY KEY (epoch, level, number)
  policy "sequenced" for all to preau_sequencer
    using true
    check true
  granted to
    preau_sequencer: insert, select, update

table ledger.watched_log
  origin text not null
  key text not null
  size bigint not null default 0
  root bytea
  note bytea
  cosigned_at timestamp with time zone
  watched_log_key_check: CHECK (((length(key) >= 1) AND (length(key) <= 400)))
  watched_log_note_check: CHECK (((length(note) >= 1) AND (length(note) <= 100000)))
  watched_log_origin_check: CHECK (((length(origin) >= 1) AND (length(origin) <= 200)))
  watched_log_root_check: CHECK ((length(root) = 32))
  watched_log_pkey: PRIMARY KEY (origin)
  policy "sequenced" for all to preau_sequencer
    using true
    check true
  granted to
    preau_sequencer: insert, select, update

table ledger.witness
  name text not null
  key text not null
  url text not null
  last_size bigint not null default 0
  last_at timestamp with time zone
  trouble text
  trouble_at timestamp with time zone
  witness_key_check: CHECK (((length(key) >= 1) AND (length(key) <= 400)))
  witness_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  witness_trouble_check: CHECK ((length(trouble) <= 40))
  witness_url_check: CHECK (((length(url) >= 1) AND (length(url) <= 400)))
  witness_pkey: PRIMARY KEY (name)
  policy "sequenced" for all to preau_sequencer
    using true
    check true
  granted to
    preau_sequencer: delete, insert, select, update

table public.access_review
  school_id uuid not null
  id uuid not null
  quarter_on date not null
  opened_at timestamp with time zone not null
  opened_by uuid
  due_at timestamp with time zone not null
  reminded_at timestamp with time zone
  closed_at timestamp with time zone
  access_review_check: CHECK ((opened_at < due_at))
  access_review_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  access_review_pkey: PRIMARY KEY (school_id, id)
  access_review_open: EXCLUDE USING gist (school_id WITH =) WHERE ((closed_at IS NULL))
  index: btree (school_id, opened_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "reviews are opened by those who lead the school, or by the nigh" for insert to public
    check ((school_id = app.school_id()) AND (app.is_system() OR app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text])))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (opened_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "reviews are for those who run the school" for select to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "reviews are closed by the night" for update to public
    using ((school_id = app.school_id()) AND app.is_system())
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (opened_by)

table public.access_review_item
  school_id uuid not null
  id uuid not null
  review_id uuid not null
  person_role_id uuid not null
  person_id uuid not null
  listed_at timestamp with time zone not null
  decision text
  decided_at timestamp with time zone
  decided_by uuid
  access_review_item_check: CHECK (((decision IS NULL) = (decided_at IS NULL)))
  access_review_item_decision_check: CHECK ((decision = ANY (ARRAY['keep'::text, 'remove'::text, 'silence'::text, 'last'::text, 'ended'::text])))
  access_review_not_oneself: CHECK ((decided_by IS DISTINCT FROM person_id))
  access_review_item_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  access_review_item_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  access_review_item_school_id_person_role_id_fkey: FOREIGN KEY (school_id, person_role_id) REFERENCES person_role(school_id, id)
  access_review_item_school_id_review_id_fkey: FOREIGN KEY (school_id, review_id) REFERENCES access_review(school_id, id)
  access_review_item_pkey: PRIMARY KEY (school_id, id)
  access_review_item_school_id_review_id_person_role_id_key: UNIQUE (school_id, review_id, person_role_id)
  index: btree (school_id, decided_by)
  index: btree (school_id, person_id)
  index: btree (school_id, person_role_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "what is reviewed is listed when a review opens" for insert to public
    check ((school_id = app.school_id()) AND (app.is_system() OR app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text])) AND (decision IS NULL))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (decided_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "what is reviewed is for those who run the school" for select to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "what is reviewed is decided by another than the holder" for update to public
    using ((school_id = app.school_id()) AND (app.is_system() OR ((person_id <> app.person_id()) AND ( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]) AS is_a))))
    check (app.is_system() OR (decided_by = app.person_id()))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (decided_by)

table public.activation_code
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  batch_id uuid not null
  code_digest bytea not null
  made_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  used_at timestamp with time zone
  voided_at timestamp with time zone
  void_why text
  activation_code_check: CHECK ((made_at < expires_at))
  activation_code_check1: CHECK ((num_nonnulls(voided_at, void_why) = ANY (ARRAY[0, 2])))
  activation_code_code_digest_check: CHECK ((length(code_digest) = 32))
  activation_code_void_why_check: CHECK ((void_why = ANY (ARRAY['new_one'::text, 'lost'::text, 'gone'::text])))
  activation_code_school_id_batch_id_fkey: FOREIGN KEY (school_id, batch_id) REFERENCES slip_batch(school_id, id)
  activation_code_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  activation_code_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, batch_id)
  index: btree (code_digest)
  index: btree (school_id, person_id) WHERE ((used_at IS NULL) AND (voided_at IS NULL)) unique
  index: btree (school_id, person_id, made_at)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "codes are made for those one prints for" for insert to public
    check ((school_id = app.school_id()) AND (( SELECT app.is_office() AS is_office) OR (person_id = ANY (ARRAY( SELECT app.my_slip_people() AS my_slip_people)))))
  policy "codes of those one prints for" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_slip_people() AS my_slip_people)))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "codes of those one prints for end" for update to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_office() AS is_office) OR (person_id = ANY (ARRAY( SELECT app.my_slip_people() AS my_slip_people)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('activation_code'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('activation_code'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select

table public.activity_figure
  school_id uuid not null
  id uuid not null
  rule text not null
  month_on date not null
  class_id uuid
  times integer not null
  people integer not null
  activity_figure_many: CHECK (((people >= 5) AND (times >= people)))
  activity_figure_month_on_check: CHECK ((EXTRACT(day FROM month_on) = (1)::numeric))
  activity_figure_rule_check: CHECK ((rule ~ '^[a-z]+\.[a-z_]{1,60}$'::text))
  activity_figure_school_id_class_id_fkey: FOREIGN KEY (school_id, class_id) REFERENCES class(school_id, id) ON DELETE SET NULL (class_id)
  activity_figure_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  activity_figure_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, class_id)
  index: btree (school_id, month_on)
  policy "the night leaves numbers of past years" for insert to public
    check ((school_id = app.school_id()) AND app.is_system())
  policy "numbers of past years are seen by those who answer for the data" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR ( SELECT app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text]) AS is_a)))
  granted to
    preau_app: insert, select
    preau_relations: select

table public.announced_sweep
  school_id uuid not null
  id uuid not null
  rule text not null
  by_on date not null
  rows integer not null
  late integer not null
  announced_on date not null
  due_on date not null
  held_until date
  why text
  held_at timestamp with time zone
  held_by uuid
  done_at timestamp with time zone
  gone integer
  counted_at timestamp with time zone
  looked_at timestamp with time zone
  announced_sweep_before: CHECK (((by_on < due_on) AND (announced_on < due_on)))
  announced_sweep_done: CHECK ((num_nulls(done_at, gone) = ANY (ARRAY[0, 2])))
  announced_sweep_gone_check: CHECK ((gone >= 0))
  announced_sweep_hold: CHECK (((num_nulls(held_until, why, held_at) = ANY (ARRAY[0, 3])) AND ((held_by IS NULL) OR (held_at IS NOT NULL))))
  announced_sweep_late_check: CHECK ((late >= 0))
  announced_sweep_rows_check: CHECK ((rows >= 0))
  announced_sweep_rule_check: CHECK ((rule ~ '^[a-z]+\.[a-z_]{1,60}$'::text))
  announced_sweep_why: CHECK ((why = ANY (ARRAY['still_needed'::text, 'question_open'::text, 'dispute'::text, 'mistake'::text])))
  announced_sweep_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  announced_sweep_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, done_at)
  index: btree (school_id, held_by)
  index: btree (school_id, rule, looked_at) WHERE (looked_at IS NOT NULL)
  index: btree (school_id, rule) WHERE (done_at IS NULL) unique
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "the night announces what it ends" for insert to public
    check ((school_id = app.school_id()) AND app.is_system() AND (num_nonnulls(done_at, held_until) = 0))
  policy "announced sweeps are seen by those who answer for the data" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR ( SELECT app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text]) AS is_a)))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (held_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "the night ends what was announced" for update to public
    using ((school_id = app.school_id()) AND app.is_system())
  policy "those who answer for the data hold it, in their own name" for update to public
    using ((school_id = app.school_id()) AND app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text]) AND (done_at IS NULL))
    check ((done_at IS NULL) AND ((held_by IS NULL) OR (held_by = app.person_id())))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_app: update (announced_on)
    preau_app: update (by_on)
    preau_app: update (counted_at)
    preau_app: update (done_at)
    preau_app: update (due_on)
    preau_app: update (gone)
    preau_app: update (held_at)
    preau_app: update (held_by)
    preau_privacy: update (held_by)
    preau_app: update (held_until)
    preau_app: update (late)
    preau_app: update (looked_at)
    preau_app: update (rows)
    preau_app: update (why)

table public.attachment
  school_id uuid not null
  id uuid not null
  file_id uuid not null
  target_kind text not null
  target_id uuid not null
  place integer not null
  attached_at timestamp with time zone not null
  attached_by uuid
  attachment_target_kind_check: CHECK ((target_kind = ANY (ARRAY['class'::text, 'person'::text, 'post'::text, 'comment'::text, 'message'::text, 'notice'::text, 'homework'::text, 'submission'::text])))
  attachment_school_id_file_id_fkey: FOREIGN KEY (school_id, file_id) REFERENCES file(school_id, id)
  attachment_pkey: PRIMARY KEY (school_id, id)
  attachment_school_id_file_id_target_kind_target_id_key: UNIQUE (school_id, file_id, target_kind, target_id)
  index: btree (school_id, attached_by)
  index: btree (school_id, target_id, place)
  policy "documents are taken off notices that one may change" for delete to public
    using ((school_id = app.school_id()) AND (target_kind = 'notice'::text) AND (app.action() = 'notice.correct'::text) AND (EXISTS ( SELECT
   FROM notice n
  WHERE ((n.school_id = attachment.school_id) AND (n.id = attachment.target_id) AND (n.state <> 'withdrawn'::text) AND ((n.author_id = app.person_id()) OR app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]))))))
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((target_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (attached_by = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "who attached takes away" for delete to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR ((attached_by = app.person_id()) AND ( SELECT app.is_member() AS is_member))))
  policy "documents and consented photos are attached to one's own posts" for insert to public
    check ((school_id = app.school_id()) AND (target_kind = 'post'::text) AND app.is_my_upload(file_id) AND (EXISTS ( SELECT
   FROM post p
  WHERE ((p.school_id = attachment.school_id) AND (p.id = attachment.target_id) AND (p.author_id = app.person_id()) AND
        CASE p.state
            WHEN 'withdrawn'::text THEN false
            WHEN 'draft'::text THEN (app.is_document(attachment.file_id) OR app.is_picture(attachment.file_id))
            ELSE (app.is_document(attachment.file_id) OR app.may_go_with(attachment.file_id, attachment.target_id))
        END))))
  policy "documents are attached to notices that one may change" for insert to public
    check ((school_id = app.school_id()) AND (target_kind = 'notice'::text) AND app.is_my_upload(file_id) AND app.is_document(file_id) AND (EXISTS ( SELECT
   FROM notice n
  WHERE ((n.school_id = attachment.school_id) AND (n.id = attachment.target_id) AND (n.state <> 'withdrawn'::text) AND ((n.author_id = app.person_id()) OR app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]))))))
  policy "one's own uploads are attached, to classes one teaches and peop" for insert to public
    check ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR app.is_my_upload(file_id)) AND ((( SELECT app.runs_school() AS runs_school) AND (target_kind = ANY (ARRAY['class'::text, 'person'::text]))) OR ((target_kind = 'class'::text) AND (target_id = ANY (ARRAY( SELECT app.my_classes('teacher'::text) AS my_classes)))) OR ((target_kind = 'person'::text) AND ((target_id = app.person_id()) OR (target_id = ANY (ARRAY( SELECT app.my_children() AS my_children
UNION ALL
 SELECT app.my_pupils() AS my_pupils)))))))
  policy "restricted: not added" for insert to preau_app
    check (( SELECT app.is_unlimited() AS is_unlimited) OR (((target_id = ANY (ARRAY( SELECT app.limited('attachment'::text) AS limited))) OR (file_id = ANY (ARRAY( SELECT app.limited_attachment_about_2() AS limited_attachment_about_2))) OR (file_id = ANY (ARRAY( SELECT app.limited_attachment_depicted_3() AS limited_attachment_depicted_3)))) IS NOT TRUE))
  policy "attachments of notices one sees" for select to public
    using ((school_id = app.school_id()) AND (target_kind = 'notice'::text) AND (EXISTS ( SELECT
   FROM notice n
  WHERE ((n.school_id = attachment.school_id) AND (n.id = attachment.target_id) AND (n.state <> 'withdrawn'::text)))))
  policy "attachments of one's classes, and of people one answers for" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR ((attached_by = app.person_id()) AND ( SELECT app.is_member() AS is_member)) OR (NOT app.is_guarded(file_id))) AND (( SELECT app.runs_school() AS runs_school) OR (NOT ((target_kind = 'person'::text) AND app.hides_picture(file_id, target_id)))) AND (( SELECT app.runs_school() AS runs_school) OR ((attached_by = app.person_id()) AND ( SELECT app.is_member() AS is_member)) OR ((target_kind = 'class'::text) AND (target_id = ANY (ARRAY( SELECT app.my_classes('any'::text) AS my_classes)))) OR ((target_kind = 'person'::text) AND ((target_id = app.person_id()) OR (target_id = ANY (ARRAY( SELECT app.my_children() AS my_children
UNION ALL
 SELECT app.my_pupils() AS my_pupils)))))))
  policy "attachments of posts one sees" for select to public
    using ((school_id = app.school_id()) AND (target_kind = 'post'::text) AND
CASE
    WHEN app.is_guarded(file_id) THEN app.shows_photo(file_id, target_id)
    ELSE (EXISTS ( SELECT
       FROM post p
      WHERE ((p.school_id = attachment.school_id) AND (p.id = attachment.target_id) AND (p.state <> 'withdrawn'::text))))
END)
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (target_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (file_id = ANY (ARRAY( SELECT app.held_attachment_about_2() AS held_attachment_about_2))) OR (file_id = ANY (ARRAY( SELECT app.held_attachment_depicted_3() AS held_attachment_depicted_3))) OR (attached_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "restricted: not served" for select to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (((target_id = ANY (ARRAY( SELECT app.limited('attachment'::text) AS limited))) OR (file_id = ANY (ARRAY( SELECT app.limited_attachment_about_2() AS limited_attachment_about_2))) OR (file_id = ANY (ARRAY( SELECT app.limited_attachment_depicted_3() AS limited_attachment_depicted_3)))) IS NOT TRUE))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "documents of notices that one may change are put in order" for update to public
    using ((school_id = app.school_id()) AND (target_kind = 'notice'::text) AND (app.action() = 'notice.correct'::text) AND (EXISTS ( SELECT
   FROM notice n
  WHERE ((n.school_id = attachment.school_id) AND (n.id = attachment.target_id) AND (n.state <> 'withdrawn'::text) AND ((n.author_id = app.person_id()) OR app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]))))))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.is_unlimited() AS is_unlimited) OR (NOT ( SELECT app.is_system() AS is_system)) OR (((target_id = ANY (ARRAY( SELECT app.limited('attachment'::text) AS limited))) OR (file_id = ANY (ARRAY( SELECT app.limited_attachment_about_2() AS limited_attachment_about_2))) OR (file_id = ANY (ARRAY( SELECT app.limited_attachment_depicted_3() AS limited_attachment_depicted_3)))) IS NOT TRUE))
    check (( SELECT app.is_unlimited() AS is_unlimited) OR (((target_id = ANY (ARRAY( SELECT app.limited('attachment'::text) AS limited))) OR (file_id = ANY (ARRAY( SELECT app.limited_attachment_about_2() AS limited_attachment_about_2))) OR (file_id = ANY (ARRAY( SELECT app.limited_attachment_depicted_3() AS limited_attachment_depicted_3)))) IS NOT TRUE))
  policy "who attached puts in order" for update to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR ((attached_by = app.person_id()) AND ( SELECT app.is_member() AS is_member))))
  granted to
    preau_app: delete, insert, select
    preau_privacy: delete, select
    preau_relations: delete, select
    preau_privacy: update (attached_by)
    preau_app: update (place)
    preau_relations: update (target_id)

table public.audience
  school_id uuid not null
  id uuid not null
  kind text not null
  target_id uuid not null
  created_at timestamp with time zone not null
  audience_kind_check: CHECK ((kind = ANY (ARRAY['school'::text, 'staff'::text, 'class'::text, 'class_staff'::text, 'pupil_circle'::text, 'group'::text, 'guardians'::text, 'pupils'::text])))
  audience_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  audience_pkey: PRIMARY KEY (school_id, id)
  audience_school_id_kind_target_id_key: UNIQUE (school_id, kind, target_id)
  index: btree (school_id, target_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((target_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "its audiences go with a class that never began" for delete to public
    using ((school_id = app.school_id()) AND (kind = ANY (ARRAY['class'::text, 'class_staff'::text])) AND app.is_turned_back('class'::text, target_id))
  policy "a group's audience comes with the group" for insert to public
    check ((school_id = app.school_id()) AND (kind = 'group'::text) AND (target_id = ANY (ARRAY( SELECT app.my_own_groups() AS my_own_groups))))
  policy "an audience comes with its school or class" for insert to public
    check ((school_id = app.school_id()) AND app.runs_school())
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (target_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "members address audiences" for select to public
    using (school_id = app.school_id())
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((target_id = ANY (ARRAY( SELECT app.limited('audience'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((target_id = ANY (ARRAY( SELECT app.limited('audience'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: delete, insert, select
    preau_privacy: delete, select
    preau_relations: select

table public.brought_copy
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  brought_by uuid
  brought_at timestamp with time zone not null
  export_id uuid not null
  made_at timestamp with time zone not null
  is_ours boolean not null
  parts integer not null
  files integer not null
  sealed bytea not null
  brought_copy_files_check: CHECK ((files >= 0))
  brought_copy_parts_check: CHECK ((parts >= 0))
  brought_copy_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  brought_copy_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  brought_copy_pkey: PRIMARY KEY (school_id, id)
  brought_copy_school_id_person_id_export_id_key: UNIQUE (school_id, person_id, export_id)
  index: btree (school_id, brought_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (brought_by = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "one brings one's own copy" for insert to public
    check ((school_id = app.school_id()) AND (brought_by = app.person_id()) AND app.may_bring(person_id))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (brought_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "what one has brought, or was brought for oneself" for select to public
    using ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR (brought_by = app.person_id()) OR ( SELECT app.runs_school() AS runs_school)))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('brought_copy'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('brought_copy'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (brought_by)
    preau_relations: update (brought_by)
    preau_relations: update (person_id)

table public.brought_file
  school_id uuid not null
  id uuid not null
  copy_id uuid not null
  person_id uuid not null
  brought_by uuid
  state text not null
  object uuid not null
  size bigint not null
  type text not null
  sealed bytea not null
  brought_file_size_check: CHECK ((size >= 0))
  brought_file_state_check: CHECK ((state = ANY (ARRAY['ready'::text, 'gone'::text])))
  brought_file_type_check: CHECK ((length(type) <= 100))
  brought_file_school_id_copy_id_fkey: FOREIGN KEY (school_id, copy_id) REFERENCES brought_copy(school_id, id)
  brought_file_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  brought_file_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  brought_file_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, brought_by)
  index: btree (school_id, copy_id)
  index: btree (school_id, person_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (brought_by = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "restricted: not added" for insert to preau_app
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((person_id = ANY (ARRAY( SELECT app.limited('brought_file'::text) AS limited))) IS NOT TRUE))
  policy "with the copy" for insert to public
    check ((school_id = app.school_id()) AND (brought_by = app.person_id()) AND app.may_bring(person_id))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (brought_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "restricted: not served" for select to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('brought_file'::text) AS limited))) IS NOT TRUE))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.is_unlimited() AS is_unlimited) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('brought_file'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((person_id = ANY (ARRAY( SELECT app.limited('brought_file'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (brought_by)
    preau_relations: update (brought_by)
    preau_relations: update (person_id)

table public.brought_part
  school_id uuid not null
  id uuid not null
  copy_id uuid not null
  person_id uuid not null
  brought_by uuid
  sealed bytea not null
  brought_part_school_id_copy_id_fkey: FOREIGN KEY (school_id, copy_id) REFERENCES brought_copy(school_id, id)
  brought_part_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  brought_part_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  brought_part_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, brought_by)
  index: btree (school_id, copy_id)
  index: btree (school_id, person_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (brought_by = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "with the copy" for insert to public
    check ((school_id = app.school_id()) AND (brought_by = app.person_id()) AND app.may_bring(person_id))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (brought_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('brought_part'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('brought_part'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (brought_by)
    preau_relations: update (brought_by)
    preau_relations: update (person_id)

table public.calendar_entry
  school_id uuid not null
  id uuid not null
  school_year_id uuid not null
  audience_id uuid not null
  author_id uuid
  state text not null
  from_on date not null
  to_on date not null
  from_time time without time zone
  to_time time without time zone
  asks_reply boolean not null
  created_at timestamp with time zone not null
  changed_at timestamp with time zone not null
  cancelled_at timestamp with time zone
  cancelled_by uuid
  sealed bytea not null
  version integer not null
  calendar_entry_check: CHECK (((to_on >= from_on) AND ((to_on - from_on) <= 62)))
  calendar_entry_check1: CHECK ((num_nonnulls(from_time, to_time) <> 1))
  calendar_entry_check2: CHECK (((from_time IS NULL) OR (to_on > from_on) OR (to_time > from_time)))
  calendar_entry_check3: CHECK (((state = 'cancelled'::text) = (cancelled_at IS NOT NULL)))
  calendar_entry_state_check: CHECK ((state = ANY (ARRAY['planned'::text, 'cancelled'::text])))
  calendar_entry_school_id_audience_id_fkey: FOREIGN KEY (school_id, audience_id) REFERENCES audience(school_id, id)
  calendar_entry_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  calendar_entry_school_id_school_year_id_fkey: FOREIGN KEY (school_id, school_year_id) REFERENCES school_year(school_id, id)
  calendar_entry_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, author_id)
  index: btree (school_id, cancelled_by)
  index: btree (school_id, audience_id, from_on)
  index: btree (school_id, school_year_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((author_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one enters where one speaks" for insert to public
    check ((school_id = app.school_id()) AND (author_id = app.person_id()) AND (audience_id = ANY (ARRAY( SELECT app.my_voices() AS my_voices))))
  policy "entries where one belongs or speaks, or runs the school" for select to public
    using ((school_id = app.school_id()) AND ((audience_id = ANY (ARRAY( SELECT app.my_audiences() AS my_audiences))) OR (audience_id = ANY (ARRAY( SELECT app.my_voices() AS my_voices))) OR ( SELECT app.runs_school() AS runs_school)))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (author_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (cancelled_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "whoever speaks there changes and cancels" for update to public
    using ((school_id = app.school_id()) AND (state = 'planned'::text) AND (audience_id = ANY (ARRAY( SELECT app.my_voices() AS my_voices))))
    check ((school_id = app.school_id()) AND (audience_id = ANY (ARRAY( SELECT app.my_voices() AS my_voices))))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (author_id)
    preau_privacy: update (cancelled_by)

table public.calendar_feed
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  pupil_id uuid not null
  digest bytea
  with_name boolean not null
  made_at timestamp with time zone not null
  calendar_feed_digest_check: CHECK ((length(digest) = 32))
  calendar_feed_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  calendar_feed_school_id_pupil_id_fkey: FOREIGN KEY (school_id, pupil_id) REFERENCES person(school_id, id)
  calendar_feed_pkey: PRIMARY KEY (school_id, id)
  calendar_feed_school_id_person_id_pupil_id_key: UNIQUE (school_id, person_id, pupil_id)
  index: btree (school_id, digest)
  index: btree (school_id, pupil_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (pupil_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "an address for a child of one's own" for insert to public
    check ((school_id = app.school_id()) AND (person_id = app.person_id()) AND (pupil_id = ANY (ARRAY( SELECT app.my_calendars() AS my_calendars))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (pupil_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "one's own addresses" for select to public
    using ((school_id = app.school_id()) AND (person_id = app.person_id()))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "one ends and renews one's own" for update to public
    using ((school_id = app.school_id()) AND (person_id = app.person_id()))
    check ((school_id = app.school_id()) AND (person_id = app.person_id()) AND ((digest IS NULL) OR (pupil_id = ANY (ARRAY( SELECT app.my_calendars() AS my_calendars)))))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR (((person_id = ANY (ARRAY( SELECT app.limited('calendar_feed'::text) AS limited))) OR (pupil_id = ANY (ARRAY( SELECT app.limited('calendar_feed'::text) AS limited)))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR (((person_id = ANY (ARRAY( SELECT app.limited('calendar_feed'::text) AS limited))) OR (pupil_id = ANY (ARRAY( SELECT app.limited('calendar_feed'::text) AS limited)))) IS NOT TRUE))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_relations: update (pupil_id)

table public.calendar_reply
  school_id uuid not null
  id uuid not null
  entry_id uuid not null
  pupil_id uuid not null
  answer text not null
  answered_by uuid
  answered_at timestamp with time zone not null
  calendar_reply_answer_check: CHECK ((answer = ANY (ARRAY['yes'::text, 'no'::text, 'perhaps'::text])))
  calendar_reply_school_id_entry_id_fkey: FOREIGN KEY (school_id, entry_id) REFERENCES calendar_entry(school_id, id)
  calendar_reply_school_id_pupil_id_fkey: FOREIGN KEY (school_id, pupil_id) REFERENCES person(school_id, id)
  calendar_reply_pkey: PRIMARY KEY (school_id, id)
  calendar_reply_school_id_entry_id_pupil_id_key: UNIQUE (school_id, entry_id, pupil_id)
  index: btree (school_id, answered_by)
  index: btree (school_id, pupil_id)
  index: btree (school_id, answered_at)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((pupil_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one answers for oneself and one's children" for insert to public
    check ((school_id = app.school_id()) AND (answered_by = app.person_id()) AND (EXISTS ( SELECT
   FROM app.answers_for(ARRAY[calendar_reply.entry_id]) a(entry_id, pupil_id, may_answer)
  WHERE ((a.pupil_id = calendar_reply.pupil_id) AND a.may_answer))))
  policy "answers of one's own, and those that one asked for" for select to public
    using ((school_id = app.school_id()) AND ((pupil_id = ANY (ARRAY( SELECT app.my_calendars() AS my_calendars))) OR (EXISTS ( SELECT
   FROM calendar_entry e
  WHERE ((e.school_id = calendar_reply.school_id) AND (e.id = calendar_reply.entry_id) AND (e.audience_id = ANY (ARRAY( SELECT app.my_voices() AS my_voices))))))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (pupil_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (answered_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "an answer is changed by whoever may answer" for update to public
    using ((school_id = app.school_id()) AND (EXISTS ( SELECT
   FROM app.answers_for(ARRAY[calendar_reply.entry_id]) a(entry_id, pupil_id, may_answer)
  WHERE ((a.pupil_id = calendar_reply.pupil_id) AND a.may_answer))))
    check ((school_id = app.school_id()) AND (answered_by = app.person_id()))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('calendar_reply'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('calendar_reply'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (answered_by)
    preau_relations: update (pupil_id)

table public.calendar_version
  school_id uuid not null
  id uuid not null
  entry_id uuid not null
  number integer not null
  written_by uuid
  replaced_at timestamp with time zone not null
  from_on date not null
  to_on date not null
  from_time time without time zone
  to_time time without time zone
  sealed bytea not null
  calendar_version_number_check: CHECK ((number > 0))
  calendar_version_school_id_entry_id_fkey: FOREIGN KEY (school_id, entry_id) REFERENCES calendar_entry(school_id, id)
  calendar_version_pkey: PRIMARY KEY (school_id, id)
  calendar_version_school_id_entry_id_number_key: UNIQUE (school_id, entry_id, number)
  index: btree (school_id, written_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((written_by = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "whoever changes keeps what it said" for insert to public
    check ((school_id = app.school_id()) AND (EXISTS ( SELECT
   FROM calendar_entry e
  WHERE ((e.school_id = calendar_version.school_id) AND (e.id = calendar_version.entry_id) AND (e.audience_id = ANY (ARRAY( SELECT app.my_voices() AS my_voices)))))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (written_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "versions of what one sees" for select to public
    using ((school_id = app.school_id()) AND (EXISTS ( SELECT
   FROM calendar_entry e
  WHERE ((e.school_id = calendar_version.school_id) AND (e.id = calendar_version.entry_id)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (written_by)

table public.carry_token
  school_id uuid not null
  id uuid not null
  request_id uuid not null
  person_id uuid not null
  asked_by uuid not null
  digest bytea not null
  drawn_at timestamp with time zone not null
  until_at timestamp with time zone not null
  used_at timestamp with time zone
  revoked_at timestamp with time zone
  carry_token_digest_check: CHECK ((length(digest) = 32))
  carry_token_school_id_asked_by_fkey: FOREIGN KEY (school_id, asked_by) REFERENCES person(school_id, id)
  carry_token_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  carry_token_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  carry_token_school_id_request_id_fkey: FOREIGN KEY (school_id, request_id) REFERENCES rights_request(school_id, id)
  carry_token_pkey: PRIMARY KEY (school_id, id)
  carry_token_school_id_digest_key: UNIQUE (school_id, digest)
  index: btree (school_id, asked_by)
  index: btree (school_id, person_id)
  index: btree (school_id, request_id)
  index: btree (school_id, until_at)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((asked_by = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (person_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "one draws a code for a copy that one asked for" for insert to public
    check ((school_id = app.school_id()) AND (asked_by = app.person_id()) AND app.may_ask_right(person_id, 'access'::text) AND (num_nonnulls(used_at, revoked_at) = 0) AND (EXISTS ( SELECT
   FROM rights_request q
  WHERE ((q.school_id = app.school_id()) AND (q.id = carry_token.request_id) AND (q.person_id = carry_token.person_id) AND (q.asked_by = app.person_id()) AND (q.link_until IS NOT NULL)))))
  policy "codes for one's own copies" for select to public
    using ((school_id = app.school_id()) AND (asked_by = app.person_id()))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (asked_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "one ends one's own, and whoever holds it uses it" for update to public
    using ((school_id = app.school_id()) AND (asked_by = app.person_id()) AND (used_at IS NULL) AND (revoked_at IS NULL))
    check (asked_by = app.person_id())
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_relations: update (asked_by)
    preau_relations: update (person_id)
    preau_app: update (revoked_at)
    preau_app: update (used_at)

table public.class
  school_id uuid not null
  id uuid not null
  school_year_id uuid not null
  check_way text not null
  sealed bytea not null
  created_at timestamp with time zone not null
  version integer not null
  class_check_way_check: CHECK ((check_way = ANY (ARRAY['known_in_person'::text, 'identity_seen'::text, 'school_list'::text, 'called_back'::text])))
  class_school_id_school_year_id_fkey: FOREIGN KEY (school_id, school_year_id) REFERENCES school_year(school_id, id)
  class_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, school_year_id)
  policy "a class that never began goes with its plan" for delete to public
    using ((school_id = app.school_id()) AND app.is_turned_back('class'::text, id))
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "classes are made by those who run the school" for insert to public
    check ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "classes one belongs to" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (id = ANY (ARRAY( SELECT app.my_classes('any'::text) AS my_classes)))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (id = ANY (ARRAY( SELECT app.held_class_member_1() AS held_class_member_1)))))
  policy "classes are changed by those who run the school" for update to public
    using ((school_id = app.school_id()) AND app.runs_school())
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: delete, insert, select, update
    preau_privacy: delete, select
    preau_relations: select

table public.class_door
  school_id uuid not null
  id uuid not null
  class_id uuid not null
  made_at timestamp with time zone not null
  made_by uuid
  ends_on date not null
  ended_at timestamp with time zone
  sealed bytea not null
  class_door_school_id_class_id_fkey: FOREIGN KEY (school_id, class_id) REFERENCES class(school_id, id)
  class_door_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, class_id, made_at)
  index: btree (school_id, class_id) WHERE (ended_at IS NULL) unique
  index: btree (school_id, made_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "a code is made for one's class" for insert to public
    check ((school_id = app.school_id()) AND (( SELECT app.is_office() AS is_office) OR (class_id = ANY (ARRAY( SELECT app.my_classes('teacher'::text) AS my_classes)))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (made_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "the code of a class is its teachers' and the office's" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (class_id = ANY (ARRAY( SELECT app.my_classes('teacher'::text) AS my_classes)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "the code of one's class ends" for update to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_office() AS is_office) OR (class_id = ANY (ARRAY( SELECT app.my_classes('teacher'::text) AS my_classes)))))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (made_by)

table public.class_key
  school_id uuid not null
  id uuid not null
  class_id uuid not null
  issued_at timestamp with time zone not null
  issued_by uuid
  ends_on date not null
  revoked_at timestamp with time zone
  revoked_by uuid
  sealed bytea not null
  class_key_check: CHECK ((num_nonnulls(revoked_at, revoked_by) = ANY (ARRAY[0, 2])))
  class_key_school_id_class_id_fkey: FOREIGN KEY (school_id, class_id) REFERENCES class(school_id, id)
  class_key_pkey: PRIMARY KEY (school_id, id)
  class_key_live: EXCLUDE USING gist (school_id WITH =, class_id WITH =) WHERE ((revoked_at IS NULL))
  index: btree (school_id, class_id)
  index: btree (school_id, issued_by)
  index: btree (school_id, revoked_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "keys are issued for one's classes" for insert to public
    check ((school_id = app.school_id()) AND (app.runs_school() OR (class_id = ANY (ARRAY( SELECT app.my_classes('teacher'::text) AS my_classes)))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (issued_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (revoked_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "keys of one's classes" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (class_id = ANY (ARRAY( SELECT app.my_classes('teacher'::text) AS my_classes)))))
  policy "the burn reads what indexes are made of" for select to preau_vault
    using true
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "keys of one's classes are revoked" for update to public
    using ((school_id = app.school_id()) AND (app.runs_school() OR (class_id = ANY (ARRAY( SELECT app.my_classes('teacher'::text) AS my_classes)))))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_vault: select (id)
    preau_privacy: update (issued_by)
    preau_privacy: update (revoked_by)
    preau_vault: select (school_id)
    preau_vault: select (sealed)

table public.conversation
  school_id uuid not null
  id uuid not null
  school_year_id uuid not null
  line text not null
  pupil_id uuid not null
  class_id uuid
  teacher_id uuid
  round_id uuid
  begun_by uuid
  begun_side text not null
  begun_at timestamp with time zone not null
  last_at timestamp with time zone not null
  state text not null
  assigned_to uuid
  closed_by uuid
  closed_at timestamp with time zone
  sealed bytea not null
  group_id uuid
  conversation_begun_side_check: CHECK ((begun_side = ANY (ARRAY['school'::text, 'family'::text])))
  conversation_check: CHECK (((line = ANY (ARRAY['teacher_guardian'::text, 'teacher_pupil'::text])) = (class_id IS NOT NULL)))
  conversation_check1: CHECK (((class_id IS NOT NULL) OR (teacher_id IS NULL)))
  conversation_check2: CHECK (((state = 'closed'::text) = (closed_at IS NOT NULL)))
  conversation_group_check: CHECK (((line = ANY (ARRAY['group_guardian'::text, 'group_pupil'::text])) = (group_id IS NOT NULL)))
  conversation_line_check: CHECK ((line = ANY (ARRAY['teacher_guardian'::text, 'office_guardian'::text, 'teacher_pupil'::text, 'office_pupil'::text, 'group_guardian'::text, 'group_pupil'::text])))
  conversation_state_check: CHECK ((state = ANY (ARRAY['open'::text, 'closed'::text])))
  conversation_school_id_class_id_fkey: FOREIGN KEY (school_id, class_id) REFERENCES class(school_id, id)
  conversation_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  conversation_school_id_group_id_fkey: FOREIGN KEY (school_id, group_id) REFERENCES teaching_group(school_id, id)
  conversation_school_id_pupil_id_fkey: FOREIGN KEY (school_id, pupil_id) REFERENCES person(school_id, id)
  conversation_school_id_school_year_id_fkey: FOREIGN KEY (school_id, school_year_id) REFERENCES school_year(school_id, id)
  conversation_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, assigned_to)
  index: btree (school_id, begun_by)
  index: btree (school_id, class_id, teacher_id)
  index: btree (school_id, closed_by)
  index: btree (school_id, group_id)
  index: btree (school_id, line, state, last_at)
  index: btree (school_id, pupil_id)
  index: btree (school_id, teacher_id)
  index: btree (school_id, school_year_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((pupil_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (begun_by = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "conversations are begun by whoever may" for insert to public
    check ((school_id = app.school_id()) AND (begun_by = app.person_id()) AND app.may_begin(line, begun_side, pupil_id, class_id, teacher_id, group_id))
  policy "restricted: not added" for insert to preau_app
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('conversation'::text) AS limited))) IS NOT TRUE))
  policy "a merge takes along what is about a pupil" for select to public
    using ((school_id = app.school_id()) AND (app.action() = ANY (ARRAY['person.merge'::text, 'person.unmerge'::text])) AND ( SELECT app.is_office() AS is_office))
  policy "conversations one takes part in, or looks into" for select to public
    using ((school_id = app.school_id()) AND ((id = ANY (ARRAY( SELECT app.my_conversations() AS my_conversations))) OR (id = ANY (ARRAY( SELECT app.overseen_conversations() AS overseen_conversations))) OR ( SELECT app.is_system() AS is_system) OR ((begun_by = app.person_id()) AND (app.action() = 'conversation.begin'::text)) OR ((teacher_id IS NOT NULL) AND (app.action() = ANY (ARRAY['hand_over.make'::text, 'hand_over.undo'::text])) AND ( SELECT app.is_office() AS is_office))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (pupil_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (id = ANY (ARRAY( SELECT app.held_conversation_recipient_2() AS held_conversation_recipient_2))) OR (begun_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (teacher_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (assigned_to = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (closed_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "shared threads wait for the head" for select to preau_privacy
    using (id <> ALL (ARRAY( SELECT app.threads_that_wait() AS threads_that_wait)))
  policy "a hand-over takes conversations along" for update to public
    using ((school_id = app.school_id()) AND (teacher_id IS NOT NULL) AND (app.is_system() OR ((app.action() = ANY (ARRAY['hand_over.make'::text, 'hand_over.undo'::text])) AND app.is_office())))
  policy "a merge seals it anew" for update to public
    using ((school_id = app.school_id()) AND (app.action() = ANY (ARRAY['person.merge'::text, 'person.unmerge'::text])) AND app.is_office())
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.is_unlimited() AS is_unlimited) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('conversation'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('conversation'::text) AS limited))) IS NOT TRUE))
  policy "the office sees to what comes to it" for update to public
    using ((school_id = app.school_id()) AND (line ~~ 'office%'::text) AND (app.action() = ANY (ARRAY['conversation.assign'::text, 'conversation.close'::text, 'conversation.reopen'::text])) AND (id = ANY (ARRAY( SELECT app.my_conversations_as('school'::text) AS my_conversations_as))))
  policy "what is said moves a conversation up" for update to public
    using ((school_id = app.school_id()) AND (app.action() = ANY (ARRAY['conversation.begin'::text, 'message.send'::text])) AND (id = ANY (ARRAY( SELECT app.my_conversations() AS my_conversations))))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (assigned_to)
    preau_privacy: update (begun_by)
    preau_relations: update (begun_by)
    preau_privacy: update (class_id)
    preau_privacy: update (closed_by)
    preau_privacy: update (group_id)
    preau_relations: update (pupil_id)
    preau_privacy: update (teacher_id)
    preau_relations: update (teacher_id)

table public.conversation_member
  school_id uuid not null
  conversation_id uuid not null
  person_id uuid not null
  id uuid not null
  conversation_member_school_id_conversation_id_fkey: FOREIGN KEY (school_id, conversation_id) REFERENCES conversation(school_id, id)
  conversation_member_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  conversation_member_pkey: PRIMARY KEY (school_id, conversation_id, person_id)
  conversation_member_school_id_id_key: UNIQUE (school_id, id)
  index: btree (school_id, person_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "whoever begins says with whom" for insert to public
    check ((school_id = app.school_id()) AND app.may_be_member(conversation_id, person_id))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (conversation_id = ANY (ARRAY( SELECT app.held_conversation_member_about_2() AS held_conversation_member_about_2)))))
  policy "shared threads wait for the head" for select to preau_privacy
    using (conversation_id <> ALL (ARRAY( SELECT app.threads_that_wait() AS threads_that_wait)))
  policy "with whom one's conversations are" for select to public
    using ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR (conversation_id = ANY (ARRAY( SELECT app.my_conversations_as('school'::text) AS my_conversations_as))) OR (conversation_id = ANY (ARRAY( SELECT app.overseen_conversations() AS overseen_conversations)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR (((person_id = ANY (ARRAY( SELECT app.limited('conversation_member'::text) AS limited))) OR (conversation_id = ANY (ARRAY( SELECT app.limited_conversation_member_about_2() AS limited_conversation_member_about_2)))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR (((person_id = ANY (ARRAY( SELECT app.limited('conversation_member'::text) AS limited))) OR (conversation_id = ANY (ARRAY( SELECT app.limited_conversation_member_about_2() AS limited_conversation_member_about_2)))) IS NOT TRUE))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_relations: update (person_id)

table public.conversation_note
  school_id uuid not null
  id uuid not null
  conversation_id uuid not null
  pupil_id uuid not null
  author_id uuid
  made_at timestamp with time zone not null
  language text not null
  sealed bytea not null
  conversation_note_language_check: CHECK ((language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$'::text))
  conversation_note_school_id_conversation_id_fkey: FOREIGN KEY (school_id, conversation_id) REFERENCES conversation(school_id, id)
  conversation_note_school_id_pupil_id_fkey: FOREIGN KEY (school_id, pupil_id) REFERENCES person(school_id, id)
  conversation_note_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, author_id)
  index: btree (school_id, conversation_id, id)
  index: btree (school_id, pupil_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((pupil_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (author_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "restricted: not added" for insert to preau_app
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('conversation_note'::text) AS limited))) IS NOT TRUE))
  policy "the office notes" for insert to public
    check ((school_id = app.school_id()) AND (author_id = app.person_id()) AND (conversation_id = ANY (ARRAY( SELECT app.my_conversations_as('school'::text) AS my_conversations_as))))
  policy "a merge takes along what was noted about a pupil" for select to public
    using ((school_id = app.school_id()) AND (app.action() = ANY (ARRAY['person.merge'::text, 'person.unmerge'::text])) AND ( SELECT app.is_office() AS is_office))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (pupil_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (author_id = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "notes of one's side" for select to public
    using ((school_id = app.school_id()) AND (conversation_id = ANY (ARRAY( SELECT app.my_conversations_as('school'::text) AS my_conversations_as))))
  policy "shared threads wait for the head" for select to preau_privacy
    using (conversation_id <> ALL (ARRAY( SELECT app.threads_that_wait() AS threads_that_wait)))
  policy "a merge seals it anew" for update to public
    using ((school_id = app.school_id()) AND (app.action() = ANY (ARRAY['person.merge'::text, 'person.unmerge'::text])) AND app.is_office())
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.is_unlimited() AS is_unlimited) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('conversation_note'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('conversation_note'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (author_id)
    preau_relations: update (author_id)
    preau_relations: update (pupil_id)
    preau_app: update (sealed)

table public.conversation_reading
  school_id uuid not null
  conversation_id uuid not null
  person_id uuid not null
  message_id uuid not null
  read_at timestamp with time zone not null
  shown_at timestamp with time zone not null
  conversation_reading_school_id_conversation_id_fkey: FOREIGN KEY (school_id, conversation_id) REFERENCES conversation(school_id, id)
  conversation_reading_school_id_message_id_fkey: FOREIGN KEY (school_id, message_id) REFERENCES message(school_id, id)
  conversation_reading_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  conversation_reading_pkey: PRIMARY KEY (school_id, conversation_id, person_id)
  index: btree (school_id, message_id)
  index: btree (school_id, person_id)
  index: btree (school_id, read_at)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one reads what one takes part in" for insert to public
    check ((school_id = app.school_id()) AND (person_id = app.person_id()) AND (conversation_id = ANY (ARRAY( SELECT app.my_conversations() AS my_conversations))) AND (EXISTS ( SELECT
   FROM message m
  WHERE ((m.school_id = conversation_reading.school_id) AND (m.id = conversation_reading.message_id) AND (m.conversation_id = conversation_reading.conversation_id)))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (conversation_id = ANY (ARRAY( SELECT app.held_conversation_reading_about_2() AS held_conversation_reading_about_2)))))
  policy "how far one has read" for select to public
    using ((school_id = app.school_id()) AND (person_id = app.person_id()))
  policy "shared threads wait for the head" for select to preau_privacy
    using (conversation_id <> ALL (ARRAY( SELECT app.threads_that_wait() AS threads_that_wait)))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "one reads on" for update to public
    using ((school_id = app.school_id()) AND (person_id = app.person_id()))
    check (person_id = app.person_id())
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR (((person_id = ANY (ARRAY( SELECT app.limited('conversation_reading'::text) AS limited))) OR (conversation_id = ANY (ARRAY( SELECT app.limited_conversation_reading_about_2() AS limited_conversation_reading_about_2)))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR (((person_id = ANY (ARRAY( SELECT app.limited('conversation_reading'::text) AS limited))) OR (conversation_id = ANY (ARRAY( SELECT app.limited_conversation_reading_about_2() AS limited_conversation_reading_about_2)))) IS NOT TRUE))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select

table public.correction_recipient
  school_id uuid not null
  id uuid not null
  request_id uuid
  person_id uuid
  asked_by uuid
  field text
  kind text not null
  taken_by uuid
  last_at timestamp with time zone not null
  found_at timestamp with time zone not null
  told_at timestamp with time zone
  told_how text
  told_by uuid
  done_at timestamp with time zone
  sealed bytea
  because text not null default 'rectification'::text
  erasure_id uuid
  correction_recipient_because_check: CHECK ((because = ANY (ARRAY['rectification'::text, 'restriction'::text, 'lifting'::text, 'erasure'::text])))
  correction_recipient_field_check: CHECK ((length(field) <= 121))
  correction_recipient_kind_check: CHECK ((kind = ANY (ARRAY['list'::text, 'copy'::text, 'roster'::text, 'mail'::text])))
  correction_recipient_of_erasure: CHECK (
CASE because
    WHEN 'erasure'::text THEN ((num_nonnulls(person_id, asked_by, request_id, field) = 0) AND (erasure_id IS NOT NULL))
    ELSE ((num_nulls(person_id, asked_by) = 0) AND (erasure_id IS NULL))
END)
  correction_recipient_telling: CHECK (((num_nulls(told_at, told_how) = ANY (ARRAY[0, 2])) AND ((done_at IS NULL) OR (told_at IS NOT NULL))))
  correction_recipient_told_how_check: CHECK ((told_how = ANY (ARRAY['app'::text, 'letter'::text, 'impossible'::text, 'disproportionate'::text])))
  correction_recipient_school_id_asked_by_fkey: FOREIGN KEY (school_id, asked_by) REFERENCES person(school_id, id)
  correction_recipient_school_id_erasure_id_fkey: FOREIGN KEY (school_id, erasure_id) REFERENCES erasure(school_id, id)
  correction_recipient_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  correction_recipient_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  correction_recipient_school_id_request_id_fkey: FOREIGN KEY (school_id, request_id) REFERENCES rights_request(school_id, id)
  correction_recipient_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, asked_by)
  index: btree (school_id, erasure_id, kind, COALESCE(taken_by, '00000000-0000-0000-0000-000000000000'::uuid)) unique
  index: btree (school_id, found_at)
  index: btree (school_id, request_id, because, kind, COALESCE(taken_by, '00000000-0000-0000-0000-000000000000'::uuid)) unique
  index: btree (school_id, person_id)
  index: btree (school_id, taken_by)
  index: btree (school_id, told_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((asked_by = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (taken_by = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "the school finds out who received it" for insert to public
    check ((school_id = app.school_id()) AND app.is_system())
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (asked_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (taken_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (told_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "to whom a correction one asked for was told, and what to put ri" for select to public
    using ((school_id = app.school_id()) AND ((asked_by = app.person_id()) OR ((taken_by = app.person_id()) AND (told_how = 'app'::text)) OR ( SELECT app.is_system() AS is_system) OR (( SELECT app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text]) AS is_a) AND app.has_no_part(COALESCE(person_id, '00000000-0000-0000-0000-000000000000'::uuid), COALESCE(asked_by, '00000000-0000-0000-0000-000000000000'::uuid)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "the desk notes how they were told" for update to public
    using ((school_id = app.school_id()) AND (told_at IS NULL) AND app.answers_rights(COALESCE(person_id, '00000000-0000-0000-0000-000000000000'::uuid), COALESCE(asked_by, '00000000-0000-0000-0000-000000000000'::uuid)))
    check ((told_by = app.person_id()) AND (told_how <> 'app'::text) AND (done_at IS NULL))
  policy "whoever took it says that it is put right" for update to public
    using ((school_id = app.school_id()) AND (taken_by = app.person_id()) AND (told_how = 'app'::text) AND (done_at IS NULL))
    check ((taken_by = app.person_id()) AND (told_how = 'app'::text))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (asked_by)
    preau_relations: update (asked_by)
    preau_app: update (done_at)
    preau_privacy: update (erasure_id)
    preau_privacy: update (person_id)
    preau_relations: update (person_id)
    preau_privacy: update (request_id)
    preau_app: update (sealed)
    preau_privacy: update (taken_by)
    preau_app: update (told_at)
    preau_app: update (told_by)
    preau_privacy: update (told_by)
    preau_app: update (told_how)

table public.curiosity_case
  school_id uuid not null
  id uuid not null
  fact_id uuid not null
  reader_id uuid
  pupil_id uuid not null
  event smallint not null
  purpose smallint not null
  read_at timestamp with time zone not null
  opened_at timestamp with time zone not null
  closed_at timestamp with time zone
  closed_by uuid
  outcome text
  curiosity_case_closed: CHECK ((num_nulls(closed_at, closed_by, outcome) = ANY (ARRAY[0, 3])))
  curiosity_case_outcome_check: CHECK ((outcome = ANY (ARRAY['had_reason'::text, 'relation_missing'::text, 'mistake'::text, 'breach'::text])))
  curiosity_case_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  curiosity_case_school_id_pupil_id_fkey: FOREIGN KEY (school_id, pupil_id) REFERENCES person(school_id, id)
  curiosity_case_pkey: PRIMARY KEY (school_id, id)
  curiosity_case_school_id_fact_id_key: UNIQUE (school_id, fact_id)
  index: btree (school_id, closed_by)
  index: btree (school_id, pupil_id)
  index: btree (school_id, reader_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((pupil_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "the school itself opens cases" for insert to public
    check ((school_id = app.school_id()) AND app.is_system())
  policy "cases of curiosity are the data protection officer's and the he" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR (( SELECT app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text]) AS is_a) AND (reader_id IS DISTINCT FROM app.person_id()))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (pupil_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (reader_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (closed_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "they close cases" for update to public
    using ((school_id = app.school_id()) AND ( SELECT app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text]) AS is_a) AND (reader_id IS DISTINCT FROM app.person_id()))
    check ((school_id = app.school_id()) AND (closed_by = app.person_id()))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_app: update (closed_at)
    preau_app: update (closed_by)
    preau_privacy: update (closed_by)
    preau_app: update (outcome)
    preau_privacy: update (reader_id)

table public.delegation
  school_id uuid not null
  id uuid not null
  guardianship_id uuid not null
  edge_id uuid
  pupil_id uuid not null
  lent_by uuid not null
  holder_id uuid
  relation text not null
  scopes text[] not null
  sealed bytea not null
  made_at timestamp with time zone not null
  until_at timestamp with time zone not null
  ended_at timestamp with time zone
  ended_by uuid
  objected_at timestamp with time zone
  objected_by uuid
  settled_at timestamp with time zone
  settled_by uuid
  verdict text
  delegation_check: CHECK ((made_at < until_at))
  delegation_check1: CHECK (((verdict IS NULL) = (settled_at IS NULL)))
  delegation_relation_check: CHECK ((relation = ANY (ARRAY['mother'::text, 'father'::text, 'parent'::text, 'guardian'::text, 'foster'::text, 'relative'::text, 'other'::text])))
  delegation_scopes_check: CHECK ((scopes <@ ARRAY['feed'::text, 'progress'::text, 'message'::text, 'absence'::text, 'sign'::text, 'pick_up'::text, 'pay'::text, 'other_guardian'::text, 'copies'::text]))
  delegation_verdict_check: CHECK ((verdict = ANY (ARRAY['stands'::text, 'ends'::text])))
  delegation_school_id_edge_id_fkey: FOREIGN KEY (school_id, edge_id) REFERENCES guardianship(school_id, id)
  delegation_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  delegation_school_id_guardianship_id_fkey: FOREIGN KEY (school_id, guardianship_id) REFERENCES guardianship(school_id, id)
  delegation_school_id_holder_id_fkey: FOREIGN KEY (school_id, holder_id) REFERENCES person(school_id, id)
  delegation_school_id_lent_by_fkey: FOREIGN KEY (school_id, lent_by) REFERENCES person(school_id, id)
  delegation_school_id_pupil_id_fkey: FOREIGN KEY (school_id, pupil_id) REFERENCES person(school_id, id)
  delegation_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, edge_id)
  index: btree (school_id, ended_by)
  index: btree (school_id, guardianship_id)
  index: btree (school_id, holder_id)
  index: btree (school_id, lent_by)
  index: btree (school_id, objected_by)
  index: btree (school_id, pupil_id)
  index: btree (school_id, settled_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((lent_by = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (pupil_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (holder_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "a guardian lends" for insert to public
    check ((school_id = app.school_id()) AND (lent_by = app.person_id()) AND (edge_id IS NULL) AND (verdict IS NULL) AND (pupil_id = ANY (ARRAY( SELECT app.my_joint_children() AS my_joint_children))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (lent_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (pupil_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (holder_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (ended_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (objected_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (settled_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "what one lent, was lent, or may object to" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (lent_by = app.person_id()) OR (holder_id = app.person_id()) OR ((edge_id IS NOT NULL) AND (pupil_id = ANY (ARRAY( SELECT app.my_joint_children() AS my_joint_children))))))
  policy "a guardian ends what was lent" for update to public
    using ((school_id = app.school_id()) AND (app.action() = 'guardianship.delegation.end'::text) AND (lent_by = app.person_id()))
    check (ended_by = app.person_id())
  policy "a merge seals anew what was lent" for update to public
    using ((school_id = app.school_id()) AND (app.action() = ANY (ARRAY['person.merge'::text, 'person.unmerge'::text])) AND ( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]) AS is_a))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('delegation'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('delegation'::text) AS limited))) IS NOT TRUE))
  policy "the head settles it, the school carries it out" for update to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR ( SELECT app.is_a(VARIADIC ARRAY['head'::text, 'administrator'::text]) AS is_a)))
  policy "the other guardian objects" for update to public
    using ((school_id = app.school_id()) AND (app.action() = 'guardianship.delegation.object'::text) AND (lent_by <> app.person_id()) AND (pupil_id = ANY (ARRAY( SELECT app.my_joint_children() AS my_joint_children))))
    check ((objected_by = app.person_id()) AND (verdict IS NULL))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (edge_id)
    preau_privacy: update (ended_by)
    preau_privacy: update (holder_id)
    preau_relations: update (holder_id)
    preau_relations: update (lent_by)
    preau_privacy: update (objected_by)
    preau_relations: update (pupil_id)
    preau_privacy: update (settled_by)

table public.depiction
  school_id uuid not null
  id uuid not null
  file_id uuid not null
  pupil_id uuid not null
  at_left integer
  at_top integer
  wide integer
  high integer
  tagged_at timestamp with time zone not null
  tagged_by uuid
  depiction_at_left_check: CHECK (((at_left >= 0) AND (at_left <= 1000)))
  depiction_at_top_check: CHECK (((at_top >= 0) AND (at_top <= 1000)))
  depiction_check: CHECK ((num_nulls(at_left, at_top, wide, high) = ANY (ARRAY[0, 4])))
  depiction_high_check: CHECK (((high >= 1) AND (high <= 1000)))
  depiction_wide_check: CHECK (((wide >= 1) AND (wide <= 1000)))
  depiction_school_id_file_id_fkey: FOREIGN KEY (school_id, file_id) REFERENCES photo(school_id, file_id)
  depiction_school_id_pupil_id_fkey: FOREIGN KEY (school_id, pupil_id) REFERENCES person(school_id, id)
  depiction_pkey: PRIMARY KEY (school_id, id)
  depiction_school_id_file_id_pupil_id_key: UNIQUE (school_id, file_id, pupil_id)
  index: btree (school_id, pupil_id)
  index: btree (school_id, tagged_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((pupil_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "tags are taken off by whoever set them" for delete to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR (tagged_by = app.person_id())))
  policy "pupils are tagged by whoever teaches them, or runs the school" for insert to public
    check ((school_id = app.school_id()) AND (tagged_by = app.person_id()) AND app.is_my_photo(file_id) AND (pupil_id = ANY (ARRAY( SELECT app.my_models() AS my_models))))
  policy "restricted: not added" for insert to preau_app
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('depiction'::text) AS limited))) IS NOT TRUE))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (pupil_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (tagged_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "restricted: not served" for select to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('depiction'::text) AS limited))) IS NOT TRUE))
  policy "tags of one's own photos, and of one's own family" for select to public
    using ((school_id = app.school_id()) AND ((tagged_by = app.person_id()) OR (pupil_id = app.person_id()) OR (pupil_id = ANY (ARRAY( SELECT app.my_children_for('feed'::text) AS my_children_for))) OR ( SELECT app.is_system() AS is_system)))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.is_unlimited() AS is_unlimited) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('depiction'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('depiction'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: delete, insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_relations: update (pupil_id)
    preau_privacy: update (tagged_by)

table public.derivative
  school_id uuid not null
  id uuid not null
  file_id uuid not null
  kind text not null
  type text not null
  size integer not null
  hash bytea not null
  width integer not null
  height integer not null
  object uuid not null
  made_at timestamp with time zone not null
  derivative_hash_check: CHECK ((length(hash) = 32))
  derivative_height_check: CHECK ((height > 0))
  derivative_kind_check: CHECK ((kind = 'thumbnail'::text))
  derivative_size_check: CHECK ((size >= 0))
  derivative_type_check: CHECK ((type = 'image/webp'::text))
  derivative_width_check: CHECK ((width > 0))
  derivative_school_id_file_id_fkey: FOREIGN KEY (school_id, file_id) REFERENCES file(school_id, id)
  derivative_pkey: PRIMARY KEY (school_id, id)
  derivative_school_id_file_id_kind_key: UNIQUE (school_id, file_id, kind)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "goes with its file" for delete to public
    using ((school_id = app.school_id()) AND (EXISTS ( SELECT
   FROM file f
  WHERE ((f.school_id = derivative.school_id) AND (f.id = derivative.file_id) AND (( SELECT app.runs_school() AS runs_school) OR (f.uploaded_by = app.person_id()))))))
  policy "made from one's own upload, or by the school" for insert to public
    check ((school_id = app.school_id()) AND (app.is_system() OR app.is_my_upload(file_id)))
  policy "restricted: not added" for insert to preau_app
    check (( SELECT app.is_unlimited() AS is_unlimited) OR (((file_id = ANY (ARRAY( SELECT app.limited_derivative_about_1() AS limited_derivative_about_1))) OR (file_id = ANY (ARRAY( SELECT app.limited_derivative_depicted_2() AS limited_derivative_depicted_2)))) IS NOT TRUE))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (file_id = ANY (ARRAY( SELECT app.held_derivative_about_1() AS held_derivative_about_1))) OR (file_id = ANY (ARRAY( SELECT app.held_derivative_depicted_2() AS held_derivative_depicted_2)))))
  policy "made from what one sees" for select to public
    using ((school_id = app.school_id()) AND (EXISTS ( SELECT
   FROM file f
  WHERE ((f.school_id = derivative.school_id) AND (f.id = derivative.file_id)))))
  policy "restricted: not served" for select to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (((file_id = ANY (ARRAY( SELECT app.limited_derivative_about_1() AS limited_derivative_about_1))) OR (file_id = ANY (ARRAY( SELECT app.limited_derivative_depicted_2() AS limited_derivative_depicted_2)))) IS NOT TRUE))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.is_unlimited() AS is_unlimited) OR (NOT ( SELECT app.is_system() AS is_system)) OR (((file_id = ANY (ARRAY( SELECT app.limited_derivative_about_1() AS limited_derivative_about_1))) OR (file_id = ANY (ARRAY( SELECT app.limited_derivative_depicted_2() AS limited_derivative_depicted_2)))) IS NOT TRUE))
    check (( SELECT app.is_unlimited() AS is_unlimited) OR (((file_id = ANY (ARRAY( SELECT app.limited_derivative_about_1() AS limited_derivative_about_1))) OR (file_id = ANY (ARRAY( SELECT app.limited_derivative_depicted_2() AS limited_derivative_depicted_2)))) IS NOT TRUE))
  granted to
    preau_app: delete, insert, select
    preau_privacy: delete, select
    preau_relations: select

table public.discarded_object
  school_id uuid not null
  object uuid not null
  discarded_object_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  discarded_object_pkey: PRIMARY KEY (school_id, object)
  policy "the school has cleared its store" for delete to public
    using ((school_id = app.school_id()) AND app.is_system())
  policy "the school clears its store" for select to public
    using ((school_id = app.school_id()) AND app.is_system())
  granted to
    preau_app: delete, select
    preau_relations: insert, select

table public.draft
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  kept_at timestamp with time zone not null
  sealed bytea not null
  is_dropped boolean not null default false
  draft_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  draft_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, person_id, kept_at)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one's own drafts go" for delete to public
    using ((school_id = app.school_id()) AND (person_id = app.person_id()))
  policy "a draft is one's own" for insert to public
    check ((school_id = app.school_id()) AND (person_id = app.person_id()) AND (EXISTS ( SELECT app.my_roles() AS my_roles)))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "one's own drafts" for select to public
    using ((school_id = app.school_id()) AND (person_id = app.person_id()))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "one types on in one's own drafts" for update to public
    using ((school_id = app.school_id()) AND (person_id = app.person_id()))
    check ((school_id = app.school_id()) AND (person_id = app.person_id()))
  granted to
    preau_app: delete, insert, select, update
    preau_privacy: delete, select
    preau_relations: select

table public.emergency_contact
  school_id uuid not null
  id uuid not null
  pupil_id uuid not null
  place integer not null
  source text not null
  sealed bytea not null
  made_at timestamp with time zone not null
  made_by uuid
  version integer not null
  emergency_contact_place_check: CHECK (((place >= 1) AND (place <= 20)))
  emergency_contact_source_check: CHECK ((source = ANY (ARRAY['roster'::text, 'office'::text, 'guardian'::text])))
  emergency_contact_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  emergency_contact_school_id_pupil_id_fkey: FOREIGN KEY (school_id, pupil_id) REFERENCES person(school_id, id)
  emergency_contact_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, made_by)
  index: btree (school_id, pupil_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((pupil_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (made_by = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "whom to call is taken off by those who run the school, or who w" for delete to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR ((made_by = app.person_id()) AND (pupil_id = ANY (ARRAY( SELECT app.my_joint_children() AS my_joint_children))))))
  policy "restricted: not added" for insert to preau_app
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('emergency_contact'::text) AS limited))) IS NOT TRUE))
  policy "whom to call is written by those who run the school, or a guard" for insert to public
    check ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR ((made_by = app.person_id()) AND (source = 'guardian'::text) AND (pupil_id = ANY (ARRAY( SELECT app.my_joint_children() AS my_joint_children))))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (pupil_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (made_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "whom to call" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (made_by = app.person_id()) OR (pupil_id = app.person_id()) OR (pupil_id = ANY (ARRAY( SELECT app.my_pupils() AS my_pupils)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.is_unlimited() AS is_unlimited) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('emergency_contact'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('emergency_contact'::text) AS limited))) IS NOT TRUE))
  policy "whom to call is corrected by those who run the school, or who w" for update to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR ((made_by = app.person_id()) AND (pupil_id = ANY (ARRAY( SELECT app.my_joint_children() AS my_joint_children))))))
  granted to
    preau_app: delete, insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (made_by)
    preau_relations: update (pupil_id)

table public.ended_count
  school_id uuid not null
  rule text not null
  month_on date not null
  gone integer not null
  ended_count_gone_check: CHECK ((gone > 0))
  ended_count_month_on_check: CHECK ((EXTRACT(day FROM month_on) = (1)::numeric))
  ended_count_rule_check: CHECK ((rule ~ '^[a-z]+\.[a-z_]{1,60}$'::text))
  ended_count_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  ended_count_pkey: PRIMARY KEY (school_id, rule, month_on)
  policy "what ends by itself is counted for those who answer for the dat" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR ( SELECT app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text]) AS is_a)))
  granted to
    preau_app: select
    preau_relations: insert, select, update

table public.enrolled_device
  school_id uuid not null
  id uuid not null
  class_id uuid not null
  token_digest bytea not null
  made_at timestamp with time zone not null
  made_by uuid
  ends_on date not null
  ended_at timestamp with time zone
  enrolled_device_school_id_class_id_fkey: FOREIGN KEY (school_id, class_id) REFERENCES class(school_id, id)
  enrolled_device_pkey: PRIMARY KEY (school_id, id)
  enrolled_device_school_id_token_digest_key: UNIQUE (school_id, token_digest)
  index: btree (school_id, class_id, made_at)
  index: btree (school_id, made_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "a device is enrolled for one's class" for insert to public
    check ((school_id = app.school_id()) AND (( SELECT app.is_office() AS is_office) OR (class_id = ANY (ARRAY( SELECT app.my_classes('teacher'::text) AS my_classes)))))
  policy "devices of one's classes" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (class_id = ANY (ARRAY( SELECT app.my_classes('teacher'::text) AS my_classes)))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (made_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "a device of one's class ends" for update to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_office() AS is_office) OR (class_id = ANY (ARRAY( SELECT app.my_classes('teacher'::text) AS my_classes)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (made_by)

table public.enrolment
  school_id uuid not null
  id uuid not null
  class_id uuid not null
  person_id uuid not null
  role text not null
  from_on date not null
  until_on date
  created_at timestamp with time zone not null
  created_by uuid
  enrolment_check: CHECK (((until_on IS NULL) OR (from_on <= until_on)))
  enrolment_role_check: CHECK ((role = ANY (ARRAY['teacher'::text, 'substitute'::text, 'pupil'::text])))
  enrolment_school_id_class_id_fkey: FOREIGN KEY (school_id, class_id) REFERENCES class(school_id, id)
  enrolment_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  enrolment_pkey: PRIMARY KEY (school_id, id)
  enrolment_twice: EXCLUDE USING gist (person_id WITH =, class_id WITH =, daterange(from_on, until_on, '[]'::text) WITH &&, role WITH =, school_id WITH =)
  index: btree (school_id, class_id)
  index: btree (school_id, created_by)
  index: btree (school_id, person_id)
  policy "a place that never began goes with its hand-over" for delete to public
    using ((school_id = app.school_id()) AND (app.action() = 'hand_over.undo'::text) AND app.is_office() AND (from_on >= CURRENT_DATE) AND (EXISTS ( SELECT
   FROM hand_over_item i
  WHERE ((i.school_id = enrolment.school_id) AND (i.begun_id = enrolment.id)))))
  policy "a place that never began goes with its plan" for delete to public
    using ((school_id = app.school_id()) AND (from_on >= CURRENT_DATE) AND app.is_turned_back('begin'::text, id))
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "enrolments are made by those who run the school" for insert to public
    check ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "enrolments of one's classes and children" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = app.person_id()) OR (person_id = ANY (ARRAY( SELECT app.my_children() AS my_children))) OR ((role = ANY (ARRAY['teacher'::text, 'substitute'::text])) AND (class_id = ANY (ARRAY( SELECT app.my_classes('any'::text) AS my_classes)))) OR (class_id = ANY (ARRAY( SELECT app.my_classes('teacher'::text) AS my_classes
UNION ALL
 SELECT app.my_classes('pupil'::text) AS my_classes)))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (created_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "enrolments are ended by those who run the school" for update to public
    using ((school_id = app.school_id()) AND app.runs_school())
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('enrolment'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('enrolment'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: delete, insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (created_by)
    preau_relations: update (person_id)
    preau_relations: update (until_on)

table public.erased_device
  school_id uuid not null
  id uuid not null
  erasure_id uuid not null
  token_digest bytea
  until_on date not null
  called_at timestamp with time zone
  erased_device_called: CHECK (((called_at IS NULL) OR (token_digest IS NULL)))
  erased_device_token_digest_check: CHECK ((length(token_digest) = 32))
  erased_device_school_id_erasure_id_fkey: FOREIGN KEY (school_id, erasure_id) REFERENCES erasure(school_id, id) ON DELETE CASCADE
  erased_device_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, erasure_id)
  index: btree (token_digest) WHERE (token_digest IS NOT NULL) unique
  policy "those who run the school note the devices of who was erased" for insert to public
    check ((school_id = app.school_id()) AND app.runs_school())
  policy "the school itself sees which" for select to public
    using ((school_id = app.school_id()) AND ( SELECT app.is_system() AS is_system))
  policy "the school itself forgets their tokens" for update to public
    using ((school_id = app.school_id()) AND app.is_system())
  granted to
    preau_app: insert, select
    preau_relations: select
    preau_relations: update (called_at)
    preau_app: update (token_digest)
    preau_relations: update (token_digest)

table public.erasure
  school_id uuid not null
  id uuid not null
  code_digest bytea not null
  made_at timestamp with time zone not null
  made_by uuid
  deleted integer not null
  detached integer not null
  kept integer not null
  keys integer not null
  kept_until date
  week integer not null
  verified_at timestamp with time zone
  stays jsonb not null default '[]'::jsonb
  erasure_code_digest_check: CHECK ((length(code_digest) = 32))
  erasure_stays_check: CHECK ((jsonb_typeof(stays) = 'array'::text))
  erasure_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  erasure_pkey: PRIMARY KEY (school_id, id)
  erasure_school_id_code_digest_key: UNIQUE (school_id, code_digest)
  index: btree (school_id, made_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "those who run the school erase" for insert to public
    check ((school_id = app.school_id()) AND app.runs_school())
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (made_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "those who run the school see what was erased" for select to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (made_by)

table public.family_dispute
  school_id uuid not null
  id uuid not null
  pupil_id uuid not null
  begun_on date not null
  until_on date not null
  begun_at timestamp with time zone not null
  begun_by uuid not null
  ended_at timestamp with time zone
  ended_by uuid
  sealed bytea not null
  family_dispute_ending: CHECK ((num_nulls(ended_at, ended_by) = ANY (ARRAY[0, 2])))
  family_dispute_span: CHECK (((until_on >= begun_on) AND (until_on <= (begun_on + 366))))
  family_dispute_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  family_dispute_school_id_pupil_id_fkey: FOREIGN KEY (school_id, pupil_id) REFERENCES person(school_id, id)
  family_dispute_pkey: PRIMARY KEY (school_id, id)
  family_dispute_twice: EXCLUDE USING gist (pupil_id WITH =, daterange(begun_on, until_on, '[]'::text) WITH &&, school_id WITH =) WHERE ((ended_at IS NULL))
  index: btree (school_id, begun_by)
  index: btree (school_id, ended_by)
  index: btree (school_id, pupil_id)
  index: btree (school_id, until_on)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((pupil_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "the office enters a dispute, nobody their own" for insert to public
    check ((school_id = app.school_id()) AND (begun_by = app.person_id()) AND (ended_at IS NULL) AND (begun_on = CURRENT_DATE) AND app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]) AND (pupil_id <> ALL (ARRAY( SELECT app.ever_my_children() AS ever_my_children))) AND (pupil_id <> app.person_id()))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (pupil_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (begun_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (ended_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "the office sees disputes, nobody their own" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR (( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]) AS is_a) AND (pupil_id <> ALL (ARRAY( SELECT app.ever_my_children() AS ever_my_children))) AND (pupil_id <> app.person_id()))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "the office ends a dispute, nobody their own" for update to public
    using ((school_id = app.school_id()) AND (ended_at IS NULL) AND app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]) AND (pupil_id <> ALL (ARRAY( SELECT app.ever_my_children() AS ever_my_children))) AND (pupil_id <> app.person_id()))
    check (ended_by = app.person_id())
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (begun_by)
    preau_app: update (ended_at)
    preau_app: update (ended_by)
    preau_privacy: update (ended_by)
    preau_relations: update (pupil_id)

table public.file
  school_id uuid not null
  id uuid not null
  state text not null
  state_at timestamp with time zone not null
  state_by uuid
  refused_for text
  type text
  size integer
  hash bytea
  width integer
  height integer
  object uuid not null
  sealed bytea not null
  uploaded_at timestamp with time zone not null
  uploaded_by uuid
  awaited integer
  file_awaited_check: CHECK ((awaited > 0))
  file_hash_check: CHECK ((length(hash) = 32))
  file_height_check: CHECK ((height > 0))
  file_known: CHECK (((state = 'uploading'::text) OR (num_nulls(type, size, hash) = 0)))
  file_refused_for: CHECK (((refused_for IS NULL) OR (state = 'refused'::text)))
  file_refused_for_check: CHECK ((refused_for = ANY (ARRAY['infected'::text, 'not_scannable'::text, 'damaged'::text, 'too_many_pixels'::text])))
  file_size_check: CHECK ((size >= 0))
  file_state_check: CHECK ((state = ANY (ARRAY['uploading'::text, 'scanning'::text, 'ready'::text, 'refused'::text])))
  file_type_check: CHECK ((type = ANY (ARRAY['image/jpeg'::text, 'image/png'::text, 'image/webp'::text, 'image/gif'::text, 'image/avif'::text, 'application/pdf'::text, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'::text, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'::text, 'application/vnd.openxmlformats-officedocument.presentationml.presentation'::text, 'application/vnd.oasis.opendocument.text'::text, 'application/vnd.oasis.opendocument.spreadsheet'::text, 'application/vnd.oasis.opendocument.presentation'::text, 'text/plain'::text, 'video/mp4'::text, 'video/quicktime'::text, 'video/webm'::text])))
  file_width_check: CHECK ((width > 0))
  file_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  file_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, state_by)
  index: btree (school_id, uploaded_by)
  index: btree (school_id, uploaded_at) WHERE (state <> 'ready'::text)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((uploaded_by = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one's own files go, and those of the school" for delete to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR ((uploaded_by = app.person_id()) AND ( SELECT app.is_member() AS is_member))))
  policy "members upload" for insert to public
    check ((school_id = app.school_id()) AND (state = 'uploading'::text) AND (uploaded_by = app.person_id()) AND ( SELECT app.is_member() AS is_member))
  policy "restricted: not added" for insert to preau_app
    check (( SELECT app.is_unlimited() AS is_unlimited) OR (((id = ANY (ARRAY( SELECT app.limited_file_about_1() AS limited_file_about_1))) OR (id = ANY (ARRAY( SELECT app.limited_file_depicted_2() AS limited_file_depicted_2)))) IS NOT TRUE))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (id = ANY (ARRAY( SELECT app.held_file_about_1() AS held_file_about_1))) OR (id = ANY (ARRAY( SELECT app.held_file_depicted_2() AS held_file_depicted_2))) OR (uploaded_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (state_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "one's own files, and those of what one sees" for select to public
    using ((school_id = app.school_id()) AND ((( SELECT app.runs_school() AS runs_school) AND (( SELECT app.is_system() AS is_system) OR (NOT app.is_guarded(id)))) OR ((uploaded_by = app.person_id()) AND ( SELECT app.is_member() AS is_member) AND (NOT app.is_hidden_picture(id))) OR ((state <> 'uploading'::text) AND (EXISTS ( SELECT
   FROM attachment a
  WHERE ((a.school_id = file.school_id) AND (a.file_id = file.id)))))))
  policy "restricted: not served" for select to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (((id = ANY (ARRAY( SELECT app.limited_file_about_1() AS limited_file_about_1))) OR (id = ANY (ARRAY( SELECT app.limited_file_depicted_2() AS limited_file_depicted_2)))) IS NOT TRUE))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "one's own upload goes on; the school scans" for update to public
    using ((school_id = app.school_id()) AND (app.is_system() OR ((uploaded_by = app.person_id()) AND (state = 'uploading'::text) AND ( SELECT app.is_member() AS is_member))))
    check (school_id = app.school_id())
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.is_unlimited() AS is_unlimited) OR (NOT ( SELECT app.is_system() AS is_system)) OR (((id = ANY (ARRAY( SELECT app.limited_file_about_1() AS limited_file_about_1))) OR (id = ANY (ARRAY( SELECT app.limited_file_depicted_2() AS limited_file_depicted_2)))) IS NOT TRUE))
    check (( SELECT app.is_unlimited() AS is_unlimited) OR (((id = ANY (ARRAY( SELECT app.limited_file_about_1() AS limited_file_about_1))) OR (id = ANY (ARRAY( SELECT app.limited_file_depicted_2() AS limited_file_depicted_2)))) IS NOT TRUE))
  granted to
    preau_app: delete, insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (state_by)
    preau_privacy: update (uploaded_by)

table public.grant_request
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  role text not null
  why text not null
  class_id uuid
  sealed bytea not null
  asked_at timestamp with time zone not null
  asked_by uuid
  until_at timestamp with time zone not null
  decided_at timestamp with time zone
  decided_by uuid
  verdict text
  grant_by_two: CHECK (((role <> 'administrator'::text) OR (verdict IS DISTINCT FROM 'granted'::text) OR (decided_by IS DISTINCT FROM asked_by) OR (asked_by IS NULL)))
  grant_not_to_oneself: CHECK (((verdict IS DISTINCT FROM 'granted'::text) OR ((asked_by IS DISTINCT FROM person_id) AND (decided_by IS DISTINCT FROM person_id))))
  grant_request_check: CHECK (((verdict IS NULL) = (decided_at IS NULL)))
  grant_request_check1: CHECK ((asked_at < until_at))
  grant_request_role_check: CHECK ((role = ANY (ARRAY['administrator'::text, 'head'::text, 'office'::text, 'teacher'::text, 'substitute'::text, 'dpo'::text, 'support'::text])))
  grant_request_verdict_check: CHECK ((verdict = ANY (ARRAY['granted'::text, 'declined'::text, 'withdrawn'::text])))
  grant_request_why_check: CHECK ((why = ANY (ARRAY['post'::text, 'replacement'::text, 'duty'::text, 'handover'::text, 'technical'::text])))
  grant_request_school_id_class_id_fkey: FOREIGN KEY (school_id, class_id) REFERENCES class(school_id, id)
  grant_request_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  grant_request_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  grant_request_pkey: PRIMARY KEY (school_id, id)
  grant_request_open: EXCLUDE USING gist (school_id WITH =, person_id WITH =, role WITH =) WHERE ((verdict IS NULL))
  index: btree (school_id, asked_by)
  index: btree (school_id, class_id)
  index: btree (school_id, decided_by)
  index: btree (school_id, person_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (decided_by = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "grants are asked for by who may give them" for insert to public
    check ((school_id = app.school_id()) AND (asked_by = app.person_id()) AND (person_id <> app.person_id()) AND ( SELECT app.may_give(grant_request.role) AS may_give) AND ((verdict IS NULL) OR ((verdict = 'granted'::text) AND (role <> 'administrator'::text) AND (decided_by = app.person_id()))))
  policy "grants are for those who run the school, and one's own" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = app.person_id())))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (asked_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (decided_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "grants are decided by an administrator or the head" for update to public
    using ((school_id = app.school_id()) AND (verdict IS NULL) AND ( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text]) AS is_a))
    check (decided_by = app.person_id())
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('grant_request'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('grant_request'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (asked_by)
    preau_privacy: update (class_id)
    preau_privacy: update (decided_by)

table public.group_place
  school_id uuid not null
  id uuid not null
  group_id uuid not null
  person_id uuid not null
  role text not null
  from_at timestamp with time zone not null
  until_at timestamp with time zone
  group_place_check: CHECK (((until_at IS NULL) OR (from_at <= until_at)))
  group_place_role_check: CHECK ((role = ANY (ARRAY['teacher'::text, 'pupil'::text])))
  group_place_school_id_group_id_fkey: FOREIGN KEY (school_id, group_id) REFERENCES teaching_group(school_id, id)
  group_place_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  group_place_pkey: PRIMARY KEY (school_id, id)
  group_place_twice: EXCLUDE USING gist (person_id WITH =, group_id WITH =, tstzrange(from_at, until_at) WITH &&, school_id WITH =)
  index: btree (school_id, group_id)
  index: btree (school_id, person_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "people are put into one's own groups" for insert to public
    check ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR ((group_id = ANY (ARRAY( SELECT app.my_own_groups() AS my_own_groups))) AND ((role = 'teacher'::text) OR (person_id = ANY (ARRAY( SELECT app.my_pupils() AS my_pupils)))))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "places in groups one teaches" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (group_id = ANY (ARRAY( SELECT app.my_groups('teacher'::text) AS my_groups)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "places in one's own groups end" for update to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (group_id = ANY (ARRAY( SELECT app.my_own_groups() AS my_own_groups)))))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('group_place'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('group_place'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_relations: update (person_id)
    preau_app: update (until_at)
    preau_relations: update (until_at)

table public.guardianship
  school_id uuid not null
  id uuid not null
  pupil_id uuid not null
  guardian_id uuid not null
  relation text not null
  authority text not null
  preset text not null
  scopes text[] not null
  from_at timestamp with time zone not null
  until_at timestamp with time zone
  verified_by uuid
  verified_way text
  verified_at timestamp with time zone
  source text not null
  document_id uuid
  delegated_from uuid
  join_request_id uuid
  created_at timestamp with time zone not null
  version integer not null
  guardianship_authority_check: CHECK ((authority = ANY (ARRAY['full'::text, 'joint'::text, 'limited'::text, 'none'::text])))
  guardianship_check: CHECK ((pupil_id <> guardian_id))
  guardianship_check1: CHECK ((num_nonnulls(verified_by, verified_way, verified_at) = ANY (ARRAY[0, 3])))
  guardianship_preset_check: CHECK ((preset = ANY (ARRAY['equal'::text, 'information'::text, 'court_restricted'::text, 'no_contact'::text, 'foster'::text, 'relative'::text])))
  guardianship_relation_check: CHECK ((relation = ANY (ARRAY['mother'::text, 'father'::text, 'parent'::text, 'guardian'::text, 'foster'::text, 'relative'::text, 'other'::text])))
  guardianship_scopes_check: CHECK ((scopes <@ ARRAY['feed'::text, 'progress'::text, 'message'::text, 'absence'::text, 'sign'::text, 'pick_up'::text, 'pay'::text, 'other_guardian'::text, 'copies'::text]))
  guardianship_source_check: CHECK ((source = ANY (ARRAY['class_key'::text, 'roster'::text, 'office'::text, 'delegation'::text, 'pupil'::text])))
  guardianship_verified_way_check: CHECK ((verified_way = ANY (ARRAY['known_in_person'::text, 'identity_seen'::text, 'school_list'::text, 'called_back'::text])))
  guardianship_school_id_delegated_from_fkey: FOREIGN KEY (school_id, delegated_from) REFERENCES guardianship(school_id, id)
  guardianship_school_id_guardian_id_fkey: FOREIGN KEY (school_id, guardian_id) REFERENCES person(school_id, id)
  guardianship_school_id_join_request_id_fkey: FOREIGN KEY (school_id, join_request_id) REFERENCES join_request(school_id, id)
  guardianship_school_id_pupil_id_fkey: FOREIGN KEY (school_id, pupil_id) REFERENCES person(school_id, id)
  guardianship_pkey: PRIMARY KEY (school_id, id)
  guardianship_overlap: EXCLUDE USING gist (pupil_id WITH =, guardian_id WITH =, tstzrange(from_at, until_at) WITH &&, school_id WITH =)
  index: btree (school_id, delegated_from)
  index: btree (school_id, guardian_id)
  index: btree (school_id, pupil_id)
  index: btree (school_id, join_request_id)
  index: btree (school_id, verified_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((pupil_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (guardian_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "an adult pupil lets a guardian in again, or out" for insert to public
    check ((school_id = app.school_id()) AND (pupil_id = app.person_id()) AND (source = 'pupil'::text) AND ( SELECT app.is_of_age(app.person_id()) AS is_of_age))
  policy "edges are made by those who run the school" for insert to public
    check ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "edges of oneself and of one's pupils" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (guardian_id = app.person_id()) OR (pupil_id = app.person_id()) OR (pupil_id = ANY (ARRAY( SELECT app.my_pupils() AS my_pupils)))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (pupil_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (guardian_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (delegated_from = ANY (ARRAY( SELECT app.held_guardianship_guardian_3() AS held_guardianship_guardian_3))) OR (verified_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "nor does a guardian's copy of what is held about a child say so" for select to preau_privacy
    using (( SELECT app.runs_school() AS runs_school) OR (pupil_id = app.person_id()) OR (guardian_id = app.person_id()) OR (verified_by = app.person_id()))
  policy "the other guardian's edge, for whom the name may be known" for select to public
    using ((school_id = app.school_id()) AND (guardian_id = ANY (ARRAY( SELECT app.other_guardians() AS other_guardians))) AND (pupil_id = ANY (ARRAY( SELECT app.my_children_for('other_guardian'::text) AS my_children_for))))
  policy "an adult pupil ends what others held" for update to public
    using ((school_id = app.school_id()) AND (pupil_id = app.person_id()) AND app.is_of_age(app.person_id()))
    check (pupil_id = app.person_id())
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "edges are ended by those who run the school" for update to public
    using ((school_id = app.school_id()) AND app.runs_school())
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('guardianship'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('guardianship'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (delegated_from)
    preau_relations: update (guardian_id)
    preau_privacy: update (join_request_id)
    preau_relations: update (pupil_id)
    preau_relations: update (until_at)
    preau_privacy: update (verified_by)

table public.guardianship_change
  school_id uuid not null
  id uuid not null
  guardianship_id uuid not null
  pupil_id uuid not null
  guardian_id uuid not null
  preset_before text not null
  preset_after text not null
  scopes_before text[] not null
  scopes_after text[] not null
  edge_version integer not null
  sealed bytea not null
  asked_at timestamp with time zone not null
  asked_by uuid
  decided_at timestamp with time zone
  decided_by uuid
  verdict text
  guardianship_change_by_two: CHECK (((verdict IS DISTINCT FROM 'countersigned'::text) OR (decided_by IS DISTINCT FROM asked_by) OR (asked_by IS NULL)))
  guardianship_change_check: CHECK (((verdict IS NULL) = (decided_at IS NULL)))
  guardianship_change_preset_after_check: CHECK ((preset_after = ANY (ARRAY['equal'::text, 'information'::text, 'court_restricted'::text, 'no_contact'::text, 'foster'::text, 'relative'::text])))
  guardianship_change_preset_before_check: CHECK ((preset_before = ANY (ARRAY['equal'::text, 'information'::text, 'court_restricted'::text, 'no_contact'::text, 'foster'::text, 'relative'::text])))
  guardianship_change_scopes_after_check: CHECK ((scopes_after <@ ARRAY['feed'::text, 'progress'::text, 'message'::text, 'absence'::text, 'sign'::text, 'pick_up'::text, 'pay'::text, 'other_guardian'::text, 'copies'::text]))
  guardianship_change_scopes_before_check: CHECK ((scopes_before <@ ARRAY['feed'::text, 'progress'::text, 'message'::text, 'absence'::text, 'sign'::text, 'pick_up'::text, 'pay'::text, 'other_guardian'::text, 'copies'::text]))
  guardianship_change_verdict_check: CHECK ((verdict = ANY (ARRAY['countersigned'::text, 'declined'::text, 'withdrawn'::text])))
  guardianship_change_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  guardianship_change_school_id_guardian_id_fkey: FOREIGN KEY (school_id, guardian_id) REFERENCES person(school_id, id)
  guardianship_change_school_id_guardianship_id_fkey: FOREIGN KEY (school_id, guardianship_id) REFERENCES guardianship(school_id, id)
  guardianship_change_school_id_pupil_id_fkey: FOREIGN KEY (school_id, pupil_id) REFERENCES person(school_id, id)
  guardianship_change_pkey: PRIMARY KEY (school_id, id)
  guardianship_change_open: EXCLUDE USING gist (school_id WITH =, guardianship_id WITH =) WHERE ((verdict IS NULL))
  index: btree (school_id, asked_by)
  index: btree (school_id, decided_by)
  index: btree (school_id, guardianship_id)
  index: btree (school_id, guardian_id)
  index: btree (school_id, pupil_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((pupil_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (guardian_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (decided_by = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "changes of rights are asked for by an administrator or the head" for insert to public
    check ((school_id = app.school_id()) AND (asked_by = app.person_id()) AND (verdict IS NULL) AND ( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text]) AS is_a))
  policy "changes of rights are for those who run the school" for select to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (pupil_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (guardian_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (asked_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (decided_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "a merge seals anew what moves" for update to public
    using ((school_id = app.school_id()) AND (app.action() = ANY (ARRAY['person.merge'::text, 'person.unmerge'::text])) AND ( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]) AS is_a))
  policy "changes of rights are decided by an administrator, the head or " for update to public
    using ((school_id = app.school_id()) AND (verdict IS NULL) AND ( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]) AS is_a))
    check (decided_by = app.person_id())
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('guardianship_change'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('guardianship_change'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (asked_by)
    preau_privacy: update (decided_by)
    preau_relations: update (guardian_id)
    preau_relations: update (pupil_id)

table public.hand_over
  school_id uuid not null
  id uuid not null
  from_id uuid not null
  to_id uuid not null
  why text not null
  role text not null
  from_on date not null
  until_on date
  made_at timestamp with time zone not null
  made_by uuid
  seen_at timestamp with time zone
  undone_at timestamp with time zone
  undone_by uuid
  hand_over_check: CHECK ((from_id <> to_id))
  hand_over_check1: CHECK (((until_on IS NULL) OR (from_on <= until_on)))
  hand_over_role_check: CHECK ((role = ANY (ARRAY['substitute'::text, 'teacher'::text])))
  hand_over_substitute: CHECK (((role = 'substitute'::text) = (until_on IS NOT NULL)))
  hand_over_why_check: CHECK ((why = ANY (ARRAY['left'::text, 'absent'::text, 'changed'::text])))
  hand_over_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  hand_over_school_id_from_id_fkey: FOREIGN KEY (school_id, from_id) REFERENCES person(school_id, id)
  hand_over_school_id_to_id_fkey: FOREIGN KEY (school_id, to_id) REFERENCES person(school_id, id)
  hand_over_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, from_id)
  index: btree (school_id, made_by)
  index: btree (school_id, to_id)
  index: btree (school_id, undone_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((from_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (to_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "the office hands over" for insert to public
    check ((school_id = app.school_id()) AND (made_by = app.person_id()) AND ( SELECT app.is_office() AS is_office))
  policy "hand-overs are for those who run the school, who left and who t" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (from_id = app.person_id()) OR (to_id = app.person_id())))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (from_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (to_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (made_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (undone_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((from_id = ANY (ARRAY( SELECT app.limited('hand_over'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((from_id = ANY (ARRAY( SELECT app.limited('hand_over'::text) AS limited))) IS NOT TRUE))
  policy "the office takes a hand-over back" for update to public
    using ((school_id = app.school_id()) AND (app.action() = 'hand_over.undo'::text) AND ( SELECT app.is_office() AS is_office))
  policy "who took over has seen it" for update to public
    using ((school_id = app.school_id()) AND (app.action() = 'hand_over.see'::text) AND (to_id = app.person_id()))
    check (to_id = app.person_id())
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (made_by)
    preau_app: update (seen_at)
    preau_app: update (undone_at)
    preau_app: update (undone_by)
    preau_privacy: update (undone_by)

table public.hand_over_item
  school_id uuid not null
  id uuid not null
  hand_over_id uuid not null
  kind text not null
  target_id uuid not null
  ended_id uuid
  was_on date
  begun_id uuid
  hand_over_item_kind_check: CHECK ((kind ~ '^[a-z_]{1,40}$'::text))
  hand_over_item_school_id_hand_over_id_fkey: FOREIGN KEY (school_id, hand_over_id) REFERENCES hand_over(school_id, id)
  hand_over_item_pkey: PRIMARY KEY (school_id, id)
  hand_over_item_school_id_hand_over_id_kind_target_id_key: UNIQUE (school_id, hand_over_id, kind, target_id)
  index: btree (school_id, begun_id)
  index: btree (school_id, kind, target_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "the office says what is handed over" for insert to public
    check ((school_id = app.school_id()) AND ( SELECT app.is_office() AS is_office))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (hand_over_id = ANY (ARRAY( SELECT app.held_hand_over_item_self_1() AS held_hand_over_item_self_1))) OR (hand_over_id = ANY (ARRAY( SELECT app.held_hand_over_item_recipient_2() AS held_hand_over_item_recipient_2)))))
  policy "what was handed over, with its hand-over" for select to public
    using ((school_id = app.school_id()) AND (EXISTS ( SELECT
   FROM hand_over h
  WHERE ((h.school_id = hand_over_item.school_id) AND (h.id = hand_over_item.hand_over_id)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((hand_over_id = ANY (ARRAY( SELECT app.limited_hand_over_item_self_1() AS limited_hand_over_item_self_1))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((hand_over_id = ANY (ARRAY( SELECT app.limited_hand_over_item_self_1() AS limited_hand_over_item_self_1))) IS NOT TRUE))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select

table public.head_step
  school_id uuid not null
  id uuid not null
  request_id uuid not null
  person_id uuid not null
  asked_by uuid not null
  asked_at timestamp with time zone not null
  due_on date not null
  decided_at timestamp with time zone
  decided_by uuid
  verdict text
  ground text
  sealed bytea
  head_step_deciding: CHECK ((num_nulls(decided_at, decided_by, verdict, sealed) = ANY (ARRAY[0, 4])))
  head_step_ground: CHECK (((ground IS NOT NULL) = (NOT (verdict IS DISTINCT FROM 'refused'::text))))
  head_step_ground_check: CHECK ((ground = ANY (ARRAY['kept_by_law'::text, 'public_task'::text, 'rights_of_others'::text, 'not_identified'::text, 'already_answered'::text, 'excessive'::text, 'is_accurate'::text, 'not_met'::text, 'claims'::text, 'expression'::text, 'archive'::text, 'compelling'::text, 'not_feasible'::text, 'hinders'::text, 'otherwise_protected'::text, 'stands'::text, 'no_duty'::text])))
  head_step_verdict_check: CHECK ((verdict = ANY (ARRAY['approved'::text, 'refused'::text])))
  head_step_school_id_asked_by_fkey: FOREIGN KEY (school_id, asked_by) REFERENCES person(school_id, id)
  head_step_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  head_step_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  head_step_school_id_request_id_fkey: FOREIGN KEY (school_id, request_id) REFERENCES rights_request(school_id, id)
  head_step_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, asked_at)
  index: btree (school_id, asked_by, verdict)
  index: btree (school_id, decided_by)
  index: btree (school_id, request_id) WHERE (verdict IS DISTINCT FROM 'refused'::text) unique
  index: btree (school_id, person_id)
  index: btree (school_id, request_id, asked_at)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((asked_by = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (person_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "what one asks waits for the head" for insert to public
    check ((school_id = app.school_id()) AND (num_nonnulls(decided_at, decided_by, verdict, ground, sealed) = 0) AND ((asked_by = app.person_id()) OR app.is_system()) AND app.needs_head(request_id))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (asked_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (decided_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "steps of what one asked, and those the head decides" for select to public
    using ((school_id = app.school_id()) AND ((asked_by = app.person_id()) OR ( SELECT app.is_system() AS is_system) OR (( SELECT app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text]) AS is_a) AND app.has_no_part(person_id, asked_by))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "the head decides, or who stands in, nobody in their own cause" for update to public
    using ((school_id = app.school_id()) AND (decided_at IS NULL) AND app.decides_step(person_id, asked_by))
    check (decided_by = app.person_id())
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_relations: update (asked_by)
    preau_app: update (decided_at)
    preau_app: update (decided_by)
    preau_privacy: update (decided_by)
    preau_app: update (ground)
    preau_relations: update (person_id)
    preau_app: update (sealed)
    preau_app: update (verdict)

table public.idempotency
  school_id uuid not null
  person_id uuid not null
  key uuid not null
  endpoint text not null
  request_digest bytea not null
  status integer not null
  sealed bytea
  made_at timestamp with time zone not null
  idempotency_endpoint_check: CHECK ((length(endpoint) <= 100))
  idempotency_pkey: PRIMARY KEY (school_id, person_id, key)
  index: btree (made_at)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "old answers are swept" for delete to public
    using ((school_id = app.school_id()) AND app.is_system())
  policy "one's own answers are kept" for insert to public
    check ((NOT (school_id IS DISTINCT FROM COALESCE(app.school_id(), '00000000-0000-0000-0000-000000000000'::uuid))) AND (NOT (person_id IS DISTINCT FROM COALESCE(app.person_id(), app.account_id()))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "one's own answers" for select to public
    using ((NOT (school_id IS DISTINCT FROM COALESCE(app.school_id(), '00000000-0000-0000-0000-000000000000'::uuid))) AND (NOT (person_id IS DISTINCT FROM COALESCE(app.person_id(), app.account_id()))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: delete, insert, select
    preau_privacy: delete, select
    preau_relations: select

table public.image_consent
  school_id uuid not null
  id uuid not null
  pupil_id uuid not null
  school_year_id uuid not null
  audience text not null
  by_id uuid
  says text not null
  wording integer not null
  language text not null
  said_at timestamp with time zone not null
  replaced_at timestamp with time zone
  on_paper boolean not null default false
  recorded_by uuid
  image_consent_audience_check: CHECK ((audience = ANY (ARRAY['class'::text, 'school'::text, 'outside'::text])))
  image_consent_language_check: CHECK ((language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$'::text))
  image_consent_recorded: CHECK ((on_paper OR (recorded_by IS NULL)))
  image_consent_says_check: CHECK ((says = ANY (ARRAY['yes'::text, 'no'::text])))
  image_consent_wording_check: CHECK ((wording > 0))
  image_consent_school_id_by_id_fkey: FOREIGN KEY (school_id, by_id) REFERENCES person(school_id, id)
  image_consent_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  image_consent_school_id_pupil_id_fkey: FOREIGN KEY (school_id, pupil_id) REFERENCES person(school_id, id)
  image_consent_school_id_recorded_by_fkey: FOREIGN KEY (school_id, recorded_by) REFERENCES person(school_id, id)
  image_consent_school_id_school_year_id_fkey: FOREIGN KEY (school_id, school_year_id) REFERENCES school_year(school_id, id)
  image_consent_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, by_id)
  index: btree (school_id, pupil_id, school_year_id)
  index: btree (school_id, recorded_by)
  index: btree (school_id, pupil_id, school_year_id, audience, by_id) WHERE (replaced_at IS NULL) unique
  index: btree (school_id, school_year_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((pupil_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (by_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "guardians who sign answer, until the pupil does" for insert to public
    check ((school_id = app.school_id()) AND (by_id = app.person_id()) AND (replaced_at IS NULL) AND (NOT on_paper) AND (((pupil_id = app.person_id()) AND app.answers_for_own_image(pupil_id)) OR ((pupil_id = ANY (ARRAY( SELECT app.my_image_children() AS my_image_children))) AND ((says = 'no'::text) OR (NOT app.answers_for_own_image(pupil_id))))))
  policy "what came on paper is written down by whoever teaches the pupil" for insert to public
    check ((school_id = app.school_id()) AND on_paper AND (recorded_by = app.person_id()) AND (replaced_at IS NULL) AND (app.action() = 'image_right.record'::text) AND (by_id = ANY (ARRAY( SELECT s.id
   FROM app.image_signatories(ARRAY[image_consent.pupil_id]) s(pupil_id, id, sealed)))) AND ((says = 'no'::text) OR ((NOT app.has_answered_image(pupil_id, by_id, audience, school_year_id)) AND ((by_id = pupil_id) OR (NOT app.answers_for_own_image(pupil_id))))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (pupil_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (by_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (recorded_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "one's own answers about pictures" for select to public
    using ((school_id = app.school_id()) AND ((by_id = app.person_id()) OR ( SELECT app.is_system() AS is_system)))
  policy "an answer is replaced by whoever gave it" for update to public
    using ((school_id = app.school_id()) AND (by_id = app.person_id()) AND (replaced_at IS NULL))
    check (by_id = app.person_id())
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('image_consent'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('image_consent'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (by_id)
    preau_relations: update (by_id)
    preau_relations: update (pupil_id)
    preau_privacy: update (recorded_by)
    preau_app: update (replaced_at)
    preau_relations: update (replaced_at)

table public.join_request
  school_id uuid not null
  id uuid not null
  class_id uuid not null
  class_key_id uuid not null
  account_id uuid
  relation text not null
  locale text not null
  sealed bytea not null
  token_digest bytea
  made_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  confirmed_at timestamp with time zone
  withdrawn_at timestamp with time zone
  expired_at timestamp with time zone
  decided_at timestamp with time zone
  decided_by uuid
  verdict text
  pupil_id uuid
  check_way text
  linked_at timestamp with time zone
  guardian_id uuid
  version integer not null
  join_request_accepted_wholly: CHECK ((((NOT (verdict IS DISTINCT FROM 'accepted'::text)) = (num_nonnulls(pupil_id, check_way) = 2)) AND (num_nonnulls(pupil_id, check_way) = ANY (ARRAY[0, 2]))))
  join_request_check_way_check: CHECK ((check_way = ANY (ARRAY['known_in_person'::text, 'identity_seen'::text, 'school_list'::text, 'called_back'::text])))
  join_request_decided_wholly: CHECK ((num_nonnulls(decided_at, decided_by, verdict) = ANY (ARRAY[0, 3])))
  join_request_locale_check: CHECK ((locale = ANY (ARRAY['en'::text, 'fr'::text, 'fr-CA'::text, 'sv'::text, 'ja'::text])))
  join_request_relation_check: CHECK ((relation = ANY (ARRAY['mother'::text, 'father'::text, 'parent'::text, 'guardian'::text, 'foster'::text, 'relative'::text, 'other'::text])))
  join_request_verdict_check: CHECK ((verdict = ANY (ARRAY['accepted'::text, 'declined'::text])))
  join_request_account_id_fkey: FOREIGN KEY (account_id) REFERENCES directory.account(id)
  join_request_school_id_class_id_fkey: FOREIGN KEY (school_id, class_id) REFERENCES class(school_id, id)
  join_request_school_id_class_key_id_fkey: FOREIGN KEY (school_id, class_key_id) REFERENCES class_key(school_id, id)
  join_request_school_id_guardian_id_fkey: FOREIGN KEY (school_id, guardian_id) REFERENCES person(school_id, id)
  join_request_school_id_pupil_id_fkey: FOREIGN KEY (school_id, pupil_id) REFERENCES person(school_id, id)
  join_request_pkey: PRIMARY KEY (school_id, id)
  join_request_token_digest_key: UNIQUE (token_digest)
  index: btree (account_id)
  index: btree (school_id, class_id)
  index: btree (school_id, decided_by)
  index: btree (school_id, guardian_id)
  index: btree (school_id, class_key_id)
  index: btree (school_id, pupil_id)
  policy "erased" for delete to preau_privacy
    using (((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school)) OR (account_id = app.erasing()))
  policy "held: not deleted" for delete to preau_privacy
    using (((guardian_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (pupil_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "the school sweeps what expired" for delete to public
    using ((school_id = app.school_id()) AND app.is_system())
  policy "a visitor asks with a live key" for insert to public
    check ((school_id = app.school_id()) AND (app.action() = 'class.join_request.make'::text) AND app.is_live_key(class_key_id, class_id) AND (account_id IS NULL) AND (confirmed_at IS NULL) AND (decided_at IS NULL))
  policy "a guardian's copy of what is held about a child holds no reques" for select to preau_privacy
    using (( SELECT app.runs_school() AS runs_school) OR (pupil_id = app.person_id()) OR (guardian_id = app.person_id()) OR (account_id = app.account_id()) OR (decided_by = app.person_id()))
  policy "held about a person" for select to preau_privacy
    using (((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (account_id = ANY (ARRAY( SELECT app.own_account() AS own_account))) OR (guardian_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (pupil_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (decided_by = ANY (ARRAY( SELECT app.oneself() AS oneself))))) OR (account_id = app.erasing()))
  policy "requests to one's classes, once confirmed" for select to public
    using ((account_id = app.account_id()) OR ((school_id = app.school_id()) AND (app.is_system() OR ((confirmed_at IS NOT NULL) AND (( SELECT app.runs_school() AS runs_school) OR (class_id = ANY (ARRAY( SELECT app.my_classes('teacher'::text) AS my_classes))))))))
  policy "a teacher or the office decides" for update to public
    using ((school_id = app.school_id()) AND (app.action() = ANY (ARRAY['class.join_request.accept'::text, 'class.join_request.decline'::text, 'class.join_request.undo'::text])) AND (confirmed_at IS NOT NULL) AND (( SELECT app.runs_school() AS runs_school) OR (class_id = ANY (ARRAY( SELECT app.my_classes('teacher'::text) AS my_classes)))))
    check (((NOT (decided_by IS DISTINCT FROM app.person_id())) OR (decided_by IS NULL)) AND ((pupil_id IS NULL) OR ( SELECT app.runs_school() AS runs_school) OR (pupil_id = ANY (ARRAY( SELECT app.my_pupils() AS my_pupils)))))
  policy "detached" for update to preau_privacy
    using (((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school)) OR (account_id = app.erasing()))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('join_request'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('join_request'::text) AS limited))) IS NOT TRUE))
  policy "the one who asked withdraws" for update to public
    using ((account_id = app.account_id()) AND (app.action() = 'class.join_request.withdraw'::text))
    check (account_id = app.account_id())
  policy "the school links the family once the decision stands" for update to public
    using ((school_id = app.school_id()) AND app.is_system())
  granted to
    preau_app: delete, insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (account_id)
    preau_relations: update (account_id)
    preau_relations: update (confirmed_at)
    preau_privacy: update (decided_by)
    preau_privacy: update (guardian_id)
    preau_relations: update (guardian_id)
    preau_privacy: update (pupil_id)
    preau_relations: update (pupil_id)
    preau_relations: update (token_digest)
    preau_relations: update (version)

table public.judicial_order
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  dated_on date not null
  due_on date not null
  silent_until date
  parts text[]
  recorded_by uuid not null
  recorded_at timestamp with time zone not null
  signed_by uuid
  signed_at timestamp with time zone
  declined_by uuid
  declined_at timestamp with time zone
  handed_by uuid
  handed_at timestamp with time zone
  manifest bytea
  told_at timestamp with time zone
  sealed bytea not null
  judicial_order_declining: CHECK ((num_nulls(declined_at, declined_by) = ANY (ARRAY[0, 2])))
  judicial_order_handing: CHECK (((num_nulls(handed_at, handed_by, manifest) = ANY (ARRAY[0, 3])) AND ((handed_at IS NULL) OR (signed_at IS NOT NULL))))
  judicial_order_manifest_check: CHECK ((length(manifest) = 32))
  judicial_order_parts: CHECK (((parts <@ ARRAY['record'::text, 'family'::text, 'messages'::text, 'pictures'::text]) AND (cardinality(parts) > 0)))
  judicial_order_signing: CHECK (((num_nulls(signed_at, signed_by) = ANY (ARRAY[0, 2])) AND (signed_by <> recorded_by) AND (num_nonnulls(signed_at, declined_at) < 2)))
  judicial_order_silence: CHECK (((silent_until IS NULL) OR (silent_until <= (dated_on + 3653))))
  judicial_order_telling: CHECK (((told_at IS NULL) OR (handed_at IS NOT NULL)))
  judicial_order_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  judicial_order_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  judicial_order_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, declined_by)
  index: btree (school_id, handed_by)
  index: btree (school_id, person_id)
  index: btree (school_id, recorded_at)
  index: btree (school_id, recorded_by)
  index: btree (school_id, signed_by)
  index: btree (school_id, handed_at) WHERE ((handed_at IS NOT NULL) AND (told_at IS NULL))
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one of the desk writes it down, nobody in their own cause" for insert to public
    check ((school_id = app.school_id()) AND (recorded_by = app.person_id()) AND app.answers_rights(person_id, person_id) AND (num_nonnulls(signed_at, declined_at, handed_at, told_at) = 0))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (recorded_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (signed_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (declined_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (handed_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "the desk sees orders; whom they are about, once they may know" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR (( SELECT app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text]) AS is_a) AND ((silent_until IS NULL) OR (told_at IS NOT NULL) OR app.answers_rights(person_id, person_id))) OR ((told_at IS NOT NULL) AND (((person_id = app.person_id()) AND (NOT app.is_too_young())) OR (person_id = ANY (ARRAY( SELECT app.my_children_for('copies'::text) AS my_children_for)))))))
  policy "another signs, and either hands it over" for update to public
    using ((school_id = app.school_id()) AND (declined_at IS NULL) AND (handed_at IS NULL) AND app.answers_rights(person_id, person_id))
    check ((told_at IS NULL) AND ((signed_by IS NULL) OR (signed_by <> recorded_by)))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "the school notes what was handed over, and tells" for update to public
    using ((school_id = app.school_id()) AND app.is_system())
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_app: update (declined_at)
    preau_app: update (declined_by)
    preau_privacy: update (declined_by)
    preau_app: update (handed_at)
    preau_app: update (handed_by)
    preau_privacy: update (handed_by)
    preau_app: update (manifest)
    preau_relations: update (person_id)
    preau_privacy: update (recorded_by)
    preau_app: update (signed_at)
    preau_app: update (signed_by)
    preau_privacy: update (signed_by)
    preau_app: update (told_at)

table public.leaver_key
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  code_digest bytea not null
  made_at timestamp with time zone not null
  used_at timestamp with time zone
  replaced_at timestamp with time zone
  leaver_key_code_digest_check: CHECK ((length(code_digest) = 32))
  leaver_key_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  leaver_key_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  leaver_key_pkey: PRIMARY KEY (school_id, id)
  index: btree (code_digest) unique
  index: btree (school_id, person_id) WHERE (replaced_at IS NULL) unique
  index: btree (school_id, person_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one makes a key for oneself" for insert to public
    check ((school_id = app.school_id()) AND (person_id = app.person_id()) AND (NOT app.is_too_young()) AND (num_nonnulls(used_at, replaced_at) = 0))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "one's own key" for select to public
    using ((school_id = app.school_id()) AND (person_id = app.person_id()))
  policy "a new key replaces the old" for update to public
    using ((school_id = app.school_id()) AND (person_id = app.person_id()) AND (replaced_at IS NULL))
    check (person_id = app.person_id())
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_relations: update (person_id)
    preau_app: update (replaced_at)
    preau_relations: update (used_at)

table public.leaving_clock
  school_id uuid not null
  guidance_months integer not null
  archive_months integer not null
  why text not null
  set_at timestamp with time zone not null
  version integer not null default 1
  leaving_clock_archive_months_check: CHECK (((archive_months >= 0) AND (archive_months <= 120)))
  leaving_clock_guidance_months_check: CHECK (((guidance_months >= 0) AND (guidance_months <= 12)))
  leaving_clock_why_check: CHECK ((why = ANY (ARRAY['shorter'::text, 'law'::text, 'authority'::text, 'practice'::text])))
  leaving_clock_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  leaving_clock_pkey: PRIMARY KEY (school_id)
  policy "those who lead the school set it" for insert to public
    check ((school_id = app.school_id()) AND app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text]))
  policy "whoever works here knows how long steps last" for select to public
    using ((school_id = app.school_id()) AND (app.is_system() OR (EXISTS ( SELECT app.my_roles() AS my_roles))))
  policy "those who lead the school change it" for update to public
    using ((school_id = app.school_id()) AND app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text]))
  granted to
    preau_app: insert, select
    preau_relations: select
    preau_app: update (archive_months)
    preau_app: update (guidance_months)
    preau_app: update (set_at)
    preau_app: update (version)
    preau_app: update (why)

table public.leaving_step
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  step text not null
  due_on date not null
  announced_on date not null
  deferred_until date
  why text
  deferred_at timestamp with time zone
  deferred_by uuid
  done_at timestamp with time zone
  agreed_at timestamp with time zone
  agreed_by uuid
  leaving_step_a_day_before: CHECK (((step = ANY (ARRAY['told_30'::text, 'told_7'::text])) OR (announced_on < due_on)))
  leaving_step_agreed: CHECK (((agreed_by IS NULL) OR (agreed_at IS NOT NULL)))
  leaving_step_deferred: CHECK ((num_nulls(deferred_until, why, deferred_at) = ANY (ARRAY[0, 3])))
  leaving_step_step_check: CHECK ((step = ANY (ARRAY['guidance'::text, 'archived'::text, 'erased'::text, 'told_30'::text, 'told_7'::text])))
  leaving_step_why_check: CHECK ((why = ANY (ARRAY['question_open'::text, 'dispute'::text, 'returning'::text, 'mistake'::text])))
  leaving_step_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  leaving_step_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  leaving_step_pkey: PRIMARY KEY (school_id, id)
  leaving_step_school_id_person_id_step_due_on_key: UNIQUE (school_id, person_id, step, due_on)
  index: btree (school_id, agreed_by)
  index: btree (school_id, deferred_by)
  index: btree (school_id, due_on) WHERE (done_at IS NULL)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "the night announces steps" for insert to public
    check ((school_id = app.school_id()) AND app.is_system() AND (done_at IS NULL) AND (deferred_until IS NULL))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (deferred_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (agreed_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "steps are seen by those who run the school" for select to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "the night takes steps" for update to public
    using ((school_id = app.school_id()) AND app.is_system())
  policy "the office puts steps off" for update to public
    using ((school_id = app.school_id()) AND app.runs_school() AND (done_at IS NULL))
    check (done_at IS NULL)
  policy "what guardians in dispute share goes once the head has agreed" for update to preau_app
    check ((agreed_by IS NULL) OR app.is_system() OR ((agreed_by = app.person_id()) AND (done_at IS NULL) AND app.decides_step(person_id, person_id)))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_app: update (agreed_at)
    preau_app: update (agreed_by)
    preau_privacy: update (agreed_by)
    preau_app: update (deferred_at)
    preau_app: update (deferred_by)
    preau_privacy: update (deferred_by)
    preau_app: update (deferred_until)
    preau_app: update (done_at)
    preau_app: update (why)

table public.legal_hold
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  ground text not null
  told boolean not null
  sealed bytea not null
  asked_by uuid not null
  asked_at timestamp with time zone not null
  signed_by uuid
  signed_at timestamp with time zone
  review_on date not null
  reminded_at timestamp with time zone
  ended_at timestamp with time zone
  ended_by uuid
  ended_how text
  legal_hold_ended_how_check: CHECK ((ended_how = ANY (ARRAY['released'::text, 'lapsed'::text, 'declined'::text])))
  legal_hold_ending: CHECK ((num_nulls(ended_at, ended_by, ended_how) = ANY (ARRAY[0, 3])))
  legal_hold_ground_check: CHECK ((ground = ANY (ARRAY['dispute'::text, 'order'::text, 'inquiry'::text, 'claim'::text])))
  legal_hold_signing: CHECK (((num_nulls(signed_at, signed_by) = ANY (ARRAY[0, 2])) AND (signed_by <> asked_by)))
  legal_hold_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  legal_hold_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  legal_hold_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, asked_by)
  index: btree (school_id, ended_by)
  index: btree (school_id, person_id, ground) WHERE (ended_at IS NULL) unique
  index: btree (school_id, person_id)
  index: btree (school_id, signed_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one of the desk asks that it stays" for insert to public
    check ((school_id = app.school_id()) AND (asked_by = app.person_id()) AND app.answers_rights(person_id, person_id) AND (signed_at IS NULL) AND (ended_at IS NULL) AND (review_on <= (CURRENT_DATE + 91)))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (asked_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (signed_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (ended_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "the desk sees what is held" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR (( SELECT app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text]) AS is_a) AND (told OR app.answers_rights(person_id, person_id)))))
  policy "another of the desk signs, and either lets go" for update to public
    using ((school_id = app.school_id()) AND app.answers_rights(person_id, person_id))
    check (review_on <= (CURRENT_DATE + 91))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "nobody has looked at it again" for update to public
    using ((school_id = app.school_id()) AND app.is_system())
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (asked_by)
    preau_app: update (ended_at)
    preau_app: update (ended_by)
    preau_privacy: update (ended_by)
    preau_app: update (ended_how)
    preau_relations: update (person_id)
    preau_app: update (reminded_at)
    preau_app: update (review_on)
    preau_app: update (signed_at)
    preau_app: update (signed_by)
    preau_privacy: update (signed_by)

table public.mail_stop
  school_id uuid not null
  person_id uuid not null
  token_digest bytea not null
  made_at timestamp with time zone not null
  sealed bytea not null
  mail_stop_token_digest_check: CHECK ((length(token_digest) = 32))
  mail_stop_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  mail_stop_pkey: PRIMARY KEY (school_id, person_id)
  index: btree (token_digest)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "the school makes the link" for insert to public
    check ((school_id = app.school_id()) AND app.is_system())
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "the school puts the link into its mails" for select to public
    using ((school_id = app.school_id()) AND app.is_system())
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select

table public.message
  school_id uuid not null
  id uuid not null
  conversation_id uuid not null
  author_id uuid
  side text not null
  made_at timestamp with time zone not null
  edited_at timestamp with time zone
  state text not null
  withdrawn_at timestamp with time zone
  urgent text
  version integer not null
  message_check: CHECK (((state = 'withdrawn'::text) = (withdrawn_at IS NOT NULL)))
  message_check1: CHECK (((urgent IS NULL) OR (side = 'school'::text)))
  message_side_check: CHECK ((side = ANY (ARRAY['school'::text, 'family'::text])))
  message_state_check: CHECK ((state = ANY (ARRAY['sent'::text, 'withdrawn'::text, 'hidden'::text])))
  message_urgent_check: CHECK ((urgent = ANY (ARRAY['closure'::text, 'safety'::text, 'health'::text, 'today'::text])))
  message_version_check: CHECK ((version > 0))
  message_school_id_conversation_id_fkey: FOREIGN KEY (school_id, conversation_id) REFERENCES conversation(school_id, id)
  message_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, author_id)
  index: btree (school_id, conversation_id, id)
  index: btree (school_id, withdrawn_at) WHERE (withdrawn_at IS NOT NULL)
  index: btree (school_id, conversation_id) WHERE (urgent IS NOT NULL)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((author_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one says something on one's own side" for insert to public
    check ((school_id = app.school_id()) AND (author_id = app.person_id()) AND
CASE side
    WHEN 'family'::text THEN (conversation_id = ANY (ARRAY( SELECT app.writable_conversations('family'::text) AS writable_conversations)))
    ELSE (conversation_id = ANY (ARRAY( SELECT app.writable_conversations('school'::text) AS writable_conversations)))
END)
  policy "restricted: not added" for insert to preau_app
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((conversation_id = ANY (ARRAY( SELECT app.limited_message_about_1() AS limited_message_about_1))) IS NOT TRUE))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (conversation_id = ANY (ARRAY( SELECT app.held_message_about_1() AS held_message_about_1))) OR (conversation_id = ANY (ARRAY( SELECT app.held_message_recipient_2() AS held_message_recipient_2))) OR (author_id = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "shared threads wait for the head" for select to preau_privacy
    using (conversation_id <> ALL (ARRAY( SELECT app.threads_that_wait() AS threads_that_wait)))
  policy "what is said where one takes part" for select to public
    using ((school_id = app.school_id()) AND ((conversation_id = ANY (ARRAY( SELECT app.my_conversations() AS my_conversations))) OR (conversation_id = ANY (ARRAY( SELECT app.overseen_conversations() AS overseen_conversations))) OR ( SELECT app.is_system() AS is_system) OR ((app.action() = 'message.report.decide'::text) AND app.decides_on(id))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "one changes or takes back what one has just said" for update to public
    using ((school_id = app.school_id()) AND (author_id = app.person_id()) AND (state = 'sent'::text) AND (conversation_id = ANY (ARRAY( SELECT app.my_conversations() AS my_conversations))) AND
CASE app.action()
    WHEN 'message.edit'::text THEN (made_at > (now() - '00:16:00'::interval))
    WHEN 'message.withdraw'::text THEN (made_at > (now() - '25:00:00'::interval))
    ELSE false
END)
    check (author_id = app.person_id())
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.is_unlimited() AS is_unlimited) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((conversation_id = ANY (ARRAY( SELECT app.limited_message_about_1() AS limited_message_about_1))) IS NOT TRUE))
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((conversation_id = ANY (ARRAY( SELECT app.limited_message_about_1() AS limited_message_about_1))) IS NOT TRUE))
  policy "what is reported is hidden" for update to public
    using ((school_id = app.school_id()) AND (app.action() = 'message.report'::text) AND (state = 'sent'::text) AND (author_id IS DISTINCT FROM app.person_id()) AND (conversation_id = ANY (ARRAY( SELECT app.my_conversations() AS my_conversations))))
    check ((state = 'hidden'::text) AND (app.action() = 'message.report'::text))
  policy "whoever decides shows it again" for update to public
    using ((school_id = app.school_id()) AND (app.action() = 'message.report.decide'::text) AND (state = 'hidden'::text) AND app.decides_on(id))
    check ((state = 'sent'::text) AND (app.action() = 'message.report.decide'::text))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (author_id)
    preau_relations: update (author_id)

table public.message_report
  school_id uuid not null
  id uuid not null
  message_id uuid not null
  conversation_id uuid not null
  reported_by uuid
  why text not null
  made_at timestamp with time zone not null
  acts_id uuid
  due_at timestamp with time zone not null
  overdue_at timestamp with time zone
  decided_at timestamp with time zone
  decided_by uuid
  verdict text
  message_report_check: CHECK ((num_nonnulls(decided_at, verdict) <> 1))
  message_report_verdict_check: CHECK ((verdict = ANY (ARRAY['restored'::text, 'kept_hidden'::text])))
  message_report_why_check: CHECK ((why = ANY (ARRAY['hurtful'::text, 'threat'::text, 'private'::text, 'misuse'::text, 'other'::text])))
  message_report_school_id_conversation_id_fkey: FOREIGN KEY (school_id, conversation_id) REFERENCES conversation(school_id, id)
  message_report_school_id_message_id_fkey: FOREIGN KEY (school_id, message_id) REFERENCES message(school_id, id)
  message_report_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, acts_id)
  index: btree (school_id, conversation_id)
  index: btree (school_id, decided_by)
  index: btree (school_id, message_id)
  index: btree (school_id, message_id) WHERE (decided_at IS NULL) unique
  index: btree (school_id, reported_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((reported_by = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one reports what one could read" for insert to public
    check ((school_id = app.school_id()) AND (reported_by = app.person_id()) AND (conversation_id = ANY (ARRAY( SELECT app.my_conversations() AS my_conversations))) AND (EXISTS ( SELECT
   FROM message m
  WHERE ((m.school_id = message_report.school_id) AND (m.id = message_report.message_id) AND (m.conversation_id = message_report.conversation_id) AND (m.author_id IS DISTINCT FROM app.person_id())))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (conversation_id = ANY (ARRAY( SELECT app.held_message_report_about_1() AS held_message_report_about_1))) OR (reported_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (acts_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (decided_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "reports one made, decides about, or answers for" for select to public
    using ((school_id = app.school_id()) AND (((reported_by = app.person_id()) AND (EXISTS ( SELECT app.my_roles() AS my_roles))) OR ((acts_id = app.person_id()) AND ( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text, 'dpo'::text]) AS is_a)) OR ((overdue_at IS NOT NULL) AND ( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text]) AS is_a)) OR ((acts_id IS NULL) AND ( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text]) AS is_a)) OR ( SELECT app.is_system() AS is_system)))
  policy "shared threads wait for the head" for select to preau_privacy
    using (conversation_id <> ALL (ARRAY( SELECT app.threads_that_wait() AS threads_that_wait)))
  policy "a report is decided by whom it reaches" for update to public
    using ((school_id = app.school_id()) AND (decided_at IS NULL) AND (app.action() = 'message.report.decide'::text) AND app.decides_on(message_id))
    check (decided_by = app.person_id())
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((conversation_id = ANY (ARRAY( SELECT app.limited_message_report_about_1() AS limited_message_report_about_1))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((conversation_id = ANY (ARRAY( SELECT app.limited_message_report_about_1() AS limited_message_report_about_1))) IS NOT TRUE))
  policy "the school sees that a report waits too long" for update to public
    using ((school_id = app.school_id()) AND ( SELECT app.is_system() AS is_system))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (acts_id)
    preau_privacy: update (decided_by)
    preau_privacy: update (reported_by)

table public.message_text
  school_id uuid not null
  id uuid not null
  message_id uuid not null
  conversation_id uuid not null
  pupil_id uuid not null
  author_id uuid
  number integer not null
  language text not null
  written_at timestamp with time zone not null
  sealed bytea not null
  message_text_language_check: CHECK ((language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$'::text))
  message_text_number_check: CHECK ((number > 0))
  message_text_school_id_conversation_id_fkey: FOREIGN KEY (school_id, conversation_id) REFERENCES conversation(school_id, id)
  message_text_school_id_message_id_fkey: FOREIGN KEY (school_id, message_id) REFERENCES message(school_id, id)
  message_text_school_id_pupil_id_fkey: FOREIGN KEY (school_id, pupil_id) REFERENCES person(school_id, id)
  message_text_pkey: PRIMARY KEY (school_id, id)
  message_text_school_id_message_id_number_key: UNIQUE (school_id, message_id, number)
  index: btree (school_id, author_id)
  index: btree (school_id, conversation_id)
  index: btree (school_id, pupil_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((pupil_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (author_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "words go with what is taken back" for delete to public
    using ((school_id = app.school_id()) AND (author_id = app.person_id()) AND (app.action() = 'message.withdraw'::text))
  policy "one's own words" for insert to public
    check ((school_id = app.school_id()) AND (author_id = app.person_id()) AND (EXISTS ( SELECT
   FROM message m
  WHERE ((m.school_id = message_text.school_id) AND (m.id = message_text.message_id) AND (m.conversation_id = message_text.conversation_id) AND (m.author_id = app.person_id()) AND (m.state = 'sent'::text)))))
  policy "restricted: not added" for insert to preau_app
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('message_text'::text) AS limited))) IS NOT TRUE))
  policy "a merge takes along what was said about a pupil" for select to public
    using ((school_id = app.school_id()) AND (app.action() = ANY (ARRAY['person.merge'::text, 'person.unmerge'::text])) AND ( SELECT app.is_office() AS is_office))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (pupil_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (conversation_id = ANY (ARRAY( SELECT app.held_message_text_recipient_2() AS held_message_text_recipient_2))) OR (author_id = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "shared threads wait for the head" for select to preau_privacy
    using (conversation_id <> ALL (ARRAY( SELECT app.threads_that_wait() AS threads_that_wait)))
  policy "words of what is there to be read" for select to public
    using ((school_id = app.school_id()) AND (((conversation_id = ANY (ARRAY( SELECT app.my_conversations() AS my_conversations))) AND (EXISTS ( SELECT
   FROM message m
  WHERE ((m.school_id = message_text.school_id) AND (m.id = message_text.message_id) AND (m.state = 'sent'::text))))) OR (conversation_id = ANY (ARRAY( SELECT app.overseen_conversations() AS overseen_conversations))) OR ((app.action() = 'message.withdraw'::text) AND (author_id = app.person_id()))))
  policy "a merge seals it anew" for update to public
    using ((school_id = app.school_id()) AND (app.action() = ANY (ARRAY['person.merge'::text, 'person.unmerge'::text])) AND app.is_office())
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.is_unlimited() AS is_unlimited) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('message_text'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('message_text'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: delete, insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (author_id)
    preau_relations: update (author_id)
    preau_relations: update (pupil_id)
    preau_app: update (sealed)

table public.notice
  school_id uuid not null
  id uuid not null
  school_year_id uuid not null
  author_id uuid
  kind text not null
  reason text
  impact text
  announcement bytea
  state text not null
  language text not null
  asks text[] not null
  created_at timestamp with time zone not null
  publish_at timestamp with time zone
  published_at timestamp with time zone
  edited_at timestamp with time zone
  withdrawn_at timestamp with time zone
  withdrawn_by uuid
  effective_from timestamp with time zone
  effective_until timestamp with time zone
  listed_at timestamp with time zone
  reminded_at timestamp with time zone
  places integer not null
  version integer not null
  notice_announcement_check: CHECK ((length(announcement) = 32))
  notice_asks_check: CHECK ((asks <@ ARRAY['guardian'::text, 'pupil'::text, 'staff'::text]))
  notice_check: CHECK (((kind = 'urgent'::text) = (reason IS NOT NULL)))
  notice_check1: CHECK ((((kind = ANY (ARRAY['product'::text, 'maintenance'::text])) = ((announcement IS NOT NULL) AND (impact IS NOT NULL) AND (effective_from IS NOT NULL))) AND ((announcement IS NULL) = (impact IS NULL))))
  notice_check2: CHECK (((effective_until IS NULL) OR (effective_from < effective_until)))
  notice_check3: CHECK (((state = 'scheduled'::text) = (publish_at IS NOT NULL)))
  notice_check4: CHECK (((kind <> 'urgent'::text) OR (state <> 'scheduled'::text)))
  notice_check5: CHECK (
CASE state
    WHEN 'published'::text THEN (published_at IS NOT NULL)
    WHEN 'withdrawn'::text THEN true
    ELSE (published_at IS NULL)
END)
  notice_check6: CHECK (((state = 'withdrawn'::text) = (withdrawn_at IS NOT NULL)))
  notice_impact_check: CHECK ((impact = ANY (ARRAY['low'::text, 'high'::text])))
  notice_kind_check: CHECK ((kind = ANY (ARRAY['ordinary'::text, 'urgent'::text, 'product'::text, 'maintenance'::text])))
  notice_language_check: CHECK ((language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$'::text))
  notice_places_check: CHECK ((places > 0))
  notice_reason_check: CHECK ((reason = ANY (ARRAY['closure'::text, 'evacuation'::text, 'shelter'::text, 'weather'::text, 'transport'::text, 'outage'::text])))
  notice_state_check: CHECK ((state = ANY (ARRAY['draft'::text, 'scheduled'::text, 'published'::text, 'withdrawn'::text])))
  notice_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  notice_school_id_school_year_id_fkey: FOREIGN KEY (school_id, school_year_id) REFERENCES school_year(school_id, id)
  notice_pkey: PRIMARY KEY (school_id, id)
  notice_school_id_announcement_key: UNIQUE (school_id, announcement)
  index: btree (school_id, author_id, id)
  index: btree (school_id, effective_from) WHERE (kind = 'maintenance'::text)
  index: btree (school_id, withdrawn_at) WHERE (withdrawn_at IS NOT NULL)
  index: btree (school_id, school_year_id) WHERE (kind = 'urgent'::text)
  index: btree (school_id, withdrawn_by)
  index: btree (school_id, school_year_id, kind)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((author_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "an operator announces by the school" for insert to public
    check ((school_id = app.school_id()) AND ( SELECT app.is_system() AS is_system) AND (author_id IS NULL) AND (kind = ANY (ARRAY['product'::text, 'maintenance'::text])))
  policy "those who teach or run the school announce; what is urgent, tho" for insert to public
    check ((school_id = app.school_id()) AND (author_id = app.person_id()) AND (((kind = 'ordinary'::text) AND ( SELECT app.is_a(VARIADIC ARRAY['teacher'::text, 'substitute'::text, 'administrator'::text, 'head'::text, 'office'::text]) AS is_a)) OR ((kind = 'urgent'::text) AND ( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]) AS is_a))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (author_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (withdrawn_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "notices that stand before one, and one's own drafts" for select to public
    using ((school_id = app.school_id()) AND (((published_at IS NOT NULL) AND (EXISTS ( SELECT
   FROM notice_audience a
  WHERE ((a.school_id = notice.school_id) AND (a.notice_id = notice.id) AND (a.open_at IS NOT NULL) AND (a.audience_id = ANY (ARRAY( SELECT app.my_audiences() AS my_audiences))))))) OR ((published_at IS NULL) AND (author_id = app.person_id()) AND ( SELECT app.is_member() AS is_member)) OR ((published_at IS NOT NULL) AND ( SELECT app.runs_school() AS runs_school)) OR ( SELECT app.is_system() AS is_system)))
  policy "authors change their own notices" for update to public
    using ((school_id = app.school_id()) AND (author_id = app.person_id()) AND (state <> 'withdrawn'::text) AND ( SELECT app.is_member() AS is_member))
    check (author_id = app.person_id())
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "the office and the head correct, remind and take back" for update to public
    using ((school_id = app.school_id()) AND (app.action() = ANY (ARRAY['notice.correct'::text, 'notice.withdraw'::text, 'notice.remind'::text])) AND (state = 'published'::text) AND ( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]) AS is_a))
    check (school_id = app.school_id())
  policy "the school publishes at its hour, and follows" for update to public
    using ((school_id = app.school_id()) AND ( SELECT app.is_system() AS is_system))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_app: update (asks)
    preau_privacy: update (author_id)
    preau_app: update (edited_at)
    preau_app: update (effective_from)
    preau_app: update (effective_until)
    preau_app: update (language)
    preau_app: update (listed_at)
    preau_app: update (publish_at)
    preau_app: update (published_at)
    preau_app: update (reminded_at)
    preau_app: update (state)
    preau_app: update (version)
    preau_app: update (withdrawn_at)
    preau_app: update (withdrawn_by)
    preau_privacy: update (withdrawn_by)

table public.notice_audience
  school_id uuid not null
  notice_id uuid not null
  audience_id uuid not null
  open_at timestamp with time zone
  notice_audience_school_id_audience_id_fkey: FOREIGN KEY (school_id, audience_id) REFERENCES audience(school_id, id)
  notice_audience_school_id_notice_id_fkey: FOREIGN KEY (school_id, notice_id) REFERENCES notice(school_id, id)
  notice_audience_pkey: PRIMARY KEY (school_id, notice_id, audience_id)
  index: btree (school_id, audience_id, open_at)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "notices are put where one speaks; an operator’s by the school" for insert to public
    check ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR (audience_id = ANY (ARRAY( SELECT app.notice_voices_of(app.person_id()) AS notice_voices_of)))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (notice_id = ANY (ARRAY( SELECT app.held_notice_audience_author_1() AS held_notice_audience_author_1)))))
  policy "notices stand where one belongs or speaks" for select to public
    using ((school_id = app.school_id()) AND (((open_at IS NOT NULL) AND (audience_id = ANY (ARRAY( SELECT app.my_audiences() AS my_audiences)))) OR (audience_id = ANY (ARRAY( SELECT app.notice_voices_of(app.person_id()) AS notice_voices_of))) OR ( SELECT app.runs_school() AS runs_school)))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "notices begin to stand where one speaks" for update to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR (audience_id = ANY (ARRAY( SELECT app.notice_voices_of(app.person_id()) AS notice_voices_of)))))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_app: update (open_at)

table public.notice_paper
  school_id uuid not null
  notice_id uuid not null
  person_id uuid not null
  is_family boolean not null
  noted_by uuid
  noted_at timestamp with time zone not null
  notice_paper_school_id_notice_id_fkey: FOREIGN KEY (school_id, notice_id) REFERENCES notice(school_id, id)
  notice_paper_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  notice_paper_pkey: PRIMARY KEY (school_id, notice_id, is_family, person_id)
  index: btree (school_id, noted_by)
  index: btree (school_id, person_id)
  index: btree (school_id, noted_at)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "such a note is taken back by whoever follows the notice" for delete to public
    using ((school_id = app.school_id()) AND (app.action() = 'notice.drop_paper'::text) AND app.follows_notice(notice_id))
  policy "whoever follows a notice notes what came back signed" for insert to public
    check ((school_id = app.school_id()) AND (noted_by = app.person_id()) AND app.is_asked(notice_id, person_id, is_family))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (noted_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "what one gave back signed; all of it for whoever follows it" for select to public
    using ((school_id = app.school_id()) AND (((person_id = app.person_id()) AND (NOT is_family)) OR app.follows_notice(notice_id)))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('notice_paper'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('notice_paper'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: delete, insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (noted_by)

table public.notice_receipt
  school_id uuid not null
  notice_id uuid not null
  person_id uuid not null
  seen_at timestamp with time zone not null
  confirmed_at timestamp with time zone
  notice_receipt_school_id_notice_id_fkey: FOREIGN KEY (school_id, notice_id) REFERENCES notice(school_id, id)
  notice_receipt_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  notice_receipt_pkey: PRIMARY KEY (school_id, notice_id, person_id)
  index: btree (school_id, person_id)
  index: btree (school_id, seen_at)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one sees for oneself, what stands before one" for insert to public
    check ((school_id = app.school_id()) AND (person_id = app.person_id()) AND (EXISTS ( SELECT app.my_stands(notice_receipt.notice_id) AS my_stands)))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "one's own receipts" for select to public
    using ((school_id = app.school_id()) AND (person_id = app.person_id()))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "one confirms for oneself" for update to public
    using ((school_id = app.school_id()) AND (person_id = app.person_id()) AND (confirmed_at IS NULL))
    check ((person_id = app.person_id()) AND (EXISTS ( SELECT app.my_stands(notice_receipt.notice_id) AS my_stands)))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('notice_receipt'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('notice_receipt'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_app: update (confirmed_at)

table public.notice_text
  school_id uuid not null
  id uuid not null
  notice_id uuid not null
  place integer not null
  language text not null
  author_id uuid
  made_at timestamp with time zone not null
  replaced_at timestamp with time zone
  replaced_by uuid
  sealed bytea not null
  notice_text_language_check: CHECK ((language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$'::text))
  notice_text_place_check: CHECK (((place >= 1) AND (place <= 4)))
  notice_text_school_id_notice_id_fkey: FOREIGN KEY (school_id, notice_id) REFERENCES notice(school_id, id)
  notice_text_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, author_id)
  index: btree (school_id, notice_id, replaced_at)
  index: btree (school_id, notice_id, lower(language)) WHERE (replaced_at IS NULL) unique
  index: btree (school_id, replaced_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((author_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "what a notice says is written by whoever may change it" for insert to public
    check ((school_id = app.school_id()) AND ((author_id = app.person_id()) OR ((author_id IS NULL) AND ( SELECT app.is_system() AS is_system))) AND (EXISTS ( SELECT
   FROM notice n
  WHERE ((n.school_id = notice_text.school_id) AND (n.id = notice_text.notice_id) AND (n.state <> 'withdrawn'::text) AND ((n.author_id = app.person_id()) OR ( SELECT app.is_system() AS is_system) OR ( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]) AS is_a))))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (author_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (replaced_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "what a notice says and said, as long as it is there" for select to public
    using ((school_id = app.school_id()) AND (EXISTS ( SELECT
   FROM notice n
  WHERE ((n.school_id = notice_text.school_id) AND (n.id = notice_text.notice_id) AND (((n.published_at IS NOT NULL) AND (n.state <> 'withdrawn'::text) AND ((notice_text.replaced_at IS NULL) OR (notice_text.replaced_at >= n.published_at))) OR (n.author_id = app.person_id()) OR ( SELECT app.runs_school() AS runs_school))))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "what a notice says is replaced by whoever may change it" for update to public
    using ((school_id = app.school_id()) AND (replaced_at IS NULL) AND (EXISTS ( SELECT
   FROM notice n
  WHERE ((n.school_id = notice_text.school_id) AND (n.id = notice_text.notice_id) AND ((n.author_id = app.person_id()) OR ( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]) AS is_a))))))
    check ((replaced_at IS NOT NULL) AND (replaced_by = app.person_id()))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (author_id)
    preau_app: update (replaced_at)
    preau_app: update (replaced_by)
    preau_privacy: update (replaced_by)

table public.notification_choice
  school_id uuid not null
  person_id uuid not null
  preset text not null default 'calm'::text
  told_at timestamp with time zone
  to_do text
  messages text
  class_life text
  homework text
  digest_minute smallint not null default 1050
  digest_weekday smallint not null default 5
  quiet_from smallint
  quiet_until smallint
  quiet_days smallint
  mails_stopped_at timestamp with time zone
  stopped_kinds text[] not null default '{}'::text[]
  notification_choice_class_life_check: CHECK ((class_life = ANY (ARRAY['now'::text, 'daily'::text, 'weekly'::text, 'never'::text])))
  notification_choice_digest_minute_check: CHECK (((digest_minute >= 0) AND (digest_minute <= 1439)))
  notification_choice_digest_weekday_check: CHECK (((digest_weekday >= 1) AND (digest_weekday <= 7)))
  notification_choice_homework_check: CHECK ((homework = ANY (ARRAY['now'::text, 'daily'::text, 'weekly'::text, 'never'::text])))
  notification_choice_messages_check: CHECK ((messages = ANY (ARRAY['now'::text, 'daily'::text, 'weekly'::text, 'never'::text])))
  notification_choice_preset_check: CHECK ((preset = ANY (ARRAY['calm'::text, 'as_it_happens'::text, 'weekly'::text])))
  notification_choice_quiet_check: CHECK ((num_nulls(quiet_from, quiet_until, quiet_days) = ANY (ARRAY[0, 3])))
  notification_choice_quiet_days_check: CHECK (((quiet_days >= 0) AND (quiet_days <= 127)))
  notification_choice_quiet_from_check: CHECK (((quiet_from >= 0) AND (quiet_from <= 1439)))
  notification_choice_quiet_until_check: CHECK (((quiet_until >= 0) AND (quiet_until <= 1439)))
  notification_choice_stopped_kinds_check: CHECK ((stopped_kinds <@ ARRAY['to_do'::text, 'messages'::text, 'class_life'::text, 'homework'::text]))
  notification_choice_to_do_check: CHECK ((to_do = ANY (ARRAY['now'::text, 'daily'::text, 'weekly'::text, 'never'::text])))
  notification_choice_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  notification_choice_pkey: PRIMARY KEY (school_id, person_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one chooses for oneself; the school notes that it told" for insert to public
    check ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR app.is_system()))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "how one is told oneself; the school tells" for select to public
    using ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR app.is_system()))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "one chooses anew; the school notes that it told" for update to public
    using ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR app.is_system()))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select

table public.notification_rules
  school_id uuid not null
  quiet_from smallint not null default 1140
  quiet_until smallint not null default 420
  quiet_days smallint not null default 96
  dpo_address text
  notification_rules_dpo_address_check: CHECK ((length(dpo_address) <= 254))
  notification_rules_quiet_days_check: CHECK (((quiet_days >= 0) AND (quiet_days <= 127)))
  notification_rules_quiet_from_check: CHECK (((quiet_from >= 0) AND (quiet_from <= 1439)))
  notification_rules_quiet_until_check: CHECK (((quiet_until >= 0) AND (quiet_until <= 1439)))
  notification_rules_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  notification_rules_pkey: PRIMARY KEY (school_id)
  policy "those who lead the school make its quiet hours" for insert to public
    check ((school_id = app.school_id()) AND app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text]))
  policy "when the school is quiet is no secret in it" for select to public
    using (school_id = app.school_id())
  policy "those who lead the school change its quiet hours" for update to public
    using ((school_id = app.school_id()) AND app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text]))
  granted to
    preau_app: insert, select, update
    preau_relations: select

table public.opened_copy_file
  school_id uuid not null
  id uuid not null
  request_id uuid not null
  person_id uuid not null
  asked_by uuid not null
  file_id uuid not null
  opened_at timestamp with time zone not null
  opened_by uuid not null
  opened_copy_file_school_id_asked_by_fkey: FOREIGN KEY (school_id, asked_by) REFERENCES person(school_id, id)
  opened_copy_file_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  opened_copy_file_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  opened_copy_file_school_id_request_id_fkey: FOREIGN KEY (school_id, request_id) REFERENCES rights_request(school_id, id)
  opened_copy_file_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, asked_by)
  index: btree (school_id, request_id, opened_by, file_id) WHERE (opened_by <> '00000000-0000-0000-0000-000000000000'::uuid) unique
  index: btree (school_id, opened_at)
  index: btree (school_id, opened_by)
  index: btree (school_id, person_id)
  index: btree (school_id, request_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((asked_by = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (person_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "nothing is opened before it is known who asks" for insert to preau_app
    check app.is_established(request_id)
  policy "the desk opens files of a copy that was asked for" for insert to public
    check ((school_id = app.school_id()) AND (opened_by = app.person_id()) AND app.answers_rights(person_id, asked_by) AND (EXISTS ( SELECT
   FROM rights_request q
  WHERE ((q.school_id = app.school_id()) AND (q.id = opened_copy_file.request_id) AND (q.person_id = opened_copy_file.person_id) AND (q.asked_by = opened_copy_file.asked_by) AND q.by_hand AND (q.closed_at IS NULL)))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (asked_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (opened_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "the desk knows which files it opened" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR app.answers_rights(person_id, asked_by)))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_relations: update (asked_by)
    preau_privacy: update (opened_by)
    preau_relations: update (person_id)

table public.paper_version
  school_id uuid not null
  number integer not null
  release text not null
  made_at timestamp with time zone not null
  digest bytea not null
  content jsonb not null
  paper_version_digest_check: CHECK ((length(digest) = 32))
  paper_version_number_check: CHECK ((number > 0))
  paper_version_release_check: CHECK (((length(release) >= 1) AND (length(release) <= 40)))
  paper_version_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  paper_version_pkey: PRIMARY KEY (school_id, number)
  policy "papers are kept by the school itself" for insert to public
    check ((school_id = app.school_id()) AND ( SELECT app.is_system() AS is_system))
  policy "papers are shown by the school itself" for select to public
    using ((school_id = app.school_id()) AND ( SELECT app.is_system() AS is_system))
  granted to
    preau_app: insert, select
    preau_relations: select

table public.password_rotation
  school_id uuid not null
  month date not null
  why text not null
  changes integer not null
  password_rotation_changes_check: CHECK ((changes > 0))
  password_rotation_why_check: CHECK ((why = ANY (ARRAY['helped_reset'::text, 'breached'::text, 'shared'::text, 'leaver'::text, 'weak_hash'::text, 'calendar'::text])))
  password_rotation_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  password_rotation_pkey: PRIMARY KEY (school_id, month, why)
  policy "how often passwords had to be changed" for select to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: select
    preau_relations: insert, select, update

table public.person
  school_id uuid not null
  id uuid not null
  profile text
  born_on date
  sealed bytea not null
  created_at timestamp with time zone not null
  created_by uuid
  version integer not null
  person_profile_check: CHECK ((profile = ANY (ARRAY['EU-FR'::text, 'EU-SE'::text, 'QC-PRIV'::text, 'QC-PUB'::text, 'US'::text, 'JP'::text])))
  person_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  person_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, created_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "restricted: not added" for insert to preau_app
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((id = ANY (ARRAY( SELECT app.limited('person'::text) AS limited))) IS NOT TRUE))
  policy "those who run the school add people" for insert to public
    check ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (created_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "people one has to do with" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (id = ANY (ARRAY( SELECT app.my_people() AS my_people)))))
  policy "the burn reads what indexes are made of" for select to preau_vault
    using true
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.is_unlimited() AS is_unlimited) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((id = ANY (ARRAY( SELECT app.limited('person'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((id = ANY (ARRAY( SELECT app.limited('person'::text) AS limited))) IS NOT TRUE))
  policy "those who run the school correct people" for update to public
    using ((school_id = app.school_id()) AND app.runs_school())
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (created_by)
    preau_vault: select (id)
    preau_vault: select (school_id)
    preau_vault: select (sealed)

table public.person_egress
  school_id uuid not null
  month_on date not null
  way text not null
  recipient text not null
  person_id uuid not null
  sent integer not null
  person_egress_recipient_check: CHECK ((recipient ~ '^(\*\.)?[a-z0-9_.:-]{1,253}$'::text))
  person_egress_sent_check: CHECK ((sent > 0))
  person_egress_way_check: CHECK ((way = ANY (ARRAY['mail'::text, 'push'::text])))
  person_egress_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  person_egress_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  person_egress_pkey: PRIMARY KEY (school_id, month_on, way, recipient, person_id)
  index: btree (school_id, person_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "one knows what left for oneself and one's children" for select to public
    using ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR (person_id = ANY (ARRAY( SELECT app.my_children_for('copies'::text) AS my_children_for)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: select
    preau_privacy: delete, select
    preau_relations: insert, select, update

table public.person_merge
  school_id uuid not null
  id uuid not null
  kept_id uuid not null
  merged_id uuid not null
  sealed bytea not null
  made_at timestamp with time zone not null
  made_by uuid
  final_at timestamp with time zone not null
  undone_at timestamp with time zone
  undone_by uuid
  person_merge_check: CHECK ((kept_id <> merged_id))
  person_merge_check1: CHECK (((undone_at IS NOT NULL) OR (undone_by IS NULL)))
  person_merge_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  person_merge_school_id_kept_id_fkey: FOREIGN KEY (school_id, kept_id) REFERENCES person(school_id, id)
  person_merge_school_id_merged_id_fkey: FOREIGN KEY (school_id, merged_id) REFERENCES person(school_id, id)
  person_merge_pkey: PRIMARY KEY (school_id, id)
  person_merge_once: EXCLUDE USING gist (school_id WITH =, merged_id WITH =) WHERE ((undone_at IS NULL))
  index: btree (school_id, kept_id)
  index: btree (school_id, made_by)
  index: btree (school_id, merged_id)
  index: btree (school_id, undone_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((kept_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (merged_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "those who run the school merge" for insert to public
    check ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (kept_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (merged_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (made_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (undone_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "what was merged" for select to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "those who run the school take a merge apart" for update to public
    using ((school_id = app.school_id()) AND app.runs_school())
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (made_by)
    preau_privacy: update (undone_by)

table public.person_role
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  role text not null
  reason text not null
  from_at timestamp with time zone not null
  until_at timestamp with time zone
  granted_by uuid
  grant_id uuid
  ended_by uuid
  ended_why text
  person_role_check: CHECK (((until_at IS NULL) OR (from_at <= until_at)))
  person_role_ended_why_check: CHECK ((ended_why = ANY (ARRAY['left'::text, 'mistake'::text, 'not_needed'::text, 'security'::text, 'review'::text, 'silence'::text, 'date'::text, 'replaced'::text])))
  person_role_reason_check: CHECK ((reason = ANY (ARRAY['set_up'::text, 'office'::text, 'roster'::text, 'class_key'::text, 'grant'::text])))
  person_role_role_check: CHECK ((role = ANY (ARRAY['administrator'::text, 'head'::text, 'office'::text, 'teacher'::text, 'substitute'::text, 'pupil'::text, 'guardian'::text, 'dpo'::text, 'support'::text, 'operator'::text])))
  person_role_school_id_grant_id_fkey: FOREIGN KEY (school_id, grant_id) REFERENCES grant_request(school_id, id)
  person_role_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  person_role_pkey: PRIMARY KEY (school_id, id)
  person_role_grant_once: UNIQUE (school_id, grant_id)
  person_role_twice: EXCLUDE USING gist (person_id WITH =, role WITH =, tstzrange(from_at, until_at) WITH &&, school_id WITH =)
  index: btree (school_id, ended_by)
  index: btree (school_id, granted_by)
  index: btree (school_id, role) WHERE (role <> ALL (ARRAY['pupil'::text, 'guardian'::text]))
  index: btree (school_id, person_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "roles are granted as it was written down" for insert to public
    check ((school_id = app.school_id()) AND app.may_give(role) AND (EXISTS ( SELECT
   FROM grant_request q
  WHERE ((q.school_id = person_role.school_id) AND (q.id = person_role.grant_id) AND (q.person_id = person_role.person_id) AND (q.role = person_role.role) AND (q.verdict = 'granted'::text) AND (q.until_at = person_role.until_at)))))
  policy "roles are granted by the school" for insert to public
    check ((school_id = app.school_id()) AND app.is_system())
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (granted_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (ended_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "roles of people one sees" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_people() AS my_people)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('person_role'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('person_role'::text) AS limited))) IS NOT TRUE))
  policy "roles are ended by those who run the school" for update to public
    using ((school_id = app.school_id()) AND app.runs_school())
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_app: update (ended_by)
    preau_privacy: update (ended_by)
    preau_app: update (ended_why)
    preau_privacy: update (grant_id)
    preau_privacy: update (granted_by)
    preau_app: update (person_id)
    preau_relations: update (person_id)
    preau_app: update (until_at)
    preau_relations: update (until_at)

table public.person_state
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  state text not null
  reason text not null
  from_at timestamp with time zone not null
  until_at timestamp with time zone
  made_by uuid
  person_state_reason_check: CHECK ((reason = ANY (ARRAY['set_up'::text, 'office'::text, 'roster'::text, 'class_key'::text, 'self'::text, 'retention'::text, 'right'::text, 'security'::text])))
  person_state_state_check: CHECK ((state = ANY (ARRAY['invited'::text, 'active'::text, 'suspended'::text, 'leaving'::text, 'alumni_locked'::text, 'guidance'::text, 'archived'::text])))
  person_state_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  person_state_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, made_by)
  index: btree (school_id, person_id, from_at)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "a state is set by those who run the school" for insert to public
    check ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (made_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "states of people one sees" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_people() AS my_people)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('person_state'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('person_state'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (made_by)

table public.photo
  school_id uuid not null
  file_id uuid not null
  school_year_id uuid not null
  state text not null
  reach text not null
  instead_of uuid
  tagged_at timestamp with time zone not null
  tagged_by uuid
  sealed bytea not null
  photo_reach_check: CHECK ((reach = ANY (ARRAY['audience'::text, 'families'::text])))
  photo_state_check: CHECK ((state = ANY (ARRAY['open'::text, 'tagged'::text, 'nobody'::text])))
  photo_school_id_file_id_fkey: FOREIGN KEY (school_id, file_id) REFERENCES file(school_id, id)
  photo_school_id_instead_of_fkey: FOREIGN KEY (school_id, instead_of) REFERENCES photo(school_id, file_id)
  photo_school_id_school_year_id_fkey: FOREIGN KEY (school_id, school_year_id) REFERENCES school_year(school_id, id)
  photo_pkey: PRIMARY KEY (school_id, file_id)
  index: btree (school_id, instead_of)
  index: btree (school_id, tagged_by)
  index: btree (school_id, school_year_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "goes with its file" for delete to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR (tagged_by = app.person_id())))
  policy "one tags what one has sent" for insert to public
    check ((school_id = app.school_id()) AND (tagged_by = app.person_id()) AND app.is_my_photo(file_id))
  policy "restricted: not added" for insert to preau_app
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((file_id = ANY (ARRAY( SELECT app.limited_photo_depicted_1() AS limited_photo_depicted_1))) IS NOT TRUE))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (file_id = ANY (ARRAY( SELECT app.held_photo_depicted_1() AS held_photo_depicted_1))) OR (tagged_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "photos that one has tagged, and those that one sees" for select to public
    using ((school_id = app.school_id()) AND ((tagged_by = app.person_id()) OR (EXISTS ( SELECT
   FROM attachment a
  WHERE ((a.school_id = photo.school_id) AND (a.file_id = photo.file_id)))) OR ( SELECT app.is_system() AS is_system)))
  policy "restricted: not served" for select to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR ((file_id = ANY (ARRAY( SELECT app.limited_photo_depicted_1() AS limited_photo_depicted_1))) IS NOT TRUE))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "one tags one's own anew" for update to public
    using ((school_id = app.school_id()) AND (tagged_by = app.person_id()) AND app.is_my_photo(file_id))
    check (tagged_by = app.person_id())
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.is_unlimited() AS is_unlimited) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((file_id = ANY (ARRAY( SELECT app.limited_photo_depicted_1() AS limited_photo_depicted_1))) IS NOT TRUE))
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((file_id = ANY (ARRAY( SELECT app.limited_photo_depicted_1() AS limited_photo_depicted_1))) IS NOT TRUE))
  granted to
    preau_app: delete, insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (instead_of)
    preau_relations: update (state)
    preau_privacy: update (tagged_by)

table public.photo_removal
  school_id uuid not null
  id uuid not null
  post_id uuid not null
  pupil_id uuid
  removed_at timestamp with time zone not null
  removed_by uuid
  photo_removal_school_id_post_id_fkey: FOREIGN KEY (school_id, post_id) REFERENCES post(school_id, id)
  photo_removal_school_id_pupil_id_fkey: FOREIGN KEY (school_id, pupil_id) REFERENCES person(school_id, id)
  photo_removal_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, removed_by)
  index: btree (school_id, post_id)
  index: btree (school_id, pupil_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((pupil_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "restricted: not added" for insert to preau_app
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('photo_removal'::text) AS limited))) IS NOT TRUE))
  policy "whoever takes a photo out of their own post says so" for insert to public
    check ((school_id = app.school_id()) AND (removed_by = app.person_id()) AND (EXISTS ( SELECT
   FROM post p
  WHERE ((p.school_id = photo_removal.school_id) AND (p.id = photo_removal.post_id) AND (p.author_id = app.person_id())))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (pupil_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (removed_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "photos that were taken out of what one sees" for select to public
    using ((school_id = app.school_id()) AND (EXISTS ( SELECT
   FROM post p
  WHERE ((p.school_id = photo_removal.school_id) AND (p.id = photo_removal.post_id) AND ((p.author_id = app.person_id()) OR ( SELECT app.runs_school() AS runs_school) OR ((p.state = 'published'::text) AND ((photo_removal.pupil_id IS NULL) OR (photo_removal.pupil_id = app.person_id()) OR (photo_removal.pupil_id = ANY (ARRAY( SELECT app.my_children_for('feed'::text) AS my_children_for))))))))))
  policy "restricted: not served" for select to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('photo_removal'::text) AS limited))) IS NOT TRUE))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.is_unlimited() AS is_unlimited) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('photo_removal'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('photo_removal'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (pupil_id)
    preau_relations: update (pupil_id)
    preau_privacy: update (removed_by)

table public.pick_up_adult
  school_id uuid not null
  id uuid not null
  pupil_id uuid not null
  from_on date not null
  until_on date
  source text not null
  sealed bytea not null
  made_at timestamp with time zone not null
  made_by uuid
  version integer not null
  pick_up_adult_check: CHECK (((until_on IS NULL) OR (from_on <= until_on)))
  pick_up_adult_source_check: CHECK ((source = ANY (ARRAY['roster'::text, 'office'::text, 'guardian'::text])))
  pick_up_adult_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  pick_up_adult_school_id_pupil_id_fkey: FOREIGN KEY (school_id, pupil_id) REFERENCES person(school_id, id)
  pick_up_adult_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, made_by)
  index: btree (school_id, pupil_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((pupil_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (made_by = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "who may fetch is taken off by those who run the school, or who " for delete to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR ((made_by = app.person_id()) AND (pupil_id = ANY (ARRAY( SELECT app.my_joint_children() AS my_joint_children))) AND (pupil_id = ANY (ARRAY( SELECT app.my_children_for('pick_up'::text) AS my_children_for))))))
  policy "restricted: not added" for insert to preau_app
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('pick_up_adult'::text) AS limited))) IS NOT TRUE))
  policy "who may fetch is written by those who run the school, or a guar" for insert to public
    check ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR ((made_by = app.person_id()) AND (source = 'guardian'::text) AND (pupil_id = ANY (ARRAY( SELECT app.my_joint_children() AS my_joint_children))) AND (pupil_id = ANY (ARRAY( SELECT app.my_children_for('pick_up'::text) AS my_children_for))))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (pupil_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (made_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "who may fetch" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (made_by = app.person_id()) OR (pupil_id = app.person_id()) OR (pupil_id = ANY (ARRAY( SELECT app.my_pupils() AS my_pupils)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.is_unlimited() AS is_unlimited) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('pick_up_adult'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((pupil_id = ANY (ARRAY( SELECT app.limited('pick_up_adult'::text) AS limited))) IS NOT TRUE))
  policy "who may fetch is corrected by those who run the school, or who " for update to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR ((made_by = app.person_id()) AND (pupil_id = ANY (ARRAY( SELECT app.my_joint_children() AS my_joint_children))) AND (pupil_id = ANY (ARRAY( SELECT app.my_children_for('pick_up'::text) AS my_children_for))))))
  granted to
    preau_app: delete, insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (made_by)
    preau_relations: update (pupil_id)

table public.policy
  school_id uuid not null
  id uuid not null
  kind text not null
  about text not null
  made_at timestamp with time zone not null
  ended_at timestamp with time zone
  serves text
  policy_about_check: CHECK ((about = ANY (ARRAY['self'::text, 'pupil'::text])))
  policy_check: CHECK (((kind = 'consent'::text) OR (about = 'self'::text)))
  policy_kind_check: CHECK ((kind = ANY (ARRAY['terms'::text, 'consent'::text])))
  policy_serves_check: CHECK ((serves = ANY (ARRAY['class_news'::text, 'reminders'::text, 'matching'::text])))
  policy_serving: CHECK (((serves IS NULL) OR ((kind = 'consent'::text) AND (about = 'self'::text))))
  policy_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  policy_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, serves) WHERE ((serves IS NOT NULL) AND (ended_at IS NULL)) unique
  policy "those who answer for the school ask" for insert to public
    check ((school_id = app.school_id()) AND (ended_at IS NULL) AND app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text, 'office'::text]))
  policy "what the school asks is known to all of it" for select to public
    using ((school_id = app.school_id()) AND (EXISTS ( SELECT app.my_roles() AS my_roles)))
  policy "and cease to ask" for update to public
    using ((school_id = app.school_id()) AND (ended_at IS NULL) AND app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text, 'office'::text]))
    check ((school_id = app.school_id()) AND app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text, 'office'::text]))
  granted to
    preau_app: insert, select
    preau_relations: select
    preau_app: update (ended_at)

table public.policy_answer
  school_id uuid not null
  id uuid not null
  policy_id uuid not null
  version_id uuid not null
  language text not null
  digest bytea not null
  person_id uuid not null
  by_id uuid
  says text not null
  said_at timestamp with time zone not null
  replaced_at timestamp with time zone
  ceased_at timestamp with time zone
  policy_answer_digest_check: CHECK ((length(digest) = 32))
  policy_answer_language_check: CHECK ((language = ANY (ARRAY['en'::text, 'fr'::text, 'sv'::text, 'ja'::text])))
  policy_answer_says_check: CHECK ((says = ANY (ARRAY['accepted'::text, 'yes'::text, 'no'::text])))
  policy_answer_school_id_by_id_fkey: FOREIGN KEY (school_id, by_id) REFERENCES person(school_id, id)
  policy_answer_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  policy_answer_school_id_policy_id_fkey: FOREIGN KEY (school_id, policy_id) REFERENCES policy(school_id, id)
  policy_answer_school_id_version_id_language_fkey: FOREIGN KEY (school_id, version_id, language) REFERENCES policy_text(school_id, version_id, language)
  policy_answer_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, by_id)
  index: btree (school_id, ceased_at) WHERE (ceased_at IS NOT NULL)
  index: btree (school_id, person_id)
  index: btree (school_id, policy_id)
  index: btree (school_id, policy_id, person_id, by_id) WHERE (replaced_at IS NULL) unique
  index: btree (school_id, version_id, language)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (by_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "one answers for oneself or one's child" for insert to public
    check ((school_id = app.school_id()) AND (by_id = app.person_id()) AND (replaced_at IS NULL) AND app.answers_policy(policy_id, person_id, says))
  policy "what is taken back on paper the desk writes down" for insert to public
    check ((school_id = app.school_id()) AND (says = 'no'::text) AND (replaced_at IS NULL) AND (app.action() = 'rights.case.open'::text) AND (by_id <> app.person_id()) AND app.answers_rights(person_id, by_id))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (by_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "one's own answers to what the school asks" for select to public
    using ((school_id = app.school_id()) AND ((by_id = app.person_id()) OR ( SELECT app.is_system() AS is_system)))
  policy "an answer gives way to the next of the same person" for update to public
    using ((school_id = app.school_id()) AND (by_id = app.person_id()) AND (replaced_at IS NULL))
    check (by_id = app.person_id())
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('policy_answer'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('policy_answer'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (by_id)
    preau_relations: update (by_id)
    preau_app: update (ceased_at)
    preau_relations: update (ceased_at)
    preau_relations: update (person_id)
    preau_app: update (replaced_at)
    preau_relations: update (replaced_at)

table public.policy_text
  school_id uuid not null
  version_id uuid not null
  language text not null
  title text not null
  body text not null
  digest bytea not null
  policy_text_body_check: CHECK (((length(body) >= 1) AND (length(body) <= 20000)))
  policy_text_digest_check: CHECK ((length(digest) = 32))
  policy_text_language_check: CHECK ((language = ANY (ARRAY['en'::text, 'fr'::text, 'sv'::text, 'ja'::text])))
  policy_text_title_check: CHECK (((length(title) >= 1) AND (length(title) <= 200)))
  policy_text_school_id_version_id_fkey: FOREIGN KEY (school_id, version_id) REFERENCES policy_version(school_id, id)
  policy_text_pkey: PRIMARY KEY (school_id, version_id, language)
  policy "those who answer for the school write them" for insert to public
    check ((school_id = app.school_id()) AND app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text, 'office'::text]))
  policy "texts that one is asked about" for select to public
    using ((school_id = app.school_id()) AND (EXISTS ( SELECT app.my_roles() AS my_roles)))
  granted to
    preau_app: insert, select
    preau_relations: select

table public.policy_version
  school_id uuid not null
  id uuid not null
  policy_id uuid not null
  number integer not null
  counts_from integer not null
  published_at timestamp with time zone not null
  policy_version_check: CHECK (((counts_from >= 1) AND (counts_from <= number)))
  policy_version_number_check: CHECK ((number > 0))
  policy_version_school_id_policy_id_fkey: FOREIGN KEY (school_id, policy_id) REFERENCES policy(school_id, id)
  policy_version_pkey: PRIMARY KEY (school_id, id)
  policy_version_school_id_policy_id_number_key: UNIQUE (school_id, policy_id, number)
  policy "those who answer for the school publish" for insert to public
    check ((school_id = app.school_id()) AND app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text, 'office'::text]))
  policy "versions of what one is asked" for select to public
    using ((school_id = app.school_id()) AND (EXISTS ( SELECT app.my_roles() AS my_roles)))
  granted to
    preau_app: insert, select
    preau_relations: select

table public.post
  school_id uuid not null
  id uuid not null
  school_year_id uuid not null
  author_id uuid
  state text not null
  language text not null
  answers text not null
  created_at timestamp with time zone not null
  publish_at timestamp with time zone
  published_at timestamp with time zone
  edited_at timestamp with time zone
  withdrawn_at timestamp with time zone
  withdrawn_by uuid
  pinned_at timestamp with time zone
  pinned_by uuid
  places integer not null
  files integer not null default 0
  comments integer not null default 0
  seen integer not null default 0
  thanks integer not null default 0
  glad integer not null default 0
  sealed bytea not null
  version integer not null
  photos integer not null default 0
  post_answers_check: CHECK ((answers = ANY (ARRAY['none'::text, 'reactions'::text, 'comments'::text])))
  post_check: CHECK (((state = 'scheduled'::text) = (publish_at IS NOT NULL)))
  post_check1: CHECK (
CASE state
    WHEN 'published'::text THEN (published_at IS NOT NULL)
    WHEN 'withdrawn'::text THEN true
    ELSE (published_at IS NULL)
END)
  post_check2: CHECK (((state = 'withdrawn'::text) = (withdrawn_at IS NOT NULL)))
  post_check3: CHECK (((pinned_at IS NULL) OR (state = 'published'::text)))
  post_language_check: CHECK ((language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$'::text))
  post_places_check: CHECK ((places > 0))
  post_state_check: CHECK ((state = ANY (ARRAY['draft'::text, 'scheduled'::text, 'published'::text, 'withdrawn'::text])))
  post_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  post_school_id_school_year_id_fkey: FOREIGN KEY (school_id, school_year_id) REFERENCES school_year(school_id, id)
  post_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, author_id, id)
  index: btree (school_id, pinned_by)
  index: btree (school_id, withdrawn_at) WHERE (withdrawn_at IS NOT NULL)
  index: btree (school_id, withdrawn_by)
  index: btree (school_id, school_year_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((author_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "those who teach or run the school write" for insert to public
    check ((school_id = app.school_id()) AND (author_id = app.person_id()) AND ( SELECT app.is_a(VARIADIC ARRAY['teacher'::text, 'substitute'::text, 'administrator'::text, 'head'::text, 'office'::text]) AS is_a))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (author_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (withdrawn_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (pinned_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "posts that stand before one, and one's own drafts" for select to public
    using ((school_id = app.school_id()) AND (((published_at IS NOT NULL) AND (EXISTS ( SELECT
   FROM post_audience a
  WHERE ((a.school_id = post.school_id) AND (a.post_id = post.id) AND (a.feed_at IS NOT NULL) AND (a.audience_id = ANY (ARRAY( SELECT app.my_audiences() AS my_audiences))))))) OR ((published_at IS NULL) AND (author_id = app.person_id()) AND ( SELECT app.is_member() AS is_member)) OR ((published_at IS NOT NULL) AND ( SELECT app.runs_school() AS runs_school)) OR ( SELECT app.is_system() AS is_system) OR ((state = 'scheduled'::text) AND ( SELECT app.is_handing_over() AS is_handing_over))))
  policy "authors change their own posts" for update to public
    using ((school_id = app.school_id()) AND (author_id = app.person_id()) AND (state <> 'withdrawn'::text) AND ( SELECT app.is_member() AS is_member))
    check (author_id = app.person_id())
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "the office and the head take back and pin" for update to public
    using ((school_id = app.school_id()) AND (app.action() = ANY (ARRAY['post.withdraw'::text, 'post.pin'::text, 'post.unpin'::text])) AND (state = 'published'::text) AND ( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]) AS is_a))
    check ((school_id = app.school_id()) AND (app.action() = ANY (ARRAY['post.withdraw'::text, 'post.pin'::text, 'post.unpin'::text])) AND ( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]) AS is_a))
  policy "the school publishes at its hour" for update to public
    using ((school_id = app.school_id()) AND ( SELECT app.is_system() AS is_system))
  policy "what waits for its hour goes over with the class" for update to public
    using ((school_id = app.school_id()) AND (state = 'scheduled'::text) AND ( SELECT app.is_handing_over() AS is_handing_over))
    check ((state = 'scheduled'::text) AND ( SELECT app.is_handing_over() AS is_handing_over))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (author_id)
    preau_relations: update (comments)
    preau_relations: update (glad)
    preau_privacy: update (pinned_by)
    preau_relations: update (seen)
    preau_relations: update (thanks)
    preau_privacy: update (withdrawn_by)

table public.post_audience
  school_id uuid not null
  post_id uuid not null
  audience_id uuid not null
  feed_at timestamp with time zone
  is_pinned boolean not null
  post_audience_school_id_audience_id_fkey: FOREIGN KEY (school_id, audience_id) REFERENCES audience(school_id, id)
  post_audience_school_id_post_id_fkey: FOREIGN KEY (school_id, post_id) REFERENCES post(school_id, id)
  post_audience_pkey: PRIMARY KEY (school_id, post_id, audience_id)
  index: btree (school_id, audience_id, is_pinned, feed_at, post_id)
  policy "a draft may be put elsewhere" for delete to public
    using ((school_id = app.school_id()) AND (feed_at IS NULL) AND (audience_id = ANY (ARRAY( SELECT app.my_voices() AS my_voices))))
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "posts are put where one speaks" for insert to public
    check ((school_id = app.school_id()) AND (audience_id = ANY (ARRAY( SELECT app.my_voices() AS my_voices))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (post_id = ANY (ARRAY( SELECT app.held_post_audience_author_1() AS held_post_audience_author_1)))))
  policy "posts stand where one belongs or speaks" for select to public
    using ((school_id = app.school_id()) AND (((feed_at IS NOT NULL) AND (audience_id = ANY (ARRAY( SELECT app.my_audiences() AS my_audiences)))) OR (audience_id = ANY (ARRAY( SELECT app.my_voices() AS my_voices))) OR ( SELECT app.runs_school() AS runs_school)))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "posts begin to stand, and are pinned, where one speaks" for update to public
    using ((school_id = app.school_id()) AND ((audience_id = ANY (ARRAY( SELECT app.my_voices() AS my_voices))) OR ( SELECT app.is_system() AS is_system)))
  granted to
    preau_app: delete, insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_relations: update (is_pinned)

table public.post_comment
  school_id uuid not null
  id uuid not null
  post_id uuid not null
  author_id uuid not null
  language text not null
  made_at timestamp with time zone not null
  withdrawn_at timestamp with time zone
  withdrawn_by uuid
  sealed bytea not null
  post_comment_check: CHECK (((num_nonnulls(withdrawn_at, withdrawn_by) <> 1) OR (withdrawn_by IS NULL)))
  post_comment_language_check: CHECK ((language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$'::text))
  post_comment_school_id_author_id_fkey: FOREIGN KEY (school_id, author_id) REFERENCES person(school_id, id)
  post_comment_school_id_post_id_fkey: FOREIGN KEY (school_id, post_id) REFERENCES post(school_id, id)
  post_comment_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, author_id)
  index: btree (school_id, post_id, id)
  index: btree (school_id, withdrawn_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((author_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "adults answer where it is allowed" for insert to public
    check ((school_id = app.school_id()) AND (author_id = app.person_id()) AND (NOT ( SELECT app.is_a(VARIADIC ARRAY['pupil'::text]) AS is_a)) AND (EXISTS ( SELECT
   FROM post p
  WHERE ((p.school_id = post_comment.school_id) AND (p.id = post_comment.post_id) AND (p.state = 'published'::text) AND (p.answers = 'comments'::text)))))
  policy "answers below what one sees" for select to public
    using ((school_id = app.school_id()) AND (EXISTS ( SELECT
   FROM post p
  WHERE ((p.school_id = post_comment.school_id) AND (p.id = post_comment.post_id) AND (p.state = 'published'::text)))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (author_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (withdrawn_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "an answer is taken back by who gave it, who asked for it, or th" for update to public
    using ((school_id = app.school_id()) AND (withdrawn_at IS NULL) AND ((author_id = app.person_id()) OR ( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]) AS is_a) OR (EXISTS ( SELECT
   FROM post p
  WHERE ((p.school_id = post_comment.school_id) AND (p.id = post_comment.post_id) AND (p.author_id = app.person_id()))))))
    check (withdrawn_by = app.person_id())
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (withdrawn_by)

table public.post_reaction
  school_id uuid not null
  post_id uuid not null
  person_id uuid not null
  kind text not null
  made_at timestamp with time zone not null
  post_reaction_kind_check: CHECK ((kind = ANY (ARRAY['seen'::text, 'thanks'::text, 'glad'::text])))
  post_reaction_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  post_reaction_school_id_post_id_fkey: FOREIGN KEY (school_id, post_id) REFERENCES post(school_id, id)
  post_reaction_pkey: PRIMARY KEY (school_id, post_id, person_id)
  index: btree (school_id, person_id)
  index: btree (school_id, made_at)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one takes one's own reaction back" for delete to public
    using ((school_id = app.school_id()) AND (person_id = app.person_id()))
  policy "one reacts where it is allowed" for insert to public
    check ((school_id = app.school_id()) AND (person_id = app.person_id()) AND (EXISTS ( SELECT
   FROM post p
  WHERE ((p.school_id = post_reaction.school_id) AND (p.id = post_reaction.post_id) AND (p.state = 'published'::text) AND (p.answers <> 'none'::text)))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "one's own reactions" for select to public
    using ((school_id = app.school_id()) AND (person_id = app.person_id()))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "one changes one's own reaction" for update to public
    using ((school_id = app.school_id()) AND (person_id = app.person_id()))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('post_reaction'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('post_reaction'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: delete, insert, select, update
    preau_privacy: delete, select
    preau_relations: select

table public.post_version
  school_id uuid not null
  id uuid not null
  post_id uuid not null
  number integer not null
  language text not null
  written_by uuid
  replaced_at timestamp with time zone not null
  sealed bytea not null
  post_version_language_check: CHECK ((language ~ '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$'::text))
  post_version_number_check: CHECK ((number > 0))
  post_version_school_id_post_id_fkey: FOREIGN KEY (school_id, post_id) REFERENCES post(school_id, id)
  post_version_pkey: PRIMARY KEY (school_id, id)
  post_version_school_id_post_id_number_key: UNIQUE (school_id, post_id, number)
  index: btree (school_id, written_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((written_by = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "what a post said is kept by whoever changes it" for insert to public
    check ((school_id = app.school_id()) AND (EXISTS ( SELECT
   FROM post p
  WHERE ((p.school_id = post_version.school_id) AND (p.id = post_version.post_id) AND ((p.author_id = app.person_id()) OR ( SELECT app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]) AS is_a))))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (written_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "what a post said before, as long as it is there" for select to public
    using ((school_id = app.school_id()) AND (EXISTS ( SELECT
   FROM post p
  WHERE ((p.school_id = post_version.school_id) AND (p.id = post_version.post_id) AND ((p.state = 'published'::text) OR (p.author_id = app.person_id()) OR ( SELECT app.runs_school() AS runs_school))))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (written_by)

table public.prepared_copy
  school_id uuid not null
  id uuid not null
  request_id uuid not null
  person_id uuid not null
  asked_by uuid not null
  version integer not null
  covered integer not null
  changed_at timestamp with time zone not null
  changed_by uuid
  sealed bytea not null
  prepared_copy_counts: CHECK (((version > 0) AND (covered >= 0)))
  prepared_copy_school_id_asked_by_fkey: FOREIGN KEY (school_id, asked_by) REFERENCES person(school_id, id)
  prepared_copy_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  prepared_copy_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  prepared_copy_school_id_request_id_fkey: FOREIGN KEY (school_id, request_id) REFERENCES rights_request(school_id, id)
  prepared_copy_pkey: PRIMARY KEY (school_id, id)
  prepared_copy_school_id_request_id_key: UNIQUE (school_id, request_id)
  index: btree (school_id, asked_by)
  index: btree (school_id, changed_at)
  index: btree (school_id, changed_by)
  index: btree (school_id, person_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((asked_by = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (person_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "nothing is gathered before it is known who asks" for insert to preau_app
    check app.is_established(request_id)
  policy "the desk prepares a copy that was asked for" for insert to public
    check ((school_id = app.school_id()) AND (changed_by = app.person_id()) AND app.answers_rights(person_id, asked_by) AND (EXISTS ( SELECT
   FROM rights_request q
  WHERE ((q.school_id = app.school_id()) AND (q.id = prepared_copy.request_id) AND (q.person_id = prepared_copy.person_id) AND (q.asked_by = prepared_copy.asked_by) AND q.by_hand AND (q.closed_at IS NULL)))))
  policy "copies that one was given, and those the desk prepares" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR app.answers_rights(person_id, asked_by) OR ((asked_by = app.person_id()) AND (EXISTS ( SELECT
   FROM rights_request q
  WHERE ((q.school_id = app.school_id()) AND (q.id = prepared_copy.request_id) AND (q.link_until IS NOT NULL)))))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (asked_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (changed_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "nothing is covered before it is known who asks" for update to preau_app
    check app.is_established(request_id)
  policy "the desk covers and uncovers until it is given" for update to public
    using ((school_id = app.school_id()) AND app.answers_rights(person_id, asked_by) AND (EXISTS ( SELECT
   FROM rights_request q
  WHERE ((q.school_id = app.school_id()) AND (q.id = prepared_copy.request_id) AND (q.closed_at IS NULL)))))
    check (changed_by = app.person_id())
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_relations: update (asked_by)
    preau_app: update (changed_at)
    preau_app: update (changed_by)
    preau_privacy: update (changed_by)
    preau_app: update (covered)
    preau_relations: update (person_id)
    preau_app: update (sealed)
    preau_app: update (version)

table public.protected_identity
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  kind text not null
  from_at timestamp with time zone not null
  until_at timestamp with time zone
  made_by uuid
  ended_by uuid
  sealed bytea not null
  version integer not null
  protected_identity_check: CHECK (((until_at IS NULL) OR (from_at <= until_at)))
  protected_identity_kind_check: CHECK ((kind = ANY (ARRAY['marked'::text, 'registered'::text, 'court'::text])))
  protected_identity_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  protected_identity_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  protected_identity_pkey: PRIMARY KEY (school_id, id)
  protected_identity_twice: EXCLUDE USING gist (person_id WITH =, tstzrange(from_at, until_at) WITH &&, school_id WITH =)
  index: btree (school_id, ended_by)
  index: btree (school_id, made_by)
  index: btree (school_id, person_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "identities are protected by those who run the school" for insert to public
    check ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (made_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (ended_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "whose identity is protected" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = app.person_id()) OR (person_id = ANY (ARRAY( SELECT app.my_people() AS my_people)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "protection is ended by those who run the school" for update to public
    using ((school_id = app.school_id()) AND app.runs_school())
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('protected_identity'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('protected_identity'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (ended_by)
    preau_privacy: update (made_by)
    preau_relations: update (person_id)

table public.pupil_pictures
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  row_digest bytea not null
  made_at timestamp with time zone not null
  wrong integer not null default 0
  ended_at timestamp with time zone
  pupil_pictures_row_digest_check: CHECK ((length(row_digest) = 32))
  pupil_pictures_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  pupil_pictures_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, person_id) WHERE (ended_at IS NULL) unique
  index: btree (school_id, person_id, made_at)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one chooses pictures for oneself" for insert to public
    check ((school_id = app.school_id()) AND (person_id = app.person_id()) AND (app.action() = 'pupil.pictures.choose'::text))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "whether there are pictures, for the pupil and those who help" for select to public
    using ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR ( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_pupils() AS my_pupils)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "pictures end by the pupil or those who help" for update to public
    using ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR ( SELECT app.is_office() AS is_office) OR (person_id = ANY (ARRAY( SELECT app.my_pupils() AS my_pupils)))))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('pupil_pictures'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('pupil_pictures'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select

table public.pupil_words
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  batch_id uuid not null
  secret_hash text not null
  made_at timestamp with time zone not null
  ends_on date not null
  used_at timestamp with time zone
  voided_at timestamp with time zone
  void_why text
  pupil_words_check: CHECK ((num_nonnulls(voided_at, void_why) = ANY (ARRAY[0, 2])))
  pupil_words_secret_hash_check: CHECK ((secret_hash ~ '^\$argon2id\$[!-~]{1,150}$'::text))
  pupil_words_void_why_check: CHECK ((void_why = ANY (ARRAY['new_one'::text, 'lost'::text])))
  pupil_words_school_id_batch_id_fkey: FOREIGN KEY (school_id, batch_id) REFERENCES slip_batch(school_id, id)
  pupil_words_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  pupil_words_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, batch_id)
  index: btree (school_id, person_id) WHERE (voided_at IS NULL) unique
  index: btree (school_id, person_id, made_at)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "words are made for one's pupils" for insert to public
    check ((school_id = app.school_id()) AND (( SELECT app.is_office() AS is_office) OR (person_id = ANY (ARRAY( SELECT app.my_pupils() AS my_pupils)))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "who has words, for those who print them" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_pupils() AS my_pupils)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('pupil_words'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('pupil_words'::text) AS limited))) IS NOT TRUE))
  policy "words of one's pupils end" for update to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_office() AS is_office) OR (person_id = ANY (ARRAY( SELECT app.my_pupils() AS my_pupils)))))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select

table public.push_device
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  session_id uuid not null
  endpoint_digest bytea not null
  made_at timestamp with time zone not null
  test_digest bytea
  confirmed_at timestamp with time zone
  sealed bytea not null
  push_device_endpoint_digest_check: CHECK ((length(endpoint_digest) = 32))
  push_device_test_digest_check: CHECK ((length(test_digest) = 32))
  push_device_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  push_device_pkey: PRIMARY KEY (school_id, id)
  push_device_school_id_person_id_endpoint_digest_key: UNIQUE (school_id, person_id, endpoint_digest)
  index: btree (school_id, session_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one's own devices end; the school ends what is over" for delete to public
    using ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR app.is_system()))
  policy "a device is one's own" for insert to public
    check ((school_id = app.school_id()) AND (person_id = app.person_id()) AND (EXISTS ( SELECT app.my_roles() AS my_roles)))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "one's own devices; the school tells them" for select to public
    using ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR app.is_system()))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "one's own devices go on; the school tests them" for update to public
    using ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR app.is_system()))
    check ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR app.is_system()))
  granted to
    preau_app: delete, insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_app: update (confirmed_at)
    preau_app: update (sealed)
    preau_app: update (session_id)
    preau_app: update (test_digest)

table public.read_question
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  asked_by uuid not null
  asked_at timestamp with time zone not null
  reference text not null
  read_on date not null
  answered_at timestamp with time zone
  answered_by uuid
  sealed bytea not null
  version integer not null
  read_question_answered: CHECK ((num_nulls(answered_at, answered_by) = ANY (ARRAY[0, 2])))
  read_question_reference_check: CHECK ((reference ~ '^[0-9a-f]{8}$'::text))
  read_question_school_id_asked_by_fkey: FOREIGN KEY (school_id, asked_by) REFERENCES person(school_id, id)
  read_question_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  read_question_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  read_question_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, answered_by)
  index: btree (school_id, asked_by)
  index: btree (school_id, person_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((asked_by = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (person_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "one asks about oneself or one's child" for insert to public
    check ((school_id = app.school_id()) AND (asked_by = app.person_id()) AND ((person_id = app.person_id()) OR (person_id = ANY (ARRAY( SELECT app.my_children() AS my_children)))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (asked_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (answered_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "questions one asked, and those put to the school" for select to public
    using ((school_id = app.school_id()) AND ((asked_by = app.person_id()) OR ( SELECT app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text, 'office'::text]) AS is_a)))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('read_question'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('read_question'::text) AS limited))) IS NOT TRUE))
  policy "the school answers" for update to public
    using ((school_id = app.school_id()) AND ( SELECT app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text, 'office'::text]) AS is_a))
    check ((school_id = app.school_id()) AND (answered_by = app.person_id()))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_app: update (answered_at)
    preau_app: update (answered_by)
    preau_privacy: update (answered_by)
    preau_app: update (sealed)
    preau_app: update (version)

table public.reading_choice
  school_id uuid not null
  person_id uuid not null
  is_shown boolean not null
  reading_choice_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  reading_choice_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  reading_choice_pkey: PRIMARY KEY (school_id, person_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one chooses" for insert to public
    check ((school_id = app.school_id()) AND (person_id = app.person_id()) AND (EXISTS ( SELECT app.my_roles() AS my_roles)))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "one's own choice" for select to public
    using ((school_id = app.school_id()) AND (person_id = app.person_id()))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "one chooses anew" for update to public
    using ((school_id = app.school_id()) AND (person_id = app.person_id()))
    check (person_id = app.person_id())
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('reading_choice'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('reading_choice'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select

table public.record_statement
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  asked_by uuid not null
  request_id uuid
  field text
  placed_at timestamp with time zone not null
  sealed bytea not null
  record_statement_field_check: CHECK ((length(field) <= 121))
  record_statement_school_id_asked_by_fkey: FOREIGN KEY (school_id, asked_by) REFERENCES person(school_id, id)
  record_statement_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  record_statement_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  record_statement_school_id_request_id_fkey: FOREIGN KEY (school_id, request_id) REFERENCES rights_request(school_id, id)
  record_statement_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, asked_by)
  index: btree (school_id, request_id) unique
  index: btree (school_id, person_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((asked_by = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (person_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "one places a statement after a hearing that left the record as " for insert to public
    check ((school_id = app.school_id()) AND (asked_by = app.person_id()) AND (EXISTS ( SELECT
   FROM rights_request q
  WHERE ((q.school_id = app.school_id()) AND (q.id = record_statement.request_id) AND (q.asked_by = app.person_id()) AND (q.person_id = record_statement.person_id) AND (q.kind = 'hearing'::text) AND (q.outcome = 'refused'::text)))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (asked_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "one's own statements, and those with records that one reads" for select to public
    using ((school_id = app.school_id()) AND ((asked_by = app.person_id()) OR ( SELECT app.is_system() AS is_system) OR ((( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_pupils() AS my_pupils)))) AND (person_id <> ALL (ARRAY( SELECT app.ever_my_children() AS ever_my_children))))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_relations: update (asked_by)
    preau_relations: update (person_id)
    preau_privacy: update (request_id)

table public.register_entry
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  rule text not null
  year_to_on date not null
  sealed bytea not null
  made_at timestamp with time zone not null
  register_entry_rule_check: CHECK ((rule = 'jp_register'::text))
  register_entry_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  register_entry_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, person_id)
  index: btree (school_id, year_to_on)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "those who run the school write its register" for insert to public
    check ((school_id = app.school_id()) AND app.runs_school())
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "those who run the school see its register" for select to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select

table public.restriction
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  request_id uuid
  parts text[]
  tables text[]
  from_at timestamp with time zone not null
  made_by uuid not null
  lifts_at timestamp with time zone
  lifted_by uuid
  restriction_in_part: CHECK ((num_nulls(parts, tables) = ANY (ARRAY[0, 2])))
  restriction_lifting: CHECK (((num_nulls(lifts_at, lifted_by) = ANY (ARRAY[0, 2])) AND (lifts_at >= from_at)))
  restriction_parts: CHECK (((parts <@ ARRAY['record'::text, 'family'::text, 'messages'::text, 'pictures'::text]) AND (cardinality(parts) > 0)))
  restriction_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  restriction_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  restriction_school_id_request_id_fkey: FOREIGN KEY (school_id, request_id) REFERENCES rights_request(school_id, id)
  restriction_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, made_by)
  index: btree (school_id, lifted_by)
  index: btree (school_id, person_id)
  index: btree (school_id, request_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "nothing is restricted before it is known who asks" for insert to preau_app
    check ((request_id IS NULL) OR app.is_established(request_id))
  policy "the desk restricts, nobody in their own cause" for insert to public
    check ((school_id = app.school_id()) AND (made_by = app.person_id()) AND app.answers_rights(person_id, person_id))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (made_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (lifted_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "one's own restrictions, and those the school answers for" for select to public
    using ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR (person_id = ANY (ARRAY( SELECT app.my_joint_children() AS my_joint_children))) OR ( SELECT app.is_system() AS is_system) OR ( SELECT app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text]) AS is_a)))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "the desk lifts, and whoever it protects" for update to public
    using ((school_id = app.school_id()) AND (app.answers_rights(person_id, person_id) OR (person_id = app.person_id()) OR (person_id = ANY (ARRAY( SELECT app.my_joint_children() AS my_joint_children)))))
    check (lifted_by = app.person_id())
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_app: update (lifted_by)
    preau_privacy: update (lifted_by)
    preau_app: update (lifts_at)
    preau_privacy: update (made_by)
    preau_relations: update (person_id)
    preau_privacy: update (request_id)

table public.rights_case_done
  school_id uuid not null
  id uuid not null
  kind text not null
  profile text not null
  asked_at timestamp with time zone not null
  due_on date not null
  closed_at timestamp with time zone not null
  closed_by uuid
  outcome text not null
  erasure_id uuid not null
  rights_case_done_kind_check: CHECK ((kind = ANY (ARRAY['access'::text, 'portability'::text, 'rectification'::text, 'erasure'::text, 'restriction'::text, 'objection'::text, 'human'::text, 'complaint'::text, 'withdrawal'::text, 'hearing'::text, 'deindexing'::text])))
  rights_case_done_outcome_check: CHECK ((outcome = ANY (ARRAY['granted'::text, 'refused'::text, 'withdrawn'::text, 'duplicate'::text, 'disowned'::text])))
  rights_case_done_profile_check: CHECK ((profile = ANY (ARRAY['EU-FR'::text, 'EU-SE'::text, 'QC-PRIV'::text, 'QC-PUB'::text, 'US'::text, 'JP'::text])))
  rights_case_done_school_id_erasure_id_fkey: FOREIGN KEY (school_id, erasure_id) REFERENCES erasure(school_id, id)
  rights_case_done_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  rights_case_done_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, closed_by)
  index: btree (school_id, erasure_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "whoever carries out an erasure keeps that there was a case" for insert to public
    check ((school_id = app.school_id()) AND (app.is_system() OR app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text])))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (closed_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "the desk sees the cases of those who are gone" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR ( SELECT app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text]) AS is_a)))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (closed_by)

table public.rights_request
  school_id uuid not null
  id uuid not null
  kind text not null
  person_id uuid not null
  asked_by uuid not null
  asked_at timestamp with time zone not null
  profile text not null
  due_on date not null
  extended_at timestamp with time zone
  cools_until timestamp with time zone
  link_until timestamp with time zone
  field text
  code_digest bytea
  closed_at timestamp with time zone
  closed_by uuid
  outcome text
  ground text
  sealed bytea not null
  version integer not null default 1
  purpose text
  held_at timestamp with time zone
  came text not null default 'app'::text
  identity text
  taken_by uuid
  follows uuid
  policy_id uuid
  by_hand boolean not null default false
  received_on date
  known_by uuid
  needed_at timestamp with time zone
  needed_by date
  confirmed_at timestamp with time zone
  confirmed_how text
  confirmed_by uuid
  rights_request_by_hand: CHECK (((NOT by_hand) OR (kind = 'access'::text)))
  rights_request_by_key: CHECK (((COALESCE(identity, ''::text) <> 'leaver_key'::text) OR (came = 'key'::text)))
  rights_request_came_check: CHECK ((came = ANY (ARRAY['app'::text, 'key'::text, 'letter'::text, 'phone'::text, 'in_person'::text])))
  rights_request_closing: CHECK ((num_nulls(closed_at, outcome) = ANY (ARRAY[0, 2])))
  rights_request_code_digest_check: CHECK ((length(code_digest) = 32))
  rights_request_confirmed: CHECK (((num_nulls(confirmed_at, confirmed_how) = ANY (ARRAY[0, 2])) AND ((confirmed_by IS NULL) OR (confirmed_how = 'second'::text))))
  rights_request_confirmed_how_check: CHECK ((confirmed_how = ANY (ARRAY['own'::text, 'second'::text])))
  rights_request_field_check: CHECK ((length(field) <= 121))
  rights_request_following: CHECK (((follows IS NULL) OR (kind = ANY (ARRAY['complaint'::text, 'hearing'::text]))))
  rights_request_ground_check: CHECK ((ground = ANY (ARRAY['kept_by_law'::text, 'public_task'::text, 'rights_of_others'::text, 'not_identified'::text, 'already_answered'::text, 'excessive'::text, 'is_accurate'::text, 'not_met'::text, 'claims'::text, 'expression'::text, 'archive'::text, 'compelling'::text, 'not_feasible'::text, 'hinders'::text, 'otherwise_protected'::text, 'stands'::text, 'no_duty'::text])))
  rights_request_grounded: CHECK (((NOT (outcome IS DISTINCT FROM 'refused'::text)) = (ground IS NOT NULL)))
  rights_request_identity_check: CHECK ((identity = ANY (ARRAY['known'::text, 'called_back'::text, 'document_seen'::text, 'signature'::text, 'leaver_key'::text, 'not_established'::text])))
  rights_request_kind_check: CHECK ((kind = ANY (ARRAY['access'::text, 'portability'::text, 'rectification'::text, 'erasure'::text, 'restriction'::text, 'objection'::text, 'human'::text, 'complaint'::text, 'withdrawal'::text, 'hearing'::text, 'deindexing'::text])))
  rights_request_needed: CHECK ((num_nulls(needed_at, needed_by) = ANY (ARRAY[0, 2])))
  rights_request_objecting: CHECK (((purpose IS NULL) OR (kind = 'objection'::text)))
  rights_request_on_paper: CHECK (((came = 'app'::text) = (identity IS NULL)))
  rights_request_outcome_check: CHECK ((outcome = ANY (ARRAY['granted'::text, 'refused'::text, 'withdrawn'::text, 'duplicate'::text, 'disowned'::text])))
  rights_request_profile_check: CHECK ((profile = ANY (ARRAY['EU-FR'::text, 'EU-SE'::text, 'QC-PRIV'::text, 'QC-PUB'::text, 'US'::text, 'JP'::text])))
  rights_request_purpose_check: CHECK ((purpose = ANY (ARRAY['class_news'::text, 'reminders'::text, 'matching'::text, 'outside'::text])))
  rights_request_withdrawing: CHECK (((policy_id IS NULL) = (kind <> 'withdrawal'::text)))
  rights_request_school_id_asked_by_fkey: FOREIGN KEY (school_id, asked_by) REFERENCES person(school_id, id)
  rights_request_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  rights_request_school_id_follows_fkey: FOREIGN KEY (school_id, follows) REFERENCES rights_request(school_id, id)
  rights_request_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  rights_request_school_id_policy_id_fkey: FOREIGN KEY (school_id, policy_id) REFERENCES policy(school_id, id)
  rights_request_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, asked_by, asked_at)
  index: btree (school_id, closed_by)
  index: btree (school_id, confirmed_by)
  index: btree (school_id, asked_by, person_id) WHERE (by_hand AND (closed_at IS NULL)) unique
  index: btree (school_id, asked_by, person_id, kind, COALESCE(purpose, ''::text), COALESCE(follows, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE ((closed_at IS NULL) AND (kind = ANY (ARRAY['erasure'::text, 'restriction'::text, 'objection'::text, 'deindexing'::text, 'hearing'::text]))) unique
  index: btree (school_id, due_on) WHERE (closed_at IS NULL)
  index: btree (school_id, asked_by, person_id, field) WHERE (closed_at IS NULL) unique
  index: btree (school_id, follows)
  index: btree (school_id, held_at) WHERE ((held_at IS NOT NULL) AND (closed_at IS NULL))
  index: btree (school_id, known_by)
  index: btree (school_id, purpose, person_id) WHERE (purpose IS NOT NULL)
  index: btree (school_id, person_id, asked_at)
  index: btree (school_id, policy_id)
  index: btree (school_id, taken_by)
  index: btree (school_id) WHERE ((came <> 'app'::text) AND (closed_at IS NULL) AND (confirmed_at IS NULL))
  index: btree (school_id, person_id) WHERE ((kind = 'deindexing'::text) AND (outcome = 'granted'::text))
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((asked_by = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (person_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "one asks for oneself or one's child" for insert to public
    check ((school_id = app.school_id()) AND (asked_by = app.person_id()) AND app.may_ask_right(person_id, kind) AND ((outcome IS NULL) OR (outcome = 'granted'::text)) AND (extended_at IS NULL) AND (came = 'app'::text) AND (num_nonnulls(taken_by, known_by, needed_at, confirmed_at) = 0))
  policy "what comes on paper the desk writes down" for insert to public
    check ((school_id = app.school_id()) AND (came <> 'app'::text) AND (taken_by = app.person_id()) AND app.answers_rights(person_id, asked_by) AND app.may_ask_as(asked_by, person_id, kind) AND ((outcome IS NULL) OR ((outcome = 'granted'::text) AND (kind = 'withdrawal'::text))) AND (num_nonnulls(extended_at, needed_at, confirmed_at) = 0) AND (NOT (known_by IS DISTINCT FROM
CASE
    WHEN (identity <> 'not_established'::text) THEN app.person_id()
    ELSE NULL::uuid
END)))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (asked_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (closed_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (taken_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (known_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (confirmed_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "requests one made, and those put to the school" for select to public
    using ((school_id = app.school_id()) AND ((asked_by = app.person_id()) OR ( SELECT app.is_system() AS is_system) OR (( SELECT app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text]) AS is_a) AND app.has_no_part(person_id, asked_by))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "nothing is granted before it is known who asks" for update to preau_app
    check ((outcome IS DISTINCT FROM 'granted'::text) OR (kind = 'withdrawal'::text) OR (came = 'app'::text) OR (confirmed_at IS NOT NULL))
  policy "the school answers, nobody in their own cause" for update to public
    using ((school_id = app.school_id()) AND app.answers_rights(person_id, asked_by))
    check (app.answers_rights(person_id, asked_by) AND ((closed_by IS NULL) OR (closed_by = app.person_id())))
  policy "what a hold delayed is carried out by the school itself" for update to public
    using ((school_id = app.school_id()) AND (held_at IS NOT NULL) AND (closed_at IS NULL) AND ( SELECT app.is_system() AS is_system))
  policy "whoever asked takes it back" for update to public
    using ((school_id = app.school_id()) AND (asked_by = app.person_id()) AND ((closed_at IS NULL) OR ((kind = ANY (ARRAY['objection'::text, 'deindexing'::text])) AND (outcome = 'granted'::text))))
    check ((asked_by = app.person_id()) AND (outcome = 'withdrawn'::text))
  policy "whoever had not asked says so" for update to public
    using ((school_id = app.school_id()) AND (asked_by = app.person_id()) AND (came <> 'app'::text) AND (confirmed_at IS NULL) AND ((closed_at IS NULL) OR ((kind = 'withdrawal'::text) AND (outcome = 'granted'::text))))
    check ((asked_by = app.person_id()) AND (came <> 'app'::text) AND (confirmed_at IS NULL) AND (outcome = 'disowned'::text))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: insert, select
    preau_relations: update (asked_by)
    preau_app: update (closed_at)
    preau_app: update (closed_by)
    preau_privacy: update (closed_by)
    preau_relations: update (confirmed_at)
    preau_privacy: update (confirmed_by)
    preau_relations: update (confirmed_by)
    preau_relations: update (confirmed_how)
    preau_relations: update (cools_until)
    preau_app: update (due_on)
    preau_app: update (extended_at)
    preau_privacy: update (follows)
    preau_app: update (ground)
    preau_app: update (held_at)
    preau_relations: update (identity)
    preau_privacy: update (known_by)
    preau_relations: update (known_by)
    preau_app: update (link_until)
    preau_app: update (needed_at)
    preau_app: update (needed_by)
    preau_app: update (outcome)
    preau_relations: update (person_id)
    preau_app: update (received_on)
    preau_app: update (sealed)
    preau_privacy: update (taken_by)
    preau_app: update (version)

table public.roster_before
  school_id uuid not null
  run_id uuid not null
  kind text not null
  target_id uuid not null
  person_id uuid
  from_on date
  until_on date
  until_at timestamp with time zone
  left_run_id uuid
  sealed bytea
  made_at timestamp with time zone not null
  place integer
  roster_before_kind_check: CHECK ((kind = ANY (ARRAY['role'::text, 'enrolment'::text, 'guardianship'::text, 'link'::text, 'contact'::text, 'fetching'::text])))
  roster_before_school_id_run_id_fkey: FOREIGN KEY (school_id, run_id) REFERENCES roster_run(school_id, id)
  roster_before_pkey: PRIMARY KEY (school_id, run_id, kind, target_id)
  index: btree (school_id, person_id)
  policy "how it was, for those who run the school" for all to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
    check ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR ((kind <> ALL (ARRAY['guardianship'::text, 'contact'::text, 'fetching'::text])) AND (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select

table public.roster_link
  school_id uuid not null
  id uuid not null
  source_id uuid not null
  kind text not null
  target_id uuid
  person_id uuid
  added_run_id uuid not null
  run_id uuid not null
  left_run_id uuid
  sealed bytea not null
  roster_link_kind_check: CHECK ((kind = ANY (ARRAY['org'::text, 'session'::text, 'course'::text, 'class'::text, 'person'::text, 'role'::text, 'enrolment'::text, 'guardianship'::text, 'contact'::text, 'fetching'::text])))
  roster_link_school_id_source_id_fkey: FOREIGN KEY (school_id, source_id) REFERENCES roster_source(school_id, id)
  roster_link_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, person_id)
  index: btree (school_id, added_run_id)
  index: btree (school_id, source_id)
  policy "links of those who run the school" for all to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
    check ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR ((kind <> ALL (ARRAY['guardianship'::text, 'contact'::text, 'fetching'::text])) AND (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "the burn reads what indexes are made of" for select to preau_vault
    using true
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('roster_link'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('roster_link'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: delete, insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_vault: select (id)
    preau_relations: update (person_id)
    preau_vault: select (school_id)
    preau_vault: select (sealed)
    preau_relations: update (target_id)

table public.roster_package
  school_id uuid not null
  run_id uuid not null
  sealed bytea not null
  roster_package_school_id_run_id_fkey: FOREIGN KEY (school_id, run_id) REFERENCES roster_run(school_id, id)
  roster_package_pkey: PRIMARY KEY (school_id, run_id)
  policy "packages wait for those who run the school" for all to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
    check ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (run_id = ANY (ARRAY( SELECT app.held_roster_package_about_1() AS held_roster_package_about_1)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: delete, insert, select
    preau_privacy: delete, select
    preau_relations: select

table public.roster_run
  school_id uuid not null
  id uuid not null
  source_id uuid not null
  state text not null
  format text not null
  package_digest bytea not null
  asks_again boolean not null
  counts jsonb not null
  touched integer not null
  known integer not null
  step text not null
  step_done integer not null
  step_total integer not null
  claimed_until timestamp with time zone
  problems jsonb not null
  sealed bytea not null
  made_at timestamp with time zone not null
  made_by uuid
  confirmed_at timestamp with time zone
  confirmed_by uuid
  applied_at timestamp with time zone
  undoes_run_id uuid
  changed_at timestamp with time zone
  roster_run_check: CHECK ((num_nonnulls(confirmed_at, confirmed_by) = ANY (ARRAY[0, 2])))
  roster_run_format_check: CHECK ((format = ANY (ARRAY['1.1'::text, '1.2'::text, 'list'::text, 'undo'::text])))
  roster_run_package_digest_check: CHECK ((length(package_digest) = 32))
  roster_run_state_check: CHECK ((state = ANY (ARRAY['staged'::text, 'applying'::text, 'applied'::text, 'failed'::text, 'superseded'::text])))
  roster_run_step_check: CHECK ((step = ANY (ARRAY['waiting'::text, 'reading'::text, 'sealing'::text, 'applying'::text, 'done'::text])))
  roster_run_school_id_source_id_fkey: FOREIGN KEY (school_id, source_id) REFERENCES roster_source(school_id, id)
  roster_run_school_id_undoes_run_id_fkey: FOREIGN KEY (school_id, undoes_run_id) REFERENCES roster_run(school_id, id)
  roster_run_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, confirmed_by)
  index: btree (school_id, made_by)
  index: btree (school_id, source_id, made_at)
  index: btree (school_id, undoes_run_id)
  policy "imports of those who run the school" for all to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
    check ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (id = ANY (ARRAY( SELECT app.held_roster_run_about_1() AS held_roster_run_about_1))) OR (made_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (confirmed_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (confirmed_by)
    preau_privacy: update (made_by)
    preau_privacy: update (undoes_run_id)

table public.roster_source
  school_id uuid not null
  id uuid not null
  code text not null
  applied_run_id uuid
  created_at timestamp with time zone not null
  created_by uuid
  list_columns jsonb not null default '{}'::jsonb
  roster_source_code_check: CHECK ((code ~ '^[a-z0-9][a-z0-9-]{0,39}$'::text))
  roster_source_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  roster_source_pkey: PRIMARY KEY (school_id, id)
  roster_source_school_id_code_key: UNIQUE (school_id, code)
  policy "sources of those who run the school" for all to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
    check ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: insert, select, update
    preau_relations: select

table public.roster_stage
  school_id uuid not null
  run_id uuid not null
  kind text not null
  link_id uuid not null
  change text not null
  act text
  is_sure boolean not null
  target_id uuid
  person_id uuid
  class_id uuid
  guardian_id uuid
  school_year_id uuid
  role text
  relation text
  state text
  from_on date
  until_on date
  first_id uuid
  second_id uuid
  sealed bytea
  link_sealed bytea
  place integer
  roster_stage_act_check: CHECK ((act = ANY (ARRAY['make'::text, 'alter'::text, 'end'::text])))
  roster_stage_change_check: CHECK ((change = ANY (ARRAY['add'::text, 'change'::text, 'return'::text, 'leave'::text, 'none'::text])))
  roster_stage_kind_check: CHECK ((kind = ANY (ARRAY['year'::text, 'org'::text, 'session'::text, 'course'::text, 'class'::text, 'person'::text, 'role'::text, 'enrolment'::text, 'guardianship'::text, 'contact'::text, 'fetching'::text])))
  roster_stage_relation_check: CHECK ((relation = ANY (ARRAY['parent'::text, 'guardian'::text, 'relative'::text])))
  roster_stage_role_check: CHECK ((role = ANY (ARRAY['teacher'::text, 'pupil'::text, 'guardian'::text])))
  roster_stage_state_check: CHECK ((state = ANY (ARRAY['active'::text, 'suspended'::text, 'leaving'::text])))
  roster_stage_pkey: PRIMARY KEY (school_id, run_id, kind, link_id)
  policy "those who run the school make ready" for all to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
    check ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (guardian_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR ((kind <> ALL (ARRAY['guardianship'::text, 'contact'::text, 'fetching'::text])) AND ((person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (guardian_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))))) OR (person_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (guardian_id = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: delete, insert, select
    preau_privacy: delete, select
    preau_relations: select

table public.same_person
  school_id uuid not null
  id uuid not null
  first_id uuid not null
  second_id uuid not null
  reason text not null
  found_at timestamp with time zone not null
  decided_at timestamp with time zone
  decided_by uuid
  verdict text
  same_person_check: CHECK ((first_id <> second_id))
  same_person_check1: CHECK (((verdict IS NULL) = (decided_at IS NULL)))
  same_person_reason_check: CHECK ((reason = ANY (ARRAY['account'::text, 'address'::text, 'family_name'::text])))
  same_person_verdict_check: CHECK ((verdict = ANY (ARRAY['merged'::text, 'different'::text])))
  same_person_school_id_first_id_fkey: FOREIGN KEY (school_id, first_id) REFERENCES person(school_id, id)
  same_person_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  same_person_school_id_second_id_fkey: FOREIGN KEY (school_id, second_id) REFERENCES person(school_id, id)
  same_person_pkey: PRIMARY KEY (school_id, id)
  same_person_school_id_first_id_second_id_key: UNIQUE (school_id, first_id, second_id)
  index: btree (school_id, decided_by)
  index: btree (school_id, second_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((first_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (second_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "records that may be the same are found" for insert to public
    check ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (first_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (second_id = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (decided_by = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "records that may be the same" for select to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "records that may be the same are decided" for update to public
    using ((school_id = app.school_id()) AND app.runs_school())
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (decided_by)

table public.school
  school_id uuid not null
  slug text not null
  name text not null
  profile text not null
  kind text not null
  profile_from date not null
  locale text not null
  time_zone text not null
  created_at timestamp with time zone not null
  version integer not null
  readers_shown_as text not null default 'initials'::text
  school_kind_check: CHECK ((kind = ANY (ARRAY['public'::text, 'private'::text, 'training'::text])))
  school_locale_check: CHECK ((locale = ANY (ARRAY['en'::text, 'fr'::text, 'fr-CA'::text, 'sv'::text, 'ja'::text])))
  school_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 200)))
  school_profile_check: CHECK ((profile = ANY (ARRAY['EU-FR'::text, 'EU-SE'::text, 'QC-PRIV'::text, 'QC-PUB'::text, 'US'::text, 'JP'::text])))
  school_readers_shown_as_check: CHECK ((readers_shown_as = ANY (ARRAY['role'::text, 'initials'::text, 'name'::text])))
  school_slug_check: CHECK ((slug ~ '^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$'::text))
  school_time_zone_check: CHECK ((length(time_zone) <= 64))
  school_pkey: PRIMARY KEY (school_id)
  school_slug_key: UNIQUE (slug)
  policy "a school is made by set-up" for insert to public
    check ((school_id = app.school_id()) AND app.is_system())
  policy "members see their school" for select to public
    using (school_id = app.school_id())
  policy "those who run it change its settings" for update to public
    using ((school_id = app.school_id()) AND app.runs_school())
  granted to
    preau_app: insert, select, update
    preau_relations: select

table public.school_exit
  school_id uuid not null
  id uuid not null
  announced_at timestamp with time zone not null
  announced_by uuid
  signed_at timestamp with time zone
  signed_by uuid
  read_only_on date not null
  locks_on date not null
  exported_at timestamp with time zone
  manifest bytea
  receipt_at timestamp with time zone
  receipt_by uuid
  code_digest bytea
  locked_at timestamp with time zone
  destroyed_at timestamp with time zone
  withdrawn_at timestamp with time zone
  withdrawn_by uuid
  school_exit_by_two: CHECK (((signed_by IS DISTINCT FROM announced_by) OR (signed_by IS NULL)))
  school_exit_code_digest_check: CHECK ((length(code_digest) = 32))
  school_exit_days: CHECK ((locks_on >= (read_only_on + 14)))
  school_exit_manifest_check: CHECK ((length(manifest) = 32))
  school_exit_order: CHECK ((((locked_at IS NULL) OR (receipt_at IS NOT NULL)) AND ((destroyed_at IS NULL) OR (locked_at IS NOT NULL)) AND ((locked_at IS NULL) OR (signed_at IS NOT NULL))))
  school_exit_receipt: CHECK (((num_nulls(receipt_at, code_digest) = ANY (ARRAY[0, 2])) AND ((receipt_at IS NULL) OR (manifest IS NOT NULL))))
  school_exit_withdrawn: CHECK (((withdrawn_at IS NULL) OR (locked_at IS NULL)))
  school_exit_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  school_exit_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, announced_by)
  index: btree (school_id, receipt_by)
  index: btree (school_id) WHERE (withdrawn_at IS NULL) unique
  index: btree (school_id, signed_by)
  index: btree (school_id, withdrawn_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "those who lead the school announce it" for insert to public
    check ((school_id = app.school_id()) AND app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text]) AND (announced_by = app.person_id()) AND (num_nonnulls(signed_at, exported_at, manifest, receipt_at, locked_at, destroyed_at, withdrawn_at) = 0))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (announced_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (signed_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (receipt_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (withdrawn_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "members know that their school leaves" for select to public
    using ((school_id = app.school_id()) AND (app.is_system() OR app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text]) OR ((signed_at IS NOT NULL) AND (EXISTS ( SELECT app.my_roles() AS my_roles)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "the night locks and destroys" for update to public
    using ((school_id = app.school_id()) AND app.is_system())
  policy "those who lead the school sign and withdraw" for update to public
    using ((school_id = app.school_id()) AND app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text]) AND (locked_at IS NULL))
    check ((locked_at IS NULL) AND ((signed_by IS NULL) OR (signed_by <> announced_by)))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (announced_by)
    preau_app: update (code_digest)
    preau_app: update (destroyed_at)
    preau_app: update (exported_at)
    preau_app: update (locked_at)
    preau_app: update (manifest)
    preau_app: update (receipt_at)
    preau_app: update (receipt_by)
    preau_privacy: update (receipt_by)
    preau_app: update (signed_at)
    preau_app: update (signed_by)
    preau_privacy: update (signed_by)
    preau_app: update (withdrawn_at)
    preau_app: update (withdrawn_by)
    preau_privacy: update (withdrawn_by)

table public.school_year
  school_id uuid not null
  id uuid not null
  from_on date not null
  to_on date not null
  created_at timestamp with time zone not null
  school_year_check: CHECK ((from_on < to_on))
  school_year_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  school_year_pkey: PRIMARY KEY (school_id, id)
  school_year_overlap: EXCLUDE USING gist (school_id WITH =, daterange(from_on, to_on, '[]'::text) WITH &&)
  policy "a year that never began goes with its plan" for delete to public
    using ((school_id = app.school_id()) AND app.is_turned_back('year'::text, id))
  policy "those who run the school plan its years" for insert to public
    check ((school_id = app.school_id()) AND app.runs_school())
  policy "members see the school years" for select to public
    using (school_id = app.school_id())
  granted to
    preau_app: delete, insert, select
    preau_privacy: select
    preau_relations: select

table public.sign_in_rules
  school_id uuid not null
  rotate_all_days integer
  changed_at timestamp with time zone not null
  version integer not null
  sign_in_rules_rotate_all_days_check: CHECK (((rotate_all_days >= 90) AND (rotate_all_days <= 730)))
  sign_in_rules_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  sign_in_rules_pkey: PRIMARY KEY (school_id)
  policy "those who lead the school make its rules" for insert to public
    check ((school_id = app.school_id()) AND app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text]))
  policy "the rules of the school are no secret" for select to public
    using (school_id = app.school_id())
  policy "those who lead the school change its rules" for update to public
    using ((school_id = app.school_id()) AND app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text]))
  granted to
    preau_app: insert, select, update
    preau_relations: select

table public.slip_batch
  school_id uuid not null
  id uuid not null
  class_id uuid
  whom text not null
  why text not null
  slips integer not null
  made_at timestamp with time zone not null
  made_by uuid
  kind text not null default 'code'::text
  slip_batch_kind_check: CHECK ((kind = ANY (ARRAY['code'::text, 'words'::text])))
  slip_batch_whom_check: CHECK ((whom = ANY (ARRAY['class'::text, 'staff'::text, 'people'::text, 'person'::text, 'helped'::text, 'operator'::text])))
  slip_batch_why_check: CHECK ((why = ANY (ARRAY['first'::text, 'lost'::text, 'forgotten'::text])))
  slip_batch_school_id_class_id_fkey: FOREIGN KEY (school_id, class_id) REFERENCES class(school_id, id)
  slip_batch_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  slip_batch_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, class_id)
  index: btree (school_id, made_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "a print is one's own" for insert to public
    check ((school_id = app.school_id()) AND (made_by = app.person_id()) AND ((class_id IS NULL) OR app.is_office() OR (class_id = ANY (ARRAY( SELECT app.my_classes('teacher'::text) AS my_classes)))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (made_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "prints of those who run the school, and one's own" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (made_by = app.person_id())))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (class_id)
    preau_privacy: update (made_by)

table public.slip_setting
  school_id uuid not null
  days integer not null
  teachers_print boolean not null
  changed_at timestamp with time zone not null
  changed_by uuid
  slip_setting_days_check: CHECK (((days >= 1) AND (days <= 14)))
  slip_setting_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  slip_setting_pkey: PRIMARY KEY (school_id)
  policy "the office says how slips are printed" for insert to public
    check ((school_id = app.school_id()) AND app.is_office())
  policy "how slips are printed is no secret in the school" for select to public
    using ((school_id = app.school_id()) AND (app.is_office() OR app.is_a(VARIADIC ARRAY['dpo'::text, 'teacher'::text, 'substitute'::text])))
  policy "the office changes how slips are printed" for update to public
    using ((school_id = app.school_id()) AND app.is_office())
  granted to
    preau_app: insert, select, update
    preau_relations: select

table public.supplier_objection
  school_id uuid not null
  id uuid not null
  notice_id uuid not null
  made_by uuid not null
  made_at timestamp with time zone not null
  withdrawn_by uuid
  withdrawn_at timestamp with time zone
  sealed bytea not null
  supplier_objection_withdrawing: CHECK ((num_nulls(withdrawn_at, withdrawn_by) = ANY (ARRAY[0, 2])))
  supplier_objection_notice_id_fkey: FOREIGN KEY (notice_id) REFERENCES directory.supplier_notice(id)
  supplier_objection_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  supplier_objection_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, made_at)
  index: btree (school_id, made_by)
  index: btree (notice_id)
  index: btree (school_id, notice_id) WHERE (withdrawn_at IS NULL) unique
  index: btree (school_id, withdrawn_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((made_by = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "the head objects before the day" for insert to public
    check ((school_id = app.school_id()) AND app.is_a(VARIADIC ARRAY['head'::text]) AND (made_by = app.person_id()) AND (withdrawn_at IS NULL) AND (EXISTS ( SELECT
   FROM directory.supplier_notice n
  WHERE ((n.id = supplier_objection.notice_id) AND (n.change <> 'gone'::text) AND (n.from_on > CURRENT_DATE) AND (NOT (EXISTS ( SELECT
           FROM directory.supplier_notice later
          WHERE ((later.host = n.host) AND (ROW(later.announced_at, later.id) > ROW(n.announced_at, n.id))))))))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (made_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (withdrawn_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "officers see what their school objects to, and the installation" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR ( SELECT app.is_a(VARIADIC ARRAY['dpo'::text, 'head'::text]) AS is_a)))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "the head objects no longer" for update to public
    using ((school_id = app.school_id()) AND app.is_a(VARIADIC ARRAY['head'::text]) AND (withdrawn_at IS NULL))
    check (withdrawn_by = app.person_id())
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (made_by)
    preau_app: update (withdrawn_at)
    preau_app: update (withdrawn_by)
    preau_privacy: update (withdrawn_by)

table public.support_access
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  subject_id uuid not null
  reason text not null
  with_names boolean not null
  sealed bytea not null
  asked_at timestamp with time zone not null
  decided_at timestamp with time zone
  decided_by uuid
  verdict text
  until_at timestamp with time zone
  ended_at timestamp with time zone
  ended_by uuid
  support_access_an_hour: CHECK (((verdict IS DISTINCT FROM 'consented'::text) OR (until_at <= (decided_at + '01:00:00'::interval))))
  support_access_check: CHECK ((person_id <> subject_id))
  support_access_decided: CHECK (((verdict IS NULL) = (decided_at IS NULL)))
  support_access_not_by_oneself: CHECK (((verdict IS DISTINCT FROM 'consented'::text) OR (decided_by IS DISTINCT FROM person_id)))
  support_access_reason_check: CHECK ((reason = ANY (ARRAY['cannot_sign_in'::text, 'something_missing'::text, 'something_wrong'::text, 'technical'::text])))
  support_access_verdict_check: CHECK ((verdict = ANY (ARRAY['consented'::text, 'declined'::text])))
  support_access_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  support_access_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  support_access_school_id_subject_id_fkey: FOREIGN KEY (school_id, subject_id) REFERENCES person(school_id, id)
  support_access_pkey: PRIMARY KEY (school_id, id)
  support_access_open: EXCLUDE USING gist (school_id WITH =, person_id WITH =, subject_id WITH =) WHERE ((verdict IS NULL))
  index: btree (school_id, decided_by)
  index: btree (school_id, ended_by)
  index: btree (school_id, person_id)
  index: btree (school_id, subject_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using (((subject_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) OR (person_id = ANY (ARRAY( SELECT app.held_people() AS held_people)))) IS NOT TRUE)
  policy "support asks for itself" for insert to public
    check ((school_id = app.school_id()) AND (person_id = app.person_id()) AND (verdict IS NULL) AND ( SELECT app.is_a(VARIADIC ARRAY['support'::text]) AS is_a))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (subject_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (decided_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (ended_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "help asked for: one's own, about oneself or the own child, for " for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = app.person_id()) OR (subject_id = app.person_id()) OR (subject_id = ANY (ARRAY( SELECT app.my_children_for('sign'::text) AS my_children_for)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "the person or the school consents" for update to public
    using ((school_id = app.school_id()) AND (app.action() = 'support.access.decide'::text) AND (verdict IS NULL) AND (person_id <> app.person_id()) AND (app.may_let_support(subject_id) OR (subject_id = ANY (ARRAY( SELECT app.my_children_for('sign'::text) AS my_children_for)))))
    check (decided_by = app.person_id())
  policy "whoever helps, is helped or runs the school ends it" for update to public
    using ((school_id = app.school_id()) AND (verdict = 'consented'::text) AND (ended_at IS NULL) AND (((app.action() = 'support.access.expire'::text) AND app.is_system()) OR ((app.action() = 'support.access.end'::text) AND ((person_id = app.person_id()) OR (subject_id = app.person_id()) OR app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text, 'office'::text]) OR (subject_id = ANY (ARRAY( SELECT app.my_children_for('sign'::text) AS my_children_for)))))))
    check (ended_at IS NOT NULL)
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (decided_by)
    preau_privacy: update (ended_by)

table public.teaching_group
  school_id uuid not null
  id uuid not null
  school_year_id uuid not null
  owner_id uuid
  created_at timestamp with time zone not null
  archived_at timestamp with time zone
  sealed bytea not null
  version integer not null
  teaching_group_school_id_school_year_id_fkey: FOREIGN KEY (school_id, school_year_id) REFERENCES school_year(school_id, id)
  teaching_group_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, owner_id)
  index: btree (school_id, school_year_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "groups are made by whoever teaches, as theirs, and by those who" for insert to public
    check ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR ((owner_id = app.person_id()) AND ( SELECT app.is_a(VARIADIC ARRAY['teacher'::text, 'substitute'::text]) AS is_a))))
  policy "groups one teaches or owns" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (id = ANY (ARRAY( SELECT app.my_groups('teacher'::text) AS my_groups))) OR ((owner_id = app.person_id()) AND ( SELECT app.is_a(VARIADIC ARRAY['teacher'::text, 'substitute'::text]) AS is_a))))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (id = ANY (ARRAY( SELECT app.held_teaching_group_member_1() AS held_teaching_group_member_1))) OR (owner_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "groups are changed by whose they are, and by those who run the " for update to public
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR ((owner_id = app.person_id()) AND ( SELECT app.is_a(VARIADIC ARRAY['teacher'::text, 'substitute'::text]) AS is_a))))
    check ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (owner_id = app.person_id())))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_app: update (archived_at)
    preau_app: update (owner_id)
    preau_privacy: update (owner_id)
    preau_relations: update (owner_id)
    preau_app: update (sealed)
    preau_app: update (version)

table public.telling
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  category text not null
  event text not null
  happened_at timestamp with time zone not null
  due_at timestamp with time zone not null
  taken_at timestamp with time zone
  mail_id uuid
  telling_category_check: CHECK ((category = ANY (ARRAY['urgent'::text, 'to_do'::text, 'messages'::text, 'class_life'::text, 'homework'::text, 'account'::text])))
  telling_event_check: CHECK ((length(event) <= 100))
  telling_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  telling_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, mail_id)
  index: btree (school_id, person_id, due_at)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "what one wants no word of goes" for delete to public
    using ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR app.is_system()))
  policy "the school tells" for insert to public
    check ((school_id = app.school_id()) AND app.is_system())
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "what waits for oneself; the school tells" for select to public
    using ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR app.is_system()))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "what waits moves with one's choice; the school takes it along" for update to public
    using ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR app.is_system()))
    check ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR app.is_system()))
  granted to
    preau_app: delete, insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_app: update (due_at)
    preau_app: update (mail_id)
    preau_app: update (taken_at)

table public.telling_mail
  school_id uuid not null
  id uuid not null
  person_id uuid not null
  made_at timestamp with time zone not null
  sent_at timestamp with time zone
  answered_at timestamp with time zone
  telling_mail_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  telling_mail_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, person_id, made_at)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "the school sends mails" for insert to public
    check ((school_id = app.school_id()) AND app.is_system())
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "mails to oneself; the school sends them" for select to public
    using ((school_id = app.school_id()) AND ((person_id = app.person_id()) OR app.is_system()))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "the school notes what became of a mail" for update to public
    using ((school_id = app.school_id()) AND app.is_system())
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_app: update (answered_at)
    preau_app: update (sent_at)

table public.upload_part
  school_id uuid not null
  id uuid not null
  file_id uuid not null
  start_at integer not null
  size integer
  object uuid not null
  begun_at timestamp with time zone not null
  upload_part_size_check: CHECK ((size > 0))
  upload_part_start_at_check: CHECK ((start_at >= 0))
  upload_part_school_id_file_id_fkey: FOREIGN KEY (school_id, file_id) REFERENCES file(school_id, id)
  upload_part_pkey: PRIMARY KEY (school_id, id)
  upload_part_school_id_file_id_start_at_key: UNIQUE (school_id, file_id, start_at)
  policy "a part goes with its file, or into it" for delete to public
    using ((school_id = app.school_id()) AND (app.is_my_sending(file_id) OR ( SELECT app.runs_school() AS runs_school)))
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "a part of what one is sending" for insert to public
    check ((school_id = app.school_id()) AND app.is_my_sending(file_id))
  policy "restricted: not added" for insert to preau_app
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((file_id = ANY (ARRAY( SELECT app.limited_upload_part_about_1() AS limited_upload_part_about_1))) IS NOT TRUE))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (file_id = ANY (ARRAY( SELECT app.held_upload_part_about_1() AS held_upload_part_about_1)))))
  policy "parts of what one is sending" for select to public
    using ((school_id = app.school_id()) AND app.is_my_sending(file_id))
  policy "restricted: not served" for select to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR ((file_id = ANY (ARRAY( SELECT app.limited_upload_part_about_1() AS limited_upload_part_about_1))) IS NOT TRUE))
  policy "a part has arrived" for update to public
    using ((school_id = app.school_id()) AND app.is_my_sending(file_id))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.is_unlimited() AS is_unlimited) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((file_id = ANY (ARRAY( SELECT app.limited_upload_part_about_1() AS limited_upload_part_about_1))) IS NOT TRUE))
    check (( SELECT app.is_unlimited() AS is_unlimited) OR ((file_id = ANY (ARRAY( SELECT app.limited_upload_part_about_1() AS limited_upload_part_about_1))) IS NOT TRUE))
  granted to
    preau_app: delete, insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_app: update (size)

table public.withholding
  school_id uuid not null
  id uuid not null
  pupil_id uuid not null
  ground text not null
  asked_by uuid
  asked_at timestamp with time zone not null
  asked_on date not null
  until_on date not null
  countersigned_by uuid
  countersigned_at timestamp with time zone
  ended_at timestamp with time zone
  ended_by uuid
  ended_for text
  withholding_by_two: CHECK (((countersigned_by IS DISTINCT FROM asked_by) OR (countersigned_by IS NULL)))
  withholding_ended: CHECK (((ended_at IS NULL) = (ended_for IS NULL)))
  withholding_ended_for_check: CHECK ((ended_for = ANY (ARRAY['date'::text, 'review'::text, 'not_countersigned'::text])))
  withholding_ground_check: CHECK ((ground = ANY (ARRAY['report_made'::text, 'authority_asked'::text, 'risk_at_home'::text])))
  withholding_span: CHECK (((until_on > asked_on) AND (until_on <= (asked_on + 180))))
  withholding_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  withholding_school_id_pupil_id_fkey: FOREIGN KEY (school_id, pupil_id) REFERENCES person(school_id, id)
  withholding_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, asked_by)
  index: btree (school_id, countersigned_by)
  index: btree (school_id, ended_by)
  index: btree (school_id, pupil_id, asked_by) WHERE (ended_at IS NULL) unique
  index: btree (school_id, pupil_id)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((pupil_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "one asks for the own reads to be withheld" for insert to public
    check ((school_id = app.school_id()) AND (asked_by = app.person_id()) AND (countersigned_by IS NULL) AND app.protects(pupil_id))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (pupil_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (asked_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (countersigned_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (ended_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "no family's copy holds a withholding" for select to preau_privacy
    using ( SELECT app.runs_school() AS runs_school)
  policy "withholdings are known to those who protect the pupil" for select to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR (( SELECT app.is_a(VARIADIC ARRAY['head'::text, 'dpo'::text]) AS is_a) AND (pupil_id <> ALL (ARRAY( SELECT app.my_children() AS my_children))))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "they are countersigned and ended by those who protect the pupil" for update to public
    using ((school_id = app.school_id()) AND (( SELECT app.is_system() AS is_system) OR app.protects(pupil_id)))
    check ((school_id = app.school_id()) AND ((countersigned_by IS NULL) OR (ended_at IS NOT NULL) OR (countersigned_by = app.person_id())))
  granted to
    preau_app: insert, select
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (asked_by)
    preau_app: update (countersigned_at)
    preau_app: update (countersigned_by)
    preau_privacy: update (countersigned_by)
    preau_app: update (ended_at)
    preau_app: update (ended_by)
    preau_privacy: update (ended_by)
    preau_app: update (ended_for)

table public.withholding_figure
  school_id uuid not null
  school_year_id uuid not null
  begun integer not null
  withholding_figure_begun_check: CHECK ((begun > 0))
  withholding_figure_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  withholding_figure_school_id_school_year_id_fkey: FOREIGN KEY (school_id, school_year_id) REFERENCES school_year(school_id, id)
  withholding_figure_pkey: PRIMARY KEY (school_id, school_year_id)
  policy "the first of a year is counted" for insert to public
    check ((school_id = app.school_id()) AND ( SELECT app.is_a(VARIADIC ARRAY['head'::text, 'dpo'::text]) AS is_a))
  policy "withholdings are counted by those who begin them" for select to public
    using ((school_id = app.school_id()) AND ( SELECT app.is_a(VARIADIC ARRAY['head'::text, 'dpo'::text]) AS is_a))
  policy "the next of a year is counted" for update to public
    using ((school_id = app.school_id()) AND ( SELECT app.is_a(VARIADIC ARRAY['head'::text, 'dpo'::text]) AS is_a))
  granted to
    preau_app: insert, select
    preau_relations: select
    preau_app: update (begun)

table public.writing_rule
  school_id uuid not null
  line text not null
  school_may text not null
  family_may text not null
  read_by text[] not null
  reports_to text not null
  acts_id uuid
  days integer not null
  version integer not null
  set_by uuid
  set_at timestamp with time zone not null
  writing_rule_days_check: CHECK (((days >= 1) AND (days <= 14)))
  writing_rule_family_may_check: CHECK ((family_may = ANY (ARRAY['begin'::text, 'answer'::text, 'never'::text])))
  writing_rule_head_reads: CHECK (((line = ANY (ARRAY['teacher_guardian'::text, 'office_guardian'::text, 'group_guardian'::text])) OR ('head'::text = ANY (read_by))))
  writing_rule_line_check: CHECK ((line = ANY (ARRAY['teacher_guardian'::text, 'office_guardian'::text, 'teacher_pupil'::text, 'office_pupil'::text, 'group_guardian'::text, 'group_pupil'::text])))
  writing_rule_read_by_check: CHECK ((read_by <@ ARRAY['head'::text, 'administrator'::text, 'dpo'::text]))
  writing_rule_reports_to_check: CHECK ((reports_to = ANY (ARRAY['head'::text, 'administrator'::text, 'office'::text])))
  writing_rule_school_may_check: CHECK ((school_may = ANY (ARRAY['begin'::text, 'answer'::text, 'never'::text])))
  writing_rule_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  writing_rule_pkey: PRIMARY KEY (school_id, line)
  index: btree (school_id, acts_id)
  index: btree (school_id, set_by)
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "those who lead the school say so" for insert to public
    check ((school_id = app.school_id()) AND (set_by = app.person_id()) AND app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text]))
  policy "everybody may know who may write to whom" for select to public
    using ((school_id = app.school_id()) AND (EXISTS ( SELECT app.my_roles() AS my_roles)))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (set_by = ANY (ARRAY( SELECT app.oneself() AS oneself))) OR (acts_id = ANY (ARRAY( SELECT app.oneself() AS oneself)))))
  policy "and otherwise" for update to public
    using ((school_id = app.school_id()) AND app.is_a(VARIADIC ARRAY['administrator'::text, 'head'::text]))
    check (set_by = app.person_id())
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (acts_id)
    preau_privacy: update (set_by)

table public.year_move
  school_id uuid not null
  id uuid not null
  plan_id uuid not null
  nth integer not null
  kind text not null
  target_id uuid not null
  wanted_id uuid
  person_id uuid
  class_id uuid
  role text
  on_date date
  was_on date
  from_at timestamp with time zone
  until_at timestamp with time zone
  was_at timestamp with time zone
  was_state text
  done_at timestamp with time zone
  undone_at timestamp with time zone
  is_kept boolean
  sealed bytea
  year_move_kind_check: CHECK ((kind = ANY (ARRAY['year'::text, 'class'::text, 'begin'::text, 'end'::text, 'leave'::text, 'role'::text, 'grade'::text])))
  year_move_role_check: CHECK ((role = ANY (ARRAY['teacher'::text, 'substitute'::text, 'pupil'::text, 'guardian'::text])))
  year_move_sealed: CHECK (((kind = 'grade'::text) = (sealed IS NOT NULL)))
  year_move_was_state_check: CHECK ((was_state = ANY (ARRAY['invited'::text, 'active'::text, 'suspended'::text])))
  year_move_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  year_move_school_id_plan_id_fkey: FOREIGN KEY (school_id, plan_id) REFERENCES year_plan(school_id, id)
  year_move_pkey: PRIMARY KEY (school_id, id)
  year_move_school_id_plan_id_nth_key: UNIQUE (school_id, plan_id, nth)
  index: btree (school_id, plan_id) WHERE ((kind = 'grade'::text) AND (done_at IS NULL) AND (undone_at IS NULL))
  index: btree (school_id, person_id)
  index: btree (school_id, target_id)
  policy "what a plan does, for those who run the school" for all to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
    check ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: delete, insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (person_id)

table public.year_plan
  school_id uuid not null
  id uuid not null
  from_year_id uuid not null
  to_year_id uuid
  from_on date
  to_on date
  keep_days integer not null
  state text not null
  step text not null
  step_done integer not null
  step_total integer not null
  claimed_until timestamp with time zone
  counts jsonb not null
  mark bytea
  sealed bytea not null
  made_at timestamp with time zone not null
  made_by uuid
  changed_at timestamp with time zone not null
  confirmed_at timestamp with time zone
  confirmed_by uuid
  applied_at timestamp with time zone
  undone_at timestamp with time zone
  undone_by uuid
  closed_at timestamp with time zone
  version integer not null
  year_plan_keep_days_check: CHECK (((keep_days >= 0) AND (keep_days <= 90)))
  year_plan_mark_check: CHECK ((length(mark) = 32))
  year_plan_state_check: CHECK ((state = ANY (ARRAY['draft'::text, 'applying'::text, 'applied'::text, 'undoing'::text, 'undone'::text, 'discarded'::text])))
  year_plan_step_check: CHECK ((step = ANY (ARRAY['waiting'::text, 'carrying'::text, 'done'::text])))
  year_plan_school_id_fkey: FOREIGN KEY (school_id) REFERENCES school(school_id)
  year_plan_school_id_from_year_id_fkey: FOREIGN KEY (school_id, from_year_id) REFERENCES school_year(school_id, id)
  year_plan_pkey: PRIMARY KEY (school_id, id)
  year_plan_open: EXCLUDE USING gist (school_id WITH =) WHERE ((closed_at IS NULL))
  index: btree (school_id, confirmed_by)
  index: btree (school_id, made_by)
  index: btree (school_id, undone_by)
  index: btree (school_id, from_year_id)
  policy "plans of those who run the school" for all to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
    check ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (made_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (confirmed_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (undone_by = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  granted to
    preau_app: insert, select, update
    preau_privacy: delete, select
    preau_relations: select
    preau_privacy: update (confirmed_by)
    preau_privacy: update (made_by)
    preau_privacy: update (undone_by)

table public.year_plan_person
  school_id uuid not null
  id uuid not null
  plan_id uuid not null
  person_id uuid not null
  fate text not null
  target_id uuid
  year_plan_person_fate_check: CHECK ((fate = ANY (ARRAY['repeats'::text, 'moves'::text, 'leaves'::text, 'teaches'::text])))
  year_plan_person_school_id_person_id_fkey: FOREIGN KEY (school_id, person_id) REFERENCES person(school_id, id)
  year_plan_person_school_id_plan_id_fkey: FOREIGN KEY (school_id, plan_id) REFERENCES year_plan(school_id, id)
  year_plan_person_pkey: PRIMARY KEY (school_id, id)
  index: btree (school_id, person_id)
  index: btree (school_id, plan_id)
  policy "whom a plan names, for those who run the school" for all to public
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
    check ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "erased" for delete to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "held: not deleted" for delete to preau_privacy
    using ((person_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  policy "held about a person" for select to preau_privacy
    using ((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (person_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects)))))
  policy "detached" for update to preau_privacy
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school))
  policy "restricted: not changed" for update to preau_app
    using (( SELECT app.may_pass_over() AS may_pass_over) OR (NOT ( SELECT app.is_system() AS is_system)) OR ((person_id = ANY (ARRAY( SELECT app.limited('year_plan_person'::text) AS limited))) IS NOT TRUE))
    check (( SELECT app.may_pass_over() AS may_pass_over) OR ((person_id = ANY (ARRAY( SELECT app.limited('year_plan_person'::text) AS limited))) IS NOT TRUE))
  granted to
    preau_app: delete, insert, select
    preau_privacy: delete, select
    preau_relations: select

table vault.blind_index
  school_id uuid not null
  kind text not null
  digest bytea not null
  week integer not null
  target_school uuid not null
  target_id uuid not null
  blind_index_digest_check: CHECK ((length(digest) = 32))
  blind_index_kind_check: CHECK ((kind = ANY (ARRAY['email'::text, 'username'::text, 'external_id'::text, 'class_key'::text])))
  blind_index_pkey: PRIMARY KEY (school_id, kind, digest)
  index: btree (school_id, target_id)
  policy "indexes of the school and of the directory" for all to preau_app
    using (school_id = ANY (ARRAY[app.school_id(), '00000000-0000-0000-0000-000000000000'::uuid]))
    check (school_id = ANY (ARRAY[app.school_id(), '00000000-0000-0000-0000-000000000000'::uuid]))
  policy "the burn moves indexes" for all to preau_vault
    using true
    check true
  granted to
    preau_app: delete, insert, select
    preau_relations: select
    preau_vault: delete, select, update

table vault.change
  school_id uuid not null
  table_name text not null
  row_id uuid not null
  number bigint not null generated as identity
  at timestamp with time zone not null
  kind text not null
  actor_id uuid
  action text not null
  fields text[] not null
  before bytea
  after bytea
  change_action_check: CHECK ((action ~ '^[a-z_.]{1,100}$'::text))
  change_fields_check: CHECK ((array_to_string(fields, ' '::text) ~ '^[a-z_* ]*$'::text))
  change_kind_check: CHECK ((kind = ANY (ARRAY['insert'::text, 'update'::text, 'delete'::text])))
  change_table_name_check: CHECK ((table_name ~ '^[a-z_]{1,40}\.[a-z_]{1,60}$'::text))
  change_pkey: PRIMARY KEY (school_id, table_name, row_id, number)
  index: btree (school_id, actor_id) WHERE (actor_id IS NOT NULL)
  index: btree (school_id, at)
  policy "erased" for delete to preau_privacy
    using (((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school)) OR ((school_id = '00000000-0000-0000-0000-000000000000'::uuid) AND ((row_id = app.erasing()) OR (row_id = ANY (ARRAY( SELECT app.my_subject_accounts() AS my_subject_accounts))) OR (( SELECT app.runs_school() AS runs_school) AND (row_id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))))))
  policy "held about a person" for select to preau_privacy
    using (((school_id = app.school_id()) AND (( SELECT app.runs_school() AS runs_school) OR (actor_id = ANY (ARRAY( SELECT app.my_subjects() AS my_subjects))) OR (row_id = ANY (ARRAY( SELECT app.held_rows() AS held_rows))))) OR ((school_id = '00000000-0000-0000-0000-000000000000'::uuid) AND ((row_id = app.erasing()) OR (row_id = ANY (ARRAY( SELECT app.my_subject_accounts() AS my_subject_accounts))) OR (( SELECT app.runs_school() AS runs_school) AND (row_id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))))))
  policy "what an import changed, for whoever takes it back" for select to preau_app
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school) AND (( SELECT app.action() AS action) = ANY (ARRAY['roster.import.undo'::text, 'roster.import.carry_out'::text])))
  policy "what was changed since it was handed over" for select to preau_app
    using ((school_id = app.school_id()) AND ( SELECT app.is_office() AS is_office) AND (( SELECT app.action() AS action) = 'hand_over.undo'::text))
  policy "what was changed since the year was turned" for select to preau_app
    using ((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school) AND (( SELECT app.action() AS action) = ANY (ARRAY['year.undo.preview'::text, 'year.plan.carry_out'::text])))
  policy "detached" for update to preau_privacy
    using (((school_id = app.school_id()) AND ( SELECT app.runs_school() AS runs_school)) OR ((school_id = '00000000-0000-0000-0000-000000000000'::uuid) AND ((row_id = app.erasing()) OR (row_id = ANY (ARRAY( SELECT app.my_subject_accounts() AS my_subject_accounts))) OR (( SELECT app.runs_school() AS runs_school) AND (row_id = ANY (ARRAY( SELECT app.accounts_here() AS accounts_here)))))))
  granted to
    preau_app: select
    preau_privacy: delete, select
    preau_relations: delete, insert, select
    preau_privacy: update (actor_id)

table vault.epoch
  school_id uuid not null
  id uuid not null
  retention_class text not null
  from_on date not null
  epoch_retention_class_check: CHECK ((retention_class ~ '^[a-z][a-z_-]{0,39}$'::text))
  epoch_pkey: PRIMARY KEY (school_id, id)
  epoch_school_id_retention_class_from_on_key: UNIQUE (school_id, retention_class, from_on)
  policy "epochs of the school and of the directory" for all to preau_app
    using (school_id = ANY (ARRAY[app.school_id(), '00000000-0000-0000-0000-000000000000'::uuid]))
    check (school_id = ANY (ARRAY[app.school_id(), '00000000-0000-0000-0000-000000000000'::uuid]))
  granted to
    preau_app: insert, select

table vault.erased
  school_id uuid not null
  owner_id uuid not null
  kind text not null
  erased_at timestamp with time zone not null
  erased_kind_check: CHECK ((kind = ANY (ARRAY['person'::text, 'account'::text, 'file'::text, 'snapshot'::text, 'epoch'::text])))
  erased_pkey: PRIMARY KEY (school_id, owner_id)
  policy "a restored database is told again who was erased" for all to preau_vault
    using true
    check true
  policy "the erased of the school and of the directory" for all to preau_app
    using (school_id = ANY (ARRAY[app.school_id(), '00000000-0000-0000-0000-000000000000'::uuid]))
    check (school_id = ANY (ARRAY[app.school_id(), '00000000-0000-0000-0000-000000000000'::uuid]))
  granted to
    preau_app: insert, select
    preau_vault: insert, select

table vault.key
  school_id uuid not null
  owner_id uuid not null
  kind text not null
  version integer not null
  week integer not null
  wrapped bytea not null
  created_at timestamp with time zone not null
  key_kind_check: CHECK ((kind = ANY (ARRAY['person'::text, 'account'::text, 'file'::text, 'snapshot'::text, 'epoch'::text])))
  key_version_check: CHECK (((version >= 1) AND (version <= 65535)))
  key_wrapped_check: CHECK ((length(wrapped) = 60))
  key_pkey: PRIMARY KEY (school_id, owner_id, version)
  policy "keys of the school and of the directory" for all to preau_app
    using (school_id = ANY (ARRAY[app.school_id(), '00000000-0000-0000-0000-000000000000'::uuid]))
    check (school_id = ANY (ARRAY[app.school_id(), '00000000-0000-0000-0000-000000000000'::uuid]))
  policy "the burn moves keys" for all to preau_vault
    using true
    check true
  policy "held: the key stays" for delete to preau_app
    using ((owner_id = ANY (ARRAY( SELECT app.held_people() AS held_people))) IS NOT TRUE)
  granted to
    preau_app: delete, insert, select
    preau_vault: delete, select, update
    preau_relations: select (school_id)

table vault.ring
  week integer not null
  made_at timestamp with time zone not null
  retired_at timestamp with time zone
  burned_at timestamp with time zone
  keys_moved integer not null
  indexes_moved integer not null
  indexes_dropped integer not null
  ring_check: CHECK (((burned_at IS NULL) OR (retired_at IS NOT NULL)))
  ring_week_check: CHECK ((week > 0))
  ring_pkey: PRIMARY KEY (week)
  policy "the burn turns the ring" for all to preau_vault
    using true
    check true
  policy "weeks of the ring are no secret" for select to preau_app
    using true
  granted to
    preau_app: select
    preau_relations: select, update
    preau_vault: insert, select, update

functions
  definer stable app.account_for(in_school uuid, index_kind text, digests bytea[]) returns TABLE(account_id uuid, password_hash text, must_change boolean, locale text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.accounts_here() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.accounts_twice() returns TABLE(first_id uuid, second_id uuid), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.activation_for(digests bytea[]) returns TABLE(school_id uuid, id uuid, person_id uuid, account_id uuid, slug text, locale text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.address_change_for(wanted bytea) returns TABLE(school_id uuid, person_id uuid, account_id uuid, school text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.agreed_by(person uuid, by_person uuid) returns TABLE(policy_id uuid, version_id uuid, language text, digest bytea), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.announced_maintenance(since timestamp with time zone) returns TABLE(announcement bytea, school_id uuid, notice_id uuid, impact text, from_at timestamp with time zone, until_at timestamp with time zone, announced_at timestamp with time zone), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.answered_by_letter(asker uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.answers_for(entries uuid[]) returns TABLE(entry_id uuid, pupil_id uuid, may_answer boolean), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.answers_for_own_image(pupil uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.answers_policy(wanted uuid, person uuid, word text) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.answers_rights(person uuid, asker uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.around_messages(messages uuid[]) returns TABLE(message_id uuid, person_id uuid, decides boolean), owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.askers_of(person uuid) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.authors_named(people uuid[]) returns TABLE(id uuid, sealed bytea, is_hidden boolean), owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.calendar_counts(entries uuid[]) returns TABLE(entry_id uuid, yes integer, no integer, perhaps integer, waiting integer), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.calendar_feed_at(school uuid, address bytea) returns TABLE(id uuid, person_id uuid, pupil_id uuid, with_name boolean), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.carry_token_at(school uuid, held bytea) returns TABLE(id uuid, person_id uuid, asked_by uuid, is_portable boolean, copy uuid, until_at timestamp with time zone, used_at timestamp with time zone, revoked_at timestamp with time zone), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.case_waits_for(about uuid, asker uuid, known text, first uuid, other uuid) returns text, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.cases_with_key(held bytea) returns TABLE(id uuid, kind text, asked_at timestamp with time zone, due_on date, closed_at timestamp with time zone, outcome text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.class_device_for(in_school uuid, token bytea) returns TABLE(id uuid, class_id uuid), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.class_key_for(key_digests bytea[]) returns TABLE(school_id uuid, class_key_id uuid, class_id uuid, sealed bytea, school text, slug text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.closing_days() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.commenters_of(post uuid) returns TABLE(id uuid, sealed bytea), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.consent_holds(wanted uuid, person uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.consents_of(people uuid[]) returns TABLE(policy_id uuid, person_id uuid, holds boolean), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.contested_about(person uuid) returns TABLE(field text, since timestamp with time zone), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.conversation_readers(conversation uuid) returns TABLE(person_id uuid, stands text, sealed bytea), owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.count_addresses() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_administrators() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_approvals() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_certificates() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_class_keys() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_consents() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_contact() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_corrections() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_curiosity() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_exits() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_factors() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_first_codes() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_locked_sessions() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_orders() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_orphans() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_passwords() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_questions() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_reminders() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_requests() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_reviews() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_rotation() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_set_up() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_subscribers() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_support() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.count_weak_points() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.counting_since() returns timestamp with time zone, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.decides_on(message uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.decides_step(about uuid, asker uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.demands() returns TABLE(must_change boolean, must_change_why text, is_privileged boolean, has_factor boolean, invented boolean, changed_at timestamp with time zone, rotate_all_days integer), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.depicted_on(wanted uuid) returns TABLE(id uuid, is_child boolean), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.devices_with(digest bytea, at timestamp with time zone) returns TABLE(devices integer, waiting integer, until_on date), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.edges_holding(pupil uuid) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.entry_reminder(wanted uuid, numbered integer, at timestamp with time zone) returns TABLE(audience_id uuid, in_seconds integer), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.erasure_with(digest bytea) returns TABLE(school text, made_at timestamp with time zone, deleted integer, detached integer, kept integer, keys integer, kept_until date, stays jsonb, week_made_at timestamp with time zone, week_burned_at timestamp with time zone), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.ever_my_children() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.families_of_class(of_class uuid) returns TABLE(pupil_id uuid, pupil_sealed bytea, guardian_id uuid, guardian_sealed bytea, has_account boolean, knows_others boolean), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.families_of_group(of_group uuid) returns TABLE(pupil_id uuid, pupil_sealed bytea, guardian_id uuid, guardian_sealed bytea, has_account boolean, knows_others boolean), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.families_without_class() returns TABLE(pupil_id uuid, pupil_sealed bytea, guardian_id uuid, guardian_sealed bytea, has_account boolean, knows_others boolean), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.family_of(conversation uuid) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.family_of_pupil(of_pupil uuid) returns TABLE(pupil_id uuid, pupil_sealed bytea, guardian_id uuid, guardian_sealed bytea, has_account boolean, knows_others boolean), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.follows_notice(wanted uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.former_pupils() returns TABLE(id uuid, sealed bytea, until_on date), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.goes_on_with(conversation uuid) returns TABLE(person_id uuid, sealed bytea, from_on date, until_on date), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.gone_people() returns TABLE(person_id uuid, state text, locked_at timestamp with time zone), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.group_named(wanted uuid) returns TABLE(id uuid, sealed bytea, stands text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.groupable(people uuid[], as_role text) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.groups_in(conversations uuid[]) returns TABLE(id uuid, sealed bytea), owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.guardians_with(accounts uuid[]) returns TABLE(account_id uuid, person_id uuid), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.has_answered_image(pupil uuid, by_person uuid, wanted text, year uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.has_gone(in_school uuid, person uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.has_no_part(about uuid, asker uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.has_own_password(person uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.has_to_do_with(reader uuid, pupil uuid, at timestamp with time zone) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.has_working_account(who uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_attachment_about_2() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_attachment_depicted_3() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_class_member_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_conversation_member_about_2() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_conversation_reading_about_2() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_conversation_recipient_2() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_derivative_about_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_derivative_depicted_2() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_file_about_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_file_depicted_2() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_guardianship_guardian_3() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_hand_over_item_recipient_2() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_hand_over_item_self_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_message_about_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_message_recipient_2() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_message_report_about_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_message_text_recipient_2() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_notice_audience_author_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_people() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_people_at(instant timestamp with time zone) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_photo_depicted_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_post_audience_author_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_roster_package_about_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_roster_run_about_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_rows() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_since(instant timestamp with time zone, up_to timestamp with time zone) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_teaching_group_member_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.held_upload_part_about_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.hidden_by_answer(receipt uuid) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.hidden_on(wanted uuid, of_post uuid) returns TABLE(pupil_id uuid, at_left integer, at_top integer, wide integer, high integer), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.hides_picture(wanted uuid, person uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.history_until() returns timestamp with time zone, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.holds_told(requests uuid[]) returns TABLE(id uuid, until_on date, ground text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.image_allowed(pupil uuid, wanted text, year uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.image_audience(audience uuid, pupil uuid) returns text, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.image_rights_of(pupils uuid[], year uuid) returns TABLE(pupil_id uuid, audience text, allowed boolean), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.image_signatories(pupils uuid[]) returns TABLE(pupil_id uuid, id uuid, sealed bytea), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_a(VARIADIC roles text[]) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_asked(notice uuid, person uuid, of_family boolean) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_demo() returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_document(wanted uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_elsewhere(in_school uuid, person uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_established(request uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_guarded(wanted uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_hidden_picture(wanted uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_leaving(in_school uuid, person uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_live_key(key_id uuid, of_class uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_locked(in_school uuid, person uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_member() returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_my_photo(wanted uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_my_sending(wanted uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_my_upload(wanted uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_of_age(person uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_of_office(account uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_office() returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_on_new_device(account uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_picture(wanted uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_represented(subject uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_too_young() returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.is_turned_back(what text, row_id uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.join_request_for(token bytea) returns TABLE(school_id uuid, id uuid, class_id uuid, sealed bytea, locale text, slug text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.knows_device(account uuid, shown bytea) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.last_day(in_school uuid, person uuid) returns date, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.leaver_key_at(held bytea) returns TABLE(school_id uuid, id uuid, person_id uuid, school text, laws text[]), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.ledger_entries(tags bytea[]) returns TABLE(tag bytea, log_epoch smallint, entry bigint, id uuid, event smallint, class smallint, purpose smallint, subject_kind smallint, day smallint, year_day smallint, actor_commitment bytea, subject_commitment bytea, sealed_stub bytea, sealed_detail bytea, stub_hash bytea, detail_hash bytea), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.limited(of_table text) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.limited_attachment_about_2() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.limited_attachment_depicted_3() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.limited_conversation_member_about_2() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.limited_conversation_reading_about_2() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.limited_derivative_about_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.limited_derivative_depicted_2() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.limited_file_about_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.limited_file_depicted_2() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.limited_hand_over_item_self_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.limited_message_about_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.limited_message_report_about_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.limited_now() returns TABLE(person_id uuid, tables text[], locale text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.limited_photo_depicted_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.limited_upload_part_about_1() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.limiting(school uuid, purpose text, action text) returns text, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.locale_of(person uuid) returns text, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.mail_stop_for(wanted bytea) returns TABLE(school_id uuid, person_id uuid, account_id uuid, school text, are_stopped boolean, stopped_kinds text[]), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.mail_troubles() returns TABLE(person_id uuid, account_id uuid, way text, status text, since_at timestamp with time zone), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.may_alarm(person uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.may_ask_as(asker uuid, person uuid, wanted text) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.may_ask_right(person uuid, wanted text) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.may_be_member(conversation uuid, person uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.may_begin(on_line text, side text, pupil uuid, of_class uuid, with_teacher uuid, of_group uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.may_bring(person uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.may_change(in_school uuid, person uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.may_correct_address(account uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.may_give(role text) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.may_go_with(wanted uuid, of_post uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.may_let_support(subject uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.may_second(about uuid, asker uuid, known text, first uuid, other uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.may_see_reads(person uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.merge_plan(kept uuid, merged uuid) returns TABLE(in_table text, in_column text, row_id uuid, ends boolean, was text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_audiences() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_calendars() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_charges() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_children() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_children_for(scope text) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_classes(as_role text) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.my_conversations() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.my_conversations_as(side text) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.my_edges() returns TABLE(id uuid, pupil_id uuid, scopes text[], is_delegated boolean), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_group_partners() returns TABLE(pupil_id uuid, group_id uuid, group_sealed bytea, teacher_id uuid, teacher_sealed bytea), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_groups(as_role text) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.my_image_children() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_join_requests() returns TABLE(school_id uuid, id uuid, class_id uuid, sealed bytea, class_sealed bytea, school text, slug text, made_at timestamp with time zone, expires_at timestamp with time zone, withdrawn_at timestamp with time zone, decided_at timestamp with time zone, linked_at timestamp with time zone, verdict text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_joint_children() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_memberships() returns TABLE(school_id uuid, person_id uuid, slug text, name text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_models() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_notices(since timestamp with time zone) returns TABLE(notice_id uuid, open_at timestamp with time zone, stands text[], children uuid[]), owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.my_own_groups() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_partners() returns TABLE(pupil_id uuid, pupil_sealed bytea, class_id uuid, class_sealed bytea, teacher_id uuid, teacher_sealed bytea), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_people() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_places(also uuid) returns TABLE(id uuid, kind text, target_id uuid, sealed bytea, children uuid[]), owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.my_pupils() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_roles() returns SETOF text, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_sides() returns TABLE(conversation_id uuid, is_family boolean, is_school boolean), owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.my_slip_people() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_standing() returns text, owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.my_stands(notice uuid) returns SETOF text, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_subject_accounts() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_subjects() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.my_voices() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.names_in(conversations uuid[]) returns TABLE(conversation_id uuid, person_id uuid, stands text, sealed bytea), owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.needs_head(request uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.no_part_of(who uuid, about uuid, asker uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.not_agreeing(to_purpose text, people uuid[]) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.notice_deliveries(wanted uuid) returns TABLE(minute timestamp with time zone, channel text, count integer), owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.notice_progress(wanted uuid) returns TABLE(person_id uuid, is_family boolean, stands text, children uuid[], state text), owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.notice_told(wanted uuid, which text) returns TABLE(person_id uuid), owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.notice_voices_of(person uuid) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.notification_choices(people uuid[]) returns TABLE(person_id uuid, account_id uuid, preset text, to_do text, messages text, class_life text, homework text, digest_minute smallint, digest_weekday smallint, quiet_from smallint, quiet_until smallint, quiet_days smallint, zone text, mails_stopped_at timestamp with time zone, stopped_kinds text[]), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.objecting(to_purpose text, people uuid[]) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.oneself() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.other_guardians() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.overseen_conversations() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.own_account() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.own_words() returns TABLE(secret_hash text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.partners_beside(pupil uuid) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.passed_with(hand_over uuid) returns TABLE(conversation_id uuid, pupil_id uuid), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.passkey_for(handle bytea) returns TABLE(id uuid, account_id uuid), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.password_evidence() returns TABLE(staff integer, staff_with_factor integer, codes_open integer, codes_over_three_days integer, oldest_privileged timestamp with time zone), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.person_called(digests bytea[]) returns uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.photo_reach(wanted uuid, audiences uuid[]) returns text, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.photo_readers(wanted uuid, of_post uuid) returns TABLE(person_id uuid, stands text, sealed bytea), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.policy_numbers() returns TABLE(policy_id uuid, asked integer, agreed integer, refused integer), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.policy_told(wanted uuid) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.product_announcements() returns TABLE(published_at timestamp with time zone, effective_from timestamp with time zone), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.protected_among(people uuid[]) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.protects(pupil uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.pupil_door_for(in_school uuid, digests bytea[]) returns TABLE(person_id uuid, account_id uuid, words_id uuid, secret_hash text, door_id uuid, class_id uuid, sealed bytea), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.pupil_pictures_for(in_school uuid, of_class uuid, person uuid) returns TABLE(id uuid, row_digest bytea, account_id uuid), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.push_devices_of(person uuid) returns TABLE(id uuid, confirmed_at timestamp with time zone), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.push_devices_over() returns TABLE(id uuid, person_id uuid), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.push_target(wanted uuid) returns TABLE(id uuid, person_id uuid, sealed bytea, locale text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.readers_named(audiences uuid[]) returns TABLE(person_id uuid, stands text, sealed bytea), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.readers_of(audiences uuid[]) returns TABLE(audience_id uuid, staff integer, pupils integer, guardians integer), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.readings_of(conversations uuid[], at timestamp with time zone) returns TABLE(conversation_id uuid, person_id uuid, message_id uuid, read_at timestamp with time zone), owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.reports_in(conversation uuid) returns TABLE(message_id uuid, acts_id uuid, due_at timestamp with time zone), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.request_with(digest bytea) returns TABLE(school text, id uuid, kind text, profile text, asked_at timestamp with time zone, due_on date, extended_at timestamp with time zone, cools_until timestamp with time zone, closed_at timestamp with time zone, outcome text, ground text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.reset_for(token bytea) returns TABLE(id uuid, account_id uuid, school_id uuid), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.restriction_known(restricted uuid) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.restriction_reaches(restricted uuid) returns integer, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.runs_school() returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.school_for(wanted_slug text) returns TABLE(school_id uuid, slug text, name text, locale text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.school_profiles() returns TABLE(school_id uuid, profile text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.school_standing(in_school uuid) returns text, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.schools() returns TABLE(school_id uuid, slug text, name text, locale text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.sealed_sample(of_table text, of_column text, most integer) returns SETOF bytea, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.sealed_with_owners(of_table text, of_column text, owner_columns text[], most integer) returns TABLE(blob bytea, owners uuid[]), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.service_news() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.session_for(token bytea) returns TABLE(id uuid, account_id uuid, school_id uuid, person_id uuid, expires_at timestamp with time zone, shared_device boolean, limited text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.sessions_of_this_hour() returns integer, owner preau_relations, search_path=pg_catalog, pg_temp enable_seqscan=off
  definer stable app.shared_in_dispute(person uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.shows_photo(wanted uuid, of_post uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.signers_of(subject uuid) returns TABLE(id uuid), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.signs_in(person uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.staff_who_see(pupil uuid) returns TABLE(role text, people integer), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.streams_now(sessions bytea[]) returns TABLE(session bytea, audiences uuid[], is_everywhere boolean), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.suppliers_coming() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.support_subject(access uuid) returns TABLE(id uuid, sealed bytea, roles text[], state text, is_locked boolean, has_account boolean, must_change boolean, has_factor boolean, locale text, with_names boolean, until_at timestamp with time zone), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.tagged_named(people uuid[]) returns TABLE(id uuid, sealed bytea), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.taking_part(conversations uuid[]) returns TABLE(conversation_id uuid, person_id uuid, is_school boolean), owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.teachers_print_slips() returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.telling_mail_of(wanted uuid) returns TABLE(school_id uuid, person_id uuid, account_id uuid), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.tellings_of_nothing(person uuid) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.threads_that_wait() returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.threads_touched(asker uuid, about uuid, kind text) returns TABLE(conversation_id uuid, pupil_id uuid), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.throttled(what bytea) returns integer, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.told_of_entry(wanted uuid, standing text) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.told_of_message(message uuid) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.told_of_post(wanted uuid, audience uuid) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.troubled_address(person uuid) returns TABLE(account_id uuid, sealed bytea, can_correct boolean, waits_since timestamp with time zone), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.unlisted(people uuid[]) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.urgent_this_year(today date) returns integer, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.voices_of(person uuid) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.waits_for_head(person uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.walls_as_built() returns text, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.way_on(token bytea) returns TABLE(account_id uuid, authenticated_at timestamp with time zone, shared_device boolean, from_school uuid, school_id uuid, person_id uuid, slug text, name text), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.who_acts(message uuid) returns TABLE(person_id uuid, days integer), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.who_decides(about uuid, asker uuid) returns text, owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.withholding_figures(today date, fewest integer) returns TABLE(from_on date, to_on date, begun integer), owner preau_relations, search_path=pg_catalog, pg_temp
  definer stable app.writable_conversations(side text) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer stable app.writes_so_far() returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.answers_cease() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.ask_with_key(held bytea, request uuid, wanted text, law text, at timestamp with time zone, due date, cools timestamp with time zone, words bytea) returns TABLE(id uuid, asked_at timestamp with time zone, due_on date, cools_until timestamp with time zone, is_again boolean), owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.begin_erasing(account uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.begin_sign_in(name_tried bytea, free integer, came_from bytea, in_school uuid, home uuid, index_kind text, digests bytea[], shown bytea, device_tried bytea) returns TABLE(seconds integer, account_id uuid, password_hash text, person_id uuid, is_known boolean), owner preau_relations, search_path=pg_catalog, pg_temp plan_cache_mode=force_generic_plan
  definer volatile app.begin_try(what bytea, free integer) returns integer, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.clear_tries(what bytea) returns void, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.confirm_case(request uuid, at timestamp with time zone) returns text, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.confirm_join_request(token bytea) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.count_comments() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.count_ended() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.count_reactions() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.count_rotation(reason text) returns void, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.count_wrong_from(name_from bytea, came_from bytea, free integer) returns void, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.count_wrong_try(what bytea, free integer) returns void, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.device_called(token bytea, at timestamp with time zone) returns void, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.discard_object() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.end_session(token bytea) returns void, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.enter(session bytea, school uuid, person uuid, account uuid, purpose text, request uuid, action text, confirmed_within integer, despite text[]) returns text, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.establish_case(request uuid, how text) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.forget_sessions() returns integer, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.forgive_from(name_from bytea, came_from bytea) returns void, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.forgive_try(what bytea) returns void, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.holds_ring_week(wanted integer) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.job(task text, payload json, after_seconds integer, key text) returns void, owner preau_queue, search_path=graphile_worker, pg_temp
  definer volatile app.ledger_leave_snapshots(person uuid) returns integer, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.ledger_unlink(tags bytea[]) returns integer, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.let_files_go() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.log_directory_account() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_directory_membership() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_activation_code() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_audience() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_class() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_class_door() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_class_key() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_delegation() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_emergency_contact() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_enrolled_device() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_enrolment() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_grant_request() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_group_place() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_guardianship() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_guardianship_change() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_join_request() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_person() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_person_role() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_person_state() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_pick_up_adult() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_protected_identity() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_pupil_pictures() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_pupil_words() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_support_access() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.log_public_teaching_group() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp enable_nestloop=off
  definer volatile app.make_challenge(made bytea, seconds integer) returns void, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.move_rows(plan jsonb, origin uuid, destination uuid, is_back boolean) returns integer, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.move_sign_in(origin uuid, destination uuid) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.note_person_egress(month date, ways text[], recipients text[], sents integer[], nths integer[], digests bytea[]) returns void, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.paper_takes_back() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.paper_takes_place() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.part_from_account(in_school uuid, person uuid) returns void, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.photo_leaves_post() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.reopen_photo() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.sweep_challenges() returns void, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.sweep_directory(by jsonb, tries_by timestamp with time zone, accounts_by timestamp with time zone) returns SETOF uuid, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.sweep_evidence() returns void, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.sweep_tries() returns void, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.unpin_withdrawn() returns trigger, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.use_challenge(wanted bytea) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.use_setup_code(code_digest bytea) returns boolean, owner preau_relations, search_path=pg_catalog, pg_temp
  definer volatile app.word_in_copy(word text, before jsonb) returns jsonb, owner preau_relations, search_path=pg_catalog, pg_temp
  immutable app.consent_age(profile text) returns integer
  immutable app.images_together(profile text) returns boolean
  immutable app.majority(profile text) returns integer
  immutable app.takes_record(control text, asks text, of_school boolean) returns boolean
  immutable app.telling_of(event text, thing uuid, person uuid) returns uuid
  immutable app.turns_on(born_on date, years integer) returns date
  immutable app.wait_after(tries integer, free integer) returns interval
  immutable ledger.at(id uuid) returns timestamp with time zone
  immutable ledger.first_id(at timestamp with time zone) returns uuid
  immutable ledger.leaf_hash(f ledger.fact) returns bytea
  stable app.account_id() returns uuid
  stable app.action() returns text
  stable app.audience_people() returns TABLE(audience_id uuid, person_id uuid, stands text, child_id uuid)
  stable app.conversation_people() returns TABLE(conversation_id uuid, person_id uuid, stands text)
  stable app.copy_id() returns uuid
  stable app.edges_now() returns TABLE(id uuid, pupil_id uuid, guardian_id uuid, authority text, scopes text[], delegated_from uuid)
  stable app.erasing() returns uuid
  stable app.families_of(pupils uuid[]) returns TABLE(pupil_id uuid, pupil_sealed bytea, guardian_id uuid, guardian_sealed bytea, has_account boolean, knows_others boolean)
  stable app.group_people() returns TABLE(group_id uuid, person_id uuid, stands text)
  stable app.has_turned(born_on date, years integer, time_zone text, at timestamp with time zone) returns boolean
  stable app.is_handing_over() returns boolean
  stable app.is_over(s directory.session) returns boolean
  stable app.is_past_notice(published timestamp with time zone, begins timestamp with time zone, ends timestamp with time zone) returns boolean
  stable app.is_system() returns boolean
  stable app.is_unlimited() returns boolean
  stable app.keeps_conversation(conversation uuid, teacher uuid) returns boolean
  stable app.may_pass_over() returns boolean
  stable app.notice_people(wanted uuid) returns TABLE(person_id uuid, is_family boolean, stands text, children uuid[])
  stable app.person_id() returns uuid
  stable app.purpose() returns text
  stable app.readers_now(audiences uuid[]) returns TABLE(audience_id uuid, person_id uuid, stands text)
  stable app.request_id() returns uuid
  stable app.school_id() returns uuid
  stable app.writing_rules_now() returns TABLE(line text, school_may text, family_may text, read_by text[], reports_to text, acts_id uuid, days integer, version integer)
  volatile ledger.make_months(ahead integer) returns integer
