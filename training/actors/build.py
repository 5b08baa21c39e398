#!/usr/bin/env python3
"""Makes the generated tables of data/actor and data/place from collected facts and the hand-made ones beside this file.

usage: build.py FACTS DATA

FACTS is a folder with countries.tsv, cities.tsv, tenures_wikidata.tsv, tenures_factbook.tsv,
tenures_factbook_ambassadors.tsv, tenures_curated.tsv, current_2026-05_wikidata.tsv, armed_groups_phoenix.tsv and
international_phoenix.tsv; DATA is the project's data folder. What is dropped or mended is counted on standard error.
"""
import csv
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
FACTS, DATA = Path(sys.argv[1]), Path(sys.argv[2])
COUNTED = Counter()

# Whose code a territory takes, and codes that PLOVER spells in its own way. Hong Kong keeps its own.
SOVEREIGN = dict(
    ABW="NLD", AIA="GBR", ALA="FIN", ASM="USA", ATF="FRA", BES="NLD", BLM="FRA", BMU="GBR", BVT="NOR", CCK="AUS",
    COK="NZL", CUW="NLD", CXR="AUS", CYM="GBR", FLK="GBR", FRO="DNK", GGY="GBR", GIB="GBR", GLP="FRA", GRL="DNK",
    GUF="FRA", GUM="USA", HMD="AUS", IMN="GBR", IOT="GBR", JEY="GBR", MAC="CHN", MAF="FRA", MNP="USA", MSR="GBR",
    MTQ="FRA", MYT="FRA", NCL="FRA", NFK="AUS", NIU="NZL", PCN="GBR", PRI="USA", PYF="FRA", REU="FRA", SGS="GBR",
    SHN="GBR", SJM="NOR", SPM="FRA", SXM="NLD", TCA="GBR", TKL="NZL", UMI="USA", VGB="GBR", VIR="USA", WLF="FRA",
)
NAMES = {
    "CIV": "Ivory Coast", "COD": "Democratic Republic of the Congo", "COG": "Republic of the Congo", "HKG": "Hong Kong",
    "MAC": "Macau", "MMR": "Myanmar", "PSE": "Palestine", "TUR": "Turkey", "VAT": "Holy See", "BIH": "Bosnia and Herzegovina",
    "ATG": "Antigua and Barbuda", "KNA": "Saint Kitts and Nevis", "LCA": "Saint Lucia", "TTO": "Trinidad and Tobago",
    "STP": "São Tomé and Príncipe", "VCT": "Saint Vincent and the Grenadines", "CZE": "Czech Republic",
}
# Republics and peoples that put the surname first in English news.
SURNAME_FIRST = {"CHN", "TWN", "KOR", "PRK", "VNM", "HKG", "KHM", "MAC"}
CAPITALS = {
    "BOL": ["La Paz"], "BEN": ["Porto-Novo"], "BDI": ["Gitega", "Bujumbura"], "CHL": ["Santiago"], "CIV": ["Yamoussoukro", "Abidjan"],
    "GNQ": ["Malabo"], "LKA": ["Colombo"], "MDA": ["Chisinau", "Chișinău"], "MMR": ["Naypyidaw", "Naypyitaw", "Nay Pyi Taw"],
    "NLD": ["The Hague", "Amsterdam"], "NRU": ["Yaren"], "PSE": ["Ramallah"], "SWZ": ["Mbabane"], "USA": ["Washington", "Washington, D.C.", "Washington DC"],
    "ZAF": ["Pretoria"], "UKR": ["Kyiv", "Kiev"], "IND": ["New Delhi", "Delhi"], "KAZ": ["Astana", "Nur-Sultan"], "YEM": ["Sanaa", "Sana'a"],
    "HKG": [], "MAC": [], "SGP": [], "MCO": [], "SMR": [], "VAT": [], "GIB": [], "DJI": [], "LUX": [], "GTM": ["Guatemala City"],
    "TZA": ["Dodoma", "Dar es Salaam"], "MYS": ["Kuala Lumpur", "Putrajaya"], "NGA": ["Abuja"], "ISR": ["Jerusalem"], "SUR": ["Paramaribo"],
    "XKX": ["Pristina", "Prishtina"], "TCD": ["N'Djamena"], "TGO": ["Lome", "Lomé"], "COL": ["Bogota", "Bogotá"], "BRA": ["Brasilia", "Brasília"],
    "CRI": ["San Jose", "San José"], "PRY": ["Asuncion", "Asunción"], "AZE": ["Baku"], "ALB": ["Tirana"], "CYP": ["Nicosia"],
    "LBY": ["Tripoli"], "SRB": ["Belgrade"], "UZB": ["Tashkent"], "TKM": ["Ashgabat"], "VNM": ["Hanoi"], "LAO": ["Vientiane"],
    "MEX": ["Mexico City"], "ESH": [], "PCN": [], "TUR": ["Ankara"], "KIR": ["Tarawa"], "FJI": ["Suva"], "VUT": ["Port Vila"], "SLB": ["Honiara"],
    "GUM": [], "PRI": [], "VIR": [], "SVN": ["Ljubljana"], "BHR": ["Manama"], "PLW": ["Ngerulmud"], "LBN": ["Beirut"], "RUS": ["Moscow"], "CHN": ["Beijing", "Peking"],
    "JOR": ["Amman"], "GEO": ["Tbilisi"], "GRD": [], "LCA": ["Castries"], "TTO": ["Port of Spain"], "CMR": ["Yaounde", "Yaoundé"], "MDV": ["Male", "Malé"],
    "STP": [], "TON": [], "BLZ": ["Belmopan"], "JAM": [], "ATG": [], "DMA": [], "VCT": [], "NFK": [], "SYC": [],
}


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def fold(text):
    text = text.replace("ı", "i").replace("ø", "o").replace("Ø", "O").replace("ł", "l").replace("Ł", "L").replace("đ", "d").replace("Đ", "D")
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", text.casefold().replace("'", "").replace("’", "").replace("ʻ", "")))


def slug(text):
    """Readable, and no longer than needs be: the words that say nothing are left out."""
    words = [w for w in fold(text).split() if w not in ("of", "the", "for", "and", "to", "in")]
    return "-".join(words[:6])


def cell(text):
    text = " ".join((text or "").replace("\t", " ").split())
    return text or "-"


def write(name, header, lines):
    path = DATA / name
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = sorted({"\t".join(cell(c) for c in line) for line in lines}, key=lambda line: line.encode())
    path.write_text("\t".join(header) + "\n" + "".join(line + "\n" for line in lines), encoding="utf-8")
    print(f"{name}: {len(lines)} rows, {path.stat().st_size} bytes", file=sys.stderr)


# ---------------------------------------------------------------- countries and their names
countries = {row["iso3"]: row for row in rows(FACTS / "countries.tsv")}
country_lines, aliases = [], []
iso_codes = {iso3 for iso3 in countries}


def alias(words, target, kind, guard="-", start="-", end="-", source="ours"):
    aliases.append((words, target, kind, guard, start, end, source))


for iso3, row in countries.items():
    name = NAMES.get(iso3, row["name_en"].replace("&", "and").replace("St. ", "Saint "))
    code = {"XKX": "KOS"}.get(iso3, SOVEREIGN.get(iso3, iso3))
    kind = "territory" if iso3 in SOVEREIGN or iso3 in ("HKG", "ATA", "ESH") else "state"
    country_lines.append((iso3, name, code, kind, "ISO 3166-1; Unicode CLDR"))
    alias(name, iso3, "name", source="Unicode CLDR")
    if iso3 not in CAPITALS:
        capital = re.sub(r"\(.*?\)", "", row["capital"]).split(";")[0].strip()
        if capital and "capital" not in capital and capital != name:
            alias(capital, iso3, "capital", source="Factbook")
    for capital in CAPITALS.get(iso3, []):
        alias(capital, iso3, "capital", source="Factbook")
for row in rows(HERE / "curated/country_alias.tsv"):
    for words in row["aliases"].split("|"):
        alias(words, row["country"], row["kind"], "case" if len(words) <= 3 or words in ("Turkey", "Chad") else "-")
for row in rows(HERE / "curated/demonym.tsv"):
    for words in row["adjectives"].split("|"):
        alias(words, row["country"], "adjective", "case" if len(words) <= 4 else "-")
    for words in row["people"].split("|"):
        if words == "-":
            continue
        alias(words, row["country"], "demonym")
        if not re.search(r"(ese|ss|ois|men|man|woman|sh|ani|Batswana|Basotho|Vanuatu|Kiribati|Burkinabe|Kyrgyz)$", words) or words.endswith("istani") or words.endswith("ani"):
            alias(words + "s", row["country"], "demonym")
for row in rows(HERE / "curated/region.tsv"):
    for words in [row["name"]] + [w for w in row["aliases"].split("|") if w != "-"]:
        alias(words, row["id"], "name", "case" if len(words) <= 3 else "-")
    for words in [w for w in row["words"].split("|") if w != "-"]:
        alias(words, row["id"], "words")
regions = [(row["id"], row["name"], row["country"], row["kind"], "ours") for row in rows(HERE / "curated/region.tsv")]
country_lines += regions

for words in ("Europe",):
    alias(words, "IGO:EU", "words")
for words in ("European", "EU"):
    alias(words, "IGO:EU", "adjective", "case")
for words, country, kind in (("Congo", "COD", "name"), ("Korea", "KOR", "name"), ("Korean", "KOR", "adjective"), ("Koreans", "KOR", "demonym")):
    alias(words, country, kind)

# ---------------------------------------------------------------- bodies
body_lines = []
seen_bodies = set()
known = {fold(words) for words, *_ in aliases}
for row in rows(HERE / "curated/body.tsv"):
    code = {"XKX": "KOS"}.get(row["code"], row["code"])
    body_lines.append((row["id"], row["name"], row["kind"], code, row["sector"], "ours"))
    seen_bodies.add(row["id"])
    names = [w for w in row["aliases"].split("|") if w != "-"]
    for words in dict.fromkeys([row["name"]] + names):
        if row["name"] == words and words in ("Ministry of Defence", "People's Party", "Quad", "National Diet", "Apple", "Meta"):
            continue
        known.add(fold(words))
        guard = "case" if len(words) <= 3 or row["guard"] == "case" else "-"
        alias(words, row["id"], "name", guard)
    for words in [w for w in row["words"].split("|") if w != "-"]:
        known.add(fold(words))
        alias(words, row["id"], "words", "case" if len(words) <= 3 or row["guard"] == "case" else "-")
REGIONAL = {"MEA", "INT", "SAS", "WEU", "SEA", "EAF", "LAM", "CFR", "NAF", "WAF", "AFR", "ASA", "EUR", "IMG", "CAS", "SAF", "CAU", "BLK", "EEU", "SAM", "CEU", "AME"}
CAMEO = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "KSV": "XKX"}


def title_case(name):
    name = re.sub(r"'S\b", "'s", name)
    return re.sub(r"(?<=\s)(Of|The|For|And|In|De|Del|Al|El)(?=\s)", lambda m: m.group().lower(), name)


# Groups of one country that the source lists under none.
OF_COUNTRY = {row["name"]: row["country"] for row in rows(HERE / "curated/group_country.tsv")}

for row in rows(FACTS / "armed_groups_phoenix.tsv"):
    codes = row["codes"].split(";")[0].strip()
    code = CAMEO.get(codes[:3], codes[:3])
    code = "IMG" if code in REGIONAL else code
    if code not in iso_codes and code != "IMG":
        COUNTED["armed group without a country"] += 1
        continue
    sector = "REB" if "REB" in codes or code == "IMG" else codes[3:6] or "REB"
    if sector not in ("REB", "PRM", "CRM", "MIL", "OPP", "UAF"):
        sector = "REB"
    name = title_case(row["name"])
    code, source = (OF_COUNTRY[name], "Phoenix; country ours") if code == "IMG" and name in OF_COUNTRY else (code, "Phoenix")
    names = [title_case(w) for w in [row["name"]] + row["aliases"].split("|") if w]
    names = [w for w in names if fold(w) not in known and (" " in w or (len(w) >= 5 and "-" in w))]
    identity = "ARM:" + slug(name)
    ours = identity.upper()
    if ours in seen_bodies:
        # A group of the hand-made table: only what else it is called is new.
        for words in dict.fromkeys(names):
            known.add(fold(words))
            alias(words, ours, "words", source="Phoenix")
        continue
    if not names or identity in seen_bodies:
        COUNTED["armed group known already or of one word"] += 1
        continue
    seen_bodies.add(identity)
    body_lines.append((identity, name, "armed_group", {"XKX": "KOS"}.get(code, code), sector, source))
    for words in dict.fromkeys(names):
        known.add(fold(words))
        alias(words, identity, "words", source="Phoenix")
compact = set()
PERSONAL = re.compile(r"(?i)\b(mr|sir|lord|lady|baroness|ambassador|envoy|president|secretary|commissioner)\b")
for row in rows(FACTS / "international_phoenix.tsv"):
    if row["kind"] not in ("ngo", "mnc"):
        continue
    names = [title_case(w) for w in [row["name"]] + row["aliases"].split("|") if w]
    cue = r"(?i)\b(group|corp|corporation|company|bank|airlines?|airways|motors?|oil|petroleum|holdings?|ltd|limited|inc|industries|telecom|energy|electric|systems|international|foundation|institute|council|committee|association|society|federation|league|union|watch|network|organi[sz]ation|fund|trust|relief|aid|rights|without|centre|center|alliance|mission|forum|chamber|steel|chemical|pharmaceuticals?|insurance|media|entertainment|technologies|technology|partners|capital|resources|mining|gas)\b"
    names = [w for w in names if " " in w and fold(w) not in known and "".join(fold(w).split()) not in compact and re.search(cue, w) and not PERSONAL.search(w) and len(w.split()) <= 7 and not w.startswith(("Un ", "The "))]
    name = names[0] if names else ""
    prefix = row["kind"].upper()
    identity = prefix + ":" + slug(name)
    if not names or identity in seen_bodies:
        COUNTED[row["kind"] + " left out"] += 1
        continue
    seen_bodies.add(identity)
    body_lines.append((identity, name, "ngo" if prefix == "NGO" else "company", prefix, "SOC" if prefix == "NGO" else "BUS", "Phoenix"))
    for words in dict.fromkeys(names):
        known.add(fold(words))
        compact.add("".join(fold(words).split()))
        alias(words, identity, "name", source="Phoenix")

# ---------------------------------------------------------------- terms of office
SINGLE = {"HOS", "HOG", "LEADER", "MFA", "DEF", "GOVGEN"}
DEPUTY = re.compile(r"(?i)\b(deputy|vice|under-?secretary|state minister|minister of state|secretary of state (for|to)|assistant|delegate|junior|parliamentary|in charge of|shadow)\b")
CHIEF = {
    "HOS": re.compile(r"(?i)^(acting |interim )?(president|king|queen|monarch|emir|sultan|emperor|grand duke|pope|sovereign|chairman of the presidency|president of the (republic|confederation|swiss confederation|presidency|transitional council)|head of state|amir|chief of state)( of [a-z -]+)?$"),
    "LEADER": re.compile(r"(?i)^supreme leader"),
    "HOG": re.compile(r"(?i)^(acting |interim )?(prime minister|premier|federal chancellor|chancellor|taoiseach|head of government|chairman of the (council of ministers|cabinet of ministers.*)|president of the (government|council of ministers|council)|prime minister of the palestinian national authority|prime minister of montenegro|chief adviser|secretary of state for foreign and political affairs|minister of state \(head of government\)|premier of the state council|cardinal secretary of state)$"),
    "MFA": re.compile(r"(?i)(foreign.*affairs|affairs.*foreign|foreign relations|external (affairs|relations)|international relations and cooperation|^foreign secretary$|^secretary of state$|^minister of foreign relations|international relations$|^(cardinal )?secretary of state|federal department of foreign affairs|eurasian|foreign minister)"),
    "DEF": re.compile(r"(?i)^(federal |acting |coordinating )?(minister|secretary|secretary of state|minister delegate|secretary of (national )?defense)?( of| for)?( the)? ?(national )?(defen[cs]e|armed forces|war)((,| and) .*)?$|^defen[cs]e secretary$|^minister delegate at the presidency in charge of defence$"),
    "GOVGEN": re.compile(r"(?i)^governor.general"),
}


def office_of(country, kind, title):
    """(id, kind, title) of an office: the chief ones have one id each, the others one for each title."""
    if kind == "IGOHEAD" or country.startswith(("IGO:", "ARM:", "ORG:", "PTY:")):
        return f"{country}.{slug(title)}", kind, title
    if kind == "MFA" and country in ("IND", "PAK", "BGD", "NPL") and re.match(r"(?i)foreign secretary", title):
        # There the head of the ministry's staff, and not its minister.
        kind = "MFA_DEP"
    if title.lower().startswith("chancellor of the exchequer"):
        kind = "FIN"
    if kind == "HOG" and title.lower().startswith("supreme leader"):
        kind = "LEADER"
    if kind == "HOS" and re.match(r"(?i)governor.general", title):
        kind = "GOVGEN"
    deputy = DEPUTY.search(title) and not (country in ("GBR", "SMR") and re.match(r"(?i)secretary of state for (defence|foreign)", title))
    if country == "CMR" and re.match(r"(?i)minister delegate at the presidency in charge of defence$", title):
        # The president's own ministry, led by its delegate.
        kind, deputy = "DEF", None
    if kind in CHIEF:
        if CHIEF[kind].search(title) and not deputy and not (re.search(r"(?i)trade$", title) and not re.search(r"(?i)affairs", title)) and not re.search(r"(?i)regional affairs|\b(crimea|aragon|kashmir|kurdistan|srpska)\b", title):
            return f"{country}.{kind}", kind, None
        if kind == "MFA":
            kind = "MFA_DEP" if deputy else "TRADE" if "trade" in title.lower() else "MIN"
        elif kind == "DEF":
            kind = "MIN"
        elif kind in ("HOG", "HOS"):
            kind = "SUBNAT" if re.match(r"(?i)(premier|prime minister|president|governor|chief|first minister)", title) else "OTHER"
        else:
            kind = "OTHER"
    if kind in ("FIN", "INT", "TRADE", "JUS") and deputy:
        kind = "MIN"
    if kind == "SPY" and re.match(r"(?i)president of the (province|xunta|region)", title):
        kind = "SUBNAT"
    if kind == "NSA" and not re.search(r"(?i)advis|secretary of the .*(security council|defense council)", title):
        kind = "MIN"
    if kind.startswith("SUB"):
        kind = "SUBNAT"
    return f"{country}.{kind}.{slug(title)}", kind, title


people = {}      # key -> dict(name, wikidata, born, country Counter, variants)
terms = []       # dict(person, office, from, to, status, source, rank)
offices = {}     # id -> (country, kind, title, sector)
by_name = defaultdict(set)  # (folded name, country) -> keys
by_words = defaultdict(set)


def person(key, name, country, wikidata="", born=""):
    if key not in people:
        people[key] = dict(name=name, wikidata=wikidata, born=born[:10], countries=Counter(), variants=set())
    entry = people[key]
    entry["countries"][country] += 1
    if name != entry["name"]:
        entry["variants"].add(name)
    by_name[fold(name), country].add(key)
    by_words[frozenset(fold(name).split()), country].add(key)
    return key


def skeleton(text):
    text = fold(text).replace(" ", "")
    for a, b in (("kh", "h"), ("gh", "g"), ("dh", "d"), ("ou", "u"), ("oo", "u"), ("q", "k"), ("ph", "f"), ("ck", "k"), ("c", "k"), ("y", "i"), ("j", "i"), ("w", "v"), ("z", "s")):
        text = text.replace(a, b)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiou]+", "", text))


def find_person(name, country):
    """The one person of that name known for that country, if there is one."""
    keys = by_name.get((fold(name), country)) or by_words.get((frozenset(fold(name).split()), country)) or set()
    return next(iter(keys)) if len(keys) == 1 else None


def add(key, country, kind, title, sector, start, end, status, source, rank):
    identity, kind, title = office_of(country, kind, title)
    offices.setdefault(identity, (country, kind, title, sector))
    terms.append(dict(person=key, office=identity, start=start, end=end, status=status, source=source, rank=rank))


def day(text):
    parts = [int(p) for p in text.split("-")] if re.match(r"\d", text or "") else None
    return date(parts[0], parts[1] if len(parts) > 1 else 7, parts[2] if len(parts) > 2 else 1 if len(parts) > 1 else 1) if parts else None


def clean_name(name):
    name = re.sub(r"^\(|\)$", "", name)
    name = re.sub(r"^(Seyed|Seyyed|Sayyid|Sayed|Sheikh|Shaykh|Sir|Dame|Lord|H\.E\.|Dr\.?) (?=\S+ \S)", "", name)
    return re.sub(r",? (Baron(ess)?|\d+(st|nd|rd|th)|Lord|Viscount|Earl|Duke|Marquess)\b.*$", "", name).strip()


def status_of(title):
    return "acting" if re.search(r"(?i)\b(acting|interim|caretaker)\b", title) else "holder"


for row in rows(FACTS / "tenures_wikidata.tsv"):
    if not re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", row["from"]) or not re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", row["to"]):
        COUNTED["wikidata: no date but a decade"] += 1
        continue
    if row["country"] == "ZZZ" and row["office_kind"] != "IGOHEAD":
        COUNTED["wikidata: no country"] += 1
        continue
    if row["to"] and row["to"] < "1990":
        COUNTED["wikidata: ended before 1990"] += 1
        continue
    if not row["from"] and not row["to"]:
        COUNTED["wikidata: no dates"] += 1
        continue
    if row["to"] and row["from"] and row["to"][: len(row["from"])] < row["from"][: len(row["to"])]:
        COUNTED["wikidata: ends before it starts"] += 1
        continue
    if row["office_kind"] in ("IGOHEAD",) and row["country"] == "ZZZ":
        continue  # the hand-made rows have them
    if row["office_kind"] in ("MIN", "OTHER", "SUBNAT", "AMB", "SUB_MIN", "SUB_OTHER", "UNREP") and row["to"] and row["to"] < "2006":
        COUNTED["wikidata: small offices that ended before 2006"] += 1
        continue
    # Families of state secretaries, prefects and heads of unions are not who news speak of.
    if re.search(r"(?i)leader of the opposition", row["office_title"]):
        row["office_kind"], row["plover_sector"] = "OPPLEAD", "OPP"
    if row["office_kind"] == "OTHER" and re.search(r"(?i)first lady|prefect of|lord of the treasury|state secretary|undersecretary|director general", row["office_title"]):
        COUNTED["wikidata: small offices"] += 1
        continue
    key = "PER:" + row["person_qid"]
    person(key, clean_name(row["person"]), row["country"], row["person_qid"], row["born"])
    if row["enwiki"]:
        wiki = clean_name(re.sub(r"\s*\(.*\)$", "", row["enwiki"]))
        if wiki and wiki != people[key]["name"]:
            people[key]["variants"].add(wiki)
    end = row["to"] or row["to_prec"]
    if re.match(r"open@\d{4}-\d{2}$", end):
        end += "-01"
    add(key, row["country"], row["office_kind"], row["office_title"], row["plover_sector"], row["from"], end,
        status_of(row["office_title"]), "Wikidata", 2)

SHARED = defaultdict(set)
for row in rows(FACTS / "tenures_curated.tsv"):
    SHARED[row["person_qid"]].add(fold(row["person"]))


def curated(path, source):
    for row in rows(path):
        if row.get("status") == "disagree" and not row.get("basis"):
            COUNTED["curated: another source says otherwise, kept with its start from the other where a day apart"] += 1
        qid = row.get("person_qid", "")
        of_other = "PER:" + qid not in people or skeleton(people["PER:" + qid]["name"].split()[-1]) != skeleton(row["person"].split()[-1])
        if qid and "PER:" + qid in people and all(skeleton(w)[:1] != skeleton(row["person"].split()[0])[:1] for w in people["PER:" + qid]["name"].split()):
            # A relative's.
            COUNTED["curated: Wikidata id of a relative dropped"] += 1
            qid = ""
        if qid and len(SHARED[qid]) > 1 and of_other:
            COUNTED["curated: Wikidata id of somebody else dropped"] += 1
            qid = ""
        country = row["country"]
        key = find_person(row["person"], country)
        if not key:
            everywhere = {k for (name, _), keys in by_name.items() if name == fold(row["person"]) for k in keys}
            if qid and "PER:" + qid in people:
                key = "PER:" + qid
            elif country.startswith("IGO:") and len(everywhere) == 1:
                key = next(iter(everywhere))
            elif qid:
                key = "PER:" + qid
            else:
                key = "PER:" + slug(row["person"])
                if key in people:
                    key += "." + country.lower().replace(":", "-")
        person(key, row["person"], country, people[key]["wikidata"] if key in people else qid)
        if people[key]["name"] != row["person"]:
            people[key]["variants"].add(people[key]["name"])
            people[key]["name"] = row["person"]
        end = row["to"] or row["to_prec"]
        if end.startswith("open@") and len(end) == 12:
            end += "-01"
        yield key, row, end, row.get("source_note") or source


for key, row, end, source in curated(FACTS / "tenures_curated.tsv", "ours"):
    checked = row["check"].strip()
    source = "curated: public knowledge" + (", agrees with " + ", ".join(sorted({c.split(":")[0] for c in re.split(r"; ?", checked)})).replace("wd", "Wikidata").replace("pc", "politicians.csv").replace("fb", "Factbook") if checked and row["status"] == "checked" else "")
    add(key, row["country"], row["office_kind"], row["office_title"], row["plover_sector"], row["from"], end, status_of(row["office_title"]), source, 3)
def agreement(key, row):
    """Whether another source lets the same person begin in an office of that kind on about that day."""
    start = day(row["from"])
    for term in terms:
        if start and term["person"] == key and term["rank"] == 2 and day(term["start"]) and abs((day(term["start"]) - start).days) <= (3 if len(row["from"]) == 10 else 45):
            return ", agrees with Wikidata"
    return ", unchecked"


def same_term(row):
    """The person of another source who began in the same office of one holder in the same days, if the names sound alike."""
    if row["kind"] not in SINGLE or not day(row["from"]):
        return None
    identity, _, _ = office_of(row["country"], row["kind"], row["title"])
    mine = {skeleton(w) for w in row["person"].split()} - {""}
    for term in terms:
        if term["office"] == identity and day(term["start"]) and abs((day(term["start"]) - day(row["from"])).days) <= 45:
            if mine & {skeleton(w) for w in people[term["person"]]["name"].split()}:
                return term["person"]
    return None


SIGHTINGS = []
for path in sorted((HERE / "curated").glob("term*.tsv")):
    for row in rows(path):
        key = find_person(row["person"], row["country"])
        if not key and same_term(row):
            # The name that news use is shown, and the other source's is a spelling of it.
            key = same_term(row)
            people[key]["variants"].add(people[key]["name"])
            people[key]["name"] = row["person"]
        if not key:
            everywhere = {k for (name, _), keys in by_name.items() if name == fold(row["person"]) for k in keys}
            key = next(iter(everywhere)) if len(everywhere) == 1 and row["country"].startswith("IGO:") else None
        if not key:
            key = "PER:" + slug(row["person"])
            if key in people and not people[key]["countries"][row["country"]]:
                key += "." + row["country"].lower().replace(":", "-")
        person(key, row["person"], row["country"], people[key]["wikidata"] if key in people else "")
        kind = "SPOX" if row["kind"] == "MILSPOX" else row["kind"]
        if row["country"].startswith("IGO:") and kind in ("SPOX", "ENVOY", "OFFICIAL", "TRADE"):
            row["kind"] = "IGO"
        sector = "MIL" if row["kind"] == "MILSPOX" else {"LEG": "LEG", "LEGHEAD": "LEG", "JUD": "JUD", "OPPLEAD": "OPP", "PARTYLEAD": "PTY", "MILOFF": "MIL", "POLICE": "COP", "IGOHEAD": "IGO", "IGO": "IGO", "DEF": "GOV", "CDS": "MIL", "SPY": "SPY", "GROUPHEAD": "REB"}.get(row["kind"], "GOV")
        add(key, row["country"], kind, row["title"], sector, row["from"].strip("-"), row["to"], status_of(row["title"]),
            "curated: public knowledge" + (agreement(key, row) if row["basis"] == "-" else ", " + row["basis"]), 2.5)
        if row["from"] == "-":
            # Known in office on that day, and since when is not: it says nothing of terms before it.
            SIGHTINGS.append(terms.pop())

RANKS = re.compile(r"(?i)^(seyed|seyyed|sayyid|sayed|(his|her) (majesty|excellency|highness)|king|queen|emir|amir|sultan|prince|crown prince|sheikh|shaykh|general|gen\.|lt\.? gen\.|lt\.|maj\.?|maj\. gen\.|brig\.? gen\.|col\.?|adm\.?|dr\.?|sir|dame|president|pope|capt\.?|field marshal|marshal|grand duke|(charg[eé] d['’ʼ]affaires)( a\.i\.)?:?|ambassador|vice adm\.?|rear adm\.?|acting)\s+")


def factbook_name(name):
    name = re.sub(r"\(.*?\)|\[.*?\]", "", name).strip(" ,;:")
    before = None
    while before != name:
        before, name = name, RANKS.sub("", name)
    words = []
    for word in name.split():
        words.append("-".join(p.capitalize() if p.isupper() and len(p) > 1 and not re.fullmatch(r"[IVX]+", p) else p for p in word.split("-")))
    return " ".join(words)


wikidata_terms = defaultdict(list)
for term in terms:
    wikidata_terms[term["office"]].append(term)


FACTBOOK = list(rows(FACTS / "tenures_factbook.tsv"))
FOLLOWING = {(r["country"], r["office_kind"], r["surname"], r["from"]): r for r in FACTBOOK}
for row in FACTBOOK:
    # The Factbook lists each term of one and the same holder; they are one here.
    after = row
    while after["to_prec"] == "succ" and after["to"] > after["from"]:
        following = FOLLOWING.get((row["country"], row["office_kind"], row["surname"], after["to"]))
        if not following:
            break
        after = following
    row = dict(row, to=after["to"], to_prec=after["to_prec"])
    if row["flag"] == "single-obs" and row["first_seen"] < "2013":
        COUNTED["factbook: seen once"] += 1
        continue
    country, kind = row["country"], row["office_kind"]
    name = factbook_name(row["person"])
    if len(name) < 3 or country not in countries or re.search(r"(?i)\b(vacant|none|note)\b", name):
        COUNTED["factbook: no name"] += 1
        continue
    title = row["office_title"] or kind
    title = re.sub(r"(?i)^chief of state$", "President", title)
    if re.match(r"(?i)secretary of state for$", title) and "Political Affairs " in name:
        # The end of the title stands before the name.
        title, name = title + " Foreign and Political Affairs", name.split("Political Affairs ")[1]
    if kind == "HOG" and CHIEF["HOS"].search(title):
        # A head of state who is head of government too.
        kind = "HOS"
    if CHIEF["LEADER"].search(title):
        kind = "LEADER"
    elif kind == "HOS" and not CHIEF["HOS"].search(title):
        title = "President"
    identity, office_kind, _ = office_of(country, kind, title)
    start, end = row["from"], row["to"] or row["to_prec"].replace("lastseen@", "open@")
    if row["to_prec"] == "succ" and row["to"]:
        end = "succ@" + row["to"]
    if row["to"] and row["from"] and row["to"] < row["from"]:
        COUNTED["factbook: ends before it starts"] += 1
        continue
    key = find_person(name, country)
    same = None
    for term in wikidata_terms.get(identity, ()):
        if day(term["start"]) and day(start) and abs((day(term["start"]) - day(start)).days) <= 45:
            surname = skeleton(factbook_name(row["surname"]) or name.split()[-1])
            # Two sources that let an office of one holder begin in the same days mean the same person.
            same_days = office_kind in SINGLE and abs((day(term["start"]) - day(start)).days) <= 10 and len(start) == 10 and len(term["start"]) == 10
            if same_days or key == term["person"] or any(skeleton(w) == surname for w in people[term["person"]]["name"].split()) or skeleton(people[term["person"]]["name"]).endswith(surname):
                same = term
                break
    if same:
        if name != people[same["person"]]["name"]:
            people[same["person"]]["variants"].add(name)
        if same["end"].startswith("open@"):
            # The Factbook saw them later, or saw who came next.
            # It lists each term of one holder: an end before the day on which another source saw them is not theirs.
            if end.startswith("open@") and end > same["end"] or not end.startswith("open@") and re.sub(r"^succ@", "", end) >= same["end"][5:]:
                same["end"] = end
        COUNTED["factbook: term known already"] += 1
        continue
    if not key:
        # The same office and surname at another time, or the same surname and country at all.
        surname = fold(factbook_name(row["surname"]))
        first = fold(name).split()[0]
        near = {k for (n, c), keys in by_name.items() if c == country and n.split()[-1:] == [surname] and n.split()[0][:3] == first[:3] for k in keys} if surname else set()
        key = next(iter(near)) if len(near) == 1 else None
    if not key:
        key = "PER:" + slug(name)
        if key in people and not people[key]["countries"][country]:
            key += "." + country.lower()
    person(key, name, country, people[key]["wikidata"] if key in people else "")
    surname = factbook_name(row["surname"])
    if surname and country not in SURNAME_FIRST and len(name.split()) > 2:
        # The Factbook gives all names; news give the first and the surname.
        people[key]["variants"].add(name.split()[0] + " " + surname)
        if not key.startswith("PER:Q"):
            people[key]["surname"] = surname
            at = name.find(surname)
            people[key]["short"] = name[: at + len(surname)] if at > 0 else name
    add(key, country, kind, title, "GOV", start, end, status_of(title), "Factbook", 1)

for row in rows(FACTS / "tenures_factbook_ambassadors.tsv"):
    name = factbook_name(row["person"])
    if len(name.split()) < 2 or re.search(r"(?i)vacant|deputy|charg|d.affaires|mission", name) or row["country"] not in countries:
        COUNTED["factbook: no ambassador"] += 1
        continue
    host = NAMES.get(row["country"], countries[row["country"]]["name_en"].replace("&", "and"))
    country, title = ("USA", "Ambassador to " + host) if row["office_kind"] == "AMB_FROM_US" else (row["country"], "Ambassador to the United States")
    key = find_person(name, country) or "PER:" + slug(name)
    if key in people and not people[key]["countries"][country]:
        key += "." + country.lower()
    person(key, name, country, people[key]["wikidata"] if key in people else "")
    start = row["from"] if row["from_prec"] != "y" else row["from"][:4]
    if not start:
        COUNTED["factbook: ambassador without a start"] += 1
        continue
    if row["last_seen"] < start[:10]:
        continue
    add(key, country, "AMB", title, "GOV", start, "open@" + row["last_seen"], "holder", "Factbook", 1)

# Who is in office on 2026-05-13: carries open ends on, and starts a term of unknown beginning.
KINDS = {"head_of_state": "HOS", "head_of_government": "HOG"}
for row in rows(FACTS / "current_2026-05_wikidata.tsv"):
    country = row["country"]
    for role in row["roles"].split(","):
        identity = f"{country}.{KINDS[role]}"
        mine = [t for t in terms if t["office"] == identity and (t["person"] == "PER:" + row["person_qid"] or t["person"] == find_person(row["person"], country))]
        for term in mine:
            if term["end"].startswith("open@") and term["end"] >= "open@2020":
                later = [t for t in terms if t["office"] == identity and t["person"] != term["person"] and (t["start"] or "") > (term["start"] or "") and t["start"] > term["end"][5:]]
                if not later:
                    term["end"] = max(term["end"], "open@" + row["asof"])
        if not mine:
            # The same office and surname, written in another way.
            surname = skeleton(row["person"].split()[-1])
            near = [t for t in terms if t["office"] == identity and len(surname) > 1 and t["end"] >= "open@2025" and t["end"].startswith("open@")
                    and any(skeleton(w) == surname for w in people[t["person"]]["name"].split())]
            if len({t["person"] for t in near}) == 1:
                key = near[0]["person"]
                near[0]["end"] = max(near[0]["end"], "open@" + row["asof"])
                # The name that Wikidata has is the one in use.
                people[key]["variants"].add(people[key]["name"])
                people[key]["name"] = people[key]["short"] = row["person"]
                if not people[key]["wikidata"]:
                    people[key]["wikidata"] = row["person_qid"]
            elif not any(t["office"] == identity and t["end"].startswith("open@") and t["end"] >= "open@2025-07" for t in terms) and country in countries and row["person_qid"]:
                # Since when is not known.
                if role == "head_of_government" and "head_of_state" in row["roles"]:
                    continue
                known_as = [k for k, p in people.items() if p["wikidata"] == row["person_qid"]]
                key = find_person(row["person"], country) or (known_as[0] if known_as else "PER:" + row["person_qid"])
                person(key, row["person"], country, row["person_qid"])
                add(key, country, KINDS[role], {"HOS": "President", "HOG": "Prime Minister"}[KINDS[role]], "GOV", "", "open@" + row["asof"], "holder", "Wikidata", 2)
                COUNTED["seen in office on 2026-05-13, since when is not known"] += 1
        if find_person(row["person"], country) and row["person_qid"]:
            key = find_person(row["person"], country)
            if not people[key]["wikidata"]:
                people[key]["wikidata"] = row["person_qid"]

# ---------------------------------------------------------------- one row for each term, and no two holders at once


def first_day(text):
    if not re.match(r"\d", text):
        return date(1900, 1, 1)
    p = [int(x) for x in text.split("-")]
    return date(p[0], p[1] if len(p) > 1 else 1, p[2] if len(p) > 2 else 1)


def last_day(text):
    text = re.sub(r"^(succ@)", "", text)
    if text.startswith("open@") or not text:
        return date(9999, 1, 1)
    p = [int(x) for x in text.split("-")]
    if len(p) == 3:
        return date(*p)
    if len(p) == 2:
        return date(p[0] + p[1] // 12, p[1] % 12 + 1, 1) - timedelta(days=1)
    return date(p[0], 12, 31)


def further(before, term):
    """Whether the same person begins anew, or in earnest, when the term before ended."""
    return (before["rank"] == term["rank"] or before["status"] != term["status"]) and bool(re.match(r"\d", before["end"])) and first_day(term["start"]) >= last_day(before["end"]) - timedelta(3)


grouped = defaultdict(list)
for term in terms:
    grouped[term["office"], term["person"]].append(term)
kept = []
for group in grouped.values():
    group.sort(key=lambda t: (-t["rank"], t["start"]))
    chosen = []
    for term in group:
        clash = next((t for t in chosen if not further(t, term) and first_day(t["start"]) <= last_day(term["end"]) + timedelta(31) and first_day(term["start"]) <= last_day(t["end"]) + timedelta(31)
                      and (abs((first_day(t["start"]) - first_day(term["start"])).days) <= 400 or first_day(t["start"]) <= first_day(term["start"]) <= min(last_day(t["end"]), date(2030, 1, 1)) or first_day(term["start"]) <= first_day(t["start"]) <= last_day(term["end"]))), None)
        if clash:
            COUNTED["the same term from two sources"] += 1
            if clash["end"].startswith("succ@") and first_day(term["start"]) <= last_day(clash["end"]) + timedelta(31):
                # The successor that the source saw is the same person in a further term.
                if term["end"].startswith("open@") or last_day(term["end"]) > last_day(clash["end"]):
                    clash["end"] = term["end"]
            elif clash["end"].startswith("open@"):
                # Whoever was in office on that day did not leave before it.
                seen = first_day(clash["end"][5:])
                if not term["end"].startswith("open@") and last_day(term["end"]) < seen:
                    continue
                if not term["end"].startswith("open@") and last_day(term["end"]) > first_day(clash["start"]):
                    clash["end"] = term["end"] if term["rank"] > 1 else "succ@" + re.sub(r"^succ@", "", term["end"])
                else:
                    clash["end"] = max(clash["end"], term["end"])
            if len(term["start"]) > len(clash["start"]) and term["start"].startswith(clash["start"]):
                clash["start"] = term["start"]
            continue
        chosen.append(term)
    kept += chosen
terms = kept

by_office = defaultdict(list)
for term in terms:
    by_office[term["office"]].append(term)
for identity, group in by_office.items():
    if offices[identity][1] not in SINGLE:
        continue
    group.sort(key=lambda t: (first_day(t["start"]), last_day(t["end"])))
    for i, term in enumerate(group):
        if term["status"] != "holder":
            continue
        for other in group[i + 1 :]:
            if other["status"] != "holder" or term["status"] != "holder":
                continue
            if first_day(other["start"]) + timedelta(31) >= last_day(term["end"]):
                continue
            if term["end"].startswith("open@") and day(term["end"][5:]) <= first_day(other["start"]) + timedelta(31) or term["end"].startswith("succ@") or (term["end"].startswith("open@") and other["rank"] >= term["rank"]):
                # Not known when it ended, only that somebody else followed.
                term["end"] = "succ@" + first_day(other["start"]).isoformat()
                COUNTED["open end closed by the successor"] += 1
                if last_day(term["end"]) < first_day(term["start"]) + timedelta(1):
                    term["status"] = "disputed"
                continue
            overlap = (min(last_day(term["end"]), last_day(other["end"])) - first_day(other["start"])).days
            if overlap <= 31:
                continue
            COUNTED["two holders at once: one is marked disputed"] += 1
            weaker = min((term, other), key=lambda t: (t["rank"], min((last_day(t["end"]) - first_day(t["start"])).days, 9999)))
            weaker["status"] = "disputed"
# A term whose holder is followed by another with no term between stays; an end before the start never does.
fine = []
for term in terms:
    if last_day(term["end"]) < first_day(term["start"]):
        COUNTED["ends before it starts"] += 1
        continue
    if term["end"].startswith("open@") and term["start"] and term["end"][5:] < term["start"]:
        term["end"] = "open@" + first_day(term["start"]).isoformat()
    fine.append(term)
terms = fine + SIGHTINGS

TITLES = {
    "HOS": "President", "LEADER": "Supreme Leader", "HOG": "Prime Minister", "MFA": "Minister of Foreign Affairs",
    "DEF": "Minister of Defence", "GOVGEN": "Governor-General",
}
SPECIAL = {
    "USA.MFA": "Secretary of State", "USA.DEF": "Secretary of Defense", "GBR.MFA": "Foreign Secretary", "GBR.DEF": "Defence Secretary",
    "PHL.MFA": "Secretary of Foreign Affairs", "MEX.MFA": "Secretary of Foreign Affairs", "IND.MFA": "External Affairs Minister", "DEU.HOG": "Chancellor",
    "AUT.HOG": "Chancellor", "IRL.HOG": "Taoiseach", "CHN.HOG": "Premier", "VAT.HOS": "Pope", "VAT.HOG": "Cardinal Secretary of State", "VAT.MFA": "Secretary for Relations with States", "SMR.HOG": "Secretary of State for Foreign and Political Affairs", "TWN.HOG": "Premier",
    "PHL.DEF": "Secretary of National Defense",
}
KINGS = {"GBR", "ESP", "NLD", "BEL", "DNK", "SWE", "NOR", "SAU", "JOR", "BHR", "MAR", "THA", "KHM", "BTN", "TON", "LSO", "SWZ", "MYS", "CAN", "AUS", "NZL"}
EMIRS = {"QAT", "KWT"}
used = {term["office"] for term in terms}
office_lines = []
for identity, (country, kind, title, sector) in offices.items():
    if identity not in used:
        continue
    if title is None:
        title = SPECIAL.get(identity) or ("Monarch" if kind == "HOS" and country in KINGS else "Emir" if kind == "HOS" and country in EMIRS else "Emperor" if identity == "JPN.HOS" else "Sultan" if identity in ("OMN.HOS", "BRN.HOS") else TITLES[kind])
    sector = "GOV" if kind == "PTYFA" else sector.split("+")[0]
    sector = "-" if sector == "IGO" else "JRN" if sector == "MED" and kind == "SPOX" else sector
    if kind == "CDS":
        sector = "MIL"
    office_lines.append((identity, country, kind, title[0].upper() + title[1:], sector, "Wikidata"))

holders = {term["person"] for term in terms}


def order_of(entry):
    country = entry["countries"].most_common(1)[0][0]
    return "sg" if country in SURNAME_FIRST else "gs"


PARTICLES = {"van", "von", "der", "den", "de", "da", "dos", "das", "du", "del", "della", "di", "la", "le", "al", "el", "bin", "ibn", "ben", "abu", "abou", "bou", "ould", "al-", "st."}


def surname_of(entry):
    if entry.get("surname"):
        return entry["surname"]
    words = re.sub(r",? (Jr|Sr|II|III|IV)\.?$", "", entry["name"]).split()
    if len(words) < 2:
        return entry["name"]
    if order_of(entry) == "sg" and len(words) <= 3 and not re.search(r"[,.]", entry["name"]):
        return words[0]
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in PARTICLES and words[at - 1].lower() not in ("bin", "ibn", "ben"):
        at -= 1
    return " ".join(words[at:])


person_lines = []
name_owner = defaultdict(set)
for key in sorted(holders):
    entry = people[key]
    shown = entry.get("short", entry["name"]) if not key.startswith("PER:Q") else entry["name"]
    if shown != entry["name"]:
        entry["variants"].add(entry["name"])
        entry["name"] = shown
    person_lines.append((key, entry["name"], surname_of(entry), order_of(entry), entry["wikidata"], entry["born"], "Wikidata" if entry["wikidata"] else "Factbook"))
    for variant in sorted(entry["variants"]):
        if fold(variant) != fold(entry["name"]) and len(fold(variant).split()) >= 2:
            alias(variant, key, "spelling", source="Wikidata")
for row in rows(HERE / "curated/spelling.tsv"):
    key = find_person(row["person"], row["country"])
    if key not in holders:
        COUNTED["spelling of nobody: " + row["person"]] += 1
        continue
    for words in row["spellings"].split("|"):
        alias(words, key, "spelling")

term_lines = [(t["person"], t["office"], t["start"] or "-", t["end"], t["status"], t["source"]) for t in terms]

HEADS = {fold(name) for term in terms if offices[term["office"]][1] == "GROUPHEAD" for name in [people[term["person"]]["name"], *people[term["person"]]["variants"]]}
HEADS |= {name.split()[-1] for name in HEADS if len(name.split()) > 1}


def led_by(words):
    """Whether a name of an armed group is that of one of the leaders of such groups, with or without a rank."""
    bare = RANKS.sub("", words)
    return fold(bare) in HEADS and (" " in bare or bare != words)


# One alias, one target: the first of the list wins unless a guard or a date tells them apart.
chosen, lines = {}, []
for line in aliases:
    words, target, kind, guard = line[:4]
    strict = "case" if sum(c.isalnum() for c in words) <= 3 and not target.startswith("PER:") else guard
    shape = (fold(words), words.replace(".", "") if strict == "case" else "")
    before = chosen.get(shape)
    if target.startswith("ARM:") and line[6] == "Phoenix" and led_by(words):
        COUNTED["leader listed as a name of the group"] += 1
        continue
    if before and before != target and not target.startswith("PER:"):
        COUNTED["alias of two: the first kept"] += 1
        continue
    chosen.setdefault(shape, target)
    lines.append((words, target, kind, strict, *line[4:]))
context = {}
for row in rows(HERE / "curated/context.tsv"):
    context[fold(row["alias"]), row["target"]] = row["guard"]
lines = [(w, t, k, context.get((fold(w), t), g), a, b, s) for w, t, k, g, a, b, s in lines]

write("actor/country.tsv", ["id", "name", "code", "kind", "source"], country_lines)
write("actor/body.tsv", ["id", "name", "kind", "code", "sector", "source"], body_lines)
write("actor/standing.tsv", ["body", "from", "to", "code", "sector", "source"], [tuple(r.values()) for r in rows(HERE / "curated/standing.tsv")])
write("actor/office.tsv", ["id", "country", "kind", "title", "sector", "source"], office_lines)
# A monarch of several realms is one row for each; the encyclopedia's own row is of the realm that the person is of.
HOME = {"PER:Q43274": ("charles-iii", "GBR"), "PER:Q9682": ("elizabeth-ii", "GBR")}
by_id = {line[0]: line for line in person_lines}
moved = []
for line in term_lines:
    person, office = line[0], line[1]
    for monarch, (name, home) in HOME.items():
        realm = office.split(".")[0]
        if person == monarch and realm != home:
            person = f"PER:{name}.{realm.lower()}"
            by_id.setdefault(person, (person, *by_id[monarch][1:]))
        elif person == f"PER:{name}.{home.lower()}":
            by_id.pop(person, None)
            person = monarch
    moved.append((person, *line[1:]))
person_lines, term_lines = list(by_id.values()), moved
write("actor/person.tsv", ["id", "name", "surname", "order", "wikidata", "born", "source"], person_lines)
write("actor/term.tsv", ["person", "office", "from", "to", "status", "source"], term_lines)
write("actor/alias.tsv", ["alias", "target", "kind", "guard", "from", "to", "source"], lines)

# ---------------------------------------------------------------- places
places, place_names = [], {}
taken = set()
for row in rows(HERE / "curated/place.tsv"):
    places.append((row["id"], row["name"], row["country"], row["kind"], row["lat"], row["lon"], "-", "ours"))
    for words in [row["name"]] + [w for w in row["aliases"].split("|") if w != "-"]:
        place_names.setdefault(fold(words), (words, row["id"], "ours"))
for row in rows(FACTS / "cities.tsv"):
    iso3 = {"XKX": "XKX"}.get(row["iso3"], row["iso3"])
    if iso3 not in countries:
        continue
    identity = "geonames:" + row["geonameid"]
    kind = "capital" if row["is_capital"] == "1" else "city"
    name = {"New York City": "New York City", "Nay Pyi Taw": "Naypyidaw"}.get(row["name"], row["name"]).replace("’", "'")
    places.append((identity, name, iso3, kind, f"{float(row['lat']):.3f}", f"{float(row['lon']):.3f}", row["population"], "GeoNames"))
    population = int(row["population"] or 0)
    names = [name]
    for other in row["altnames"].split("|"):
        # Old and anglicised spellings only: the rest are other languages' and would be read as words.
        if population >= 500_000 and re.fullmatch(r"[A-Z][A-Za-zÀ-ɏ'’.-]+( [A-Z][A-Za-zÀ-ɏ'’-]+)*", other) and len(fold(other).replace(" ", "")) >= 5:
            names.append(other)
    for index, words in enumerate(names):
        key = fold(words)
        # A capital's own name is its own; any other goes before another name of a place up to eight times as large.
        weight = population if index else float("inf") if kind == "capital" else 8 * population
        if key in place_names and (len(place_names[key]) < 4 or weight <= place_names[key][3]):
            continue
        place_names[key] = (words, identity, "GeoNames", weight)
# Provinces and the like, of which only the country is known.
COMMON = {fold(w) for w in "Central Western Eastern Northern Southern Centre Center North South East West Coast Capital Federal Union Republic Victoria Florida Santa Cruz Georgia Washington Nord Sud Est Ouest Plateau Cross River Delta Bay Lake Mountain Island Islands Valley King Queen Prince Orange Gold Scot Briton Nation Granite Santa Maria Bell Young Hope Moon May March Union Man Wales Reading Bath Lincoln Nelson Dawson Jackson Grant Marion Sharp Park".split()}
actor_names = {fold(line[0]) for line in aliases}
for row in rows(FACTS / "country_aliases.tsv"):
    words = re.sub(r"-$", "", row["alias"])
    key = fold(words)
    if row["kind"] != "phoenix-synonym" or row["iso3"] not in countries or key in place_names or key in actor_names or key in COMMON:
        continue
    if words.startswith("The ") or re.search(r"Navy|Army|Force|Police|Government|Ministry|Embassy|Parliament|Senate|Congress|Airline|Soldier|Troop", words):
        continue
    if not re.fullmatch(r"[A-Z][a-zA-Z'-]+( [A-Z][a-zA-Z'-]+){0,2}", words) or len(words) < 4 or re.search(r"(ese|ish|ian|ans?|er|man|men|ic)$|[Ww]oman|Republic|Empire|Wall", words):
        continue
    identity = f"{row['iso3'].lower()}:{slug(words)}"
    if identity not in {p[0] for p in places[-400:]}:
        places.append((identity, words, row["iso3"], "region", "-", "-", "-", "Phoenix"))
    place_names[key] = (words, identity, "Phoenix")
# Smaller places, whose names give way to any that is known already.
for row in rows(HERE / "curated/minor-place.tsv"):
    names = [words for words in [row["name"]] + [w for w in row["aliases"].split("|") if w != "-"] if fold(words) not in place_names and fold(words) not in actor_names]
    if names:
        places.append((row["id"], row["name"], row["country"], row["kind"], "-", "-", "-", "ours"))
    for words in names:
        place_names[fold(words)] = (words, row["id"], "ours")
write("place/gazetteer.tsv", ["id", "name", "country", "kind", "latitude", "longitude", "population", "source"], places)
write("place/name.tsv", ["name", "place", "source"], [v[:3] for v in place_names.values()])
for what, n in sorted(COUNTED.items()):
    print(f"  {n:6} {what}", file=sys.stderr)
