CREATE TABLE "lessons" (
	"id" uuid PRIMARY KEY NOT NULL,
	"thread_id" uuid NOT NULL,
	"voice_id" uuid NOT NULL,
	"learned" text DEFAULT '' NOT NULL,
	"question" text DEFAULT '' NOT NULL,
	"edited_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_thread_id_threads_id_fk" FOREIGN KEY ("thread_id") REFERENCES "public"."threads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lessons" ADD CONSTRAINT "lessons_voice_id_voices_id_fk" FOREIGN KEY ("voice_id") REFERENCES "public"."voices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "lessons_voice" ON "lessons" USING btree ("thread_id","voice_id");--> statement-breakpoint
-- What participants learned is found as part of the outcome, and their questions are unasked ones.
CREATE OR REPLACE VIEW public.search_sources AS
SELECT 'thread'::text AS kind, t.id, t.id AS group_id, t.audience_id, t.language, v.shown_member_id AS signed_member_id,
    t.tags, t.finished_at IS NOT NULL AS finished, t.title,
    concat_ws(E'\n', s.looking_for, s.stuck, s.context, s.tried, s.not_wanted,
      CASE WHEN p.state = 'shown' THEN public.plain_text(p.source) END) AS body,
    t.created_at, NULL::timestamptz AS expires_at
  FROM public.threads t
    JOIN public.voices v ON v.id = t.author_voice_id
    LEFT JOIN public.case_sheets s ON s.thread_id = t.id
    LEFT JOIN public.posts p ON p.thread_id = t.id AND p.position = 1
UNION ALL
SELECT 'post', p.id, t.id, t.audience_id, t.language, v.shown_member_id, t.tags, t.finished_at IS NOT NULL, '',
    public.plain_text(p.source), p.created_at, NULL
  FROM public.posts p JOIN public.threads t ON t.id = p.thread_id JOIN public.voices v ON v.id = p.voice_id
  WHERE p.position > 1 AND p.state = 'shown'
UNION ALL
SELECT 'outcome', o.id, t.id, t.audience_id, t.language, v.shown_member_id, t.tags, true, '',
    concat_ws(E'\n', o.decision, o.result), o.created_at, NULL
  FROM public.outcomes o JOIN public.threads t ON t.id = o.thread_id JOIN public.voices v ON v.id = o.voice_id
  WHERE o.superseded_at IS NULL
UNION ALL
SELECT 'question', q.id, t.id, t.audience_id, t.language, v.shown_member_id, t.tags, true, '', q.text, q.created_at, NULL
  FROM public.questions q JOIN public.outcomes o ON o.id = q.outcome_id JOIN public.threads t ON t.id = o.thread_id
    JOIN public.voices v ON v.id = o.voice_id
  WHERE o.superseded_at IS NULL
UNION ALL
SELECT 'outcome', l.id, t.id, t.audience_id, t.language, v.shown_member_id, t.tags, true, '', l.learned, l.created_at, NULL
  FROM public.lessons l JOIN public.threads t ON t.id = l.thread_id JOIN public.voices v ON v.id = l.voice_id
  WHERE t.finished_at IS NOT NULL AND l.learned <> ''
UNION ALL
SELECT 'question', l.id, t.id, t.audience_id, t.language, v.shown_member_id, t.tags, true, '', l.question, l.created_at, NULL
  FROM public.lessons l JOIN public.threads t ON t.id = l.thread_id JOIN public.voices v ON v.id = l.voice_id
  WHERE t.finished_at IS NOT NULL AND l.question <> ''
UNION ALL
SELECT 'benchmark', b.id, b.id, b.audience_id, b.language, b.opened_by, '{}', b.state = 'closed', b.need, b.description,
    b.created_at, NULL
  FROM public.benchmarks b
UNION ALL
SELECT 'criterion', c.id, b.id, b.audience_id, b.language, b.opened_by, '{}', b.state = 'closed', '',
    concat_ws(E'\n', c.name, c.note, NULLIF(c.low_words, ''), NULLIF(c.high_words, '')), c.created_at, NULL
  FROM public.criteria c JOIN public.benchmarks b ON b.id = c.benchmark_id
  WHERE c.retired_at IS NULL
UNION ALL
SELECT 'provider', p.id, p.id, '00000000-0000-7000-8000-000000000001', public.guess_language(p.summary), NULL, '{}', false,
    p.name,
    concat_ws(E'\n', p.summary, p.place,
      (SELECT string_agg(n.name, ', ' ORDER BY n.position) FROM public.provider_names n
        WHERE n.provider_id = p.id AND n.position > 0)),
    p.created_at, NULL
  FROM public.providers p
  WHERE p.merged_into IS NULL
UNION ALL
SELECT 'card', c.id, c.id, c.audience_id, public.guess_language(c.for_what), c.owner_id, '{}', false,
    concat_ws(' · ', NULLIF(c.person, ''), NULLIF(c.firm, ''), p.name),
    concat_ws(E'\n', c.for_what, NULLIF(c.job_title, ''), NULLIF(c.area, ''), NULLIF(c.not_for_what, ''),
      (SELECT string_agg(w.for_what, E'\n' ORDER BY w.id) FROM public.vouches w WHERE w.card_id = c.id)),
    c.created_at, c.expires_at
  FROM public.cards c LEFT JOIN public.providers p ON p.id = c.provider_id
  WHERE c.person_state IN ('none', 'told')
UNION ALL
SELECT 'member', m.id, m.id, '00000000-0000-7000-8000-000000000001', m.language, m.id, '{}', false, m.name,
    concat_ws(E'\n', m.headline, array_to_string(m.sectors, ', '), m.companies, m.place, m.availability),
    coalesce(m.joined_at, m.created_at), NULL
  FROM public.members m
  WHERE m.state = 'active';
--> statement-breakpoint
-- Which things a changed row belongs to. A thread's replies, outcome and questions carry its audience, tags and state.
CREATE OR REPLACE FUNCTION public.touch_search() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  r record;
BEGIN
  IF TG_OP = 'DELETE' THEN r := OLD; ELSE r := NEW; END IF;
  CASE TG_TABLE_NAME
    WHEN 'threads' THEN
      PERFORM public.refresh_search('thread', ARRAY[r.id]);
      IF TG_OP = 'UPDATE' THEN
        PERFORM public.refresh_search('post', ARRAY(SELECT id FROM public.posts WHERE thread_id = r.id));
        PERFORM public.refresh_search('outcome', ARRAY(SELECT id FROM public.outcomes WHERE thread_id = r.id));
        PERFORM public.refresh_search('question', ARRAY(SELECT q.id FROM public.questions q
          JOIN public.outcomes o ON o.id = q.outcome_id WHERE o.thread_id = r.id));
        PERFORM public.refresh_search('outcome', ARRAY(SELECT id FROM public.lessons WHERE thread_id = r.id));
        PERFORM public.refresh_search('question', ARRAY(SELECT id FROM public.lessons WHERE thread_id = r.id));
      END IF;
    WHEN 'case_sheets' THEN PERFORM public.refresh_search('thread', ARRAY[r.thread_id]);
    WHEN 'posts' THEN
      IF r.position = 1 THEN PERFORM public.refresh_search('thread', ARRAY[r.thread_id]);
      ELSE PERFORM public.refresh_search('post', ARRAY[r.id]); END IF;
    WHEN 'outcomes' THEN
      PERFORM public.refresh_search('outcome', ARRAY[r.id]);
      PERFORM public.refresh_search('question', ARRAY(SELECT id FROM public.questions WHERE outcome_id = r.id));
    WHEN 'questions' THEN PERFORM public.refresh_search('question', ARRAY[r.id]);
    WHEN 'lessons' THEN
      PERFORM public.refresh_search('outcome', ARRAY[r.id]);
      PERFORM public.refresh_search('question', ARRAY[r.id]);
    WHEN 'benchmarks' THEN
      PERFORM public.refresh_search('benchmark', ARRAY[r.id]);
      PERFORM public.refresh_search('criterion', ARRAY(SELECT id FROM public.criteria WHERE benchmark_id = r.id));
    WHEN 'criteria' THEN PERFORM public.refresh_search('criterion', ARRAY[r.id]);
    WHEN 'providers' THEN
      PERFORM public.refresh_search('provider', ARRAY[r.id]);
      PERFORM public.refresh_search('card', ARRAY(SELECT id FROM public.cards WHERE provider_id = r.id));
    WHEN 'provider_names' THEN PERFORM public.refresh_search('provider', ARRAY[r.provider_id]);
    WHEN 'cards' THEN PERFORM public.refresh_search('card', ARRAY[r.id]);
    WHEN 'vouches' THEN PERFORM public.refresh_search('card', ARRAY[r.card_id]);
    WHEN 'members' THEN PERFORM public.refresh_search('member', ARRAY[r.id]);
  END CASE;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER touch_search AFTER INSERT OR UPDATE OR DELETE ON public.lessons FOR EACH ROW EXECUTE FUNCTION public.touch_search();
