"""What holds where nobody sets anything: chosen for readers, not to be changed by the way."""

from geomap.settings import OFFLINE, ONLINE, Settings


def test_what_is_less_likely_than_one_in_ten_is_no_place():
    assert Settings().min_probability == 0.1


def test_nothing_goes_online_unless_it_is_said():
    assert not OFFLINE.online
    assert ONLINE.online
    for settings in (OFFLINE, ONLINE):
        assert settings.provider is None
        assert not settings.outlet_locality
