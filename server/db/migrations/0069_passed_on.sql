-- Which hand-over a thing went with is asked of the thing.
create index hand_over_item_target on public.hand_over_item (school_id, kind, target_id);
