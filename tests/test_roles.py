"""Who acts and who is acted upon: never one for the other, however the sentence is built."""

from datetime import date

import pytest

from geomap import pipeline, reports

ROLES = [
    # the victim as subject
    ("Eleven soldiers died in a mine blast near Diffa on Friday.", "", "soldiers"),
    ("A peacekeeper was killed by rebels near Bria.", "rebels", "peacekeeper"),
    ("A convoy of the Malian army came under fire from jihadists near Gao.", "jihadists", "Malian"),
    ("Two British soldiers were shot dead by gunmen in Basra.", "gunmen", "soldiers"),
    ("Police came under attack in Cotabato.", "", "police"),
    ("The rebels lost 40 men in the fighting at Bentiu.", "", "rebels"),
    ("The garrison at Kidal was attacked by Tuareg fighters.", "Tuareg", "garrison"),
    ("Three aid workers have been kidnapped by militiamen in Bunia.", "militiamen", "aid workers"),
    (
        "Herders perished in an air strike by the Ethiopian air force near Mekelle.",
        "Ethiopian",
        "herders",
    ),
    # deeds told by a noun
    (
        "Rebels carried out an attack on government troops near Pibor.",
        "rebels",
        "government troops",
    ),
    ("The militia launched an assault against the police in Beledweyne.", "militia", "police"),
    ("Boko Haram's killing of 12 farmers near Gwoza shocked the state.", "Boko Haram", "farmers"),
    ("Clashes between the army and separatists broke out in Bamenda.", "army", "separatists"),
    (
        "Fighting between Houthi forces and tribesmen raged near Marib on Sunday.",
        "Houthi",
        "tribesmen",
    ),
    (
        "An ambush by guerrillas on a police patrol near Tibu left three officers dead.",
        "guerrillas",
        "officers",
    ),
    ("Government troops clashed with Maoist rebels in Rolpa.", "government troops", "Maoist"),
    (
        "Fourteen villagers were killed in a raid by Janjaweed militiamen on Kutum.",
        "Janjaweed",
        "villagers",
    ),
    ("The shelling of civilians by Serb forces in Tuzla went on.", "Serb", "civilians"),
    ("A rebel attack on soldiers near Bambari lasted two hours.", "rebel", "soldiers"),
    # relative clauses and participles
    ("Gunmen who attacked a church in Owo killed 40 worshippers.", "gunmen", "worshippers"),
    ("Soldiers stormed a house in Pattani, killing two insurgents.", "soldiers", "insurgents"),
    ("The insurgents, who hold Kunduz, attacked the police on Monday.", "insurgents", "police"),
    ("Militants shot and wounded a tribal elder in Khar.", "militants", "elder"),
    ("Opening fire on protesters, police killed six people in Conakry.", "police", "people"),
    ("Armed men killed villagers in a night raid near Beni.", "armed men", "villagers"),
    ("Israeli troops arrested 12 men in Jenin.", "Israeli troops", "men"),
    ("Twelve men were arrested in Jenin by Israeli troops.", "Israeli troops", "men"),
]


@pytest.fixture(scope="module")
def tools():
    return pipeline.open_tools()


def roles(text, tools):
    report = reports.from_text(text, report_id="r", published=date(2022, 5, 18))
    read = pipeline.read_one(report, tools)
    table = pipeline.assemble([read], settings=tools.settings).events
    return [(row.actor.lower(), row.recipient.lower()) for row in table.itertuples()]


def hold_apart(found, actor, recipient):
    """Some row has both roles, the victim acts nowhere, and who acts is nowhere a victim."""
    rows = [(a, b) for a, b in found if (actor in a if actor else not a) and recipient in b]
    assert rows, found
    assert all(recipient not in a for a, _ in found), found
    if actor:
        assert all(actor not in b for _, b in found), found
    else:
        assert all(not a for a, _ in found), found


@pytest.mark.parametrize(("text", "actor", "recipient"), ROLES)
def test_who_acts_and_on_whom(text, actor, recipient, tools):
    hold_apart(roles(text, tools), actor.lower(), recipient.lower())


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        # harm told without its object: the subject suffers it
        ("At least three policemen injured in Doomdooma blast.", "", "policemen"),
        ("Twelve farmers abducted near Birnin Gwari.", "", "farmers"),
        ("Two aid workers kidnapped by gunmen in Bunia.", "gunmen", "aid workers"),
        # whose place or thing it was
        ("Government forces bombed rebel positions near Bouake.", "government", "rebel"),
        ("Gunmen attacked an Iraqi army base near Tikrit.", "gunmen", "Iraqi"),
        ("Russian helicopters attacked rebel positions near Botlikh.", "Russian", "rebel"),
        ("Fighters shelled Armenian positions near Agdam.", "fighters", "Armenian"),
        # the deed's author by a participle
        (
            "Two drivers were killed in an ambush blamed on Tuareg fighters near Agadez.",
            "Tuareg",
            "drivers",
        ),
        ("Ten civilians died in an attack claimed by Boko Haram in Maroua.", "Boko Haram", "civ"),
        (
            "A raid carried out by Lord's Resistance Army rebels killed 12 villagers.",
            "rebel",
            "vil",
        ),
        # what follows in a participle
        ("A bomb on a bicycle exploded in Quetta, killing a policeman.", "", "policeman"),
        ("Fighting continued on Monday between NATO troops and insurgents.", "NATO", "insurgents"),
        ("Rebels demanded that the army release prisoners.", "rebels", "army"),
        ("Chad accused Sudan of backing rebels.", "Chad", "Sudan"),
        ("The president warned the rebels of war.", "president", "rebels"),
    ],
)
def test_roles_told_sidelong(text, actor, recipient, tools):
    hold_apart(roles(text, tools), actor.lower(), recipient.lower())


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("A spokesman for the SPLM-N, which holds the Nuba Mountains, left.", "SPLM-N"),
        ("An adviser to the Azov brigade, which retook Robotyne, spoke.", "Azov brigade"),
        ("The envoy of the junta, which bombed Myawaddy, left the talks.", "junta"),
        ("A source in the army, which shelled Homs, confirmed the strike.", "army"),
        ("A spokesman for the army, who was shot in Homs, is recovering.", ""),
    ],
)
def test_no_person_is_a_which(text, actor):
    told = pipeline.read_one(reports.from_text(text), pipeline.open_tools()).statements
    assert told[0].actor == actor


@pytest.mark.parametrize(
    ("text", "recipient"),
    [
        # what was struck, burnt or taken, where nobody's name says whose it is
        ("Gunmen ambushed a supply convoy near Bouca on Sunday.", "supply convoy"),
        ("The rebels attacked two villages north of Kaya.", "two villages"),
        ("Fighters torched a telecom mast outside Kadugli.", "telecom mast"),
        ("Six fishing boats were set on fire by militiamen near Sirte.", "six fishing boats"),
        ("The insurgents raided a military outpost and stole rice.", "military outpost"),
        ("Warplanes bombed a clinic and a bakery in Idlib.", "clinic; bakery"),
        ("Raiders fired mortars at a refugee camp near Bunj.", "refugee camp"),
        ("A drone struck a fuel depot in Port Sudan.", "fuel depot"),
        ("Gunmen stormed a house in Baquba and killed four members of a family.", "four members"),
        # whoever is killed is somebody
        ("An army major was shot dead by guerrillas in Tibu.", "army major"),
        ("Nine cadre were killed in Kandhamal by commandos.", "nine cadre"),
        ("Three jawans were martyred in an ambush near Gadchiroli.", "three jawans"),
        # how, where and when are no target
        ("Rebels detonated a bomb near the bus park in Kano.", ""),
        ("Gunmen opened fire on the road between Bria and Bambari.", ""),
        ("Soldiers fought house to house in Benghazi.", ""),
        # "them" is not who acts
        ("Soldiers seized four youths in Bamenda and killed them in a forest.", "four youths"),
        ("The militia abducted 12 miners near Djugu and beheaded them.", "12 miners"),
    ],
)
def test_what_was_struck(text, recipient, tools):
    told = pipeline.read_one(reports.from_text(text), tools).statements
    assert told[-1].recipient == told[0].recipient
    assert told[0].recipient.startswith(recipient)
    assert bool(told[0].recipient) == bool(recipient)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("“They (the herders) burned our granaries,” a farmer in Guma said.", "herders"),
        ("Gunmen raided Tillaberi. “They shot my brother,” a trader said.", "gunmen"),
        ("Rebels left Sake. “They burned the clinic,” a nurse told the agency.", "rebels"),
        ("Radio Ndeke said that rebels raided Bria and that they kidnapped nurses.", "rebels"),
        ("A source said fighters entered Menaka and that they looted the market.", "fighters"),
        ("Boko Haram said it has executed a pilot near Gwoza.", "Boko Haram"),
        ("The army said it shelled militants near Kidal.", "army"),
        ("The rebels said they had captured Pibor.", "rebels"),
        ("Residents said they fled Kukawa.", "residents"),
        ("Four gendarmes were killed on Monday when gunmen raided a post near Dori.", "gunmen"),
        ("Three men raided a school in Panare, police said. They shot at a teacher.", "three men"),
        ("The rebels said the road was open. They hold the bridge at Rutshuru.", "rebels"),
        # the other side of a fight that people died in
        ("Two militants were killed in an encounter with the police near Sopore.", "police"),
        ("Five soldiers died in clashes with rebels in Bouna.", "rebels"),
        ("Three officers were wounded in a gunfight with smugglers in Kasese.", "smugglers"),
        ("Ten farmers were killed in a raid on Gwoza by Boko Haram.", "Boko Haram"),
        ("Nine herders were killed in an attack on a market by raiders.", "raiders"),
        # nobody
        ("The incident occurred on the road to Bunia on Friday.", ""),
        ("Two rebels were killed when they attacked a camp near Nyala.", ""),
        ("Three soldiers were wounded when their vehicle hit a mine near Ansongo.", ""),
    ],
)
def test_whom_a_pronoun_or_a_further_clause_means(text, actor, tools):
    assert pipeline.read_one(reports.from_text(text), tools).statements[-1].actor == actor


@pytest.mark.parametrize(
    ("text", "place", "killed", "injured"),
    [
        ("Eleven soldiers were killed and 30 wounded in Baidoa.", "Baidoa", 11, 30),
        ("Two policemen were killed and six others injured in Peshawar.", "Peshawar", 2, 6),
        ("Two herders were killed and four others were injured in Guma.", "Guma", 2, 4),
        ("Five civilians were killed and ten wounded by shelling in Taiz.", "Taiz", 5, 10),
    ],
)
def test_the_killed_and_the_wounded_are_one_statement(text, place, killed, injured, tools):
    (one,) = pipeline.read_one(reports.from_text(text), tools).statements
    assert one.place.mention.text == place
    assert [toll.least for toll in one.tolls] == [injured, killed]


def test_the_killed_of_one_town_are_not_the_wounded_of_another(tools):
    text = "Two rebels were killed in Kidal on Monday and three soldiers were wounded in Gao."
    told = pipeline.read_one(reports.from_text(text), tools).statements
    assert [one.place.mention.text for one in told] == ["Kidal", "Gao"]


DEAD = [
    # who finds the dead did not kill them
    ("Police in Quetta found the bodies of nine people on Monday.", "", "nine people"),
    ("Rescuers pulled 12 bodies from the rubble in Aleppo.", "", "12 bodies"),
    ("Soldiers discovered a mass grave near Sinjar.", "", ""),
    ("The bodies of 14 migrants were discovered in the desert near Agadez.", "", "14 migrants"),
    ("Villagers in Kankara buried the bodies of 30 people killed by bandits.", "bandits", "30"),
    ("The hospital in Goma received 12 bodies.", "", ""),
    # nor does the deed itself
    (
        "A shootout between police and smugglers near Arauca killed eight people.",
        "police",
        "eight people",
    ),
    ("Fighting in Agua Verde left two policemen dead and six injured.", "", "policemen"),
    ("A gun battle in Culiacan left eight gunmen dead.", "", "gunmen"),
    ("Two days of clashes killed 14 people in Port Sudan.", "", "14 people"),
    ("Suicide bombers killed 26 people in Haifa.", "suicide bombers", "26 people"),
]


@pytest.mark.parametrize(("text", "actor", "recipient"), DEAD)
def test_who_finds_the_dead_and_what_killed_them_are_no_actors(text, actor, recipient):
    report = reports.from_text(text, report_id="r", published=date(2024, 5, 10))
    row = pipeline.build_atlas([report]).statements.iloc[0]
    assert row["event_type"] == "ASSAULT"
    assert actor in row["actor"]
    assert bool(actor) == bool(row["actor"])
    assert recipient in row["recipient"]


NAMED = [
    ("Rebels from the Free Aceh Movement surrendered their weapons.", "Free Aceh Movement"),
    ("Gunmen of the Islamic rebel group al-Shabab took up positions in Baidoa.", "al-Shabab"),
    ("Fighters with the Islamic State attacked a checkpoint.", "Islamic State"),
    ("Members of the Lord's Resistance Army abducted 12 children.", "Lord's Resistance Army"),
    ("Militants belonging to the Taliban killed four policemen.", "Taliban"),
    ("Soldiers loyal to Riek Machar attacked Bor.", "Riek Machar"),
    ("The rebel group M23 captured Kibirizi on Thursday.", "M23"),
    ("The separatist Moro Islamic Liberation Front attacked a post.", "Moro Islamic"),
    ("A rebel movement, the Sudan Liberation Army, ambushed a convoy.", "Sudan Liberation Army"),
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_who_acts_has_the_name_of_their_body(text, name):
    report = reports.from_text(text, report_id="r", published=date(2024, 5, 10))
    row = pipeline.build_atlas([report]).statements.iloc[0]
    assert name in row["actor"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Fighters from Chad attacked a checkpoint in Tine.", "fighters"),
        ("Rebels from Darfur raided Adre.", "rebels"),
        # nor acts whoever only tells of it, a day, or nobody
        (
            "Governor Omar Hadi said the blast in Kayseri, a calm hub, was carried out by rebels.",
            "rebels",
        ),
        ("No group has admitted carrying out the attack in Kayseri.", ""),
        ("At least 25 people are dead after a blast in Cairo.", ""),
        ("Sunday's explosion destroyed a church in Cairo.", ""),
    ],
)
def test_a_land_a_speaker_a_day_and_nobody_are_no_party(text, actor):
    report = reports.from_text(text, report_id="r")
    rows = pipeline.build_atlas([report]).statements
    assert set(rows["actor"]) <= {actor, "rebels"}
    assert actor in set(rows["actor"])


HARMED = [
    ("A car bomb killed three Iraqi National Guardsmen.", "three Iraqi National Guardsmen"),
    ("Some of the gunmen have been arrested in Haiti.", "some of the gunmen"),
    ("Two bombs exploded, killing five day laborers and wounding 10 others.", "five day laborers"),
    ("A raid on two villages cost the lives of 11 civilians in Darfur.", "11 civilians"),
    ("The army is still fighting the M23 around Kibirizi.", "M23"),
    ("A drone strike hit a wedding in Taiz, killing a bride.", "bride"),
    ("Rebels seized a district in the north.", ""),
]


@pytest.mark.parametrize(("text", "recipient"), HARMED)
def test_whom_it_struck_is_named_however_they_are_told(text, recipient):
    report = reports.from_text(text, report_id="r", published=date(2024, 5, 10))
    row = pipeline.build_atlas([report]).statements.iloc[0]
    assert row["recipient"] == recipient


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Two people were killed by a mine near Goma, police said.", ""),
        ("A farmer was killed by an old mine in Cunene, the governor said.", ""),
        ("Ten fighters were killed by the US in Idlib, activists said.", "US"),
        ("The US bombed a camp near Kandahar, the Taliban said.", "US"),
        ("The US will strike Hodeidah, the general said.", "US"),
        ("We captured the town of Bria, the rebels said.", "rebels"),
    ],
)
def test_only_a_pronoun_means_the_one_who_speaks(text, actor):
    report = reports.from_text(text, report_id="r", published=date(2024, 5, 10))
    assert set(pipeline.build_atlas([report]).statements["actor"]) == {actor}
