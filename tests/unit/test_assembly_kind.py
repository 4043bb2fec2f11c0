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
