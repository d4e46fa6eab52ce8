-- Who reads an audience, asked of any member: what `visibleTo` says of the one who asks.
CREATE FUNCTION public.may_read(of_member uuid, of_audience uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM public.members m, public.audiences a
      WHERE m.id = of_member AND m.state = 'active' AND a.id = of_audience AND CASE a.kind WHEN 'all' THEN true
        WHEN 'circle' THEN EXISTS (SELECT FROM public.circle_members cm
          WHERE cm.circle_id = a.circle_id AND cm.member_id = m.id AND cm.until IS NULL)
        ELSE EXISTS (SELECT FROM public.audience_members am WHERE am.audience_id = a.id AND am.member_id = m.id) END)
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION public.followers_of(of_thread uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT chosen.member_id
    FROM public.threads t
      JOIN (
        SELECT f.member_id FROM public.follows f WHERE f.thread_id = of_thread AND f.level = 'everything'
        UNION
        SELECT f.member_id FROM public.threads c JOIN public.tag_follows f ON f.tag = ANY (c.tags)
          WHERE c.id = of_thread AND f.level = 'everything'
        UNION
        SELECT f.member_id FROM public.threads c JOIN public.audience_follows f ON f.audience_id = c.audience_id
          WHERE c.id = of_thread AND f.level = 'everything'
      ) chosen ON true
    WHERE t.id = of_thread AND public.follow_level(chosen.member_id, t.id) = 'everything'
      AND public.may_read(chosen.member_id, t.audience_id)
$$;
