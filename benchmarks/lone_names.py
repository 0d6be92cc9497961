"""Texts of one sentence and one town: in how many is the town found, whatever is told of it?

    python benchmarks/lone_names.py

Nothing else in such a text, a post or a headline, says that the name is a place's.
"""

import geomap

TOWNS = (
    "Taiz", "Lahij", "Sumy", "Bunia", "Loikaw", "Gao", "Homs", "Sirte", "Rafah", "Djibo", "Menaka",
    "Kutum", "Zalingei", "Bambari", "Beledweyne", "Afgoye", "Lashio", "Myawaddy", "Huwara",
    "Nabatieh", "Afrin", "Manbij", "Kramatorsk", "Mekele", "Adigrat", "Pemba", "Maiduguri",
    "Kandahar", "Herat", "Jamrud", "Tumaco",
)  # fmt: skip
TOLD = (
    "An attack on {} wounded four.",
    "Rebels attacked {} on Sunday.",
    "Gunmen killed four people in {} on Sunday.",
    "{} was shelled on Sunday, killing four.",
    "Fighting in {} killed four on Sunday.",
    "Troops withdrew from {} on Sunday.",
    "Troops entered {} on Sunday.",
    "Shells fell on {} on Sunday, killing four.",
    "The road to {} was cut on Sunday.",
    "Residents fled {} on Sunday after clashes.",
    "{}'s mayor said rebels had killed four people.",
    "The battle for {} went on on Sunday, killing four.",
    "Rebels advanced towards {} on Sunday.",
    "A blast rocked {} on Sunday.",
    "Police in {} arrested four men.",
    "{} residents said soldiers shot four people.",
    "Rebels left {} on Sunday.",
    "Rebels control {}.",
    "Four died when a drone hit {}.",
    "The army sent troops to {} on Sunday.",
    "Rebels captured {} on Sunday.",
    "The army recaptured {} from rebels on Sunday.",
    "Fighters seized {} overnight.",
    "{} fell to rebels on Sunday.",
    "Warplanes bombed {} on Sunday.",
    "Rebels besieged {} for weeks.",
    "Clashes spread to {} on Sunday.",
    "{} saw heavy clashes on Sunday.",
    "{} has witnessed fighting since Sunday.",
    "{} was the scene of clashes on Sunday.",
    "{} came under attack on Sunday.",
    "{} is under rebel control.",
    "{} changed hands on Sunday.",
    "{} was hit by rockets on Sunday.",
    "Soldiers patrolled {} on Sunday.",
    "Airstrikes flattened {}.",
    "{}: four killed in shelling on Sunday.",
)


def main() -> None:
    """Print which towns each sentence loses, and how many all of them."""
    lost = 0
    for told in TOLD:
        texts = [told.format(town) for town in TOWNS]
        mentions = geomap.from_texts(texts, published="2023-05-17").mentions
        found = set(mentions["text"])
        missed = [town for town in TOWNS if town not in found]
        lost += len(missed)
        print(f"{len(missed):3} {told:55} {' '.join(missed)}")
    print(f"{lost} of {len(TOLD) * len(TOWNS)} lost")


if __name__ == "__main__":
    main()
