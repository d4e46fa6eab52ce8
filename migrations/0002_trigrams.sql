-- Names found although they are mistyped.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
