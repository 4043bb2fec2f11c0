"""Whom a promise favours, its ceiling, and what it leaves free; one sentence, one reading."""

from __future__ import annotations

import pytest
from builders import make_document

from checker.assembly.clauses import find_clauses
from checker.domain import Clause
from checker.knowledge import Knowledge
from checker.language import analyse


def only(text: str, identifier: str, knowledge: Knowledge) -> Clause:
    clauses = find_clauses(analyse(make_document(text), knowledge), knowledge)
    (found,) = [clause for clause in clauses if clause.id == identifier]
    return found


@pytest.mark.parametrize(
    ("sentence", "beneficiary"),
    [
        pytest.param(
            "Le Client renonce à tout recours contre le Prestataire.", "supplier", id="client",
        ),
        pytest.param(
            "Le Client et ses assureurs renoncent à tout recours à l'encontre de l'Hébergeur.",
            "supplier", id="client and its insurers",
        ),
        pytest.param(
            "Le Prestataire renonce à tout recours contre le Client et ses assureurs.",
            "client", id="supplier",
        ),
        pytest.param(
            "Les Parties renoncent réciproquement à tout recours.", "both", id="reciprocal",
        ),
        pytest.param(
            "The Customer waives all claims against the Supplier.", "supplier", id="customer",
        ),
        pytest.param(
            "The Supplier waives all rights of subrogation against the Client.",
            "client", id="English supplier",
        ),
        pytest.param(
            "Le Prestataire, à la demande du Client, renonce à tout recours.", None, id="doubt",
        ),
    ],
)  # fmt: skip
def test_waiver_favours_who_does_not_waive(
    sentence: str, beneficiary: str | None, knowledge: Knowledge
) -> None:
    assert only(sentence, "ct.renonciation", knowledge).beneficiary == beneficiary


@pytest.mark.parametrize(
    ("text", "capped"),
    [
        pytest.param(
            "Le Prestataire garantit le Client contre toute action en contrefaçon, sans limitation de montant.",
            False, id="sans limitation de montant",
        ),
        pytest.param(
            "Le Prestataire garantit le Client contre toute action en contrefaçon. Cette garantie n'est soumise à aucun plafond.",
            False, id="next sentence",
        ),
        pytest.param(
            "The Supplier shall indemnify the Client without limit against any claim that the Deliverables infringe third-party rights.",
            False, id="without limit",
        ),
        pytest.param(
            "The Supplier shall indemnify the Client against any claim, including without limitation legal costs, that the Deliverables infringe third-party rights.",
            None, id="including without limitation",
        ),
        pytest.param(
            "Le Prestataire garantit le Client contre toute action en contrefaçon, sans limitation de durée.",
            None, id="duration",
        ),
    ],
)  # fmt: skip
def test_ip_promise_without_ceiling(text: str, capped: bool | None, knowledge: Knowledge) -> None:
    assert only(text, "ct.garantie_pi", knowledge).capped is capped


@pytest.mark.parametrize(
    ("sentence", "form"),
    [
        pytest.param(
            "Le Prestataire ne peut sous-traiter sans l'agrément du Client.", "consent", id="agrément",
        ),
        pytest.param("Le Prestataire s'interdit de sous-traiter.", "forbidden", id="interdit"),
        pytest.param(
            "Le Prestataire pourra librement sous-traiter tout ou partie des prestations.",
            "free", id="librement",
        ),
        pytest.param(
            "The Supplier shall not subcontract without consent.", "consent", id="consent",
        ),
        pytest.param("The Supplier may subcontract the Services.", "free", id="may"),
        pytest.param("The Supplier may not subcontract the Services.", "forbidden", id="may not"),
    ],
)  # fmt: skip
def test_subcontracting_form(sentence: str, form: str, knowledge: Knowledge) -> None:
    assert only(sentence, "ct.sstt", knowledge).form == form
