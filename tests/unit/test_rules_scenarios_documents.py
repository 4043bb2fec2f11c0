"""Loss scenarios on documents: from the printed words to the euros."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from builders import make_document

from checker.assembly.facts import assemble
from checker.domain import Declaration, Facts
from checker.knowledge import Knowledge
from checker.losses import Answer, HeadResult, ScenarioResult
from checker.rules.scenarios import play_scenarios

AS_OF = dt.date(2026, 6, 1)
HEAD = (
    "# Attestation d'assurance responsabilité civile professionnelle",
    "Compagnie des Trois Rivières atteste que la société ATELIER BOREAL SAS, SIREN 552 100 554, "
    "est titulaire du contrat n° 77-4401 à effet du 01/01/2024.",
    "La présente attestation est valable du 01/01/2026 au 31/12/2026.",
)
ACTIVITIES = ("# Activités assurées", "- Développement de logiciels", "- Infogérance")
COLUMNS = ("Garanties", "Montants", "Franchises")
PRO = ("RC PROFESSIONNELLE", "", "")
ALL = ("Tous dommages confondus", "2 000 000 € par sinistre et par an", "3 000 €")
DINC = ("dont dommages immatériels non consécutifs", "300 000 € par sinistre et par an", "3 000 €")
DATA = ("dont perte ou altération de données confiées", "20 000 € par an", "2 000 €")


def _document(
    *rows: Sequence[str], after: Sequence[str] = (), activities: Sequence[str] = ACTIVITIES,
    head: Sequence[str] = HEAD, name: str = "made.pdf",
) -> Any:  # fmt: skip
    return make_document([*head, *activities, [COLUMNS, *rows], *after], name=name)


def _play(
    knowledge: Knowledge, *documents: Any, scenario: str, loss: int | None = None, **asked: Any
) -> ScenarioResult:
    facts: list[Facts] = [assemble(document, knowledge) for document in documents]
    declaration = Declaration(as_of=asked.pop("as_of", AS_OF), **asked)
    total = None if loss is None else Decimal(loss)
    return play_scenarios(facts, declaration, knowledge, ids=(scenario,), loss=total).results[0]


def _head(result: ScenarioResult, name: str) -> HeadResult:
    return next(head for head in result.heads if head.id == name)


def test_scenarios_of_a_document_pay_the_sublimit_after_its_deductible(
    knowledge: Knowledge,
) -> None:
    result = _play(
        knowledge, _document(PRO, ALL, DINC, DATA), scenario="migration_data_loss", loss=65_000
    )
    rebuild = _head(result, "rebuild")

    assert (rebuild.answer, rebuild.limit, rebuild.deducted) == (Answer.ANSWERS, 20_000, 2_000)
    assert rebuild.exhaustible
    assert rebuild.evidence[0].quote == DATA[0]
    assert (rebuild.paid, result.paid, result.stays) == (20_000, 20_000, 45_000)


def test_scenarios_of_a_document_ask_where_only_the_carrier_is_printed(
    knowledge: Knowledge,
) -> None:
    result = _play(knowledge, _document(PRO, ALL, DINC), scenario="migration_data_loss")
    rebuild = _head(result, "rebuild")

    assert (rebuild.answer, rebuild.line, rebuild.evidence[0].quote) == (
        Answer.TO_CONFIRM, "rc.dinc", DINC[0],
    )  # fmt: skip
    assert (result.paid, rebuild.paid_at_best) == (0, 29_000)


def test_scenarios_of_a_document_with_unqualified_financial_loss_pay_nothing(
    knowledge: Knowledge,
) -> None:
    vague = ("dont dommages immatériels", "300 000 € par sinistre", "3 000 €")
    result = _play(knowledge, _document(PRO, ALL, vague), scenario="payment_down")

    assert (result.paid, result.paid_at_best) == (0, 0)
    assert _head(result, "turnover").answer in (Answer.UNCLEAR, Answer.NOT_EVIDENCED)


def test_scenarios_of_a_document_loss_below_the_deductible(knowledge: Knowledge) -> None:
    result = _play(
        knowledge, _document(PRO, ALL, DINC, DATA), scenario="migration_data_loss", loss=2_600
    )
    rebuild = _head(result, "rebuild")

    assert (rebuild.answer, rebuild.paid, rebuild.deducted) == (Answer.ANSWERS, 0, rebuild.loss)
    assert "below_deductible" in [obstacle.code for obstacle in rebuild.obstacles]


@pytest.mark.parametrize(
    ("activities", "answer"),
    [
        pytest.param(("# Activités assurées", "- Formation informatique"),
                     Answer.NOT_EVIDENCED, id="silent"),
        pytest.param(("# Activités assurées", "- Développement de logiciels",
                      "L'infogérance est exclue."), Answer.EXCLUDED, id="excluded"),
    ],
)  # fmt: skip
def test_scenarios_of_a_document_activity_is_a_hard_perimeter(
    knowledge: Knowledge, activities: tuple[str, ...], answer: Answer
) -> None:
    result = _play(
        knowledge, _document(PRO, ALL, DINC, DATA, activities=activities),
        scenario="failed_backup", activities=("it.run.msp",),
    )  # fmt: skip

    assert (result.answer, result.paid_at_best) == (answer, 0)
    assert result.activity == "it.run.msp"


@pytest.mark.parametrize("as_of", [dt.date(2025, 12, 31), dt.date(2027, 1, 1)])
def test_scenarios_of_a_document_out_of_force_say_and_quote_its_dates(
    knowledge: Knowledge, as_of: dt.date
) -> None:
    document = _document(PRO, ALL, DINC, DATA)
    result = _play(knowledge, document, scenario="migration_data_loss", as_of=as_of)

    assert (result.answer, result.paid_at_best) == (Answer.NOT_EVIDENCED, 0)
    assert "2026" in result.heads[0].evidence[0].quote


def test_scenarios_of_a_document_line_not_taken_out_is_quoted(knowledge: Knowledge) -> None:
    refused = ("dont propriété intellectuelle et contrefaçon", "Non souscrite", "-")
    result = _play(knowledge, _document(PRO, ALL, DINC, refused), scenario="copied_code")
    damages, rewrite = _head(result, "damages"), _head(result, "rewrite")

    assert (damages.answer, damages.evidence[0].quote) == (Answer.NOT_SUBSCRIBED, refused[0])
    assert rewrite.answer is Answer.UNINSURABLE
    assert (result.paid, result.paid_at_best) == (0, 0)


CYBER_HEAD = (
    "# Attestation d'assurance Cyber",
    "Compagnie des Trois Rivières atteste que la société ATELIER BOREAL SAS, SIREN 552 100 554, "
    "est titulaire du contrat cyber n° 88-1200.",
    "La présente attestation est valable du 01/01/2026 au 31/12/2026.",
)
CYBER = (
    ("CYBER", "", ""),
    ("Restauration des données et du système d'information", "50 000 € par an", "1 000 €"),
    ("Pertes d'exploitation", "100 000 € par an", "12 heures"),
    ("Cyber-extorsion", "Non souscrite", "-"),
)


def test_scenarios_of_two_policies_each_answer_for_their_own(knowledge: Knowledge) -> None:
    liability = _document(PRO, ALL, DINC, name="rc.pdf")
    cyber = _document(*CYBER, head=CYBER_HEAD, activities=(), name="cyber.pdf")
    result = _play(knowledge, liability, cyber, scenario="ransomware_plugin")
    restore, interruption = _head(result, "restore"), _head(result, "interruption")

    assert (restore.evidence[0].document, restore.paid) == ("cyber.pdf", 13_000)
    # Twelve hours of a stop of five days: a tenth of the loss.
    assert (interruption.deducted, interruption.paid) == (1_000, 9_000)
    assert _head(result, "ransom").answer is Answer.NOT_SUBSCRIBED
    # The liability policy is silent on intrusion, and silence is no answer.
    assert _head(result, "client_restore").answer is Answer.NOT_EVIDENCED
    assert result.paid == 22_000


def test_scenarios_of_a_cyber_policy_ask_it_for_the_defence_of_its_claims(
    knowledge: Knowledge,
) -> None:
    liability = (
        "Responsabilité civile cyber : atteinte aux données et à la sécurité du réseau de tiers",
        "1 000 000 € par an", "5 000 €",
    )  # fmt: skip
    refused = ("RC PROFESSIONNELLE", "Non souscrite", "-")
    document = _document(*CYBER, liability, refused, head=CYBER_HEAD, name="cyber.pdf")
    result = _play(knowledge, document, scenario="ransomware_plugin", activities=("it.run.msp",))
    restored, defence = _head(result, "client_restore"), _head(result, "defence")

    assert restored.paid == 10_000
    assert (defence.answer, defence.line, defence.paid) == (Answer.TO_CONFIRM, "cyb.rc", 0)
    assert defence.paid_at_best == defence.loss


def test_scenarios_of_a_document_condition_of_backup_is_not_evidenced_money(
    knowledge: Knowledge,
) -> None:
    condition = "sous réserve de sauvegardes quotidiennes"
    data = (f"dont perte de données confiées, {condition}", "90 000 € par an", "2 000 €")
    rebuild = _head(
        _play(knowledge, _document(PRO, ALL, DINC, data), scenario="migration_data_loss"), "rebuild"
    )

    assert (rebuild.answer, rebuild.paid) == (Answer.CONDITIONAL, 0)
    assert any("sauvegardes quotidiennes" in obstacle.message for obstacle in rebuild.obstacles)


def test_scenarios_of_a_document_exclusion_is_quoted_against_the_loss(
    knowledge: Knowledge,
) -> None:
    after = ("# Exclusions", "- Les pénalités de retard et toutes pénalités contractuelles")
    result = _play(
        knowledge, _document(PRO, ALL, DINC, after=after), scenario="penalty_only",
        activities=("it.run.msp",),
    )  # fmt: skip
    penalty = _head(result, "penalty")

    assert (penalty.answer, result.stays) == (Answer.UNINSURABLE, result.loss)
    assert "pénalités" in penalty.evidence[0].quote


@pytest.mark.parametrize(
    ("label", "answer"),
    [
        pytest.param("Dommages corporels, matériels et immatériels consécutifs confondus",
                     Answer.ANSWERS, id="names-bodily-injury"),
        pytest.param("Tous dommages confondus", Answer.TO_CONFIRM, id="all-damage"),
    ],
)  # fmt: skip
def test_scenarios_of_a_document_injury_is_answered_by_the_line_that_names_it(
    knowledge: Knowledge, label: str, answer: Answer
) -> None:
    rows = (("RC EXPLOITATION", "", ""), (label, "6 000 000 € par sinistre", "Néant"))
    injury = _head(_play(knowledge, _document(*rows), scenario="client_injured"), "injury")

    assert (injury.answer, injury.limit) == (answer, 6_000_000)
    assert injury.paid == (injury.loss if answer is Answer.ANSWERS else 0)


def test_scenarios_of_a_property_policy_answer_for_theft_but_for_no_fault(
    knowledge: Knowledge,
) -> None:
    head = ("# Attestation d'assurance multirisque professionnelle", *HEAD[1:])
    rows = (
        ("MULTIRISQUE BUREAU", "", ""),
        ("Matériel informatique, vol et bris", "15 000 €", "500 €"),
    )
    document = _document(*rows, head=head)
    theft = _play(knowledge, document, scenario="office_theft")
    fault = _play(knowledge, document, scenario="migration_data_loss")

    assert (_head(theft, "hardware").answer, _head(theft, "hardware").paid) == (
        Answer.ANSWERS, 13_500,
    )  # fmt: skip
    assert (fault.paid, fault.paid_at_best) == (0, 0)
