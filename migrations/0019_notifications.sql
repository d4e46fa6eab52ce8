CREATE TABLE "notification_choices" (
	"member_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"app" boolean NOT NULL,
	CONSTRAINT "notification_choices_member_id_kind_pk" PRIMARY KEY("member_id","kind")
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"member_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"otherwise" text,
	"thread_id" uuid,
	"post_id" uuid,
	"position" integer,
	"card_id" uuid,
	"benchmark_id" uuid,
	"read_by" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "notifications_one_subject" CHECK (num_nonnulls("notifications"."thread_id", "notifications"."card_id", "notifications"."benchmark_id") = 1)
);
--> statement-breakpoint
ALTER TABLE "notification_choices" ADD CONSTRAINT "notification_choices_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_thread_id_threads_id_fk" FOREIGN KEY ("thread_id") REFERENCES "public"."threads"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_post_id_posts_id_fk" FOREIGN KEY ("post_id") REFERENCES "public"."posts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_card_id_cards_id_fk" FOREIGN KEY ("card_id") REFERENCES "public"."cards"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_benchmark_id_benchmarks_id_fk" FOREIGN KEY ("benchmark_id") REFERENCES "public"."benchmarks"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "notifications_event" ON "notifications" USING btree ("member_id","event_id");--> statement-breakpoint
CREATE INDEX "notifications_member" ON "notifications" USING btree ("member_id","created_at");--> statement-breakpoint
CREATE INDEX "notifications_unread" ON "notifications" USING btree ("member_id","thread_id") WHERE "notifications"."read_by" is null;--> statement-breakpoint
CREATE INDEX "notifications_post" ON "notifications" USING btree ("post_id");--> statement-breakpoint
-- How closely a member follows a thread: as `followed` in server/threads/follow-queries.ts has it.
CREATE FUNCTION public.follow_level(of_member uuid, of_thread uuid) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(
      (SELECT f.level FROM public.follows f WHERE f.member_id = of_member AND f.thread_id = t.id),
      (SELECT min(f.level) FROM public.tag_follows f WHERE f.member_id = of_member AND f.tag = ANY (t.tags)),
      (SELECT f.level FROM public.audience_follows f WHERE f.member_id = of_member AND f.audience_id = t.audience_id))
    FROM public.threads t WHERE t.id = of_thread
$$;
--> statement-breakpoint
-- Who follows all of a thread, by itself, a tag or its audience, of those who may read it.
CREATE FUNCTION public.followers_of(of_thread uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT m.id
    FROM public.threads t
      JOIN public.audiences a ON a.id = t.audience_id
      JOIN (
        SELECT f.member_id FROM public.follows f WHERE f.thread_id = of_thread AND f.level = 'everything'
        UNION
        SELECT f.member_id FROM public.threads c JOIN public.tag_follows f ON f.tag = ANY (c.tags)
          WHERE c.id = of_thread AND f.level = 'everything'
        UNION
        SELECT f.member_id FROM public.threads c JOIN public.audience_follows f ON f.audience_id = c.audience_id
          WHERE c.id = of_thread AND f.level = 'everything'
      ) chosen ON true
      JOIN public.members m ON m.id = chosen.member_id AND m.state = 'active'
    WHERE t.id = of_thread AND public.follow_level(m.id, t.id) = 'everything'
      AND CASE a.kind WHEN 'all' THEN true
        WHEN 'circle' THEN EXISTS (SELECT FROM public.circle_members cm
          WHERE cm.circle_id = a.circle_id AND cm.member_id = m.id AND cm.until IS NULL)
        ELSE EXISTS (SELECT FROM public.audience_members am WHERE am.audience_id = a.id AND am.member_id = m.id) END
$$;
--> statement-breakpoint
-- Who is told of a post and why, of those who do not write it: at the level 'nothing' nobody; at 'mentions' those whom it
-- names (another trigger) and whose own post it answers. Posts that were imported are news to nobody.
CREATE FUNCTION public.notify_of_post() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.notifications (member_id, event_id, kind, otherwise, thread_id, post_id, position, created_at)
    SELECT r.member_id, NEW.id, CASE WHEN bool_or(r.answers) THEN 'reply' ELSE 'follow' END,
        CASE WHEN bool_or(r.answers) AND bool_or(NOT r.answers) THEN 'follow' END,
        NEW.thread_id, NEW.id, NEW.position, NEW.created_at
      FROM (
        SELECT vm.member_id, true AS answers
          FROM public.posts p JOIN public.voice_members vm ON vm.voice_id = p.voice_id
          WHERE p.id = NEW.reply_to AND public.follow_level(vm.member_id, NEW.thread_id) IS DISTINCT FROM 'nothing'
        UNION ALL
        SELECT vm.member_id, true
          FROM public.threads t JOIN public.voice_members vm ON vm.voice_id = t.author_voice_id
          WHERE t.id = NEW.thread_id AND coalesce(public.follow_level(vm.member_id, t.id), 'everything') = 'everything'
        UNION ALL
        SELECT f, false FROM public.followers_of(NEW.thread_id) f
      ) r
      WHERE r.member_id NOT IN (SELECT vm.member_id FROM public.voice_members vm WHERE vm.voice_id = NEW.voice_id)
      GROUP BY r.member_id
    ON CONFLICT (member_id, event_id) DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER notify_of_post AFTER INSERT ON public.posts FOR EACH ROW
  WHEN (NEW.import_key IS NULL) EXECUTE FUNCTION public.notify_of_post();
--> statement-breakpoint
-- A mention is the strongest reason. One that an edit adds tells the member anew, who may have read the post without it.
CREATE FUNCTION public.notify_of_mentions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.notifications (member_id, event_id, kind, thread_id, post_id, position, created_at)
    SELECT m.member_id, m.post_id, 'mention', m.thread_id, m.post_id, p.position, m.created_at
      FROM added m
        JOIN public.posts p ON p.id = m.post_id AND p.import_key IS NULL
      WHERE public.follow_level(m.member_id, m.thread_id) IS DISTINCT FROM 'nothing'
        AND m.member_id NOT IN (SELECT vm.member_id FROM public.voice_members vm WHERE vm.voice_id = p.voice_id)
    ON CONFLICT (member_id, event_id) DO UPDATE
      SET otherwise = notifications.kind, kind = 'mention', read_by = NULL, created_at = excluded.created_at;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER notify_of_mentions AFTER INSERT ON public.mentions REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION public.notify_of_mentions();
--> statement-breakpoint
-- A mention that is taken out leaves the reason behind it, or nothing.
CREATE FUNCTION public.withdraw_mentions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM public.notifications n USING removed m
    WHERE n.member_id = m.member_id AND n.event_id = m.post_id AND n.kind = 'mention' AND n.otherwise IS NULL;
  UPDATE public.notifications n SET kind = n.otherwise, otherwise = NULL FROM removed m
    WHERE n.member_id = m.member_id AND n.event_id = m.post_id AND n.kind = 'mention';
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER withdraw_mentions AFTER DELETE ON public.mentions REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION public.withdraw_mentions();
--> statement-breakpoint
-- The mark in a thread reads what it passes, and gives it back when it moves back.
CREATE FUNCTION public.read_notifications() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before int := CASE WHEN TG_OP = 'UPDATE' THEN greatest(OLD.position, OLD.floor) ELSE 0 END;
  after int := greatest(NEW.position, NEW.floor);
BEGIN
  IF after > before THEN
    UPDATE public.notifications SET read_by = 'mark'
      WHERE member_id = NEW.member_id AND thread_id = NEW.thread_id AND read_by IS NULL
        AND position > before AND position <= after;
  ELSIF after < before THEN
    UPDATE public.notifications SET read_by = NULL
      WHERE member_id = NEW.member_id AND thread_id = NEW.thread_id AND read_by = 'mark'
        AND position > after AND position <= before;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER read_notifications AFTER INSERT OR UPDATE OF position, floor ON public.reads
  FOR EACH ROW EXECUTE FUNCTION public.read_notifications();
--> statement-breakpoint
-- The end of a thread is news to its author and to whoever follows all of it, but not to whom finished it.
CREATE FUNCTION public.notify_of_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.notifications (member_id, event_id, kind, thread_id, created_at)
    SELECT r.member_id, NEW.id, 'closed', NEW.id, NEW.finished_at
      FROM (
        SELECT vm.member_id FROM public.voice_members vm WHERE vm.voice_id = NEW.author_voice_id
          AND coalesce(public.follow_level(vm.member_id, NEW.id), 'everything') = 'everything'
        UNION
        SELECT f FROM public.followers_of(NEW.id) f
      ) r
      WHERE r.member_id IS DISTINCT FROM NEW.finished_by
    ON CONFLICT (member_id, event_id) DO UPDATE SET read_by = NULL, created_at = excluded.created_at;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER notify_of_end AFTER UPDATE OF finished_at ON public.threads FOR EACH ROW
  WHEN (OLD.finished_at IS NULL AND NEW.finished_at IS NOT NULL) EXECUTE FUNCTION public.notify_of_end();
--> statement-breakpoint
CREATE FUNCTION public.vouch_event(card_id uuid, member_id uuid) RETURNS uuid LANGUAGE sql IMMUTABLE AS
  $$ SELECT md5(card_id::text || member_id::text)::uuid $$;
--> statement-breakpoint
CREATE FUNCTION public.notify_of_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'passes' THEN
    INSERT INTO public.notifications (member_id, event_id, kind, card_id, created_at)
      SELECT NEW.to_member_id, NEW.id, 'card', NEW.card_id, NEW.created_at
        WHERE NEW.to_member_id IS NOT NULL AND NEW.to_member_id <> NEW.from_id;
  ELSE
    -- Written anew it is another row: the event is that this member vouches for this card.
    INSERT INTO public.notifications (member_id, event_id, kind, card_id, created_at)
      SELECT c.owner_id, public.vouch_event(NEW.card_id, NEW.member_id), 'vouch', c.id, NEW.created_at
        FROM public.cards c WHERE c.id = NEW.card_id AND c.owner_id <> NEW.member_id
      ON CONFLICT (member_id, event_id) DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER notify_of_card AFTER INSERT ON public.passes FOR EACH ROW EXECUTE FUNCTION public.notify_of_card();
--> statement-breakpoint
CREATE TRIGGER notify_of_card AFTER INSERT ON public.vouches FOR EACH ROW EXECUTE FUNCTION public.notify_of_card();
--> statement-breakpoint
-- An evaluation is others' to know of once it is submitted; those of a source are nobody's news.
CREATE FUNCTION public.notify_of_evaluation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.notifications (member_id, event_id, kind, benchmark_id, created_at)
    SELECT b.opened_by, NEW.id, 'evaluation', b.id, NEW.submitted_at
      FROM public.benchmarks b WHERE b.id = NEW.benchmark_id AND b.opened_by <> NEW.member_id
    ON CONFLICT (member_id, event_id) DO NOTHING;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER notify_of_evaluation AFTER INSERT OR UPDATE OF submitted_at ON public.evaluations FOR EACH ROW
  WHEN (NEW.submitted_at IS NOT NULL AND NEW.member_id IS NOT NULL) EXECUTE FUNCTION public.notify_of_evaluation();
