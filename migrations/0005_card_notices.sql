-- A card's person has been told when the mail has left, not when it was written; and has not when it was given up.
CREATE FUNCTION public.settle_card_notice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.sent_at IS NOT NULL AND OLD.sent_at IS NULL THEN
    UPDATE public.cards
      SET person_state = 'told', told_by = 'mail', told_on = (NEW.sent_at AT TIME ZONE 'UTC')::date, told_means = '',
        expires_at = NEW.sent_at + interval '24 months', updated_at = NEW.sent_at, version = version + 1
      WHERE notice_mail_id = NEW.id AND person_state = 'telling';
  ELSIF NEW.failed_at IS NOT NULL AND OLD.failed_at IS NULL THEN
    UPDATE public.cards
      SET person_state = 'untold', notice_mail_id = NULL, updated_at = NEW.failed_at, version = version + 1
      WHERE notice_mail_id = NEW.id AND person_state = 'telling';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER settle_card_notice AFTER UPDATE OF sent_at, failed_at ON public.mail_outbox
  FOR EACH ROW EXECUTE FUNCTION public.settle_card_notice();
