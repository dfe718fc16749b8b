#!/usr/bin/env python3
"""Makes the sample people of the forum files, the same for the same seed.

    python3 schedules/generate.py [--seed N] [--check]

Everything above the marker line of each file is written by hand and stays; what is below is made anew. All people and
organisations are invented; addresses end in .example, which nobody can own (RFC 2606). --check changes nothing and
fails where a file is not what this program makes.
"""

import argparse
import pathlib
import random
import re
import sys
import unicodedata

SEED = 2027
COUNT = 160
PENDING = 10
MARKER = "# --- Sample people, made by generate.py. Do not edit below. ---"

# How many registrations each kind of organisation has.
SHARES = {"msme": 70, "cluster": 20, "privateInvestor": 16, "publicAuthority": 16, "expert": 14, "researchBody": 14, "publicInvestor": 10}

NAMES = {
    "TN": ("Amel Anis Asma Aymen Bilel Chiraz Dorra Emna Fares Ghada Hatem Ines Khaled Lamia Mehdi Moncef Nadia Olfa Rim Sonia Walid Yasmine",
           "Ayari Belhaj Bouzid Chaabane Cherif Dridi Ferchichi Gharbi Hamdi Jaziri Karoui Louati Mejri Nasri Rezgui Saidi Touati Zouari"),
    "EG": ("Ahmed Amina Aya Dina Farida Hany Heba Karim Laila Magdy Mona Mostafa Nadine Ola Rasha Sherif Tarek Yara Youssef Zeinab",
           "Abdelrahman Amin Ashour Badawi Elmasry Fahmy Gaber Hegazy Ibrahim Kamel Lotfy Mahrous Nassar Ramadan Selim Shafik Tawfik Zaki"),
    "LB": ("Adel Carine Charbel Elie Farah Georges Hala Jad Joumana Karim Maya Nabil Nayla Rami Rita Roula Samer Tala Wael Zeina",
           "Abboud Aoun Barakat Chidiac Daher Frangieh Gemayel Hajj Karam Maalouf Nader Rahme Saab Sfeir Tabet Yazbek"),
    "JO": ("Abeer Ayman Basel Dana Eman Fadi Hala Hani Issa Laith Lina Maen Mais Nisreen Raed Rana Sawsan Tareq Yazan Zaid",
           "Abbadi Ajlouni Bataineh Dabbas Faouri Hiari Khasawneh Majali Momani Nsour Obeidat Qudah Rawabdeh Shraideh Tarawneh Zoubi"),
    "IT": ("Alessia Andrea Beatrice Chiara Davide Elisa Federico Francesca Giorgio Ilaria Lorenzo Martina Matteo Paola Roberto Sara Silvia Stefano Tommaso Valeria",
           "Barbieri Caruso De Luca Fabbri Gallo Greco Longo Mancini Marchetti Martinelli Pellegrini Rinaldi Sanna Testa Villa Vitale"),
    "FR": ("Agathe Antoine Aurélie Bastien Camille Céline Damien Élodie Étienne Fanny Guillaume Hélène Julien Laure Mathilde Nicolas Pauline Rémi Sophie Thibault",
           "Aubert Blanchard Chevalier Delorme Fournier Gauthier Lambert Lefèvre Marchand Noël Perrin Renaud Rousseau Tessier Vasseur Vidal"),
    "ES": ("Alba Álvaro Beatriz Carlos Carmen Diego Elena Fernando Inés Iván Lucía Manuel Marta Miguel Nuria Pablo Raquel Sergio Sofía Teresa",
           "Aguilar Blanco Campos Delgado Esteban Fuentes Gallego Herrero Iglesias Lozano Medina Núñez Peña Ramos Serrano Vega"),
    "FI": ("Anni Antti Eero Elina Helmi Ilkka Jari Johanna Juhani Kaisa Lauri Marja Mikko Noora Olli Päivi Riikka Sami Tuomas Ville",
           "Heikkinen Hiltunen Jokinen Kallio Karjalainen Laine Lehtonen Mäkelä Niemi Ojala Peltola Rantala Salonen Tuominen Virtanen Ylönen"),
    "SE": ("Agnes Anders Astrid Björn Elsa Fredrik Gunnar Hanna Johan Karin Linnea Magnus Nils Oskar Sara Sofia Svante Tove Ulla Viktor",
           "Ahlberg Berglund Dahl Ekström Forsberg Hedlund Holm Lundqvist Nyström Sandberg Sjögren Söderberg Wallin Åkesson Öberg"),
    "NO": ("Arne Berit Eirik Frida Geir Hilde Jonas Kari Lars Marit Nora Olav Ragnhild Sigrid Sindre Tor Trine Vegard Vilde Øyvind",
           "Aas Bakken Dahle Eide Fossum Haugen Hovland Iversen Lie Moen Nygård Ruud Sandvik Strand Tveit Øien"),
    "DK": ("Anne Bo Christian Ditte Emil Freja Gitte Henrik Ida Jens Katrine Lars Maja Niels Pernille Rasmus Signe Søren Tine Ulrik",
           "Andersen Bang Bruun Dalgaard Frandsen Holst Iversen Juhl Krogh Lund Mortensen Nygaard Overgaard Skov Thomsen Winther"),
    "EE": ("Andres Anu Eerik Heli Indrek Jaan Kadri Kristjan Liis Maarja Margus Mati Piret Rein Siim Tiina Toomas Triin Urmas Veiko",
           "Ilves Jõgi Kask Kuusk Lepik Luik Mets Mägi Oja Pärn Raud Rebane Saar Sepp Tamme Vaher"),
}
LANGUAGE = {"TN": "fr", "EG": "ar", "LB": "ar", "JO": "ar", "IT": "it", "FR": "fr", "ES": "es", "FI": "fi", "SE": "sv", "NO": "no", "DK": "da", "EE": "et"}
ALSO = {"TN": ["ar", "en"], "EG": ["en"], "LB": ["fr", "en"], "JO": ["en"], "IT": ["en"], "FR": ["en"], "ES": ["en", "fr"],
        "FI": ["en", "sv"], "SE": ["en"], "NO": ["en"], "DK": ["en"], "EE": ["en", "fi"]}
PLACES = {
    "TN": "Sfax Sousse Bizerte Gabès Nabeul Kairouan Monastir", "EG": "Damietta Alexandria Giza Suez Aswan Tanta Luxor",
    "LB": "Tripoli Saida Zahlé Byblos Batroun Tyre", "JO": "Irbid Zarqa Aqaba Madaba Salt Karak",
    "IT": "Torino Bari Ancona Palermo Genova Trieste Cagliari", "FR": "Marseille Nîmes Toulon Perpignan Lyon Bastia",
    "ES": "Valencia Murcia Tarragona Málaga Almería Castelló", "FI": "Oulu Kemi Tornio Raahe Kajaani Vaasa",
    "SE": "Luleå Umeå Skellefteå Piteå Kiruna", "NO": "Narvik Bodø Tromsø Alta Mo", "DK": "Aalborg Esbjerg Odense Aarhus", "EE": "Tartu Narva Pärnu Viljandi",
}
MED_WORDS = ("compost olive-pomace packaging textiles biogas greywater plastics glass used-oil electronics rubble ceramics fishing-nets paper "
             "furniture cork date-stones whey solar-dryers").split()
NORTH_WORDS = "steel batteries timber pulp hydrogen district-heat slag sensors peat-free-soil wind-blades mining-water cellulose machinery logistics".split()
OFFERS = {
    "msme": ["recycled {w}", "a pilot plant for {w}", "products made of {w}", "repair and take-back of {w}", "equipment for {w}"],
    "cluster": ["partners in {w}", "shared services for makers of {w}", "test facilities for {w}", "export contacts"],
    "privateInvestor": ["equity from 200,000 EUR", "growth capital", "seed capital", "blended finance"],
    "publicInvestor": ["green credit lines", "guarantees", "grants for studies", "municipal loans"],
    "publicAuthority": ["permits explained", "public tenders for {w}", "industrial sites", "tax incentives"],
    "expert": ["life-cycle accounting", "business plans", "certification", "energy audits", "project preparation"],
    "researchBody": ["laboratory tests of {w}", "doctoral work on {w}", "patents on {w}", "material passports"],
}
SEEKS = {
    "msme": ["investors", "green credit", "waste streams of {w}", "buyers of {w}", "a technical partner for {w}", "training"],
    "cluster": ["enterprises in {w}", "a public partner", "an investment strategy", "sister clusters"],
    "privateInvestor": ["projects in {w}", "co-investors among MSMEs", "teams with first sales"],
    "publicInvestor": ["bankable projects", "projects in {w}", "municipal partners"],
    "publicAuthority": ["investors for sites", "operators for {w}", "advice on rules for {w}"],
    "expert": ["MSMEs to assist", "clusters to advise", "mandates"],
    "researchBody": ["industrial partners for {w}", "samples of {w}", "funding for a pilot"],
}
# The topics of the house's list for the words above.
TOPICS = {
    "compost": "composting", "olive pomace": "olive-by-products", "packaging": "packaging", "textiles": "textile-recycling", "biogas": "biogas",
    "greywater": "greywater", "plastics": "plastics-recycling", "glass": "glass-recycling", "used oil": "used-oil", "electronics": "e-waste",
    "rubble": "construction-waste", "ceramics": "ceramics", "fishing nets": "marine-litter", "paper": "paper-recycling", "furniture": "wood-furniture",
    "cork": "bio-based-materials", "date stones": "organic-waste", "whey": "food-waste", "solar dryers": "solar", "steel": "metal-recycling",
    "batteries": "battery-recycling", "timber": "wood-furniture", "pulp": "paper-recycling", "hydrogen": "hydrogen", "district heat": "energy-efficiency",
    "slag": "industrial-symbiosis", "sensors": "digital", "peat free soil": "composting", "wind blades": "wind", "mining water": "water-reuse",
    "cellulose": "bio-based-materials", "machinery": "green-industry", "logistics": "green-mobility",
}
# What projects need, and what investors put into one, in thousands of euros.
NEEDS = [60, 120, 250, 400, 750, 1500]
TICKETS = {"privateInvestor": [(50, 300), (200, 1000), (500, 3000)], "publicInvestor": [(100, 2000), (500, 5000)]}
POSITIONS = {
    "msme": ["Founder", "Managing director", "Head of production", "Sales manager"], "cluster": ["Cluster manager", "Project officer", "President"],
    "privateInvestor": ["Partner", "Investment manager", "Analyst"], "publicInvestor": ["Credit officer", "Head of green lending"],
    "publicAuthority": ["Adviser", "Head of unit", "Deputy director"], "expert": ["Consultant", "Senior adviser"],
    "researchBody": ["Researcher", "Professor", "Head of laboratory"],
}
TITLES = {
    "msme": ["{p} {w}", "{w} of {p}", "Atelier {w} {p}", "{p} {w} Works"], "cluster": ["{p} {w} Cluster", "{w} Network {p}"],
    "privateInvestor": ["{p} Capital", "{p} Green Ventures", "{p} Impact Fund"], "publicInvestor": ["{p} Development Fund", "{p} Environment Bank"],
    "publicAuthority": ["{p} Permits Bureau", "{p} Land Office", "{p} Waste and Water Office"], "expert": ["{p} Advisers", "{f} and Partners"],
    "researchBody": ["{p} Institute of {w}", "{p} School of {w}"],
}


def person(given, family, email, position, organisation, kind, country, role=None, speaks=None, offers=(), seeks=(), need=None,
           ticket=None):
    # Drawn from the address alone, so that all else stays as it was.
    dice = random.Random(email)
    if role is None:
        need = need or (dice.choice(NEEDS) if kind == "msme" and dice.random() < 0.7 else None)
        ticket = ticket or (dice.choice(TICKETS[kind]) if kind in TICKETS and dice.random() < 0.8 else None)
    topics = sorted({topic for word, topic in TOPICS.items() if any(word in text for text in (*offers, *seeks))}) if dice.random() < 0.6 else []
    return dict(given=given, family=family, email=email, position=position, organisation=organisation, kind=kind, country=country, role=role,
                topics=topics, need=need, ticket=ticket,
                language=(speaks or [LANGUAGE[country]])[0], speaks=speaks or [LANGUAGE[country]] + ALSO[country], offers=list(offers), seeks=list(seeks))


# The people whom stories, manuals and tests call by name.
STORY = [
    person("Amira", "Ben Salah", "amira.bensalah@sfax-recycling.example", "Founder", "Sfax Recycling", "msme", "TN", None, ["fr", "ar", "en"],
           ["recycled PET flakes", "collection in eleven towns"], ["investors", "green credit"], need=350),
    person("Giulia", "Ferrante", "giulia.ferrante@medgreen.example", "Partner", "Medgreen Ventures", "privateInvestor", "IT", "investor",
           ["it", "en", "fr"], ["equity from 200,000 EUR", "growth capital"], ["projects in plastics", "teams with first sales"], ticket=(200, 1500)),
    person("Yassin", "Hakim", "yassin.hakim@beqaa-compost.example", "Managing director", "Beqaa Compost", "msme", "LB", None, ["ar", "en", "fr"],
           ["compost", "a pilot plant for compost"], ["investors", "buyers of compost"], need=180),
]
SPEAKERS = [
    person("Leila", "Mansouri", "leila.mansouri@green-agency.example", "Director", "Tunisian Agency for Green Transition", "publicAuthority", "TN", "speaker"),
    person("Marco", "Bellini", "marco.bellini@adriatic-clusters.example", "President", "Adriatic Green Clusters", "cluster", "IT", "speaker"),
    person("Claire", "Dumont", "claire.dumont@rive-sud.example", "Head of green lending", "Caisse Rive Sud", "publicInvestor", "FR", "speaker"),
    person("Javier", "Ortega", "javier.ortega@levante-circular.example", "Cluster manager", "Levante Circular", "cluster", "ES", "speaker"),
    person("Nour", "El Sayed", "nour.elsayed@nile-research.example", "Professor", "Nile Institute for Materials", "researchBody", "EG", "speaker"),
    person("Rania", "Khoury", "rania.khoury@cedar-advice.example", "Senior adviser", "Cedar Advice", "expert", "LB", "speaker"),
    person("Omar", "Haddadin", "omar.haddadin@jordan-water.example", "Cluster manager", "Jordan Water Cluster", "cluster", "JO", "speaker"),
    person("Sami", "Trabelsi", "sami.trabelsi@medenine-bank.example", "Credit officer", "Banque de Médenine pour l'Environnement", "publicInvestor", "TN", "speaker"),
    person("Elena", "Conti", "elena.conti@circular-lab.example", "Researcher", "Circular Lab Torino", "researchBody", "IT", "speaker"),
    person("Hassan", "Fakhry", "hassan.fakhry@alex-port.example", "Deputy director", "Port Authority of West Alexandria", "publicAuthority", "EG", "speaker"),
]
NORTHERNERS = [
    person("Aino", "Korhonen", "aino.korhonen@bothnia-steel.example", "Cluster manager", "Bothnia Steel Cluster", "cluster", "FI", "speaker"),
    person("Erik", "Lindgren", "erik.lindgren@norrbatteri.example", "Founder", "Norrbatteri", "msme", "SE", "speaker"),
    person("Ingrid", "Solberg", "ingrid.solberg@fjordfond.example", "Partner", "Fjordfond", "privateInvestor", "NO", "speaker"),
    person("Mette", "Kjær", "mette.kjaer@limfjord-energy.example", "President", "Limfjord Energy Park", "cluster", "DK", "speaker"),
    person("Kaarel", "Tamm", "kaarel.tamm@tartu-wood.example", "Professor", "Tartu Wood Institute", "researchBody", "EE", "speaker"),
    person("Luca", "Moretti", "luca.moretti@padana-meccanica.example", "Managing director", "Padana Meccanica", "msme", "IT", "speaker"),
    person("Pilar", "Navarro", "pilar.navarro@cluster-ebro.example", "Cluster manager", "Clúster del Ebro", "cluster", "ES", "speaker"),
]
SOUTH = ["TN", "TN", "IT", "EG", "JO", "LB", "FR", "ES"]
NORTH = ["FI", "FI", "SE", "NO", "DK", "EE", "IT", "ES"]
FILES = {
    "framework-event.yaml": (SOUTH, STORY + SPEAKERS, MED_WORDS),
    "investment-alliance.yaml": (SOUTH, STORY + SPEAKERS[:7], MED_WORDS),
    "training-clinic.yaml": (SOUTH, STORY[:1] + [SPEAKERS[i] for i in (5, 8, 6, 4, 7, 3, 2)], MED_WORDS),
    "northern-industry.yaml": (NORTH, NORTHERNERS, NORTH_WORDS),
}


def slug(text):
    plain = unicodedata.normalize("NFKD", text.translate(str.maketrans({"ø": "o", "Ø": "O", "æ": "ae", "ß": "ss"})))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")


def make(dice, countries, cast, words):
    """The people of one forum: the cast first, then as many of each kind as its share still has."""
    people = list(cast)
    organisations = {p["organisation"] for p in people}
    emails = {p["email"] for p in people}
    senders = {kind: [] for kind in SHARES}
    for kind, share in SHARES.items():
        for turn in range(share - sum(p["kind"] == kind for p in cast)):
            country = countries[turn % len(countries)] if kind != "cluster" else dice.choice(countries)
            if senders[kind] and dice.random() < 0.3:  # a delegation: one more of an organisation that is there
                organisation, country, domain, word = dice.choice(senders[kind])
            else:
                organisation, domain, word = found(dice, kind, country, words, organisations)
                senders[kind].append((organisation, country, domain, word))
            given, family, email = named(dice, country, domain, emails)
            one = person(given, family, email, dice.choice(POSITIONS[kind]), organisation, kind, country, None, None,
                         pick(dice, OFFERS[kind], word), pick(dice, SEEKS[kind], word))
            people.append(one)
    tail = people[len(cast):]
    dice.shuffle(tail)
    return list(cast) + tail


def found(dice, kind, country, words, organisations):
    while True:
        word = dice.choice(words)
        name = dice.choice(TITLES[kind]).format(p=dice.choice(PLACES[country].split()), w=word.replace("-", " ").capitalize(), f=dice.choice(families(country)))
        if name not in organisations:
            organisations.add(name)
            return name, slug(name) + ".example", word.replace("-", " ")


def families(country):
    return re.findall(r"De Luca|\S+", NAMES[country][1])


def named(dice, country, domain, emails):
    while True:
        given, family = dice.choice(NAMES[country][0].split()), dice.choice(families(country))
        email = f"{slug(given)}.{slug(family)}@{domain}"
        if email not in emails:
            emails.add(email)
            return given, family, email


def pick(dice, choices, word):
    return [choice.format(w=word) for choice in dice.sample(choices, dice.choice([1, 2, 2]))]


def quoted(text):
    """A YAML scalar for use inside [ ] or { }."""
    plain = re.fullmatch(r"[A-Za-zÀ-ÿ0-9][A-Za-zÀ-ÿ0-9 .@&'/_-]*", text) and text.lower() not in ("no", "yes", "on", "off", "true", "false", "null", "y", "n")
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def flow(pairs):
    return "{" + ", ".join(f"{k}: {v}" for k, v in pairs if v) + "}"


def listed(values):
    return "[" + ", ".join(map(quoted, values)) + "]" if values else ""


def money(amounts):
    return flow([(name, str(amount * 1000)) for name, amount in amounts] + [("currency", "EUR")]) if amounts else ""


def lines(people, pending):
    yield "organisations:"
    seen = set()
    for p in people:
        if p["organisation"] not in seen:
            seen.add(p["organisation"])
            yield "  - " + flow([("name", quoted(p["organisation"])), ("kind", p["kind"]), ("country", quoted(p["country"]))])
    yield ""
    yield "registrations:"
    for index, p in enumerate(people):
        yield "  - " + flow([
            ("givenName", quoted(p["given"])), ("familyName", quoted(p["family"])), ("email", p["email"]), ("position", quoted(p["position"])),
            ("organisation", quoted(p["organisation"])), ("role", p["role"]), ("language", quoted(p["language"])), ("speaks", listed(p["speaks"])),
            ("offers", listed(p["offers"])), ("seeks", listed(p["seeks"])),
            ("topics", listed(p["topics"])), ("ticket", money(p["ticket"] and zip(("smallest", "largest"), p["ticket"]))),
            ("need", money(p["need"] and [("amount", p["need"])])), ("approved", "false" if index in pending else "true")])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--check", action="store_true", help="change nothing; fail where a file is not as made")
    arguments = parser.parse_args()
    stale = []
    for name, (countries, cast, words) in FILES.items():
        path = pathlib.Path(__file__).with_name(name)
        before = path.read_text(encoding="utf-8")
        head = before.split(MARKER)[0].rstrip() + "\n\n"
        dice = random.Random(f"{arguments.seed} {name}")
        people = make(dice, countries, cast, words)
        assert len(people) == COUNT, (name, len(people))
        pending = set(dice.sample(range(len(cast), COUNT), PENDING))
        after = f"{head}{MARKER}\n# Seed {arguments.seed}.\n\n" + "\n".join(lines(people, pending)) + "\n"
        if after != before:
            stale.append(name)
            if not arguments.check:
                path.write_text(after, encoding="utf-8")
    print(("not as made: " if arguments.check else "made: ") + ", ".join(stale) if stale else "all as made")
    return 1 if stale and arguments.check else 0


if __name__ == "__main__":
    sys.exit(main())
