from releases.record.models import Passage


def test_passage_is_found_at_its_turn() -> None:
    passage = Passage(release_id="20260329-1", turn="t5")
    assert (str(passage), passage.get_absolute_url()) == ("20260329-1#t5", "/releases/20260329-1/#t5")
