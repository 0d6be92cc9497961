"""Who did it, where the text names them beside the verb: owners, craft, "whose", clefts, idioms."""

import pytest

from tests.statements_of import read


def by_type(text: str, *types: str):
    return [one for one in read(text) if str(one.event_type) in types]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        # shot dead, behind who carried what or came on what
        ("Gunmen on a motorbike shot dead a priest in Jos on Sunday.", "gunmen"),
        ("Men in a jeep shot dead a judge in Lagos.", "men"),
        ("Militants in a pickup shot dead the mayor of Puli Khumri.", "militants"),
        ("A soldier with a rifle shot dead five worshippers in Quetta.", "soldier"),
        ("Two men on horses shot dead a ranger near Garamba.", "two men"),
        # craft act where nobody says whose they are; a weapon is its owner's
        ("Attack helicopters rocketed a village near Saada on Monday.", "attack helicopters"),
        ("A drone struck a bus near Kramatorsk, killing four.", "drone"),
        ("Two planes of the Nigerian Air Force bombed Baga.", "Nigerian Air Force"),
        ("A missile launched from a Turkish drone killed two men in Sinjar.", "Turkish"),
        ("A shell fired from an Israeli tank killed a boy in Rafah.", "Israeli tank"),
        ("One man was killed by Ukrainian shells in Belgorod.", "Ukrainian"),
        ("One of the rockets fired by Hamas hit a school in Ashdod.", "Hamas"),
        # whose
        ("JEM, whose raid on Omdurman left 200 dead, signed a truce.", "JEM"),
        ("Hezbollah, whose rockets hit Kiryat Shmona on Monday, said nothing.", "Hezbollah"),
        ("The cleric, whose followers stormed Basra's court, fled.", "followers of cleric"),
        # it was X who
        ("It was the general's allies who stormed the prison in Goma.", "general's allies"),
        ("It was rebel scouts who on 2 March shelled the prison in Goma.", "rebel scouts"),
        # hearsay
        ("Soldiers are alleged to have burned 40 homes in Kodok.", "soldiers"),
        ("Police are accused of having beaten protesters in Kampala.", "police"),
        # fired upon, opened up, behind the burning of
        ("UN peacekeepers were fired upon by unknown gunmen near Kidal.", "unknown gunmen"),
        ("Three men were killed near Bamut when insurgents opened up with rifles.", "insurgents"),
        ("The army was behind the burning of 90 houses in Khin-U.", "army"),
        ("Security forces responded with live rounds in Khartoum, killing two.", "security forces"),
        # a town and its province before the verb
        ("Two clans in Midsayap, North Cotabato exchanged fire for a second day.", "two clans"),
        ("Meanwhile two clans exchanged fire in Cotabato.", "two clans"),
        # who keeps a town so
        ("The army has kept Djibo under blockade since February.", "army"),
        ("The government put Lashio under curfew on Sunday.", "government"),
    ],
)
def test_who_did_it_is_found(text, actor):
    assert actor in {one.actor for one in by_type(text, "ASSAULT", "COERCE")}


@pytest.mark.parametrize(
    "text",
    [
        "One of some 40 rockets killed a worker in Ashdod on Sunday.",  # nobody's, so far
        "A ballistic missile killed ten residents of Ganja.",
        "A helicopter was shot down near Saada on Monday.",
        "A car hit a mine near Goma, killing two.",
        "Protesters were killed under curfew in Srinagar.",
    ],
)
def test_what_nobody_is_said_to_have_done_is_nobodys(text):
    assert {one.actor for one in by_type(text, "ASSAULT", "COERCE")} == {""}


@pytest.mark.parametrize(
    "text",
    [
        "The minister gave two hours of testimony in Nairobi on Monday.",
        "The government responded with arms deliveries to Kyiv.",
        "Strikers sabotaged the talks in Lagos.",
        "A ferry sank on Lake Kivu near Goma.",
        "Report on rebels given amnesty in Jalalabad.",
        "Aid for refugees shown mercy in Goma.",
    ],
)
def test_what_only_sounds_like_a_deed_is_none(text):
    assert not by_type(text, "ASSAULT", "COERCE", "THREATEN")


@pytest.mark.parametrize(
    "text",
    [
        "The junta gave the ambassador 48 hours to leave Niamey.",
        "Militants gave oil workers 72 hours to leave Port Harcourt.",
    ],
)
def test_hours_in_which_somebody_has_to_leave_are_a_threat(text):
    assert by_type(text, "THREATEN")


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        ("A mob cornered three escapees in Jacmel on Saturday and stoned them to death.", "three"),
        ("Rebels seized four nurses in Bambari and shot them.", "four nurses"),
        ("Police caught a student in Minsk and beat him.", "student"),
        ("UN peacekeepers were fired upon by gunmen near Kidal.", "UN peacekeepers"),
    ],
)
def test_whom_a_pronoun_behind_a_second_verb_means(text, recipient):
    assert any(recipient in one.recipient for one in by_type(text, "ASSAULT"))


def test_what_is_only_said_of_a_deed_is_no_event_of_its_own():
    assert not by_type("Soldiers are alleged to have burned 40 homes in Kodok.", "ACCUSE")
    told = read("It was the army that bombed the market in Tigray, survivors said.")
    assert [str(one.event_type) for one in told] == ["ASSAULT"]


def test_one_deed_told_in_brackets_beside_who_suffered_it_is_its_own():
    text = "Two engineers, kidnapped in June by a rebel column near Goma, turned up at a post."
    taken = by_type(text, "COERCE")
    assert any(one.actor == "rebel column" and one.recipient == "two engineers" for one in taken)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Further east, militants blew up a tomb in Mukalla.", "Mukalla"),
        ("Farther north, gunmen attacked a bank in Gao on Sunday.", "Gao"),
        ("Farther south, rebels shelled Kalemie.", "Kalemie"),
    ],
)
def test_a_direction_that_leads_on_is_no_place(text, place):
    found = read(text)
    assert found
    assert {one.place.mention.text for one in found} == {place}


@pytest.mark.parametrize(
    ("text", "event_type", "mode"),
    [
        ("Guerrillas dynamited a pipeline near Saravena.", "ASSAULT", "explosives"),
        ("Police responded with tear gas in Nairobi.", "ASSAULT", "crowd-control"),
        ("The rebels brought down a helicopter near Am Timan.", "ASSAULT", ""),
        ("A boat rammed a navy vessel near Mullaitivu.", "ASSAULT", ""),
        ("A mob stoned a police station in Jos.", "ASSAULT", ""),
        ("Youths burned tyres in Ouagadougou on Tuesday.", "PROTEST", "demo"),
    ],
)
def test_deeds_that_had_no_kind_have_one(text, event_type, mode):
    assert (event_type, mode) in {(str(one.event_type), str(one.event_mode)) for one in read(text)}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        # a leader who attacked is no group
        ("Colonel Sadou attacked Menaka in May. The group seized Tessit on Monday.", "group"),
        ("General Nkunda attacked Sake. On Monday the group shelled Goma.", "group"),
        ("The Islamist group Ansaru split. The outfit blew up a bridge near Warri.", "Ansaru"),
        ("The M23 rebels took Bunagana. On Monday the outfit burned Jomba.", "M23 rebels"),
    ],
)
def test_the_group_is_no_person(text, actor):
    assert by_type(text, "ASSAULT", "COERCE")[-1].actor == actor


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels killed six men in Goma, residents told reporters who reached the town.", "Goma"),
        ("Shells hit a hospital in Aden, doctors told a team visiting the city.", "Aden"),
        ("A monk told journalists who fled Sittwe that soldiers shot a man in Minbya.", "Minbya"),
        ("Rebels killed six men in Menaka, said a trader who reached Gao.", "Menaka"),
        ("The army bombed Bentiu, witnesses who fled to Juba said.", "Bentiu"),
    ],
)
def test_a_deed_is_not_lost_behind_who_tells_it_and_who_is_told(text, place):
    (deed,) = by_type(text, "ASSAULT")
    assert deed.place.mention.text == place
