CREATE EXTENSION IF NOT EXISTS fuzzystrmatch WITH SCHEMA public;
--> statement-breakpoint
-- Text as search compares it: small letters without accents, elisions cut, R&D and 12 000 in one piece, every other sign
-- a space. Final -ée(s) goes to -e before stemming, or évaluées and évaluation would not meet.
CREATE FUNCTION public.fold_words(value text, language text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN btrim(regexp_replace(
    regexp_replace(
      CASE language
        WHEN 'fr' THEN regexp_replace(
          regexp_replace(
            regexp_replace(
              regexp_replace(public.fold(value) COLLATE "und-x-icu", '[ʼ`´‘’]', '''', 'g'),
              '\m(l|d|j|m|n|s|t|c|qu|jusqu|lorsqu|puisqu|quoiqu)''', ' ', 'g'),
            '(\w\w)ees?\M', '\1e', 'g'),
          '(\d)[\s.\u00a0\u202f](?=\d\d\d(?!\d))', '\1', 'g')
        ELSE regexp_replace(
          regexp_replace(
            regexp_replace(public.fold(value) COLLATE "und-x-icu", '[ʼ`´‘’]', '''', 'g'),
            '''s\M', ' ', 'g'),
          '(\d)[\s,\u00a0\u202f](?=\d\d\d(?!\d))', '\1', 'g')
      END,
      '\m(\w)&(\w)\M|([\u3040-\u30ff\u4e00-\u9fff])', '\1\2 \3', 'g'),
    '[^[:alnum:]]+', ' ', 'g'));
--> statement-breakpoint
CREATE FUNCTION public.search_config(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN CASE language WHEN 'en' THEN 'pg_catalog.english'::regconfig ELSE 'pg_catalog.french'::regconfig END;
--> statement-breakpoint
CREATE FUNCTION public.search_words_vector(value text, language text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN to_tsvector(public.search_config(language), public.fold_words(value, language));
--> statement-breakpoint
-- A query of phrases that must all stand in a document; null for none.
CREATE FUNCTION public.search_phrases(phrases text[], language text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN (SELECT string_agg('(' || q::text || ')', ' & ')::tsquery
    FROM unnest(phrases) phrase,
      LATERAL (SELECT phraseto_tsquery(public.search_config(language), public.fold_words(phrase, language)) q) each
    WHERE numnode(q) > 0);
--> statement-breakpoint
-- The words of a Markdown text: of links and mentions what is read of them, without addresses and ids.
CREATE FUNCTION public.plain_text(source text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN btrim(regexp_replace(
    regexp_replace(
      regexp_replace(source, '!?\[([^\]]*)\]\([^)\s]*\)', '\1', 'g'),
      '(^|\n)\s*(#{1,6}|>|[-*+]|\d+[.)])\s+', '\1', 'g'),
    '[*_~`|]{1,3}|</?[a-z]{1,6}>', '', 'g'));
--> statement-breakpoint
-- French unless English words are more: the commonest of each, which the other does not have.
CREATE FUNCTION public.guess_language(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN CASE WHEN
    (SELECT count(*) FROM regexp_matches(public.fold(value), '\m(the|and|of|to|with|for|from|by|is|are|in)\M', 'g'))
    > (SELECT count(*) FROM regexp_matches(public.fold(value), '\m(le|la|les|de|des|du|et|pour|avec|un|une|en|sur|dans)\M', 'g'))
    THEN 'en' ELSE 'fr' END;
