-- The words of a Markdown text: of links and mentions what is read of them, without addresses and ids. What is called by
-- its own name behind a # has that name only for those who may see it: here, for all readers of the text, it has none.
CREATE OR REPLACE FUNCTION public.plain_text(source text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN btrim(regexp_replace(
    regexp_replace(
      regexp_replace(
        regexp_replace(source, '\[#(\\.|[^]\\\n])+\]\(([^\s()]*/)?(thread|benchmark|card)(s/|:)[0-9a-f-]{36}\)', '…', 'gi'),
        '!?\[([^\]]*)\]\([^)\s]*\)', '\1', 'g'),
      '(^|\n)\s*(#{1,6}|>|[-*+]|\d+[.)])\s+', '\1', 'g'),
    '[*_~`|]{1,3}|</?[a-z]{1,6}>', '', 'g'));
