from __future__ import annotations

import time

import pytest
from builders import make_document

from checker.assembly.activities import find_activities, find_umbrellas
from checker.domain import Kind
from checker.knowledge import Knowledge, load_knowledge
from checker.language import Analysis, analyse


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


def read(lines: object, knowledge: Knowledge) -> Analysis:
    return analyse(make_document(lines), knowledge)


def ids(analysis: Analysis, knowledge: Knowledge, kind: Kind) -> tuple[set[str], set[str]]:
    covered, excluded = find_activities(analysis, knowledge, kind=kind)
    return {fact.id for fact in covered}, {fact.id for fact in excluded}


CASES = [
    pytest.param(
        "Activités garanties : vente de matériel informatique ; formation à la bureautique.\nL'infogérance, la conception de logiciels et toute prestation intellectuelle ne sont pas garanties.",
        ["it.hw.sale", "it.training"],
        ["it.build.dev", "it.run.msp"],
        id="refused activities are the subject of their sentence",
    ),
    pytest.param(
        "Activités garanties : câblage de réseaux.\nSont notamment exclues des garanties les prestations de maintenance de logiciels et d'infogérance.",
        ["it.telecom.cabling"],
        ["it.run.msp", "it.run.tma"],
        id="refusal put first",
    ),
    pytest.param(
        "Activités assurées : édition de logiciels.\nAutres activités exercées, mentionnées à titre indicatif et non assurées : hébergement d'applications.",
        ["it.publish.software"],
        ["it.run.hosting"],
        id="other activities named for information only",
    ),
    pytest.param(
        [
            [
                "Business",
                "Development of software. Hosting is provided by third parties and does not form part of the Business.",
            ]
        ],
        ["it.build.dev"],
        ["it.run.hosting"],
        id="no part of the business",
    ),
    pytest.param(
        "La société ALPHA, exerçant l'activité de conseil en systèmes d'information et de développement de logiciels, est titulaire du contrat n° 123 auprès de la Compagnie Cyber Sécurité.",
        ["it.build.dev", "it.consulting.si"],
        [],
        id="activity inside the sentence of the holder",
    ),
    pytest.param(
        [
            ["Code", "Activités déclarées", "% du CA"],
            ["A12", "Développement d'applications mobiles", "60 %"],
            ["A15", "Hébergement de sites internet", "40 %"],
            ["A20", "Vente de matériel informatique", "0 %"],
        ],
        ["it.build.mobile", "it.run.hosting"],
        ["it.hw.sale"],
        id="table with shares of turnover",
    ),
    pytest.param(
        "# Activités assurées\n☒ Conseil en systèmes d'information ☐ Hébergement de données ☒ Formation\n# Garanties\nCyber",
        ["it.consulting.si", "it.training"],
        ["it.run.hosting"],
        id="boxes before",
    ),
    pytest.param(
        "# Vos activités\nConseil informatique ☒\nInfogérance ☐\nVente de matériel informatique ☐",
        ["it.consulting.si"],
        ["it.hw.sale", "it.run.msp"],
        id="boxes after",
    ),
    pytest.param(
        "Activités déclarées :\n[X] Développement de logiciels\n[ ] Hébergement\n[X] Tierce maintenance applicative",
        ["it.build.dev", "it.run.tma"],
        ["it.run.hosting"],
        id="brackets",
    ),
    pytest.param(
        "# ACTIVITES GARANTIES\n- Formation : oui\n- Hébergement : non\n- Audit de sécurité : NON",
        ["it.training"],
        ["it.cyber.audit", "it.run.hosting"],
        id="answers beside the items",
    ),
    pytest.param(
        "Activités garanties : conseil informatique ; vente de matériel informatique dans la limite de 20 % du chiffre d'affaires ; formation.",
        ["it.consulting.si", "it.hw.sale", "it.training"],
        [],
        id="share of turnover",
    ),
    pytest.param(
        "Activités garanties : développement de logiciels (hors logiciels embarqués), formation, infogérance.",
        ["it.build.dev", "it.run.msp", "it.training"],
        ["it.build.embedded"],
        id="narrowing in brackets",
    ),
    pytest.param(
        "Activité professionnelle : développement de sites internet. L'assuré n'exerce aucune activité d'hébergement ni de vente de matériel.",
        ["it.build.web"],
        ["it.hw.sale", "it.run.hosting"],
        id="activities not exercised",
    ),
    pytest.param(
        "Activité (code APE 6201Z) : Programmation informatique\nCode NAF : 62.02A - Conseil en systèmes et logiciels informatiques",
        [],
        [],
        id="APE codes evidence nothing",
    ),
    pytest.param(
        "Activités assurées : toutes activités informatiques.",
        [],
        [],
        id="all IT activities",
    ),
    pytest.param(
        "Activités garanties : activités d'ESN et prestations de services informatiques",
        [],
        [],
        id="ESN",
    ),
    pytest.param(
        "Assurance des professionnels du développement de logiciels\nAttestation de responsabilité civile\nLa société ALPHA est assurée.",
        [],
        [],
        id="letterhead",
    ),
    pytest.param(
        "La garantie est portée à dix ans en cas de cessation d'activité. Les frais de formation sont garantis. Perte d'activité liée à l'hébergement.",
        [],
        [],
        id="other uses of activity",
    ),
    pytest.param(
        "L'assureur garantit l'assuré dans l'exercice des activités définies aux Conditions Particulières et résultant :\n- d'une erreur de développement de logiciels ;\n- d'un défaut d'hébergement ;",
        [],
        [],
        id="list stands elsewhere",
    ),
    pytest.param(
        "Activités déclarées aux conditions particulières : infogérance, helpdesk.",
        ["it.run.helpdesk", "it.run.msp"],
        [],
        id="list after the special conditions",
    ),
    pytest.param(
        "Business description: bespoke software development, cloud services and user support, excluding hosting of third party data.\nLimit of indemnity: GBP 1,000,000",
        ["it.build.dev", "it.run.cloud", "it.run.helpdesk"],
        ["it.run.hosting"],
        id="English label",
    ),
    pytest.param(
        "This is to certify that ALPHA LTD is insured in respect of its business as IT consultants and website designers.\nTerritorial limits: worldwide",
        ["it.build.web", "it.consulting.si"],
        [],
        id="English sentence",
    ),
    pytest.param(
        "Profession : développeur web indépendant\nMontant des garanties\nFormation",
        ["it.build.web"],
        [],
        id="profession",
    ),
    pytest.param(
        "Vos activités assurées\nVous développez des logiciels et vous hébergez les données de vos clients.",
        ["it.build.dev", "it.run.hosting"],
        [],
        id="verbs of the second person",
    ),
    pytest.param(
        "Nous garantissons les conséquences de la responsabilité civile de l'assuré en raison des activités de : audit informatique, test et recette, DPO externalisé",
        ["it.build.qa", "it.consulting.audit", "it.consulting.dpo"],
        [],
        id="grant sentence",
    ),
    pytest.param(
        "# Activités garanties\n- Intégration de progiciels SAP\n- Administration systèmes et réseaux\n# Activités exclues\n- Hébergement de données\n- Télésurveillance\n# Territoire\nFrance",
        ["it.build.erp", "it.run.msp"],
        ["it.hw.security", "it.run.hosting"],
        id="headings for both lists",
    ),
    pytest.param(
        "Activités déclarées : création de sites web.\nActivités non déclarées : infogérance, hébergement.",
        ["it.build.web"],
        ["it.run.hosting", "it.run.msp"],
        id="labels for both lists",
    ),
    pytest.param(
        "Activités : hébergement de sites sous réserve d'un prestataire certifié ISO 27001 ; SEO.",
        ["it.mkt.seo", "it.run.hosting"],
        [],
        id="condition",
    ),
    pytest.param(
        "Activité garantie : maintenance informatique, à l'exclusion de toute autre activité même si elle figure au Kbis.",
        ["it.run.hw_maintenance"],
        [],
        id="no other activity",
    ),
    pytest.param(
        [
            ["Activités", "Souscrit"],
            ["Conseil en systèmes d'information", "X"],
            ["Hébergement", ""],
            ["Formation", "X"],
        ],
        ["it.consulting.si", "it.training"],
        ["it.run.hosting"],
        id="ticked rows",
    ),
    pytest.param(
        [
            ["Activité", "OUI", "NON"],
            ["Conseil en systèmes d'information", "X", ""],
            ["Hébergement", "", "X"],
        ],
        ["it.consulting.si"],
        ["it.run.hosting"],
        id="yes and no columns",
    ),
    pytest.param(
        [
            ["Assuré", "ALPHA SARL"],
            ["Activités assurées", "Développement de logiciels, TMA, régie"],
            ["Franchise", "1 000 €"],
        ],
        ["it.build.dev", "it.run.tma", "it.staff.regie"],
        [],
        id="label and value cells",
    ),
    pytest.param(
        [
            ["Garanties", "Montant"],
            ["Hébergement de données confiées", "100 000 €"],
            ["Frais de formation", "2 000 €"],
        ],
        [],
        [],
        id="guarantee table",
    ),
    pytest.param(
        "Activités : conseil en informatique, développement de logiciels, hors hébergement, infogérance et vente de matériel.",
        ["it.build.dev", "it.consulting.si"],
        ["it.hw.sale", "it.run.hosting", "it.run.msp"],
        id="hors governs the list",
    ),
    pytest.param(
        "Activités garanties : hébergement de sites internet ; formation.\nL'activité d'hébergement de données bancaires n'est pas garantie.",
        ["it.run.hosting", "it.training"],
        [],
        id="part of an activity left out",
    ),
    pytest.param(
        "Activités garanties : hébergement de sites internet ; formation.\nToute activité d'hébergement est exclue.",
        ["it.run.hosting", "it.training"],
        ["it.run.hosting"],
        id="contradiction",
    ),
    pytest.param(
        "Activités garanties : infogérance.\n# Exclusions\n- les dommages résultant d'une absence de sauvegarde externalisée ;\n- les prestations de cybersécurité offensive ne sont pas garanties ;",
        ["it.run.msp"],
        ["it.cyber.audit"],
        id="exclusions of losses",
    ),
    pytest.param(
        "Activité : négoce de matériel informatique. Siège d'exploitation : 3 rue X. Assistance 24h/24. Cotisations de sécurité sociale.\nSupport papier",
        ["it.hw.sale"],
        [],
        id="words of insurers",
    ),
    pytest.param(
        "ALPHA est assuré en sa qualité de développeur de logiciels, par contrat n° 12.",
        ["it.build.dev"],
        [],
        id="in the capacity of",
    ),
    pytest.param(
        "Activités garanties : hébergement de données, à l'exclusion des données de santé, et TMA.",
        ["it.run.hosting"],
        ["it.run.hds", "it.run.tma"],
        id="an exclusion reaches in doubt",
    ),
    pytest.param(
        "Activités assurées : hébergement hôtelier et restauration, formation.",
        ["it.training"],
        [],
        id="hotel",
    ),
    pytest.param(
        "Activité déclarée : la société conçoit des applications mobiles, édite un logiciel SaaS et l'héberge.",
        ["it.build.mobile", "it.publish.saas"],
        [],
        id="verbs",
    ),
    pytest.param(
        "Activités garanties :\nDéveloppement de logiciels\nConseil en informatique\nCâblage VDI\nFranchise : 500 €\nHébergement de données : 500 000 €",
        ["it.build.dev", "it.consulting.si", "it.telecom.cabling"],
        [],
        id="lines without bullets",
    ),
    pytest.param(
        "Pour les activités suivantes : installation et maintenance de matériel informatique, câblage. Le présent contrat ne couvre pas l'hébergement.",
        ["it.hw.install", "it.run.hw_maintenance", "it.telecom.cabling"],
        ["it.run.hosting"],
        id="refusal of the policy",
    ),
    pytest.param(
        "# ACTIVITÉ DE L'ASSURÉ\nLa société réalise des prestations d'intégration d'ERP Odoo ainsi que la formation des utilisateurs.\n# MONTANTS DES GARANTIES\nDéveloppement",
        ["it.build.erp", "it.training"],
        [],
        id="heading then prose",
    ),
    pytest.param(
        "Activités : conseil en systèmes d'information sans prestation de développement ni d'hébergement.",
        ["it.consulting.si"],
        ["it.build.dev", "it.run.hosting"],
        id="without",
    ),
    pytest.param(
        "Activités garanties :\nLes activités suivantes exclusivement : Conseil et Assistance à Maîtrise d'Ouvrage en informatique; Développement, intégration, et maintenance de logiciels, progiciels; Formation.\nToute autre activité est exclue.",
        [
            "it.build.dev",
            "it.build.erp",
            "it.consulting.amo",
            "it.consulting.si",
            "it.run.tma",
            "it.training",
        ],
        [],
        id="more: hiscox",
    ),
    pytest.param(
        "Les activités suivantes sont garanties par le contrat :\n. Infogérance, tierce maintenance applicative\n. Vente de matériel informatique et de logiciels\n. Développement de sites internet et référencement\nGaranties au contrat :\nProtection juridique",
        ["it.build.web", "it.hw.sale", "it.mkt.seo", "it.run.msp", "it.run.tma"],
        [],
        id="more: axa list",
    ),
    pytest.param(
        "Pour les activités déclarées de : CONSEIL EN SYSTEMES INFORMATIQUES, FORMATION EN BUREAUTIQUE.\nLa présente attestation est valable du 01/01/2026 au 31/12/2026.",
        ["it.consulting.si", "it.training"],
        [],
        id="more: generali",
    ),
    pytest.param(
        "Cette assurance couvre la responsabilité de l'assuré dans le cadre de ses activités de prestataire de services informatiques (édition de logiciels, hébergement de données, support utilisateurs).",
        ["it.publish.software", "it.run.helpdesk", "it.run.hosting"],
        [],
        id="more: maif",
    ),
    pytest.param(
        "Activité : Développeur informatique / Webmaster\nCode NAF : 6201Z\nGaranties souscrites :\nCyber, hébergement",
        ["it.build.dev", "it.build.web"],
        [],
        id="more: orus",
    ),
    pytest.param(
        "est couvert pour les activités suivantes : Consultant DevOps, Data engineer, Product owner",
        ["it.consulting.archi", "it.consulting.moe", "it.data.bi"],
        [],
        id="more: stello",
    ),
    pytest.param(
        [
            ["Informations", "Détails"],
            ["Activité(s) assurée(s)", "Intégration de logiciels / ERP"],
            ["Activité exclue", "Hébergement"],
            ["Formation du personnel", "1 000 €"],
        ],
        ["it.build.erp"],
        ["it.run.hosting"],
        id="more: simplis",
    ),
    pytest.param(
        "Activité garantie : agence web hors hébergement et hors vente de matériel",
        ["it.build.web"],
        ["it.hw.sale", "it.run.hosting"],
        id="more: exclus inline",
    ),
    pytest.param(
        "Activités déclarées : audit de sécurité, SOC managé.\nIl est rappelé que l'activité de réponse à incident n'a pas été déclarée.",
        ["it.cyber.audit", "it.cyber.soc"],
        ["it.cyber.ir"],
        id="more: a noter",
    ),
    pytest.param(
        "- Activités assurées : développement web ; hébergement (exclu) ; formation",
        ["it.build.web", "it.training"],
        ["it.run.hosting"],
        id="more: paren exclu",
    ),
    pytest.param(
        "Activités assurées : TMA.\nNe sont pas assurées les activités suivantes :\n- hébergement de données ;\n- câblage ;\n- intelligence artificielle.",
        ["it.run.tma"],
        ["it.data.ai", "it.run.hosting", "it.telecom.cabling"],
        id="more: ne sont pas assurées list",
    ),
    pytest.param(
        "Activité principale : édition de logiciels SaaS\nActivité secondaire : formation des utilisateurs\nChiffre d'affaires : 200 000 €",
        ["it.publish.saas", "it.training"],
        [],
        id="more: activite principale secondaire",
    ),
    pytest.param(
        "La prime est calculée sur l'activité d'hébergement. Prime : 500 €",
        [],
        [],
        id="more: prime",
    ),
    pytest.param(
        "Le souscripteur déclare ne pas exercer d'activité d'hébergement de données.\nActivité déclarée : conseil informatique",
        ["it.consulting.si"],
        ["it.run.hosting"],
        id="more: antecedents",
    ),
    pytest.param(
        "L'assureur dispose d'un service d'assistance informatique. Activité de l'assureur : formation.",
        [],
        [],
        id="more: subv",
    ),
    pytest.param(
        "DÉSIGNATION DES ACTIVITÉS\n1 - Prestations de conseil en informatique\n2 - Maintenance de logiciels\n3 - Vente de licences\nMONTANT DES GARANTIES\n4 - Hébergement 100 000 €",
        ["it.consulting.si", "it.run.tma"],
        [],
        id="more: DA",
    ),
    pytest.param(
        "pour l'exécution des missions suivantes : recette fonctionnelle, migration de données vers SAP",
        ["it.build.erp", "it.build.migration", "it.build.qa"],
        [],
        id="more: cadre mission",
    ),
    pytest.param(
        "The Insured's professional services:\n- IT project management\n- Penetration testing\n- Training\nRetroactive date: none\nData hosting sub-limit 1,000",
        ["it.consulting.moe", "it.cyber.audit", "it.training"],
        [],
        id="more: eng list",
    ),
    pytest.param(
        "Covered activities: website development, SEO. Hosting is not covered. Any other activity is excluded.",
        ["it.build.web", "it.mkt.seo"],
        ["it.run.hosting"],
        id="more: eng excl",
    ),
    pytest.param(
        "Activités : développement de logiciels sous réserve que l'assuré teste ses livrables ; conseil",
        ["it.build.dev"],
        [],
        id="more: conditions",
    ),
    pytest.param(
        "pour les activités professionnelles suivantes : Courants faibles, vidéosurveillance, câblage informatique. Pour les travaux réalisés en France.",
        ["it.hw.security", "it.telecom.cabling"],
        [],
        id="more: decennale",
    ),
    pytest.param(
        [
            ["Société", "SIREN", "Métier"],
            ["ALPHA", "123 456 789", "Infogérance"],
            ["BETA", "123 456 780", "Développement de logiciels"],
        ],
        ["it.build.dev", "it.run.msp"],
        [],
        id="more: subsidiaries",
    ),
    pytest.param(
        "Activités garanties : infogérance.\nExtensions : l'activité de télémaintenance est garantie.",
        ["it.run.helpdesk", "it.run.msp"],
        [],
        id="more: extension",
    ),
    pytest.param(
        "Vous exercez : création de sites e-commerce, gestion de réseaux sociaux, graphisme",
        ["it.build.ecommerce", "it.build.web", "it.mkt.content", "it.mkt.design"],
        [],
        id="more: deux points titre",
    ),
    pytest.param(
        "garantit la responsabilité civile professionnelle de M. DUPONT pour son activité d'ingénieur informatique freelance (développement back-end en régie).",
        ["it.build.dev", "it.staff.regie"],
        [],
        id="more: pour son activité",
    ),
    pytest.param(
        "Toutes activités informatiques sauf hébergement et vente de matériel. Activités : toutes activités informatiques, sauf hébergement et vente de matériel",
        [],
        ["it.hw.sale", "it.run.hosting"],
        id="more: sauf",
    ),
    pytest.param(
        "Activités garanties : hébergement de sites. La garantie ne comprend pas l'infogérance.",
        ["it.run.hosting"],
        ["it.run.msp"],
        id="more: ne comprend pas",
    ),
    pytest.param(
        "Risque assuré : Cyber. Module cloud. Perte de données hébergées.",
        [],
        [],
        id="more: risque",
    ),
    pytest.param(
        "Nature de l'activité : BUREAU D'ETUDES INFORMATIQUES ET EDITION DE LOGICIELS",
        ["it.consulting.si", "it.publish.software"],
        [],
        id="more: nature du risque",
    ),
    pytest.param(
        "Nature des activités exercées par l'Assuré : \nESN : conseil, AMOA, développement, TMA, MCO, data science, DevOps, cybersécurité (hors tests d'intrusion)",
        ["it.build.dev", "it.consulting.amo", "it.consulting.archi", "it.data.bi", "it.run.tma"],
        ["it.cyber.audit"],
        id="more: responsab",
    ),
    pytest.param(
        "Attestation d'assurance cyber\nActivité déclarée : conseil informatique\nPrestations garanties :\n- Assistance informatique\n- Réponse à incident\n- Sauvegarde externalisée",
        ["it.consulting.si"],
        [],
        id="more: cyber prestations",
    ),
    pytest.param(
        "Services inclus : réponse à incident, helpdesk cyber, formation des salariés\nNature des prestations : sauvegarde en ligne\nCovered services: incident response, penetration testing",
        [],
        [],
        id="more: cyber services",
    ),
    pytest.param(
        [
            ["Nature des prestations", "Montant"],
            ["Réponse à incident", "50 000 €"],
            ["Assistance informatique", "Inclus"],
        ],
        [],
        [],
        id="more: cyber table",
    ),
    pytest.param(
        "ALPHA, société spécialisée dans l'hébergement de données et la cybersécurité, est assurée.\nActivité : conseil informatique",
        ["it.consulting.si"],
        [],
        id="more: société spécialisée",
    ),
    pytest.param(
        "Assuré : SOC FORMATION CLOUD HÉBERGEMENT SARL\nActivité : TMA",
        ["it.run.tma"],
        [],
        id="more: nom",
    ),
    pytest.param(
        "attestons garantir la SARL TYRANDE INFORMATIQUE, SIREN 448 709 329, par contrat n° 30.774.116 à effet du 1er octobre 2020, contre les conséquences pécuniaires de sa responsabilité civile d’exploitation et professionnelle, pour l’exercice des activités déclarées suivantes :\n– infogérance de parcs informatiques et assistance aux utilisateurs ;\n– maintenance et réparation de matériels informatiques ;\n– vente de matériels et de logiciels ;\n– câblage de réseaux informatiques.\nL’activité d’hébergement de données n’est pas garantie.\nGaranties Montants Franchises\ndont perte de données de la clientèle 40 000 €",
        [
            "it.hw.sale",
            "it.run.helpdesk",
            "it.run.hw_maintenance",
            "it.run.msp",
            "it.telecom.cabling",
        ],
        ["it.run.hosting"],
        id="more: s21",
    ),
    pytest.param(
        "En cas de changement d'activité, par exemple hébergement, prévenez-nous. Activité : SEO",
        ["it.mkt.seo"],
        [],
        id="more: changement",
    ),
    pytest.param(
        "Les professionnels du web (hébergement, développement) peuvent souscrire.\nVotre métier : graphiste",
        ["it.mkt.design"],
        [],
        id="more: exemple",
    ),
    pytest.param(
        "même si elles figurent au Kbis : hébergement, vente de matériel. Activités assurées : conseil en informatique",
        ["it.consulting.si"],
        [],
        id="more: kbis",
    ),
    pytest.param(
        "Activités figurant au Kbis : hébergement de données, vente de matériel informatique\nActivités assurées : conseil en informatique",
        ["it.consulting.si"],
        [],
        id="more: kbis2",
    ),
    pytest.param(
        "Objet social : édition de logiciels, hébergement\nActivités assurées : conseil en informatique",
        ["it.consulting.si"],
        [],
        id="more: objet social",
    ),
    pytest.param(
        "Activité : développement de logiciels. Activités sous-traitées : hébergement, graphisme.",
        ["it.build.dev"],
        [],
        id="more: sous-traitance",
    ),
    pytest.param(
        "Activité : TMA. Activités antérieures : hébergement jusqu'au 31/12/2024.",
        ["it.run.tma"],
        [],
        id="more: ancienne",
    ),
    pytest.param(
        "Activité : TMA. Activité des clients de l'assuré : hébergement, formation.",
        ["it.run.tma"],
        [],
        id="more: client",
    ),
    pytest.param(
        [
            ["Activités", "Garanties", "Non garanties"],
            ["Conseil informatique", "✓", ""],
            ["Hébergement de données", "", "✓"],
            ["Infogérance", "✓", ""],
        ],
        ["it.consulting.si", "it.run.msp"],
        ["it.run.hosting"],
        id="more: double colonne oui",
    ),
    pytest.param(
        [
            ["Activité professionnelle", "Statut"],
            ["Développement de logiciels", "Assurée"],
            ["Hébergement", "Non assurée"],
            ["Cybersécurité - tests d'intrusion", "Exclue"],
            ["Formation", "-"],
        ],
        ["it.build.dev"],
        ["it.cyber.audit", "it.run.hosting", "it.training"],
        id="more: statut",
    ),
    pytest.param(
        [
            ["Activités assurées", "Activités non assurées"],
            ["Développement de logiciels", "Hébergement"],
            ["Formation", "Infogérance"],
        ],
        ["it.build.dev", "it.training"],
        ["it.run.hosting", "it.run.msp"],
        id="more: liste deux",
    ),
    pytest.param(
        [
            ["Assuré", "ALPHA", "Activité", "Agence web, SEO"],
            ["Effet", "01/01/2026", "Échéance", "31/12"],
        ],
        ["it.build.web", "it.mkt.seo"],
        [],
        id="more: label 4",
    ),
    pytest.param(
        [
            "Activités assurées :",
            [
                ["Libellé", "OUI", "NON"],
                ["Développement de logiciels", "X", ""],
                ["Hébergement", "", "X"],
            ],
        ],
        ["it.build.dev"],
        ["it.run.hosting"],
        id="announced table with columns",
    ),
    pytest.param(
        [
            "Activités assurées :",
            [["1.1", "Infogérance"], ["1.2", "Formation"]],
            "Hors hébergement.",
        ],
        ["it.run.msp", "it.training"],
        ["it.run.hosting"],
        id="announced list read as a table",
    ),
    pytest.param(
        "Nous, soussignés MMA, certifions que la SARL BETA a souscrit un contrat garantissant les conséquences de sa responsabilité civile dans le cadre de son activité : Editeur de logiciels et prestataire de services en ingénierie informatique ; conseil et formation\nCes garanties s'exercent pour un montant de 500 000 € pour les frais de reconstitution des données hébergées.",
        ["it.publish.software", "it.training"],
        [],
        id="still more: long attest",
    ),
    pytest.param(
        "ACTIVITES ASSUREES : CONCEPTION ET HEBERGEMENT DE SITES WEB - REFERENCEMENT - COMMUNITY MANAGEMENT",
        ["it.build.web", "it.mkt.content", "it.mkt.seo", "it.run.hosting"],
        [],
        id="still more: uppercase",
    ),
    pytest.param(
        "Activités assurées - Infogérance - Support - Vente de matériel informatique",
        ["it.hw.sale", "it.run.helpdesk", "it.run.msp"],
        [],
        id="still more: tirets",
    ),
    pytest.param(
        "Activités assurées : toutes prestations informatiques à l'exception de : hébergement, infogérance, vente de matériel.",
        [],
        ["it.hw.sale", "it.run.hosting", "it.run.msp"],
        id="still more: a l'exception",
    ),
    pytest.param(
        "Ne sont garanties que les activités suivantes : TMA, formation.",
        ["it.run.tma", "it.training"],
        [],
        id="still more: ne sont pas garanties inversion",
    ),
    pytest.param(
        "Seules les activités de conseil en informatique et d'audit informatique sont garanties.",
        ["it.consulting.audit", "it.consulting.si"],
        [],
        id="still more: seules",
    ),
    pytest.param(
        "L'activité d'hébergement n'est garantie que si les serveurs sont situés en Europe. Activités : hébergement, TMA.",
        ["it.run.hosting", "it.run.tma"],
        [],
        id="still more: n'est garantie que",
    ),
    pytest.param(
        "Activités : développement de logiciels hors États-Unis, TMA",
        ["it.build.dev", "it.run.tma"],
        [],
        id="still more: hors usa",
    ),
    pytest.param(
        "Activités : TMA. L'activité d'hébergement n'est pas exclue.",
        ["it.run.tma"],
        [],
        id="still more: non exclu",
    ),
    pytest.param(
        "Activités : installation de matériel informatique limitée à 10 % du CA, formation",
        ["it.hw.install", "it.training"],
        [],
        id="still more: plafond",
    ),
    pytest.param(
        "Vos activités : • Créateur de sites internet • Développeur d'applications • Rédacteur web • Formateur SEO",
        ["it.build.dev", "it.build.web", "it.mkt.content", "it.mkt.seo", "it.training"],
        [],
        id="still more: tnt",
    ),
    pytest.param(
        "Activités garanties\n- TMA\nExclusions\n- hébergement\n- cybersécurité offensive",
        ["it.run.tma"],
        [],
        id="still more: exclusion heading then list",
    ),
    pytest.param(
        "LES ACTIVITÉS SUIVANTES NE SONT PAS GARANTIES :\n- hébergement\n- infogérance\nACTIVITÉS GARANTIES :\n- TMA",
        ["it.run.tma"],
        ["it.run.hosting", "it.run.msp"],
        id="still more: ne sont pas couvertes par heading",
    ),
    pytest.param(
        "Sont exclues du contrat les activités suivantes : hébergement ; SOC. Sont garanties les activités suivantes : TMA.",
        ["it.run.tma"],
        ["it.cyber.soc", "it.run.hosting"],
        id="still more: neg list2",
    ),
    pytest.param(
        "Activités garanties : conseil et TMA mais pas l'hébergement ni l'infogérance",
        ["it.run.tma"],
        ["it.run.hosting", "it.run.msp"],
        id="still more: mais",
    ),
    pytest.param(
        "pour l'activité de formation en informatique, sous réserve du paiement des primes",
        ["it.training"],
        [],
        id="still more: sous reserve paiement",
    ),
    pytest.param(
        "Activité : TMA. À défaut de déclaration, l'hébergement n'est pas couvert.",
        ["it.run.tma"],
        ["it.run.hosting"],
        id="still more: a défaut",
    ),
    pytest.param(
        "Professional services: software development; the Insured does not provide hosting or managed services.",
        ["it.build.dev"],
        ["it.run.hosting", "it.run.msp"],
        id="still more: english neg",
    ),
    pytest.param(
        [
            ["Business activities", "Covered"],
            ["Software development", "Yes"],
            ["Hosting", "No"],
            ["IT training", "Yes"],
        ],
        ["it.build.dev", "it.training"],
        ["it.run.hosting"],
        id="still more: english tbl",
    ),
    pytest.param(
        "Activité déclarée : conseil informatique\nDocument signé par signature électronique. Certificat électronique n° 12\nHorodatage : 12/01/2026",
        ["it.consulting.si"],
        [],
        id="still more: signature",
    ),
    pytest.param(
        [
            ["Code APE", "6202A - Conseil en systèmes et logiciels informatiques"],
            ["Activité", "Formation"],
        ],
        ["it.training"],
        [],
        id="still more: apecell",
    ),
    pytest.param(
        "Activité principale exercée (APE) : Traitement de données, hébergement et activités connexes (6311Z)",
        [],
        [],
        id="still more: activite NAF label",
    ),
    pytest.param(
        "Libellé NAF : Programmation informatique\nActivité : édition de logiciels",
        ["it.publish.software"],
        [],
        id="still more: libelle naf",
    ),
    pytest.param(
        "Activités garanties\n- Développement de logiciels\nPage 1/2\n- Hébergement\nMontant des garanties",
        ["it.build.dev", "it.run.hosting"],
        [],
        id="still more: 2 pages",
    ),
    pytest.param(
        "Activités garanties : TMA\nFranchise hébergement : 5 000 €\nSous-limite infogérance 100 000 €",
        ["it.run.tma"],
        [],
        id="still more: franchise line",
    ),
    pytest.param(
        "Activités garanties : TMA.\nNe sont pas garantis :\n- la conception de sites internet ;"
        "\n- les travaux sur installations de vidéosurveillance ;"
        "\n- les dommages causés par l'hébergement de données.",
        ["it.run.tma"],
        ["it.build.web", "it.hw.security"],
        id="items that are not insured name activities, losses do not",
    ),
    pytest.param(
        "Activités garanties : TMA. Sont exclues les conséquences d'un retard ainsi que toute "
        "prestation de développement ou d'hébergement.",
        ["it.run.tma"],
        ["it.build.dev", "it.run.hosting"],
        id="an activity behind a loss in one exclusion",
    ),
    pytest.param(
        "Activités garanties : TMA.\nL'assuré exerçait une activité de vente de matériel "
        "informatique, qui n'est plus garantie.",
        ["it.run.tma"],
        ["it.hw.sale"],
        id="no longer insured",
    ),
    pytest.param(
        "DESCRIPTION OF OPERATIONS / LOCATIONS (ACORD 101, Additional Remarks Schedule, may be "
        "attached if more space is required)\nCustom software development and cloud hosting.",
        ["it.build.dev", "it.run.cloud"],
        [],
        id="a caption with a long aside in brackets",
    ),
    pytest.param(
        "Activités garanties : TMA.\nNe sont jamais couverts la fourniture de composants pour "
        "l'aéronautique, l'hébergement pour compte de tiers.",
        ["it.run.tma"],
        ["it.run.hosting"],
        id="items behind an inverted refusal",
    ),
    pytest.param(
        "Activités garanties : TMA.\nSont expressément non assurées : l'infogérance et la "
        "conservation de cryptoactifs.",
        ["it.run.tma"],
        ["it.data.blockchain", "it.run.msp"],
        id="non assurées announces",
    ),
    pytest.param(
        [
            "Activités déclarées",
            [
                ["Code", "Activité", "Garantie"],
                ["A1", "Infogérance", "oui (1)"],
                ["A2", "Formation en informatique", "oui"],
            ],
            "(1) à l'exclusion de l'hébergement de données de santé.",
        ],
        ["it.run.msp", "it.training"],
        ["it.run.hds"],
        id="a note of a row leaves an activity out",
    ),
]


@pytest.mark.parametrize(("lines", "covered", "excluded"), CASES)
def test_assembly_activities_of_an_attestation(
    knowledge: Knowledge, lines: object, covered: list[str], excluded: list[str]
) -> None:
    announced = isinstance(lines, list) and isinstance(lines[0], str)
    document = lines if isinstance(lines, str) or announced else [lines]
    found = ids(read(document, knowledge), knowledge, Kind.ATTESTATION)

    assert (set(covered), set(excluded)) == found


@pytest.mark.parametrize(
    ("lines", "condition"),
    [
        pytest.param(
            "Activités garanties : conseil informatique ; vente de matériel informatique dans la "
            "limite de 20 % du chiffre d'affaires ; formation.",
            "dans la limite de 20 % du chiffre d'affaires",
            id="share of turnover",
        ),
        pytest.param(
            "Activités garanties : vente de matériel informatique, hors téléphonie.",
            "hors téléphonie",
            id="narrowing that names no activity",
        ),
        pytest.param(
            "Activités garanties : vente de matériel informatique, sous réserve du paiement de la "
            "cotisation.",
            None,
            id="payment of the premium",
        ),
    ],
)
def test_assembly_activities_condition(
    knowledge: Knowledge, lines: str, condition: str | None
) -> None:
    covered, _ = find_activities(read(lines, knowledge), knowledge)

    assert {"it.hw.sale": condition} == {f.id: f.condition for f in covered if f.id == "it.hw.sale"}


def test_assembly_activities_of_a_premium_notice_are_none(knowledge: Knowledge) -> None:
    analysis = read("Activité assurée : hébergement", knowledge)

    assert find_activities(analysis, knowledge, kind=Kind.OTHER) == ((), ())


def test_assembly_activities_of_a_contract_are_the_services_ordered(knowledge: Knowledge) -> None:
    analysis = read(
        "# Article 1 - Objet\nLe Client confie au Prestataire l'infogérance de ses serveurs et la "
        "formation des utilisateurs. L'hébergement ne fait pas partie du contrat.\n"
        "# Article 2 - Définitions\nMaintenance applicative : la correction des anomalies.",
        knowledge,
    )

    assert ({"it.run.msp", "it.training"}, {"it.run.hosting"}) == ids(
        analysis, knowledge, Kind.CONTRACT
    )


def test_assembly_activities_quote_the_item(knowledge: Knowledge) -> None:
    analysis = read("Activités garanties : conseil ; Hébergement chez un tiers ; TMA", knowledge)
    covered, _ = find_activities(analysis, knowledge)

    quotes = {fact.id: fact.evidence[0].quote for fact in covered}
    assert quotes["it.run.hosting"] == "Hébergement chez un tiers"


@pytest.mark.parametrize(
    ("lines", "suggested", "silent"),
    [
        pytest.param(
            "Activités assurées : toutes activités informatiques",
            {"it.build.dev", "it.consulting.si", "it.run.tma", "it.staff.regie"},
            {"it.run.hosting", "it.telecom.cabling", "it.hw.sale", "it.training", "it.run.hds"},
            id="IT at large",
        ),
        pytest.param(
            "Activités assurées : cybersécurité",
            {"it.cyber.audit", "it.cyber.soc"},
            {"it.cyber.trust", "it.build.dev"},
            id="cybersecurity at large",
        ),
        pytest.param(
            "Responsabilité civile des sociétés de services informatiques",
            set(),
            {"it.build.dev"},
            id="a title is no activity",
        ),
    ],
)
def test_assembly_activities_umbrellas(
    knowledge: Knowledge, lines: str, suggested: set[str], silent: set[str]
) -> None:
    found = {fact.id for fact in find_umbrellas(read(lines, knowledge), knowledge)}

    assert (suggested <= found, found & silent) == (True, set())


def test_assembly_activities_of_a_hostile_line_take_little_time(knowledge: Knowledge) -> None:
    line = "Activités garanties : " + "hébergement, hors TMA, sans (formation) " * 4000
    analysis = read(line, knowledge)
    analysis.hits("activities")
    analysis.hits("scope-cues")
    begun = time.process_time()

    assert find_activities(analysis, knowledge) == ((), ())
    assert time.process_time() - begun < 5
