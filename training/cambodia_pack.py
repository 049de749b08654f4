#!/usr/bin/env python3
"""Makes models/cambodia.pack.json from models/khmer-names.tsv and the names below, which are of public record.

usage: cambodia_pack.py MODELS_DIR
"""
import json
import pathlib
import re
import sys

# Rows of khmer-names.tsv that are not of Cambodian public life.
ABROAD = """Thailand Vietnam Laos Myanmar China Taiwan Japan South_Korea North_Korea United_States United_Kingdom France
Germany Australia Canada Russia India Indonesia Malaysia Singapore Philippines Brunei East_Timor New_Zealand Sweden Norway
Switzerland Belgium Netherlands United_Nations European_Union ASEAN World_Bank International_Criminal_Court
International_Labour_Organization Amnesty_International Human_Rights_Watch""".replace("\n", " ").split(" ")

MORE = {
    "PER": """Sar Sokha|Tea Seiha|Sun Chanthol|Say Sam Al|Neth Pheaktra|Pen Bona|Keo Remy|Vongsey Vissoth
Sok Chenda Sophea|Chea Sophara|Ke Kim Yan|Hun To|Dy Vichea|Kong Mony|Rong Chhun|Meach Sovannara|Lim Kimya|Van Narong
Kak Komphear|Seam Pluk|Hing Soksan|Chhim Sithar|Morm Rithy|Yang Sophorn|Pav Sina|Thun Ratha|Long Kunthea
Phuong Keorasmey|Ly Chandaravuth|Yim Leanghy|Sun Ratha|Alejandro Gonzalez-Davidson|Hun Vannak|Mech Dara|Uon Chhin
Yeang Sothearin|Sovann Rithy|Luon Sovath|But Buntenh|Bou Rachana|Lem Mony|Ny Sokha|Yi Soksan|Nay Vanda
Ros Sopheap|Soeung Sen Karuna|Naly Pilorge|Nop Vy|Chheang Vun|Leng Peng Long|Kheang Sokchivy|Taing Sunlay
Sophal Ear=Ear Sophal|Norodom Sirivudh=Sirivudh|Thida Khus""",
    "ORG": """Supreme National Council|Constitutional Council of Cambodia|Phnom Penh Capital Court|Kandal Provincial Court
Cambodian Human Rights Committee|Cambodian Labour Confederation=CLC|Cambodian Alliance of Trade Unions=CATU
Labor Rights Supported Union of Khmer Employees of NagaWorld=LRSU|Khmer Student Intelligent League Association=KSILA
Cambodian Journalists Alliance Association=CamboJA|Cambodian Center for Independent Media=CCIM=Cambodian Centre for Independent Media
Cambodian Youth Network=CYN|Khmer Thavrak|Prey Lang Community Network=PLCN|Khmer Times
Women’s Media Centre""",
    "LAW": """Law on Political Parties|Law on Associations and Non-Governmental Organizations=LANGO|Law on Peaceful Demonstrations
Law on Trade Unions|Constitution of the Kingdom of Cambodia|Global Magnitsky Human Rights Accountability Act""",
}
# Rows that carry two names of one body: the program's own list has the acronym as a name.
SAME = {"LICADHO": "Cambodian League for the Promotion and Defense of Human Rights",
        "ADHOC": "Cambodian Human Rights and Development Association",
        "COMFREL": "Committee for Free and Fair Elections in Cambodia",
        "NICFEC": "Neutral and Impartial Committee for Free and Fair Elections in Cambodia"}


def slug(name):
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("’", "").replace("é", "e")).strip("-")


def main():
    models = pathlib.Path(sys.argv[1])
    entries, seen = [], set()
    for line in (models / "khmer-names.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        kind, latin, acronym, khmer = line.split("\t")
        names = latin.split("|")
        if names[0].replace(" ", "_") in ABROAD:
            continue
        entry = {"id": f"{kind.lower()}-{slug(names[0])}", "type": kind, "name": names[0]}
        forms = [form for form in khmer.split("|") if form]
        if forms:
            entry["names"] = {"km": [form.lstrip("?") for form in forms]}
        others = names[1:] + ([acronym] if acronym else []) + ([SAME[names[0]]] if names[0] in SAME else [])
        if others:
            entry["aliases"] = others
        if any(form.startswith("?") for form in forms):
            entry["unsure"] = ["km"]
        entries.append(entry)
        seen.update([names[0], *others])
    for kind, rows in MORE.items():
        for row in re.split(r"[|\n]", rows):
            name, *aliases = row.strip().split("=")
            if name in seen:
                continue
            seen.add(name)
            entry = {"id": f"{kind.lower()}-{slug(name)}", "type": kind, "name": name}
            if aliases:
                entry["aliases"] = aliases
            entries.append(entry)
    pack = {"name": "Cambodia", "note": "People, bodies, media, laws and provinces of public record. Khmer names marked unsure want a check by a reader of Khmer. Being listed says nothing about anyone.", "entries": entries}
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    head = json.dumps({k: v for k, v in pack.items() if k != "entries"}, ensure_ascii=False)[:-1]
    (models / "cambodia.pack.json").write_text(f'{head}, "entries": [\n{lines}\n]}}\n', encoding="utf-8")
    print(len(entries), "entries")


main()
