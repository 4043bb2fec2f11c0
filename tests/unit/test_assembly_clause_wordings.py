"""Clauses as general terms, framework contracts and MSAs really word them, French and English."""

from __future__ import annotations

import pytest
from contract_files import contract

from checker.domain import Clause
from checker.knowledge import Knowledge
from checker.service import extract

Wanted = dict[str, dict[str, object] | None]


def clauses(knowledge: Knowledge, text: str, language: str, title: str) -> dict[str, Clause]:
    """Return the first clause or burden of each id of a contract with this article."""
    made = contract([(title, text)], language=language)
    facts = extract(made.data, name=made.name, knowledge=knowledge)
    found: dict[str, Clause] = {}
    for clause in (*facts.clauses, *facts.burdens):
        found.setdefault(clause.id, clause)
    return found


def check(knowledge: Knowledge, text: str, wanted: Wanted, language: str, title: str) -> None:
    found = clauses(knowledge, text, language, title)
    for identifier, values in wanted.items():
        assert (identifier in found) is (values is not None), sorted(found)
        for key, value in (values or {}).items():
            assert str(getattr(found[identifier], key)) == str(value), (identifier, key)


@pytest.mark.parametrize(
    ("text", "wanted", "language", "title"),
    [
        pytest.param('En toute hypothèse, et quel que soit le fondement de la responsabilité du Prestataire, les dommages et intérêts et toutes réparations dus par le Prestataire au Client, toutes causes confondues, ne pourront excéder les sommes hors taxes versées par le Client en contrepartie de la dernière période de douze mois.', {'ct.cap': {'form': 'fees_12_months'}}, 'fr', 'Dispositions', id='fr: En toute hypothèse, et quel que soit'),
        pytest.param("Dans l'hypothèse où la responsabilité de la société serait retenue, le montant de l'indemnité due au Client serait expressément limité au montant des sommes perçues par le Prestataire au titre de la commande en cause.", {'ct.cap': {'form': 'per_order'}}, 'fr', 'Dispositions', id="fr: Dans l'hypothèse où la responsabilité de la"),
        pytest.param('De convention expresse entre les parties, la responsabilité du Prestataire est plafonnée, tous préjudices confondus, à cinquante pour cent (50 %) du montant annuel hors taxes du contrat.', {'ct.cap': {'form': 'percent_of_price', 'rate': 50}}, 'fr', 'Dispositions', id='fr: De convention expresse entre les parties, la'),
        pytest.param("Si la responsabilité du Prestataire devait être reconnue, le Client ne pourrait prétendre à d'autres indemnités que le remboursement des règlements effectués au titre des douze derniers mois.", {'ct.cap': {'form': 'fees_12_months'}}, 'fr', 'Dispositions', id='fr: Si la responsabilité du Prestataire devait être'),
        pytest.param("Le Client reconnaît qu'aucune indemnisation supérieure à 75 000 euros ne pourra être mise à la charge du Prestataire.", {'ct.cap': {'form': 'fixed', 'amount': 75000}}, 'fr', 'Dispositions', id="fr: Le Client reconnaît qu'aucune indemnisation supérieure à"),
        pytest.param('Le montant global et cumulé des indemnités à la charge du Titulaire est limité, par année civile, à deux cent cinquante mille (250 000) euros.', {'ct.cap': {'form': 'fixed', 'amount': 250000, 'basis': 'PER_YEAR'}}, 'fr', 'Dispositions', id='fr: Le montant global et cumulé des indemnités'),
        pytest.param("La responsabilité de l'Éditeur n'excédera en aucun cas 10 000 euros HT par sinistre et 50 000 euros HT par an.", {'ct.cap': {'form': 'fixed', 'amount': 10000}}, 'fr', 'Dispositions', id="fr: La responsabilité de l'Éditeur n'excédera en aucun"),
        pytest.param("La responsabilité de chacune des Parties est limitée au double des montants facturés au cours de l'année contractuelle concernée.", {'ct.cap': {'rate': 200}}, 'fr', 'Dispositions', id='fr: La responsabilité de chacune des Parties est'),
        pytest.param('Le Prestataire indemnisera le Client des seuls dommages directs, dans la limite globale de 120 % du prix du contrat.', {'ct.cap': {'rate': 120}}, 'fr', 'Dispositions', id='fr: Le Prestataire indemnisera le Client des seuls'),
        pytest.param("Le service étant fourni à titre gratuit, la responsabilité de l'Éditeur ne saurait excéder un euro.", {'ct.cap': {'amount': 1}}, 'fr', 'Dispositions', id='fr: Le service étant fourni à titre gratuit'),
        pytest.param('EXCEPT AS SET OUT IN CLAUSE 9.1, IN NO EVENT SHALL THE AGGREGATE LIABILITY OF THE SUPPLIER EXCEED THE TOTAL AMOUNT PAID BY CUSTOMER HEREUNDER IN THE TWELVE MONTHS PRECEDING THE FIRST INCIDENT OUT OF WHICH THE LIABILITY AROSE.', {'ct.cap': {'form': 'fees_12_months'}}, 'en', 'Dispositions', id='en: EXCEPT AS SET OUT IN CLAUSE 9.1'),
        pytest.param("Subject to clause 12.1, the Supplier's total liability to the Customer, whether in contract, tort (including negligence), breach of statutory duty or otherwise, shall be limited to one hundred and fifty per cent (150%) of the Charges payable under the relevant Statement of Work.", {'ct.cap': {'form': 'per_order', 'rate': 150}}, 'en', 'Dispositions', id="en: Subject to clause 12.1, the Supplier's total"),
        pytest.param('The maximum aggregate liability of the Supplier in respect of each Contract Year shall be £1,000,000.', {'ct.cap': {'form': 'fixed', 'amount': 1000000, 'basis': 'PER_YEAR'}}, 'en', 'Dispositions', id='en: The maximum aggregate liability of the Supplier'),
        pytest.param('Provider will not be liable to Customer for damages in excess of two times the annual subscription fees.', {'ct.cap': {'rate': 200}}, 'en', 'Dispositions', id='en: Provider will not be liable to Customer'),
        pytest.param("Each party's liability under this Agreement is capped at the greater of EUR 500,000 and the fees paid in the preceding 12 months.", {'ct.cap': {'choice': 'greater', 'amount': 500000}}, 'en', 'Dispositions', id="en: Each party's liability under this Agreement is"),
        pytest.param("The Supplier's liability is limited to the amount recoverable under its professional indemnity insurance.", {'ct.cap': {'form': 'policy_limit'}}, 'en', 'Dispositions', id="en: The Supplier's liability is limited to the"),
        pytest.param("Le Prestataire est responsable, sans limitation, de l'ensemble des dommages directs et indirects causés au Client.", {'ct.nocap': {}}, 'fr', 'Dispositions', id='fr: Le Prestataire est responsable, sans limitation, de'),
        pytest.param("Le Prestataire supportera l'entière réparation des préjudices de toute nature subis par le Client, sans plafond.", {'ct.nocap': {}}, 'fr', 'Dispositions', id="fr: Le Prestataire supportera l'entière réparation des préjudices"),
        pytest.param("Aucun plafond de responsabilité n'est applicable au Prestataire.", {'ct.nocap': {}}, 'fr', 'Dispositions', id="fr: Aucun plafond de responsabilité n'est applicable au"),
        pytest.param("Nothing in this Agreement shall operate to limit the Supplier's liability, which shall be unlimited.", {'ct.nocap': {}}, 'en', 'Dispositions', id='en: Nothing in this Agreement shall operate to'),
        pytest.param("There shall be no cap on the Supplier's liability under this Agreement.", {'ct.nocap': {}}, 'en', 'Dispositions', id='en: There shall be no cap on the'),
        pytest.param('The Supplier accepts full and unlimited liability for all losses suffered by the Customer.', {'ct.nocap': {}}, 'en', 'Dispositions', id='en: The Supplier accepts full and unlimited liability'),
        pytest.param("La responsabilité du Prestataire est limitée à 300 000 €.\nLa limitation ci-dessus ne saurait trouver application en cas de dommages corporels, de violation du secret des affaires ou d'atteinte aux données à caractère personnel.", {'ct.cap.carveouts': {}}, 'fr', 'Dispositions', id='fr: La limitation ci-dessus ne saurait trouver application'),
        pytest.param("La responsabilité du Prestataire est limitée à 300 000 €.\nSont exclus du plafond les préjudices résultant d'une contrefaçon ou d'une perte de données.", {'ct.cap.carveouts': {}}, 'fr', 'Dispositions', id='fr: Sont exclus du plafond les préjudices résultant'),
        pytest.param("La responsabilité du Prestataire est limitée à 300 000 €.\nPar exception, aucune limitation ne s'applique en cas de manquement à l'article Confidentialité.", {'ct.cap.carveouts': {}}, 'fr', 'Dispositions', id="fr: Par exception, aucune limitation ne s'applique en"),
        pytest.param('La responsabilité du Prestataire est limitée à 300 000 €.\nLes plafonds susvisés ne sont pas opposables au Client en cas de contrefaçon.', {'ct.cap.carveouts': {}}, 'fr', 'Dispositions', id='fr: Les plafonds susvisés ne sont pas opposables'),
        pytest.param("The Supplier's liability shall not exceed EUR 300,000.\nThe limitations in this clause shall not apply to claims arising from infringement of intellectual property rights, breach of confidentiality or data protection obligations.", {'ct.cap.carveouts': {}}, 'en', 'Dispositions', id='en: The limitations in this clause shall not'),
        pytest.param("The Supplier's liability shall not exceed EUR 300,000.\nThe foregoing cap excludes liability for infringement of third-party intellectual property.", {'ct.cap.carveouts': {}}, 'en', 'Dispositions', id='en: The foregoing cap excludes liability for infringement'),
        pytest.param("The Supplier's liability shall not exceed EUR 300,000.\nNothing in this Agreement limits or excludes liability for death or personal injury caused by negligence, or fraud.", {'ct.cap.carveouts': {}}, 'en', 'Dispositions', id='en: Nothing in this Agreement limits or excludes'),
    ],
)  # fmt: skip
def test_clause_wordings_of_caps(
    text: str, wanted: Wanted, language: str, title: str, knowledge: Knowledge
) -> None:
    check(knowledge, text, wanted, language, title)


@pytest.mark.parametrize(
    ("text", "wanted", "language", "title"),
    [
        pytest.param("Tout retard imputable au Titulaire donne lieu, sans mise en demeure préalable, à l'application d'une pénalité égale à 1/1000e du montant du marché par jour calendaire de retard.", {'ct.penalites': {'rate': '0.1', 'unit': 'percent_per_day'}}, 'fr', 'Dispositions', id='fr: Tout retard imputable au Titulaire donne lieu'),
        pytest.param("À défaut de livraison dans les délais, le Prestataire sera redevable de plein droit d'une pénalité de cent cinquante (150) euros par jour ouvré de retard, plafonnée à 5 % du prix de la commande.", {'ct.penalites': {'rate': 150, 'cap_percent': 5}}, 'fr', 'Dispositions', id='fr: À défaut de livraison dans les délais'),
        pytest.param('P = V x R / 1000, dans laquelle P = le montant de la pénalité, V = la valeur des prestations, R = le nombre de jours de retard.', {'ct.penalites': {'rate': '0.1'}}, 'fr', 'Dispositions', id='fr: P = V x R / 1000'),
        pytest.param("Les pénalités sont cumulables sans que leur montant puisse dépasser quinze pour cent (15 %) du montant annuel du contrat.\nUne pénalité de 2 % par semaine de retard s'applique.", {'ct.penalites': {'rate': 2}}, 'fr', 'Dispositions', id='fr: Une pénalité de 2 % par semaine'),
        pytest.param('If the Supplier fails to meet a Milestone Date, it shall pay to the Customer liquidated damages at the rate of 0.5% of the Milestone Payment for each day of delay, subject to a maximum of 10%.', {'ct.penalites': {'rate': '0.5', 'cap_percent': 10}}, 'en', 'Dispositions', id='en: If the Supplier fails to meet a'),
        pytest.param('Delay penalties of EUR 1,500 per week shall be payable by the Supplier.', {'ct.penalites': {'rate': 1500}}, 'en', 'Dispositions', id='en: Delay penalties of EUR 1,500 per week'),
        pytest.param("Le Prestataire garantit être titulaire d'une police d'assurance RC Professionnelle auprès d'un assureur notoirement solvable, à hauteur de 1,5 M€ par sinistre et par an.", {'ct.assurance': {'head': 'rc.pro', 'amount': 1500000}}, 'fr', 'Assurance', id="fr: Le Prestataire garantit être titulaire d'une police"),
        pytest.param("Le Titulaire devra, à tout moment, pouvoir justifier qu'il est couvert au titre de sa responsabilité civile professionnelle pour un montant qui ne saurait être inférieur à deux millions d'euros (2 000 000 €).", {'ct.assurance': {'amount': 2000000}, 'ct.cap': None}, 'fr', 'Assurances', id='fr: Le Titulaire devra, à tout moment, pouvoir'),
        pytest.param("Chaque Partie déclare avoir souscrit une police d'assurance couvrant sa responsabilité civile, et s'engage à en fournir l'attestation à première demande.", {'ct.assurance': {}, 'ct.attestation': {}}, 'fr', 'Assurance', id='fr: Chaque Partie déclare avoir souscrit une police'),
        pytest.param('The Supplier shall at its own cost take out and maintain in force with reputable insurers professional indemnity cover of GBP 5 million in respect of any one claim and cyber liability cover of GBP 2 million in the aggregate.', {'ct.assurance': {'amount': 5000000, 'head': 'rc.pro'}}, 'en', 'Insurance', id='en: The Supplier shall at its own cost'),
        pytest.param('The Supplier shall procure that the Customer is named as an additional insured under such policies and shall provide certificates of insurance on request.', {'ct.assurance_assure': {}, 'ct.attestation': {}}, 'en', 'Insurance', id='en: The Supplier shall procure that the Customer'),
        pytest.param("Le Prestataire renonce et s'engage à faire renoncer ses assureurs à exercer tout recours à l'encontre du Client.", {'ct.renonciation': {'beneficiary': 'client'}}, 'fr', 'Dispositions', id="fr: Le Prestataire renonce et s'engage à faire"),
        pytest.param('Les Parties et leurs assureurs renoncent réciproquement à tout recours.', {'ct.renonciation': {'beneficiary': 'both'}}, 'fr', 'Dispositions', id='fr: Les Parties et leurs assureurs renoncent réciproquement'),
        pytest.param("The Supplier's insurers shall waive all rights of subrogation against the Customer.", {'ct.renonciation': {'beneficiary': 'client'}}, 'en', 'Dispositions', id="en: The Supplier's insurers shall waive all rights"),
        pytest.param("L'abandon de recours consenti par le Client au profit du Prestataire s'étend à ses assureurs.", {'ct.renonciation': {'beneficiary': 'supplier'}}, 'fr', 'Dispositions', id="fr: L'abandon de recours consenti par le Client"),
        pytest.param("Le Prestataire s'engage, dans le cadre d'une obligation de résultat, à respecter le calendrier.", {'ct.resultat': {}}, 'fr', 'Dispositions', id="fr: Le Prestataire s'engage, dans le cadre d'une"),
        pytest.param('Les engagements souscrits par le Prestataire au titre des niveaux de service constituent des obligations de résultat.', {'ct.resultat': {}}, 'fr', 'Dispositions', id='fr: Les engagements souscrits par le Prestataire au'),
        pytest.param("Le Prestataire n'est tenu que d'une obligation de moyens, à l'exclusion de toute obligation de résultat.", {'ct.resultat': None}, 'fr', 'Dispositions', id="fr: Le Prestataire n'est tenu que d'une obligation"),
        pytest.param('Supplier warrants that the Deliverables will conform in all respects to the Specifications and will be free from defects.', {'ct.resultat': {}}, 'en', 'Dispositions', id='en: Supplier warrants that the Deliverables will conform'),
        pytest.param('The Supplier does not warrant that the Service will be uninterrupted or error free.', {'ct.resultat': None}, 'en', 'Dispositions', id='en: The Supplier does not warrant that the'),
        pytest.param("En cas de réclamation d'un tiers alléguant une contrefaçon, le Prestataire s'engage à prendre fait et cause pour le Client et à supporter tous dommages et intérêts, sans limitation.", {'ct.garantie_pi': {'capped': False}}, 'fr', 'Dispositions', id="fr: En cas de réclamation d'un tiers alléguant"),
        pytest.param('The Supplier shall defend, indemnify and hold harmless the Customer from any third-party claim alleging that the Deliverables infringe any intellectual property right. This indemnity is not subject to any cap.', {'ct.garantie_pi': {'capped': False}}, 'en', 'Dispositions', id='en: The Supplier shall defend, indemnify and hold'),
        pytest.param("L'Éditeur déclare détenir les droits et garantit le Client contre tout trouble de jouissance.", {'ct.garantie_pi': {}}, 'fr', 'Dispositions', id="fr: L'Éditeur déclare détenir les droits et garantit"),
        pytest.param("Sont expressément exclus de toute indemnisation le manque à gagner, la perte de données, l'atteinte à l'image et la perte de chance.", {'ct.indirects': {}}, 'fr', 'Dispositions', id='fr: Sont expressément exclus de toute indemnisation le'),
        pytest.param('De convention expresse, est assimilé à un préjudice indirect tout préjudice financier ou commercial, perte de bénéfice ou de clientèle.', {'ct.indirects': {}}, 'fr', 'Dispositions', id='fr: De convention expresse, est assimilé à un'),
        pytest.param('IN NO EVENT SHALL EITHER PARTY BE LIABLE FOR ANY INDIRECT, SPECIAL, INCIDENTAL, PUNITIVE OR CONSEQUENTIAL DAMAGES, OR LOST PROFITS.', {'ct.indirects': {}}, 'en', 'Dispositions', id='en: IN NO EVENT SHALL EITHER PARTY BE'),
        pytest.param('Le contrat est conclu pour une période initiale ferme de trente-six (36) mois, puis se renouvelle tacitement par périodes de douze mois sauf dénonciation avec un préavis de trois mois.', {'ct.duree': {'months': 36}}, 'fr', 'Dispositions', id='fr: Le contrat est conclu pour une période'),
        pytest.param('This Agreement shall commence on the Effective Date and shall remain in force for an initial period of three (3) years and thereafter renew for successive periods of one (1) year.', {'ct.duree': {'months': 36}}, 'en', 'Dispositions', id='en: This Agreement shall commence on the Effective'),
        pytest.param("Le marché est conclu pour une durée d'un an, reconductible trois fois, sans que sa durée totale puisse excéder quatre ans.", {'ct.duree': {'months': 12}, 'ct.cap': None}, 'fr', 'Dispositions', id='fr: Le marché est conclu pour une durée'),
        pytest.param('Les présentes sont soumises, tant pour leur formation que pour leur exécution, à la loi française.', {'ct.loi': {'law': 'FR'}}, 'fr', 'Dispositions', id='fr: Les présentes sont soumises, tant pour leur'),
        pytest.param("La loi applicable est la loi suisse, à l'exclusion de ses règles de conflit.", {'ct.loi': {'law': 'CH'}}, 'fr', 'Dispositions', id='fr: La loi applicable est la loi suisse'),
        pytest.param('This Agreement and any non-contractual obligations arising out of it shall be construed in accordance with English law.', {'ct.loi': {'law': 'GB'}}, 'en', 'Dispositions', id='en: This Agreement and any non-contractual obligations arising'),
        pytest.param('The laws of the Province of Québec shall apply.', {'ct.loi': {'law': 'CA'}}, 'en', 'Dispositions', id='en: The laws of the Province of Québec'),
        pytest.param('En cas de résiliation aux torts du Prestataire, celui-ci remboursera la totalité des sommes perçues.', {'burden.refund': {}}, 'fr', 'Dispositions', id='fr: En cas de résiliation aux torts du'),
        pytest.param('Le Prestataire garantit et relève indemne le Client de toute sanction pécuniaire prononcée par une autorité de contrôle.', {'burden.fines': {}}, 'fr', 'Dispositions', id='fr: Le Prestataire garantit et relève indemne le'),
        pytest.param('Les membres du groupement sont solidaires.', {'burden.joint': {}}, 'fr', 'Dispositions', id='fr: Les membres du groupement sont solidaires.'),
        pytest.param("The Supplier's liability is unlimited for death or personal injury only; otherwise it shall not exceed £500,000.", {"ct.cap": {"amount": 500000}, "ct.nocap": None, "ct.cap.carveouts": {}}, "en", "Dispositions", id="en: unlimited for injury, otherwise capped"),
        pytest.param("Le Prestataire reste seul responsable de ses sous-traitants, auxquels il peut librement recourir.", {"ct.sstt": {}}, "fr", "Dispositions", id="fr: librement recourir"),
        pytest.param("The Service shall be available 99.9% of the time in each calendar month.", {"ct.sla": {}}, "en", "Dispositions", id="en: available 99.9% of the time"),
        pytest.param("Acceptance shall be deemed to occur ten days after delivery unless the Customer rejects the Deliverables.", {"ct.recette": {}}, "en", "Dispositions", id="en: deemed acceptance"),
        pytest.param("La responsabilité du Client ne pourra excéder le montant des sommes restant dues.", {"ct.cap": None}, "fr", "Dispositions", id="fr: near miss, liability of the client"),
        pytest.param("L'assurance du Prestataire garantit sa responsabilité à hauteur de 3 000 000 € par sinistre.", {"ct.cap": None}, "fr", "Assurance", id="fr: near miss, what is insured"),
        pytest.param("La révision annuelle du prix ne peut excéder 3 %.", {"ct.cap": None}, "fr", "Dispositions", id="fr: near miss, price review"),
        pytest.param("Les avoirs sont plafonnés à 15 % de la redevance mensuelle.", {"ct.cap": None}, "fr", "Dispositions", id="fr: near miss, credits"),
        pytest.param("The Customer's liability to pay the Fees shall not be limited.", {"ct.nocap": None}, "en", "Dispositions", id="en: near miss, fees of the customer"),
        pytest.param("La responsabilité du Prestataire ne pourra être recherchée en cas de force majeure d'une durée excédant 30 jours.", {"ct.cap": None}, "fr", "Dispositions", id="fr: near miss, force majeure"),
    ],
)  # fmt: skip
def test_clause_wordings_of_promises(
    text: str, wanted: Wanted, language: str, title: str, knowledge: Knowledge
) -> None:
    check(knowledge, text, wanted, language, title)
