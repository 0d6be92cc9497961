"""Cases of the field whose right value is a day: as `geomap events` tells it."""

import pytest

import geomap


@pytest.mark.parametrize(
    ("case", "published", "right"),
    [
        (
            "07-a-day-last-year",
            None,
            {("a", "2022-04-28", "2022-04-28"), ("b", "2022-04-01", "2022-04-30")},
        ),
        ("09-from-day-to-day", None, {(name, "2023-04-28", "2023-05-02") for name in "ab"}),
        (
            "11-page-with-a-year-in-its-footer",
            "2023-05-03",
            {(name, "2023-05-02", "2023-05-02") for name in ("banner", "footer")},
        ),
        ("13-articles-from-a-news-api", "2023-05-03", {("r", "2021-03-02", "2021-03-02")}),
    ],
)
def test_each_day_that_a_report_states_is_the_right_one(shared, case, published, right):
    folder = shared / "cases" / case / "input"
    told = geomap.read_atlas(folder, published=published).statements.dropna(subset="when_start")
    days = [told[name].dt.strftime("%F") for name in ("when_start", "when_end")]
    names = told["report_id"].str.split("-").str[0]
    assert set(zip(names, *days, strict=True)) == right


def test_a_day_that_the_user_gives_is_the_sources_and_never_replaces_the_rows_own(shared):
    cases = shared / "cases"
    for case, day in (
        ("11-page-with-a-year-in-its-footer", "2023-05-03"),
        ("13-articles-from-a-news-api", "2021-03-03"),
    ):
        found = geomap.read_atlas(cases / case / "input", published="2023-05-03").sources
        assert set(found["published"].dt.strftime("%F")) == {day}
