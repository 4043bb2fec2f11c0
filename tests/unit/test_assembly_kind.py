from __future__ import annotations

from decimal import Decimal

import pytest
from builders import make_document
from equipment.identity_cases import Case, having

from checker.assembly.kind import families_of, find_kind
from checker.domain import Basis, Guarantee, GuaranteeStatus, Kind
from checker.knowledge import Knowledge
from checker.language import analyse


@pytest.mark.parametrize("case", [pytest.param(c, id=c.name) for c in having("kind")])
def test_assembly_kind_of_identity_cases(case: Case, knowledge: Knowledge) -> None:
    found = find_kind(analyse(make_document(case.lines), knowledge), knowledge)
    assert case.expected["kind"] == found.kind.value
    if "refusal" in case.expected:
        assert case.expected["refusal"] == found.refusal


@pytest.mark.parametrize(
    ("lines", "kind", "refusal"),
    [
        pytest.param(
            [
                "AVIS D'ÉCHÉANCE",
                "Le présent avis ne vaut pas attestation d'assurance.",
                "Une attestation d'assurance vous sera adressée après encaissement.",
            ],
            Kind.OTHER,
            "premium_notice",
            id="a notice that speaks of an attestation",
        ),
        pytest.param(
            [
                "ATTESTATION D'ASSURANCE",
                "Vellave IARD atteste que ORBE SAS est assurée, sous réserve du paiement de la prime.",
                "Appel de cotisation réglé au 12/01/2026",
            ],
            Kind.ATTESTATION,
            None,
            id="an attestation that speaks of the premium",
        ),
        pytest.param(
            ["ATTESTATION D'ASSURANCE", "Orbe SAS est assurée par Vellave IARD", "SPÉCIMEN"],
            Kind.OTHER,
            "specimen",
            id="a stamp after the title",
        ),
        pytest.param(["QUOTATION", "Professional indemnity", "Premium GBP 1,200"], Kind.OTHER, "quotation", id="quotation"),
        pytest.param(
            ["Invoice", "Professional indemnity premium 2026", "Total GBP 1,200"],
            Kind.OTHER,
            "invoice",
            id="invoice",
        ),
        pytest.param(["Bonjour", "Ci-joint les photos."], Kind.OTHER, "unrecognised", id="nothing of the kind"),
        pytest.param(
            [
                "CONDITIONS PARTICULIÈRES",
                "Article 12 : l'assureur délivre une attestation d'assurance sur demande.",
            ],
            Kind.POLICY,
            None,
            id="a policy that promises an attestation",
        ),
    ],
)  # fmt: skip
def test_assembly_kind_goes_by_title(
    lines: list[str], kind: Kind, refusal: str | None, knowledge: Knowledge
) -> None:
    found = find_kind(analyse(make_document(lines), knowledge), knowledge)
    assert (kind, refusal) == (found.kind, found.refusal)


def test_assembly_kind_quotes_the_title(knowledge: Knowledge) -> None:
    document = make_document(["Devis n° 12", "Responsabilité civile professionnelle"])
    found = find_kind(analyse(document, knowledge), knowledge)
    assert [e.quote for e in found.evidence] == ["Devis"]


def line(section: str, line_id: str, status: GuaranteeStatus) -> Guarantee:
    return Guarantee(
        section=section,
        id=line_id,
        label="ligne",
        status=status,
        amount=Decimal(1000) if status is GuaranteeStatus.GRANTED else None,
        currency="EUR",
        basis=Basis.PER_CLAIM,
        amount_year=None,
        sublimit=False,
        deductible=None,
        condition=None,
        evidence=(),
    )


GRANTED, REFUSED = GuaranteeStatus.GRANTED, GuaranteeStatus.NOT_SUBSCRIBED


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([line("rc.exploitation", "rc.tous_dommages", GRANTED)], ("rc.exploitation",), id="title says more"),
        pytest.param(
            [line("rc.pro", "rc.tous_dommages", GRANTED), line("cyb", "rc.tous_dommages", REFUSED)],
            ("rc.pro",),
            id="refused section",
        ),
        pytest.param(
            [line("rc.exploitation", "rc.tous_dommages", GRANTED), line("rc.apres_livraison", "rc.tous_dommages", GRANTED)],
            ("rc.exploitation",),
            id="after delivery is no family",
        ),
        pytest.param([line("def.pj", "def.penal", GRANTED)], (), id="a defence heading grants no legal protection"),
        pytest.param([line("def.pj", "def.pj", GRANTED)], ("def.pj",), id="legal protection"),
        pytest.param([line("rc.pro", "rc.tous_dommages", REFUSED)], (), id="nothing granted"),
    ],
)  # fmt: skip
def test_assembly_kind_families_come_from_grants(
    lines: list[Guarantee], expected: tuple[str, ...], knowledge: Knowledge
) -> None:
    document = make_document(["ATTESTATION RESPONSABILITÉ CIVILE PROFESSIONNELLE"])
    assert expected == families_of(lines, analyse(document, knowledge), knowledge)


def test_assembly_kind_families_in_prose_without_lines(knowledge: Knowledge) -> None:
    document = make_document(
        [
            "ATTESTATION D'ASSURANCE CYBER",
            "Vellave IARD garantit la responsabilité civile professionnelle de la société ORBE SAS.",
        ]
    )
    assert families_of((), analyse(document, knowledge), knowledge) == ("rc.pro",)


KINDS = [
    pytest.param(["AVIS D'ÉCHÉANCE VALANT ATTESTATION D'ASSURANCE", 'Vellave IARD atteste que la société ORBE SAS est titulaire du contrat n° 4471902.'], 'other', 'premium_notice', id='valant'),
    pytest.param(['Votre étude personnalisée', 'Devis RC Pro n° 4471', 'Garanties proposées'], 'other', 'quotation', id='etude'),
    pytest.param(["OFFRE D'ASSURANCE RESPONSABILITÉ CIVILE PROFESSIONNELLE", 'Offre valable 30 jours'], 'other', 'quotation', id='offre'),
    pytest.param(['PROJET DE CONDITIONS PARTICULIÈRES', 'Souscripteur : ORBE SAS'], 'other', 'quotation', id='cp projet'),
    pytest.param(['CONDITIONS PARTICULIÈRES', 'PROJET', 'Souscripteur : ORBE SAS'], 'other', None, id='cp projet 2'),
    pytest.param(['APPEL DE PRIME', 'Contrat 4471902'], 'other', 'premium_notice', id='prime'),
    pytest.param(['ATTESTATION DE VIGILANCE', "L'URSSAF atteste que la société ORBE SAS est à jour de ses obligations."], 'other', None, id='vigilance'),
    pytest.param(["ATTESTATION SUR L'HONNEUR", 'Je soussigné Paul Kern atteste que ma société est assurée.'], 'other', None, id='honneur'),
    pytest.param(['Attestation de régularité fiscale', 'La DGFiP atteste que la société est à jour.'], 'other', None, id='fiscale'),
    pytest.param(["BULLETIN D'ADHÉSION", 'Assurance RC Pro', 'Je soussigné demande à adhérer'], 'other', 'questionnaire', id='adhesion bulletin'),
    pytest.param(["Fiche d'information et de conseil", 'Vos besoins', 'Garanties : RC Pro'], 'other', None, id='fic'),
    pytest.param(['Échéancier de vos cotisations 2026', 'Contrat RC Pro'], 'other', 'premium_notice', id='echeancier'),
    pytest.param(['Insurance Quote', 'Professional indemnity', 'Quote reference 1234'], 'other', 'quotation', id='quote en'),
    pytest.param(['RENEWAL INVITATION', 'Your policy expires on 1 March 2026'], 'other', None, id='renewal'),
    pytest.param(["DEVIS N° 2026-4471 Responsabilité civile professionnelle des métiers de l'informatique établi le 3 mars 2026 pour la société ORBE SAS à Lyon, valable trente jours à compter de son émission", 'Garanties : RC Pro 1 000 000 €'], 'other', 'quotation', id='long merged devis'),
    pytest.param(["ATTESTATION D'ASSURANCE Responsabilité civile professionnelle des métiers de l'informatique et du conseil en technologies, contrat souscrit par la société ORBE SAS à Lyon (69003)", 'Vellave IARD atteste que la société ORBE SAS est titulaire du contrat n° 4471902.'], 'attestation', None, id='long merged attestation'),
    pytest.param(["ATTESTATION D'ASSURANCE", "Vellave IARD atteste que la société ORBE SAS est titulaire du contrat n° 4471902. SPECIMEN Les garanties s'exercent"], 'other', 'specimen', id='watermark merged'),
    pytest.param(['RELANCE – COTISATION IMPAYÉE', 'Contrat 4471902'], 'other', None, id='relance'),
    pytest.param(['Avis de suspension de garantie', 'Contrat 4471902'], 'other', 'termination', id='suspension'),
    pytest.param(["CERTIFICAT D'ADHÉSION", 'Contrat collectif n° 4471902', 'Adhérent : ORBE SAS'], 'policy', None, id='certificat adh'),
    pytest.param(["CONTRAT D'ASSURANCE RESPONSABILITÉ CIVILE PROFESSIONNELLE", 'Dispositions particulières', 'Souscripteur : ORBE SAS'], 'policy', None, id='contrat assurance'),
    pytest.param(['Contrat de sous-traitance informatique', "Entre les soussignés : ORBE SAS, RCS Lyon, ci-après le Client, d'une part, et", "NIMBE SARL, RCS Lyon, ci-après le Prestataire, d'autre part,", "Annexe 3 – Attestation d'assurance"], 'contract', None, id='contract w/ attestation annex list'),
    pytest.param(['Déclaration de sinistre RC Pro', 'Contrat 4471902'], 'other', 'claims_history', id='declaration'),
    pytest.param(['De : Agence Vellave', "Objet : votre attestation d'assurance", 'Bonjour, veuillez trouver ci-joint votre attestation.'], 'attestation', None, id='mail'),
    pytest.param(['Objet : votre devis RC Pro', 'Bonjour, veuillez trouver ci-joint le devis.'], 'other', 'quotation', id='email devis'),
    pytest.param(['SUMMARY OF COVER', 'This is not a certificate of insurance.', 'Professional indemnity GBP 1,000,000'], 'other', None, id='en not cert'),
    pytest.param(["ATTESTATION D'ASSURANCE", 'Vellave IARD atteste que la société ORBE SAS est titulaire du contrat n° 4471902.', 'Facture acquittée'], 'attestation', None, id='attestation w/ facture annexe'),
    pytest.param(["ATTESTATION PROVISOIRE D'ASSURANCE", 'Vellave IARD atteste que la société ORBE SAS est titulaire du contrat n° 4471902.'], 'attestation', None, id='sous reserve encaissement'),
    pytest.param(['Extrait K-bis', 'Greffe'], 'other', 'registry_extract', id='kbis en'),
    pytest.param(['AVIS DE SITUATION AU RÉPERTOIRE SIRENE'], 'other', 'registry_extract', id='sirene'),
    pytest.param(["Relevé d'identité bancaire", 'IBAN FR76'], 'other', None, id='rib'),
    pytest.param(['CAHIER DES CLAUSES TECHNIQUES PARTICULIÈRES', "Article 5 : le titulaire produit une attestation d'assurance"], 'contract', None, id='cctp'),
    pytest.param(["CONDITIONS GÉNÉRALES D'HÉBERGEMENT", 'Les présentes conditions générales régissent', "Attestation d'assurance sur demande"], 'contract', None, id='loi'),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "kind", "refusal"), KINDS)
def test_assembly_kind_of_titles(
    lines: list[str], kind: str, refusal: str | None, knowledge: Knowledge
) -> None:
    found = find_kind(analyse(make_document(lines), knowledge), knowledge)
    assert kind == found.kind.value
    assert refusal in (None, found.refusal)
    assert (found.kind is Kind.OTHER) == (found.refusal is not None)


def test_assembly_kind_title_in_capitals_at_the_head_of_a_sentence(knowledge: Knowledge) -> None:
    line = "ATTESTATION D'ASSURANCE délivrée à ORBE DATA SAS, contrat 5520-0007, année 2026."

    assert find_kind(analyse(make_document(line), knowledge), knowledge).kind is Kind.ATTESTATION
