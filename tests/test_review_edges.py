"""Two reviewers at once lose no decision of each other's."""

from concurrent.futures import ProcessPoolExecutor

from golden import map_atlases

from geomap import corrections
from geomap.reviewing.desk import Desk


def test_two_reviewers_who_save_at_once_lose_no_decision(tmp_path):
    path = tmp_path / "overrides.yaml"
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(decide, [(str(path), n, 40) for n in range(2)]))
    assert len(corrections.read(path)) == 80
    assert sorted(p.name for p in tmp_path.iterdir()) == [".overrides.yaml.lock", "overrides.yaml"]


def decide(given: tuple[str, int, int]) -> None:
    path, who, n = given
    desk = Desk(map_atlases.small(), path=path)
    for number in range(n):
        name = f"Alba {who} {number}"
        desk.decide(
            corrections.MentionCorrection(name=name, where=corrections.Where(place_id="t:1"))
        )
        desk.save()
