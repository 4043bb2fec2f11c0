"""Writes samples/: `python tests/equipment/make_samples.py`. All firms and insurers are invented.

Each document and its gold are written from the same lines below, so that the gold says what
a careful reader finds (conventions: the gold schema, checker/evaluation/gold.py).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Pt
from page_layouts import (
    HEADING,
    RIGHT,
    RULED,
    SMALL,
    SUBTITLE,
    TITLE,
    UNRULED,
    bullets,
    column_break,
    gap,
    grid,
    paragraphs,
    write_pdf,
)

SAMPLES = Path(__file__).parents[2] / "samples"
CLAIM, YEAR, BOTH = "PER_CLAIM", "PER_YEAR", "PER_CLAIM_AND_YEAR"


def line(
    section: str,
    protection: str,
    quote: str,
    amount: int | None = None,
    basis: str = "UNSTATED",
    **more: Any,
) -> dict[str, Any]:
    status = "granted" if amount is not None else "no_amount"
    return {
        "section": section, "id": protection, "status": status, "amount": amount,
        "currency": "EUR" if amount is not None else None, "basis": basis, "amount_year": None,
        "sublimit": quote.startswith("dont"), "deductible": None, "quote": quote, **more,
    }  # fmt: skip


def fixed(amount: int) -> dict[str, Any]:
    return {"kind": "fixed", "amount": amount}


NONE = {"kind": "none"}


def write_gold(name: str, kind: str, **facts: Any) -> None:
    document = {"kind": kind, "families": facts.pop("families", []),
                "language": facts.pop("language", "fr"), "pages": facts.pop("pages", 1),
                "scan": False}  # fmt: skip
    empty: dict[str, Any] = {
        "insurers": [], "intermediaries": [], "policyholder": None, "additional_insureds": [],
        "client": None, "policy_numbers": [],
        "period": {"effective": None, "valid_from": None, "valid_to": None, "issued": None},
        "activities": [], "excluded_activities": [], "guarantees": [], "exclusions": [],
        "territory": None, "trigger": None, "scope_restriction": None, "clauses": [], "checks": [],
    }  # fmt: skip
    facts["period"] = empty["period"] | facts.get("period", {})
    for key in ("activities", "excluded_activities", "exclusions"):
        facts[key] = [
            {"id": i, "quote": q} | ({"reinstated": False} if key == "exclusions" else {})
            for i, q in facts.get(key, [])
        ]
    gold = {"schema": "gold/1", "file": name, "document": document, **empty, **facts}
    path = SAMPLES / f"{Path(name).stem}.gold.json"
    path.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def esn() -> None:
    """An attestation with a ruled table; hosting is excluded."""
    name = "attestation_esn.pdf"
    rows = [
        ["Nature des garanties", "Montants", "Franchise par sinistre"],
        ["RESPONSABILITÉ CIVILE EXPLOITATION"],
        ["Tous dommages confondus", "8 000 000 € par sinistre", "Néant"],
        ["dont dommages matériels et immatériels consécutifs", "1 500 000 € par sinistre", "800 €"],
        ["dont biens confiés", "100 000 € par sinistre", "800 €"],
        ["RESPONSABILITÉ CIVILE PROFESSIONNELLE"],
        ["Tous dommages confondus", "2 000 000 € par sinistre et par an", "5 000 €"],
        [
            "dont dommages immatériels non consécutifs",
            "400 000 € par sinistre et par an",
            "5 000 €",
        ],
        ["dont perte ou altération de données confiées", "150 000 € par an", "3 000 €"],
        ["dont contrefaçon et propriété intellectuelle", "Non souscrite", "–"],
        ["DÉFENSE"],
        ["Défense pénale et recours", "30 000 € par litige", "Néant"],
    ]
    story = [
        *paragraphs("ATTESTATION D’ASSURANCE", style=TITLE),
        *paragraphs("Responsabilité civile professionnelle et exploitation", style=SUBTITLE),
        gap(),
        *paragraphs(
            "Assurances du Ponant SA, dont le siège est 4 quai des Cordeliers, 44000 Nantes, atteste"
            " que la société <b>LUMENOR CONSEIL SAS</b>, 21 rue des Ateliers, 35000 Rennes, SIREN"
            " 812 345 676, est titulaire du contrat n° RCT-2023-004417 à effet du 1er avril 2023.",
            "La présente attestation est valable du 01/04/2026 au 31/03/2027 inclus, sous réserve du"
            " paiement de la cotisation.",
        ),
        *paragraphs("Activités déclarées", style=HEADING),
        bullets(
            "Conseil en systèmes d’information",
            "Développement de logiciels sur mesure",
            "Tierce maintenance applicative",
            "Formation aux outils informatiques",
        ),
        *paragraphs("à l’exclusion de toute activité d’hébergement."),
        *paragraphs("Étendue géographique", style=HEADING),
        *paragraphs("Monde entier, à l’exclusion des États-Unis d’Amérique et du Canada."),
        *paragraphs("Durée de la garantie", style=HEADING),
        *paragraphs(
            "Les garanties sont déclenchées par la réclamation (article L. 124-5 du Code des"
            " assurances). Le délai subséquent est de cinq ans.",
        ),
        *paragraphs("Tableau des garanties", style=HEADING),
        grid(rows, [86, 54, 34], style=RULED),
        gap(),
        *paragraphs(
            "La présente attestation ne constitue qu’une présomption de garantie et ne peut engager"
            " l’assureur au-delà des clauses et conditions du contrat auquel elle se réfère.",
        ),
        *paragraphs("Fait à Nantes, le 3 avril 2026", "Pour Assurances du Ponant SA", style=RIGHT),
    ]
    write_pdf(
        SAMPLES / name, story, title="Attestation", header="Assurances du Ponant",
        footer="Assurances du Ponant SA – société anonyme au capital de 38 500 000 € – entreprise"
        " régie par le Code des assurances – RCS Nantes 390 112 233",
    )  # fmt: skip
    e, p = "rc.exploitation", "rc.pro"
    tdc = "Tous dommages confondus"
    write_gold(
        name, "attestation", families=[p, e],
        insurers=["Assurances du Ponant SA"],
        policyholder={"name": "LUMENOR CONSEIL SAS", "siren": "812345676"},
        policy_numbers=["RCT-2023-004417"],
        period={"effective": "2023-04-01", "valid_from": "2026-04-01", "valid_to": "2027-03-31",
                "issued": "2026-04-03"},
        activities=[
            ("it.consulting.si", "Conseil en systèmes d’information"),
            ("it.build.dev", "Développement de logiciels sur mesure"),
            ("it.run.tma", "Tierce maintenance applicative"),
            ("it.training", "Formation aux outils informatiques"),
        ],
        excluded_activities=[("it.run.hosting", "à l’exclusion de toute activité d’hébergement")],
        guarantees=[
            line(e, "rc.tous_dommages", tdc, 8000000, CLAIM, deductible=NONE),
            line(e, "rc.materiel", rows[3][0], 1500000, CLAIM, deductible=fixed(800)),
            line(e, "rc.dic", rows[3][0], 1500000, CLAIM, deductible=fixed(800)),
            line(e, "rc.biens_confies", rows[4][0], 100000, CLAIM, deductible=fixed(800)),
            line(p, "rc.tous_dommages", tdc, 2000000, BOTH, deductible=fixed(5000)),
            line(p, "rc.dinc", rows[7][0], 400000, BOTH, deductible=fixed(5000)),
            line(p, "rc.perte_donnees", rows[8][0], 150000, YEAR, deductible=fixed(3000)),
            line(p, "rc.pi", rows[9][0], status="not_subscribed"),
            line("def.pj", "def.recours", rows[11][0], 30000, CLAIM, deductible=NONE),
        ],
        territory={"includes": ["WORLD"], "excludes": ["US", "CA"]},
        exclusions=[("ex.geo", "à l’exclusion des États-Unis d’Amérique et du Canada")],
        trigger={"basis": "claims_made", "tail_years": 5, "retroactive": None},
        checks=[
            {"declared": ["it.build.dev", "it.run.hosting"], "minimums": {"rc.dinc": 500000},
             "as_of": "2026-06-01",
             "expect": {"rc.pro": "evidenced", "rc.dinc": "below_requirement",
                        "rc.pi": "not_subscribed", "rc.perte_donnees": "evidenced",
                        "rc.bug": "not_evidenced", "cyb.rc": "not_evidenced"},
             "expect_activities": {"it.build.dev": "evidenced", "it.run.hosting": "excluded"}},
            {"declared": ["it.build.dev"], "as_of": "2027-04-01",
             "expect": {"rc.pro": "not_evidenced", "rc.dinc": "not_evidenced"}},
        ],
    )  # fmt: skip


def web_agency() -> None:
    """A one-page attestation without rules; a cyber module that was not taken."""
    name = "attestation_agence_web.pdf"
    rows = [
        ["Garanties", "Plafonds", "Franchises"],
        ["RC PROFESSIONNELLE"],
        [
            "Tous dommages, y compris immatériels non consécutifs",
            "1 M€ par réclamation et par période d’assurance",
            "1 500 €",
        ],
        [
            "dont atteinte à la propriété intellectuelle",
            "300 k€ par période d’assurance",
            "1 500 €",
        ],
        ["dont transmission de virus", "200 k€ par période d’assurance", "1 500 €"],
        ["RC EXPLOITATION"],
        ["Tous dommages confondus", "5 M€ par sinistre", "Sans franchise"],
        ["OPTIONS"],
        ["Cyber-risques", "Option non souscrite", "–"],
    ]
    story = [
        *paragraphs("Attestation d’assurance responsabilité civile", style=TITLE),
        gap(4),
        *paragraphs(
            "Nous soussignés, Mutuelle des Métiers Numériques, certifions que la police n° MMN 88 214 07"
            " a été souscrite par ATELIER PERCE-NEIGE, SARL, 9 place du Marché-aux-Grains, 67000"
            " Strasbourg – SIRET 489 112 300 00012, par l’intermédiaire du Cabinet Fontanel,"
            " ORIAS 09 051 774.",
            "Date d’effet : 15/09/2024. Période d’assurance : du 15/09/2026 à 0 h au 14/09/2027 à 24 h.",
        ),
        *paragraphs("Vos activités assurées", style=HEADING),
        *paragraphs(
            "Création de sites internet ; intégration de CMS (WordPress, PrestaShop) ; référencement"
            " naturel ; développement d’applications mobiles.",
            "L’infogérance n’est pas garantie.",
        ),
        *paragraphs("Montants", style=HEADING),
        grid(rows, [78, 62, 30], style=UNRULED),
        gap(),
        *paragraphs("Territorialité : Union européenne, Suisse et Monaco."),
        *paragraphs("Base réclamation. Reprise du passé inconnu, sans limitation de durée."),
        *paragraphs(
            "Cette attestation vaut présomption de garantie dans les limites du contrat.",
            style=SMALL,
        ),
        *paragraphs("Strasbourg, le 20 septembre 2026", style=RIGHT),
    ]
    write_pdf(
        SAMPLES / name, story, title="Attestation", header="Mutuelle des Métiers Numériques",
        footer="Mutuelle des Métiers Numériques – société d’assurance mutuelle à cotisations fixes –"
        " entreprise régie par le Code des assurances – 2 allée de la Robertsau, 67000 Strasbourg",
    )  # fmt: skip
    e, p = "rc.exploitation", "rc.pro"
    write_gold(
        name, "attestation", families=[p, e], insurers=["Mutuelle des Métiers Numériques"],
        intermediaries=[{"name": "Cabinet Fontanel", "orias": "09051774"}],
        policyholder={"name": "ATELIER PERCE-NEIGE", "siren": "489112300"},
        policy_numbers=["MMN 88 214 07"],
        period={"effective": "2024-09-15", "valid_from": "2026-09-15", "valid_to": "2027-09-14",
                "issued": "2026-09-20"},
        activities=[
            ("it.build.web", "Création de sites internet"),
            ("it.build.cms", "intégration de CMS (WordPress, PrestaShop)"),
            ("it.mkt.seo", "référencement naturel"),
            ("it.build.mobile", "développement d’applications mobiles"),
        ],
        excluded_activities=[("it.run.msp", "L’infogérance n’est pas garantie")],
        guarantees=[
            line(p, "rc.tous_dommages", rows[2][0], 1000000, BOTH, deductible=fixed(1500)),
            line(p, "rc.dinc", rows[2][0], 1000000, BOTH, deductible=fixed(1500)),
            line(p, "rc.pi", rows[3][0], 300000, "PER_POLICY_PERIOD", deductible=fixed(1500)),
            line(p, "rc.virus", rows[4][0], 200000, "PER_POLICY_PERIOD", deductible=fixed(1500)),
            line(e, "rc.tous_dommages", rows[6][0], 5000000, CLAIM, deductible=NONE),
            line("cyb", "rc.tous_dommages", rows[8][0], status="not_subscribed"),
        ],
        territory={"includes": ["EU", "CH", "MC"], "excludes": []},
        trigger={"basis": "claims_made", "tail_years": None, "retroactive": "unlimited"},
        checks=[
            {"declared": ["it.build.web", "it.run.msp"], "as_of": "2026-11-01",
             "expect": {"rc.dinc": "evidenced", "rc.pi": "evidenced", "cyb.rc": "not_subscribed",
                        "rc.image": "not_evidenced"},
             "expect_activities": {"it.build.web": "evidenced", "it.run.msp": "excluded"}},
        ],
    )  # fmt: skip


def trainer() -> None:
    """A letter in prose; immaterial damage without a qualifier."""
    name = "attestation_lettre.pdf"
    story = [
        *paragraphs("Madame Solène Attard<br/>3 impasse du Lavoir<br/>26000 Valence", style=RIGHT),
        *paragraphs("Valence, le 12 janvier 2026", style=RIGHT),
        *paragraphs(
            "<b>Objet : attestation d’assurance responsabilité civile, contrat n° 5 204 771</b>"
        ),
        gap(),
        *paragraphs(
            "Les Assurances Vivaroises, société d’assurance mutuelle régie par le Code des"
            " assurances, attestent que Madame Solène ATTARD, exerçant sous l’enseigne CLAIRIÈRE"
            " FORMATION, SIREN 732 829 320, est assurée depuis le 1er mars 2022 pour ses activités de"
            " formation informatique et de conseil en systèmes d’information.",
            "Au titre de la responsabilité civile exploitation, la garantie est accordée à concurrence"
            " de six millions d’euros (6 000 000 €) par sinistre, tous dommages confondus.",
            "Au titre de la responsabilité civile professionnelle, la garantie est accordée à"
            " concurrence de cinq cent mille euros (500 000 €) par sinistre et par année d’assurance,"
            " tous dommages confondus, dont dommages immatériels à concurrence de cent mille euros"
            " (100 000 €) par année d’assurance.",
            "Une franchise de cinq cents euros (500 €) est appliquée à chaque sinistre.",
            "Les garanties s’exercent en France métropolitaine.",
            "La présente attestation est valable du 1er janvier au 31 décembre 2026. Elle n’implique"
            " qu’une présomption de garantie à la charge de l’assureur.",
        ),
        *paragraphs("Le directeur, P. Roussillon", style=RIGHT),
    ]
    write_pdf(
        SAMPLES / name, story, title="Attestation", header="Les Assurances Vivaroises – 26000 Valence",
        footer="Les Assurances Vivaroises, société d’assurance mutuelle, RCS Romans 778 901 454",
    )  # fmt: skip
    e, p = "rc.exploitation", "rc.pro"
    write_gold(
        name, "attestation", families=[p, e], insurers=["Les Assurances Vivaroises"],
        policyholder={"name": "CLAIRIÈRE FORMATION", "siren": "732829320"},
        policy_numbers=["5 204 771"],
        period={"effective": "2022-03-01", "valid_from": "2026-01-01", "valid_to": "2026-12-31",
                "issued": "2026-01-12"},
        activities=[
            ("it.training", "formation informatique"),
            ("it.consulting.si", "conseil en systèmes d’information"),
        ],
        guarantees=[
            line(e, "rc.tous_dommages", "tous dommages confondus", 6000000, CLAIM,
                 deductible=fixed(500)),
            line(p, "rc.tous_dommages", "tous dommages confondus", 500000, BOTH,
                 deductible=fixed(500)),
            line(p, "rc.immateriels", "dont dommages immatériels", 100000, YEAR,
                 deductible=fixed(500)),
        ],
        territory={"includes": ["FR-METRO"], "excludes": []},
        checks=[
            {"declared": ["it.training"], "as_of": "2026-05-04",
             "expect": {"rc.pro": "evidenced", "rc.dinc": "unclear", "rc.formation": "not_evidenced"},
             "expect_activities": {"it.training": "evidenced"}},
        ],
    )  # fmt: skip


def host() -> None:
    """Two columns from an agency that signs for an insurer; cyber lines."""
    name = "attestation_hebergeur.pdf"
    rows = [
        ["Garantie", "Plafond", "Franchise"],
        ["RC professionnelle"],
        ["Tous dommages confondus", "3 M€ / sinistre / an", "5 k€"],
        ["dont DINC", "1,5 M€ / sinistre / an", "5 k€"],
        ["RC exploitation"],
        ["Tous dommages confondus", "6 M€ / sinistre", "néant"],
        ["Cyber"],
        ["Plafond général", "500 k€ / an", "–"],
        ["RC cyber : atteinte aux données", "500 k€ / an", "5 k€"],
        ["Pertes d’exploitation cyber", "250 k€ / an", "12 heures"],
        ["Cyber-extorsion", "non garantie", "–"],
    ]
    masthead = [
        *paragraphs("ATTESTATION D’ASSURANCE", style=TITLE),
        *paragraphs("Responsabilité civile professionnelle – Exploitation – Cyber", style=SUBTITLE),
        *paragraphs(
            "Brumaire Souscription, agence de souscription (ORIAS n° 18 003 291), agissant par"
            " délégation de Compagnie Alpine d’Assurances SA, atteste que l’entreprise désignée"
            " ci-dessous est titulaire du contrat n° BRU-CY-71903.",
        ),
    ]
    story = [
        *paragraphs("ASSURÉ", style=HEADING),
        *paragraphs(
            "NUAGES DE L’ARVE SASU<br/>SIREN : 853 019 446<br/>6 rue du Torrent, 74000 Annecy"
        ),
        *paragraphs("PÉRIODE", style=HEADING),
        *paragraphs(
            "Date d’effet : 01.07.2025<br/>Attestation valable du 01.07.2026 au 30.06.2027"
        ),
        *paragraphs("ACTIVITÉS GARANTIES", style=HEADING),
        bullets(
            "Hébergement de sites et d’applications",
            "Infogérance de serveurs",
            "Sauvegarde externalisée",
        ),
        *paragraphs("Toute autre activité n’est pas garantie."),
        *paragraphs("TERRITOIRE", style=HEADING),
        *paragraphs("Espace économique européen et Suisse."),
        column_break(),
        *paragraphs("GARANTIES", style=HEADING),
        grid(rows, [36, 28, 19], style=RULED),
        gap(4),
        *paragraphs("EXCLUSIONS PRINCIPALES", style=HEADING),
        *paragraphs(
            "Ne sont pas garantis : les pénalités de retard ; les engagements de résultat."
        ),
        *paragraphs("Fait à Annecy, le 02.07.2026<br/>Pour l’assureur, par délégation"),
    ]
    write_pdf(
        SAMPLES / name, story, title="Attestation", columns=2, masthead=masthead,
        header="Brumaire Souscription – risques numériques",
        footer="Compagnie Alpine d’Assurances SA – société anonyme au capital de 25 000 000 € –"
        " entreprise régie par le Code des assurances, soumise au contrôle de l’ACPR",
    )  # fmt: skip
    e, p, c = "rc.exploitation", "rc.pro", "cyb"
    hours = {"kind": "hours", "hours": 12}
    write_gold(
        name, "attestation", families=["cyb", p, e], insurers=["Compagnie Alpine d’Assurances SA"],
        intermediaries=[{"name": "Brumaire Souscription", "orias": "18003291"}],
        policyholder={"name": "NUAGES DE L’ARVE SASU", "siren": "853019446"},
        policy_numbers=["BRU-CY-71903"],
        period={"effective": "2025-07-01", "valid_from": "2026-07-01", "valid_to": "2027-06-30",
                "issued": "2026-07-02"},
        activities=[
            ("it.run.hosting", "Hébergement de sites et d’applications"),
            ("it.run.msp", "Infogérance de serveurs"),
            ("it.run.backup", "Sauvegarde externalisée"),
        ],
        guarantees=[
            line(p, "rc.tous_dommages", rows[2][0], 3000000, BOTH, deductible=fixed(5000)),
            line(p, "rc.dinc", "dont DINC", 1500000, BOTH, deductible=fixed(5000)),
            line(e, "rc.tous_dommages", rows[5][0], 6000000, CLAIM, deductible=NONE),
            line(c, "rc.tous_dommages", rows[7][0], 500000, YEAR),
            line(c, "cyb.rc", rows[8][0], 500000, YEAR, deductible=fixed(5000)),
            line(c, "cyb.pe", rows[9][0], 250000, YEAR, deductible=hours),
            line(c, "cyb.extorsion", rows[10][0], status="not_subscribed"),
        ],
        exclusions=[
            ("ex.penalites", "les pénalités de retard"),
            ("ex.engagement", "les engagements de résultat"),
        ],
        territory={"includes": ["EEA", "CH"], "excludes": []},
        checks=[
            {"declared": ["it.run.hosting", "it.cyber.soc"], "minimums": {"rc.dinc": 1000000},
             "as_of": "2026-09-15",
             "expect": {"rc.dinc": "evidenced", "cyb.rc": "evidenced", "cyb.pe": "evidenced",
                        "cyb.extorsion": "not_subscribed", "rc.perte_donnees": "not_evidenced"},
             "expect_activities": {"it.run.hosting": "evidenced", "it.cyber.soc": "not_evidenced"}},
        ],
    )  # fmt: skip


def notice() -> None:
    """A premium notice: it names covers and amounts and evidences nothing."""
    name = "avis_echeance.pdf"
    rows = [
        ["Désignation", "Cotisation HT", "Cotisation TTC"],
        ["Responsabilité civile professionnelle – plafond 750 000 €", "540,00 €", "588,60 €"],
        ["Responsabilité civile exploitation – plafond 4 000 000 €", "130,00 €", "141,70 €"],
        ["Total à régler", "670,00 €", "730,30 €"],
    ]
    story = [
        *paragraphs("AVIS D’ÉCHÉANCE", style=TITLE),
        *paragraphs("Contrat n° AV-33012-8 – échéance principale : 1er janvier"),
        *paragraphs("ROCHEBRUNE DIGITAL SARL – SIREN 514 208 669"),
        *paragraphs(
            "La cotisation de votre contrat responsabilité civile professionnelle arrive à échéance."
            " Merci de régler la somme ci-dessous avant le 31/12/2026.",
        ),
        grid(rows, [100, 34, 34], style=RULED),
        gap(),
        *paragraphs(
            "Activité déclarée : développement de logiciels et infogérance.",
            "Le présent avis ne vaut pas attestation d’assurance.",
            "Édité à Grenoble, le 5 novembre 2026.",
        ),
    ]
    write_pdf(
        SAMPLES / name, story, title="Avis d’échéance", header="Avenir des Alpes Assurances",
        footer="Avenir des Alpes Assurances – entreprise régie par le Code des assurances",
    )  # fmt: skip
    write_gold(
        name, "other", insurers=["Avenir des Alpes Assurances"],
        policyholder={"name": "ROCHEBRUNE DIGITAL SARL", "siren": "514208669"},
        policy_numbers=["AV-33012-8"], period={"issued": "2026-11-05"},
        checks=[
            {"declared": ["it.build.dev"], "as_of": "2026-11-10",
             "expect": {"rc.pro": "not_evidenced", "rc.exploitation": "not_evidenced"},
             "expect_activities": {"it.build.dev": "not_evidenced"}},
        ],
    )  # fmt: skip


def contract() -> None:
    """A hosting contract in Word: cap, insurance obligation, penalties, term, law."""
    name = "contrat_hebergement.docx"
    document = Document()
    document.styles["Normal"].font.size = Pt(10.5)
    document.add_heading("Contrat d’hébergement et d’infogérance", 0)
    for text in (
        "Entre : TISSAGES DE LA LOUE SAS, SIREN 421 366 758, 12 rue du Moulin, 25000 Besançon,"
        " ci-après « le Client »,",
        "et : NUAGES DE L’ARVE SASU, SIREN 853 019 446, 6 rue du Torrent, 74000 Annecy, ci-après"
        " « le Prestataire ».",
    ):
        document.add_paragraph(text)
    clauses = [
        ("Article 1 – Objet", [
            "Le Prestataire assure l’hébergement de la boutique en ligne du Client et l’infogérance"
            " des serveurs."]),
        ("Article 2 – Durée", [
            "Le contrat est conclu pour une durée de trente-six (36) mois à compter du 1er octobre"
            " 2026."]),
        ("Article 3 – Niveaux de service", [
            "La disponibilité mensuelle est de 99,9 %. Tout manquement ouvre droit à une pénalité de"
            " 500 € par heure d’indisponibilité, dans la limite de 10 % du prix annuel."]),
        ("Article 4 – Responsabilité", [
            "La responsabilité totale cumulée du Prestataire, toutes causes confondues, est limitée"
            " à 2 000 000 € par sinistre.",
            "Cette limite ne s’applique pas en cas de violation de données personnelles."]),
        ("Article 5 – Assurance", [
            "Le Prestataire justifie d’une assurance de responsabilité civile professionnelle d’un"
            " montant minimum de 3 000 000 € par sinistre et remet une attestation à la signature."]),
        ("Article 6 – Droit applicable", [
            "Le contrat est soumis au droit français. Tout litige relève du tribunal de commerce de"
            " Besançon."]),
    ]  # fmt: skip
    for title, texts in clauses:
        document.add_heading(title, 1)
        for text in texts:
            document.add_paragraph(text)
    document.add_paragraph("Fait à Besançon, le 15 septembre 2026, en deux exemplaires.")
    document.save(str(SAMPLES / name))
    write_gold(
        name, "contract", pages=None,
        policyholder={"name": "NUAGES DE L’ARVE SASU", "siren": "853019446"},
        client={"name": "TISSAGES DE LA LOUE SAS", "siren": "421366758"},
        period={"effective": "2026-10-01", "issued": "2026-09-15"},
        activities=[
            ("it.run.hosting", "hébergement de la boutique en ligne du Client"),
            ("it.run.msp", "infogérance des serveurs"),
        ],
        clauses=[
            {"id": "ct.duree", "months": 36, "quote": "une durée de trente-six (36) mois"},
            {"id": "ct.sla", "quote": "La disponibilité mensuelle est de 99,9 %"},
            {"id": "ct.penalites", "rate": 500, "unit": "eur_per_hour", "cap_percent": 10,
             "quote": "une pénalité de 500 € par heure d’indisponibilité"},
            {"id": "ct.penalites.cap", "cap_percent": 10, "quote": "dans la limite de 10 % du prix annuel"},
            {"id": "ct.cap", "form": "fixed", "amount": 2000000, "currency": "EUR",
             "quote": "limitée à 2 000 000 € par sinistre"},
            {"id": "ct.cap.carveouts", "quote": "Cette limite ne s’applique pas en cas de violation de données personnelles"},
            {"id": "ct.assurance", "amount": 3000000, "currency": "EUR", "basis": "PER_CLAIM",
             "head": "rc.pro", "quote": "montant minimum de 3 000 000 € par sinistre"},
            {"id": "ct.attestation", "quote": "remet une attestation à la signature"},
            {"id": "ct.loi", "law": "FR", "quote": "Le contrat est soumis au droit français"},
        ],
    )  # fmt: skip


if __name__ == "__main__":
    for make in (esn, web_agency, trainer, host, notice, contract):
        make()
