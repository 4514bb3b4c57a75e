-- French as it is written in Canada is a language of its own to choose.
alter table directory.account drop constraint account_locale_check,
  add constraint account_locale_check check (locale in ('en', 'fr', 'fr-CA', 'sv', 'ja'));
alter table public.school drop constraint school_locale_check,
  add constraint school_locale_check check (locale in ('en', 'fr', 'fr-CA', 'sv', 'ja'));
alter table public.join_request drop constraint join_request_locale_check,
  add constraint join_request_locale_check check (locale in ('en', 'fr', 'fr-CA', 'sv', 'ja'));
