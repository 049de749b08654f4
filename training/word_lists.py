#!/usr/bin/env python3
"""Makes the word lists of the name tagger: models/words.txt, names-given.txt, names-family.txt, cities.txt.

usage: word_lists.py GOLD_DIR CENSUS_DIR CITIES_JSON OUT_DIR

GOLD_DIR     the annotated texts, {"id","text","ents":[{"start","end","type"}]} a line (code points)
CENSUS_DIR   dist.female.first, dist.male.first, dist.all.last of the 1990 United States census (public domain)
CITIES_JSON  the cities of GeoNames (CC BY 4.0), as {"id": {"name", "population"}}

The same input gives the same bytes. Sources, licences and notices: models/README.md.
"""
import collections
import json
import pathlib
import re
import sys
import unicodedata

# Names of the rest of the world, written for this project: training/given_extra.txt, family_extra.txt.
GOLD = ["wikigold_train", "gum_train", "wnut17_train", "btc_all"]


def common_words(folder):
    """Words that running text writes in lower case, and does not use as names."""
    low, named = collections.Counter(), collections.Counter()
    for name in GOLD:
        for line in (folder / f"{name}.jsonl").open(encoding="utf-8"):
            document = json.loads(line)
            text = document["text"]
            low.update(w for w in re.findall(r"(?<![@#\w.])[a-z]+(?![\w@]|\.\w)", text))
            for entity in document["ents"]:
                if entity["type"] in ("PER", "ORG", "LOC"):
                    words = text[entity["start"]:entity["end"]].split()
                    if len(words) == 1:
                        named[words[0].lower()] += 1
    return sorted(w for w in low if len(w) > 1 and low[w] >= 4 and named[w] * 2 < low[w])


def census(path, least):
    """Census names with at least that share, in per cent (or, for a whole number, the first so many)."""
    rows = [line.split() for line in path.read_text().splitlines()]
    if isinstance(least, int):
        return [row[0].lower() for row in rows[:least]]
    return [row[0].lower() for row in rows if float(row[1]) >= least]


def plain(name):
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def main():
    gold, censuses, cities, out = (pathlib.Path(a) for a in sys.argv[1:5])
    words = common_words(gold)
    common = set(words)
    here = pathlib.Path(__file__).parent
    given = sorted(set((here / "given_extra.txt").read_text().split() + census(censuses / "dist.female.first", 0.012) + census(censuses / "dist.male.first", 0.012)))
    family = sorted(set((here / "family_extra.txt").read_text().split() + census(censuses / "dist.all.last", 2500)))
    rows = json.loads(cities.read_text(encoding="utf-8")).values()
    towns = sorted({
        plain(row["name"]) for row in rows
        if row["population"] >= 200_000 and len(row["name"]) > 2
        and plain(row["name"]).lower() not in common and re.fullmatch(r"[^\W\d]+(?:[ '’-][^\W\d]+){0,3}", row["name"])
    })
    for name, lines in (("words", words), ("names-given", given), ("names-family", family), ("cities", towns)):
        (out / f"{name}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        print(name, len(lines))


main()
