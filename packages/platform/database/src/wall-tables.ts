// On which side of the wall each table stands. A table without a line here fails the tests and stops the start.

/** What the public may read of a table through the reader role: which rows, and which columns (all when not named). */
export type PublicReading = { when: string; columns?: readonly string[] };

export type TableWall = {
  /**
   * - `tenant`: rows of the congress in which the unit of work acts (`app.congress`).
   * - `shared`: the same, and the rows of matters that another congress shares with it (`matter_share`).
   * - `directory`: everybody reads; a congress writes its own rows.
   * - `reference`: everybody reads; only the owner (migrations, imports) writes.
   * - `person`: rows whose `congress_ids` name the congress; the realm `identity` sees all.
   * - `capacity`: rows of the congress; the realm `identity` sees all, because it finds a person's capacities across congresses.
   * - `identity`: the realm `identity` only (accounts, sessions, keys).
   * - `system`: written in the realm `system` only; read there, too, unless `readable`.
   * - `share`: the list of shared matters: everybody reads these bare ids; a congress gives access to others, never to itself.
   */
  kind: 'tenant' | 'shared' | 'directory' | 'reference' | 'person' | 'capacity' | 'identity' | 'system' | 'share';
  /** For `shared`: the column that names the matter. */
  matter?: string;
  /** Rows are added, never changed or removed: the application has no grant for it. */
  appendOnly?: true;
  /** For `system`: everybody reads. */
  readable?: true;
  public?: PublicReading;
};

/**
 * A part of a suggestion is public when the suggestion is; the reader sees only published suggestions. EXISTS, not IN: the few rows asked for
 * are looked up one by one, where IN would first collect every published suggestion of the province.
 */
const ofPublished = 'EXISTS (SELECT 1 FROM suggestion s WHERE s.id = suggestion_id)';

const motionPublicColumns = [
  'id', 'congress_id', 'term_id', 'session_id', 'state', 'title', 'cause', 'grounds', 'plan', 'topic', 'lead_name', 'delegation_name', 'signatories', 'number', 'number_label',
  'presidium_decision', 'decided_on', 'committee_organ_name', 'committee_report', 'reported_on', 'resolution', 'resolved_on', 'handling_organ_name', 'handling_report', 'handled_on',
  'submitted_at', 'closed_at', 'published_at',
] as const;

const suggestionPublicColumns = [
  'id', 'congress_id', 'term_id', 'session_id', 'kind', 'state', 'title', 'background', 'proposal', 'topic', 'lead_name', 'delegation_name', 'by_delegation',
  'cosigner_count', 'number', 'number_label', 'key_supervision', 'submitted_at', 'registered_at', 'replied_at', 'closed_at', 'published_at',
  'lead_organ_id', 'lead_organ_name', 'grade', 'reply_round', 'attitude', 'result', 'merged_into_id', 'search_vector',
] as const;

export const tableWalls: Readonly<Record<string, TableWall>> = {
  // directory/divisions
  division: { kind: 'reference', public: { when: 'true' } },
  congress: { kind: 'directory', public: { when: 'true' } },
  term: { kind: 'directory', public: { when: 'true' } },
  session: { kind: 'directory', public: { when: 'true' } },
  organ: { kind: 'directory', public: { when: 'true', columns: ['id', 'congress_id', 'parent_id', 'name', 'short_name', 'kind', 'remit', 'sort', 'abolished_on', 'successor_id'] } },
  delegation: { kind: 'directory', public: { when: 'true' } },
  constituency: { kind: 'directory', public: { when: 'true' } },
  deputy_group: { kind: 'directory' },
  deputy_group_member: { kind: 'directory' },
  organ_act: { kind: 'directory', appendOnly: true },

  // directory/identity
  person: { kind: 'person' },
  mandate: { kind: 'capacity' },
  appointment: { kind: 'capacity' },
  auth_user: { kind: 'identity' },
  auth_session: { kind: 'identity' },
  auth_account: { kind: 'identity' },
  mandate_act: { kind: 'tenant', appendOnly: true },
  stand_in: { kind: 'capacity' },
  person_merge: { kind: 'capacity' },
  personal_data_access: { kind: 'capacity', appendOnly: true },
  data_key: { kind: 'identity' },
  act_link: { kind: 'capacity' },
  operation: { kind: 'tenant' },
  import_batch: { kind: 'tenant' },
  import_row: { kind: 'tenant' },
  auth_verification: { kind: 'identity' },
  auth_two_factor: { kind: 'identity' },
  auth_passkey: { kind: 'identity' },
  auth_password_history: { kind: 'identity' },
  auth_sign_in_attempt: { kind: 'identity' },
  auth_jwks: { kind: 'identity' },
  auth_oauth_client: { kind: 'identity' },
  auth_oauth_resource: { kind: 'identity' },
  auth_oauth_client_resource: { kind: 'identity' },
  auth_oauth_refresh_token: { kind: 'identity' },
  auth_oauth_access_token: { kind: 'identity' },
  auth_oauth_consent: { kind: 'identity' },
  auth_oauth_client_assertion: { kind: 'identity' },

  // platform
  action_log: { kind: 'shared', matter: 'matter_id', appendOnly: true, public: { when: 'true', columns: ['hash', 'previous_hash', 'at'] } },
  log_anchor: { kind: 'system', readable: true, appendOnly: true, public: { when: 'true' } },
  matter_share: { kind: 'share' },
  deadline: { kind: 'shared', matter: 'matter_id' },
  domain_event: { kind: 'shared', matter: 'matter_id', appendOnly: true }, // an organ of another tier announces what it did with a matter shared with it
  consumed_event: { kind: 'tenant' },
  idempotency_key: { kind: 'tenant' },
  // Tiers inherit what they do not set: each reads the ones above it. Whether a station takes bookings everybody is told.
  congress_parameter: { kind: 'directory', public: { when: `key = 'stations.bookings_per_day'`, columns: ['congress_id', 'key', 'value'] } },
  congress_parameter_history: { kind: 'tenant' },
  stored_file: {
    kind: 'shared', matter: 'matter_id',
    // What the deputy attached to a published suggestion, what came with a signed reply to it, what shows that a promise was kept; nothing
    // of the handling in between, and nothing whose text holds somebody's phone or identity card. What belongs to a published article
    // two people have looked at. What shows a station, while it hangs there.
    public: {
      when: `(NOT personal AND EXISTS (SELECT 1 FROM suggestion s WHERE s.id = matter_id) AND (purpose = 'suggestion' OR (purpose = 'reply' AND EXISTS (SELECT 1 FROM reply r WHERE r.id = subject_id)) OR (purpose = 'commitment' AND EXISTS (SELECT 1 FROM commitment c WHERE c.id = subject_id AND c.state = 'kept')))) OR (purpose = 'article' AND EXISTS (SELECT 1 FROM article a WHERE a.id = matter_id)) OR (purpose = 'station' AND EXISTS (SELECT 1 FROM station_picture k WHERE k.file_id = stored_file.id))`,
      columns: ['id', 'congress_id', 'matter_id', 'subject_type', 'subject_id', 'purpose', 'name', 'media_type', 'size', 'sha256'],
    },
  },

  // domains/suggestions
  suggestion: { kind: 'shared', matter: 'id', public: { when: `published_at IS NOT NULL AND state <> 'withdrawn' AND publish_consent AND NOT confidential`, columns: suggestionPublicColumns } },
  suggestion_series: { kind: 'tenant' },
  cosigner: { kind: 'shared', matter: 'suggestion_id', public: { when: `state = 'confirmed' AND ${ofPublished}`, columns: ['id', 'congress_id', 'suggestion_id', 'name', 'state'] } },
  assignment: { kind: 'shared', matter: 'suggestion_id', public: { when: ofPublished, columns: ['id', 'congress_id', 'suggestion_id', 'parent_id', 'organ_id', 'organ_name', 'role', 'state', 'assigned_on'] } },
  contact: { kind: 'shared', matter: 'suggestion_id' },
  reply: {
    kind: 'shared', matter: 'suggestion_id',
    public: { when: `state = 'signed' AND ${ofPublished}`, columns: ['id', 'congress_id', 'suggestion_id', 'assignment_id', 'organ_id', 'organ_name', 'round', 'state', 'letter_number', 'grade', 'body', 'copies', 'signed_at'] },
  },
  letter_series: { kind: 'tenant' },
  commitment: { kind: 'shared', matter: 'suggestion_id', public: { when: 'EXISTS (SELECT 1 FROM reply r WHERE r.id = reply_id)', columns: ['id', 'congress_id', 'suggestion_id', 'reply_id', 'organ_id', 'text', 'due_on', 'first_due_on', 'state', 'kept_on', 'evidence'] } },
  evaluation: { kind: 'shared', matter: 'suggestion_id', public: { when: ofPublished, columns: ['id', 'congress_id', 'suggestion_id', 'round', 'attitude', 'result', 'at'] } },
  extension: { kind: 'shared', matter: 'suggestion_id' },
  supervision: { kind: 'shared', matter: 'suggestion_id' },
  // handling: what stands between organs is for those who handle, not for the public
  part_return: { kind: 'shared', matter: 'suggestion_id' },
  organ_coordination: { kind: 'shared', matter: 'suggestion_id' },
  assignment_meeting: { kind: 'tenant' },
  bulk_assignment_item: { kind: 'tenant' },
  reply_template: { kind: 'tenant' },
  // exchange with organs' own systems: rows of the organ's congress; a key is found before anybody knows whose it is
  exchange_key: { kind: 'capacity' },
  exchange_message: { kind: 'tenant' },
  exchange_cursor: { kind: 'tenant' },
  exchange_inbound: { kind: 'tenant' },
  suggestion_question: { kind: 'shared', matter: 'suggestion_id' },
  suggestion_meeting: { kind: 'shared', matter: 'suggestion_id' },
  commitment_step: { kind: 'shared', matter: 'suggestion_id', appendOnly: true, public: { when: `kind IN ('kept', 'change_granted', 'reopened') AND EXISTS (SELECT 1 FROM commitment c WHERE c.id = commitment_id)`, columns: ['id', 'suggestion_id', 'commitment_id', 'kind', 'from_due_on', 'to_due_on', 'at'] } },
  organ_seal: { kind: 'directory' }, // a signed letter shows it wherever the letter is read; the picture leaves in no other way
  organ_score: { kind: 'tenant' },
  suggestion_quality: { kind: 'tenant' },
  organ_ranking: { kind: 'tenant', public: { when: 'withdrawn_at IS NULL', columns: ['id', 'congress_id', 'year', 'as_of', 'formula', 'organs', 'published_at', 'withdrawn_at'] } },
  outstanding_recommendation: { kind: 'shared', matter: 'suggestion_id' },
  // Who leads the delegation and what was received on paper is told through the suggestion, not apart from it.
  delegation_submission: { kind: 'shared', matter: 'suggestion_id' },
  paper_original: { kind: 'tenant' },
  suggestion_relation: { kind: 'shared', matter: 'suggestion_id', public: { when: `${ofPublished} AND EXISTS (SELECT 1 FROM suggestion s WHERE s.id = earlier_id)`, columns: ['suggestion_id', 'congress_id', 'earlier_id', 'earlier_title', 'earlier_number_label', 'earlier_congress_name', 'kind'] } },
  suggestion_follow: { kind: 'tenant' },
  suggestion_word: { kind: 'reference' },
  annual_report: { kind: 'tenant', public: { when: `state = 'published'`, columns: ['id', 'congress_id', 'year', 'state', 'title', 'as_of', 'published_at', 'published_content'] } },
  annual_report_section: { kind: 'tenant' },
  annual_report_version: { kind: 'tenant', appendOnly: true },
  escalation: { kind: 'shared', matter: 'suggestion_id' },
  supervision_letter: { kind: 'shared', matter: 'suggestion_id' },
  supervision_letter_series: { kind: 'tenant' },
  key_supervision: { kind: 'shared', matter: 'suggestion_id' },
  oversight_meeting: { kind: 'tenant', public: { when: 'published_at IS NOT NULL', columns: ['id', 'congress_id', 'kind', 'title', 'meeting', 'held_on', 'members_total', 'members_present', 'summary', 'published_at'] } },
  oversight_subject: {
    kind: 'tenant',
    public: { when: 'meeting_id IN (SELECT m.id FROM oversight_meeting m)', columns: ['id', 'congress_id', 'meeting_id', 'organ_id', 'organ_name', 'satisfied', 'mostly_satisfied', 'not_satisfied', 'abstained', 'result', 'order_text', 'order_due_on', 'corrected_on', 'correction'] },
  },
  board_visit: { kind: 'tenant' },
  suggestion_rollup: { kind: 'directory' }, // counts without personal data: upper tiers read them; not the public, whom they would tell of what is not published
  file_text: { kind: 'shared', matter: 'matter_id' },
  saved_search: { kind: 'tenant' },
  publication_end: { kind: 'tenant', public: { when: 'true', columns: ['suggestion_id', 'reason', 'ended_at'] } },

  // domains/suggestions: examination
  examination_claim: { kind: 'tenant' },
  split_proposal: { kind: 'tenant' },
  suggestion_origin: { kind: 'tenant' },
  secrecy_setting: { kind: 'tenant' },
  deputy_letter: { kind: 'tenant' },

  // domains/suggestions: motions
  motion: { kind: 'tenant', public: { when: `published_at IS NOT NULL AND state NOT IN ('withdrawn', 'lapsed')`, columns: motionPublicColumns } },
  motion_cosigner: { kind: 'tenant', public: { when: `state = 'confirmed' AND motion_id IN (SELECT m.id FROM motion m)`, columns: ['id', 'congress_id', 'motion_id', 'name', 'state'] } },
  motion_cutoff: { kind: 'tenant' },
  // domains/suggestions, calls for topics: what was proposed word for word, who supports and who would co-sign stays in the congress
  topic_call: { kind: 'tenant', public: { when: `state IN ('open', 'closed', 'concluded')`, columns: ['id', 'congress_id', 'state', 'title', 'wanted', 'topics', 'starts_on', 'ends_on', 'participants', 'summary'] } },
  call_topic: {
    kind: 'tenant',
    public: {
      when: `shown AND state <> 'merged' AND call_id IN (SELECT c.id FROM topic_call c)`,
      columns: ['id', 'congress_id', 'call_id', 'state', 'title', 'situation', 'wish', 'place', 'set_aside_ground', 'set_aside_reason', 'proposals', 'supports', 'deputy_name', 'suggestion_id', 'stage', 'number_label', 'created_at'],
    },
  },
  call_proposal: { kind: 'tenant' },
  call_support: { kind: 'tenant' },
  call_join: { kind: 'tenant' },

  // domains/stations: a register of public places and of who can be met there; staff and records of receptions stay inside
  station: { kind: 'directory', public: { when: 'true' } },
  station_staff: { kind: 'tenant' },
  station_criterion: { kind: 'directory' }, // tiers inherit what is added above them
  station_picture: { kind: 'directory', public: { when: 'true' } },
  station_member: { kind: 'directory', public: { when: 'current_mandate_id IS NOT NULL' } },
  deputy_profile: { kind: 'tenant' }, // anybody reads what the view deputy_public lets through: confirmed, and not hidden by the person
  deputy_code: { kind: 'directory', public: { when: 'true' } },
  reception_day: {
    kind: 'shared', matter: 'id',
    public: { when: `state <> 'planned' AND announced_at IS NOT NULL`, columns: ['id', 'congress_id', 'station_id', 'state', 'held_on', 'starts_at', 'ends_at', 'place', 'theme', 'announced_at', 'cancel_reason', 'visitors'] },
  },
  reception_deputy: { kind: 'shared', matter: 'reception_id', public: { when: 'EXISTS (SELECT 1 FROM reception_day d WHERE d.id = reception_id)', columns: ['reception_id', 'mandate_id', 'congress_id', 'name', 'attended'] } },
  reception_booking: { kind: 'shared', matter: 'reception_id' },
  station_rating: { kind: 'shared', matter: 'id', public: { when: `state = 'published'`, columns: ['id', 'congress_id', 'station_id', 'year', 'state', 'items', 'provisions', 'stars', 'opinion', 'published_at'] } },
  household: { kind: 'tenant' },
  deputy_visit: { kind: 'tenant' },
  deputy_visit_version: { kind: 'tenant' },
  // domains/opinions: nothing of them is public; the citizen's own page is opened by number and secret
  opinion: { kind: 'shared', matter: 'id' },
  opinion_message: { kind: 'shared', matter: 'opinion_id', appendOnly: true },
  opinion_supervision: { kind: 'shared', matter: 'opinion_id' }, // a tier above that handed the opinion on to its department asks, too
  opinion_supervision_series: { kind: 'tenant' },
  // What staff made public of an answered opinion, in their own words; which opinion it was stays inside.
  opinion_publication: {
    kind: 'tenant',
    public: {
      when: `state = 'published'`,
      columns: ['id', 'congress_id', 'state', 'title', 'content', 'place', 'topic', 'reply', 'replied_by', 'station_id', 'satisfaction', 'received_on', 'replied_on', 'published_at', 'search_vector'],
    },
  },
  opinion_rollup: { kind: 'directory', public: { when: 'true' } }, // numbers without persons, as in the open data
  opinion_exchange: { kind: 'tenant' },
  opinion_exchange_message: { kind: 'tenant', appendOnly: true },
  opinion_exchange_cursor: { kind: 'tenant' },
  opinion_exchange_inbound: { kind: 'tenant' },
  opinion_correction: { kind: 'tenant', appendOnly: true },
  opinion_correction_undo: { kind: 'tenant', appendOnly: true },
  opinion_lesson: { kind: 'tenant' }, // names words of citizens' texts: it stays in the congress
  // domains/content: what is published is read by anybody; drafts, and who wrote them, stay in the congress
  article: { kind: 'tenant', public: { when: `state = 'published'`, columns: ['id', 'congress_id', 'state', 'kind', 'column_key', 'title', 'summary', 'source', 'body', 'published_at', 'search_vector', 'document_kind', 'document_number', 'issuer', 'adopted_on', 'validity', 'validity_note', 'gazette_year', 'gazette_issue'] } },
  article_writer: { kind: 'tenant' },
  article_end: { kind: 'tenant', public: { when: 'true' } },
  // Consultations: the text is public from the day it is let through; of what people say the public reads what staff released, and the
  // answers once the outcome is out. How many there are stands as a number.
  consultation: {
    kind: 'tenant',
    public: {
      when: `state IN ('open', 'closed', 'outcome_review', 'concluded')`,
      columns: ['id', 'congress_id', 'state', 'kind', 'title', 'explanation', 'drafter', 'starts_on', 'ends_on', 'comments_public', 'published_at', 'outcome', 'concluded_at', 'comments', 'adopted', 'partly', 'declined', 'search_vector'],
    },
  },
  consultation_article: { kind: 'tenant', public: { when: 'EXISTS (SELECT 1 FROM consultation c WHERE c.id = consultation_id)' } },
  consultation_comment: {
    kind: 'tenant',
    public: { when: `shown AND EXISTS (SELECT 1 FROM consultation c WHERE c.id = consultation_id AND c.comments_public)`, columns: ['id', 'congress_id', 'consultation_id', 'article_id', 'content', 'shown', 'told_state', 'told_answer', 'created_at'] },
  },
  consultation_writer: { kind: 'tenant' },
  consultation_end: { kind: 'tenant', public: { when: 'true' } },
  site_setting: { kind: 'directory', public: { when: 'true', columns: ['congress_id', 'key', 'value'] } }, // tiers inherit what they do not set

  // domains/duty, channels/notifications
  duty_record: { kind: 'tenant' },
  duty_archive: { kind: 'tenant' },
  duty_declaration: { kind: 'tenant' },
  duty_declaration_revision: { kind: 'tenant', appendOnly: true },
  duty_mute: { kind: 'tenant' },
  // An activity that counts for other mandates of whoever was there is shared with the congresses of these.
  duty_activity: {
    kind: 'shared', matter: 'id',
    // What the office laid open, with the words it wrote for the public; who is invited and who was there stays in the congress.
    public: { when: `shown AND state IN ('published', 'held', 'cancelled')`, columns: ['id', 'congress_id', 'state', 'kind', 'theme', 'place', 'organiser', 'held_on', 'ends_on', 'starts_at', 'ends_at', 'shown', 'public_words', 'plan_item_id'] },
  },
  duty_invitation: { kind: 'shared', matter: 'activity_id' },
  // 代表法 43: the plan is published; whom an item invites stays inside.
  duty_work_plan: { kind: 'tenant', public: { when: `state IN ('published', 'closed')`, columns: ['id', 'congress_id', 'year', 'state', 'passed_by', 'passed_on', 'meeting', 'published_at'] } },
  duty_work_plan_item: { kind: 'tenant', public: { when: 'plan_id IN (SELECT p.id FROM duty_work_plan p)', columns: ['id', 'plan_id', 'congress_id', 'sort', 'title', 'kind', 'from_month', 'until_month', 'responsible', 'audience'] } },
  duty_rollup: { kind: 'directory' }, // figures without persons: upper tiers read them
  duty_figure: { kind: 'directory', public: { when: 'true' } }, // written only where the congress publishes it (代表法 58)
  duty_rule_version: { kind: 'directory', appendOnly: true }, // those below follow what a tier above has published
  duty_circumstance: { kind: 'tenant', appendOnly: true },
  duty_objection: { kind: 'tenant' },
  duty_report: { kind: 'tenant' },
  duty_year: { kind: 'tenant', appendOnly: true },
  duty_result: { kind: 'tenant', appendOnly: true },
  duty_change: { kind: 'tenant' },
  duty_book_part: { kind: 'tenant' }, // gone when the book is there
  notice: { kind: 'tenant' },
  notice_mute: { kind: 'tenant' },
  reminder_entry: { kind: 'tenant' },
  quiet_hours: { kind: 'tenant' },

  // domains/effort: sums of a day, without persons
  effort_day: { kind: 'tenant' },
};

/** Views that let through the wall on purpose: they run with the owner's eyes and name every column they show. */
export const openViews: readonly string[] = ['deputy_public'];
