from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from made_facts import AS_OF, activity, excluded, line, make_facts

from checker.domain import (
    Basis,
    Declaration,
    Deductible,
    DeductibleKind,
    Facts,
    Guarantee,
    Kind,
    Territory,
)
from checker.errors import InvalidKnowledge, UnknownScenario
from checker.knowledge import Knowledge
from checker.losses import Answer, HeadResult, LossKind, ScenarioResult
from checker.rules.scenario_models import load_scenarios
from checker.rules.scenarios import play_scenarios

DATA = "sc.migration_data_loss"
FIXED = Deductible(kind=DeductibleKind.FIXED, amount=Decimal(5000))
PRO = line("rc.pro", "rc.tous_dommages", 2_000_000, basis=Basis.PER_CLAIM_AND_YEAR)
DINC = line("rc.pro", "rc.dinc", 400_000, sublimit=True, deductible=FIXED)
LOST = line("rc.pro", "rc.perte_donnees", 20_000, sublimit=True, deductible=FIXED)


def _play(
    knowledge: Knowledge,
    *facts: Facts,
    scenario: str = DATA,
    loss: int | None = None,
    activities: tuple[str, ...] = (),
    as_of: dt.date = AS_OF,
) -> ScenarioResult:
    declaration = Declaration(activities=activities, as_of=as_of)
    total = None if loss is None else Decimal(loss)
    return play_scenarios(facts, declaration, knowledge, ids=(scenario,), loss=total).results[0]


def _of(knowledge: Knowledge, *guarantees: Guarantee, **changes: Any) -> ScenarioResult:
    scenario = changes.pop("scenario", DATA)
    return _play(knowledge, make_facts(*guarantees, **changes), scenario=scenario)


def _head(result: ScenarioResult, name: str) -> HeadResult:
    return next(head for head in result.heads if head.id == name)


def _codes(head: HeadResult) -> list[str]:
    return [obstacle.code for obstacle in head.obstacles]


def test_scenarios_name_what_exists_and_are_some_score(knowledge: Knowledge) -> None:
    scenarios = load_scenarios(knowledge)

    assert 15 <= len(scenarios) <= 30
    assert all(identifier.startswith("sc.") for identifier in scenarios)


def test_scenarios_play_every_founding_activity(knowledge: Knowledge) -> None:
    played = {a for one in load_scenarios(knowledge).values() for a in one.activities}

    assert {"it.consulting.si", "it.build.dev", "it.build.web", "it.build.cms", "it.run.hosting",
            "it.run.tma", "it.run.msp", "it.hw.sale", "it.hw.install", "it.hw.cleanroom",
            "it.training", "it.telecom.isp", "it.run.hw_maintenance"} <= played  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(("lines: [rc.perte_donnees]", "lines: [rc.nothing]"), id="protection"),
        pytest.param(("barred_by: [ex.donnees]", "barred_by: [ex.nothing]"), id="exclusion"),
        pytest.param(("activities: [it.consulting.si", "activities: [it.nothing"), id="activity"),
        pytest.param(("legal: [rgpd.82]", "legal: [rgpd.1000]"), id="law"),
        pytest.param(("id: sc.hacked_site", "id: sc.mail_server"), id="twice"),
        pytest.param(("follows: response", "follows: nothing"), id="follows"),
        pytest.param(("amount: 28000", "amount: -1"), id="amount"),
    ],
)
def test_scenarios_refuse_a_model_at_fault(
    knowledge: Knowledge, tmp_path: Path, changed: tuple[str, str]
) -> None:
    from dataclasses import replace

    text = (knowledge.root / "scenarios.yaml").read_text(encoding="utf-8")
    assert changed[0] in text
    (tmp_path / "scenarios.yaml").write_text(text.replace(*changed, 1), encoding="utf-8")

    with pytest.raises(InvalidKnowledge):
        load_scenarios(replace(knowledge, root=tmp_path, digest=str(changed)))


def test_scenarios_sublimit_then_deductible_then_what_stays(knowledge: Knowledge) -> None:
    result = _of(knowledge, PRO, DINC, LOST)
    rebuild, turnover = _head(result, "rebuild"), _head(result, "turnover")

    assert (rebuild.answer, rebuild.line, rebuild.limit) == (
        Answer.ANSWERS, "rc.perte_donnees", Decimal(20000),
    )  # fmt: skip
    assert rebuild.evidence[0].quote == "rc.perte_donnees"
    # 20 000 for both: the first head, less nothing, uses it up.
    assert (rebuild.paid, rebuild.deducted, turnover.paid) == (20000, 5000, 0)
    assert (result.loss, result.paid, result.stays) == (65000, 20000, 45000)


def test_scenarios_carrier_is_a_question_and_no_evidenced_money(knowledge: Knowledge) -> None:
    result = _of(knowledge, PRO, DINC)
    head = _head(result, "rebuild")

    assert (head.answer, head.line, head.paid, head.paid_at_best) == (
        Answer.TO_CONFIRM, "rc.dinc", 0, 27000,
    )  # fmt: skip
    assert (result.paid, result.stays) == (0, result.loss)


def test_scenarios_only_consequential_loss_answers_nothing(knowledge: Knowledge) -> None:
    result = _of(knowledge, line("rc.pro", "rc.dic", 1_000_000))

    assert result.paid == 0
    assert _head(result, "rebuild").answer is not Answer.ANSWERS


@pytest.mark.parametrize(
    ("changes", "answer"),
    [
        pytest.param({"excluded_activities": ("it.build.dev",), "activities": ()},
                     Answer.EXCLUDED, id="activity-excluded"),
        pytest.param({"activities": ("it.training",)}, Answer.NOT_EVIDENCED, id="activity-silent"),
        pytest.param({"valid_to": "2026-05-31"}, Answer.NOT_EVIDENCED, id="expired"),
        pytest.param({"valid_from": "2026-06-02"}, Answer.NOT_EVIDENCED, id="not-yet-valid"),
        pytest.param({"suspended": "contrat suspendu"}, Answer.NOT_EVIDENCED, id="suspended"),
        pytest.param({"kind": Kind.OTHER, "refusal": "quote"}, Answer.NOT_EVIDENCED, id="refused"),
        pytest.param({"territory": Territory(includes=("US",), excludes=(), evidence=())},
                     Answer.EXCLUDED, id="elsewhere"),
    ],
)  # fmt: skip
def test_scenarios_near_misses_answer_nothing(
    knowledge: Knowledge, changes: dict[str, Any], answer: Answer
) -> None:
    result = _of(knowledge, PRO, DINC, LOST, **changes)

    assert (result.answer, result.paid, result.paid_at_best) == (answer, 0, 0)
    assert {head.answer for head in result.heads if head.kind is not LossKind.OWN_WORK} == {answer}


@pytest.mark.parametrize(
    ("lost", "extra", "answer"),
    [
        pytest.param("none", (), Answer.NOT_SUBSCRIBED, id="not-subscribed"),
        pytest.param(0, (), Answer.NOT_SUBSCRIBED, id="for-nothing"),
    ],
)
def test_scenarios_a_line_not_taken_closes_the_head(
    knowledge: Knowledge, lost: int | str, extra: tuple[Guarantee, ...], answer: Answer
) -> None:
    result = _of(knowledge, PRO, DINC, line("rc.pro", "rc.perte_donnees", lost), *extra)

    assert (_head(result, "rebuild").answer, result.paid_at_best) == (answer, 0)


def test_scenarios_refused_damage_closes_a_line_without_amount(knowledge: Knowledge) -> None:
    named = line("rc.pro", "rc.perte_donnees")
    result = _of(knowledge, PRO, line("rc.pro", "rc.dinc", "none"), named)

    assert _head(result, "rebuild").answer is Answer.NOT_SUBSCRIBED
    assert result.paid_at_best == 0


@pytest.mark.parametrize("where", ["line", "damage", "headline", "activity"])
def test_scenarios_conditions_of_any_line_above_are_not_evidenced_money(
    knowledge: Knowledge, where: str
) -> None:
    condition = "sous réserve de sauvegardes quotidiennes"
    asked = {where: condition}
    facts = make_facts(
        line("rc.pro", "rc.tous_dommages", 2_000_000, condition=asked.get("headline")),
        line("rc.pro", "rc.dinc", 400_000, sublimit=True, condition=asked.get("damage")),
        line("rc.pro", "rc.perte_donnees", 90_000, sublimit=True, condition=asked.get("line")),
        activities=(activity("it.build.dev", condition=asked.get("activity")),),
    )
    head = _head(_play(knowledge, facts), "rebuild")

    assert (head.answer, head.paid, head.paid_at_best) == (Answer.CONDITIONAL, 0, 32000)
    assert any(condition in obstacle.message for obstacle in head.obstacles)


def test_scenarios_exclusion_of_the_facts_stands_in_the_way(knowledge: Knowledge) -> None:
    barred = excluded("ex.donnees", "absence de sauvegarde")
    answered = _head(_of(knowledge, PRO, DINC, LOST, exclusions=(barred,)), "rebuild")
    carried = _head(_of(knowledge, PRO, DINC, exclusions=(barred,)), "rebuild")

    assert answered.answer is not Answer.ANSWERS
    assert answered.paid == 0
    assert (carried.answer, carried.paid_at_best) == (Answer.EXCLUDED, 0)
    assert carried.evidence == barred.evidence


def test_scenarios_reinstated_exclusion_takes_nothing(knowledge: Knowledge) -> None:
    back = excluded("ex.donnees", "absence de sauvegarde", reinstated=True)

    assert _head(_of(knowledge, PRO, DINC, LOST, exclusions=(back,)), "rebuild").paid == 20000


@pytest.mark.parametrize("currency", ["USD", "GBP", None])
def test_scenarios_other_money_is_never_converted(
    knowledge: Knowledge, currency: str | None
) -> None:
    lost = line("rc.pro", "rc.perte_donnees", 90_000, currency=currency)
    head = _head(_of(knowledge, lost), "rebuild")

    assert (head.answer, head.paid, head.paid_at_best) == (Answer.UNCLEAR, 0, 0)


def test_scenarios_a_line_without_amount_pays_nothing_that_can_be_said(
    knowledge: Knowledge,
) -> None:
    head = _head(_of(knowledge, PRO, line("rc.pro", "rc.perte_donnees")), "rebuild")

    assert (head.answer, head.paid, head.paid_at_best) == (Answer.NO_AMOUNT, 0, 0)


def test_scenarios_the_lower_of_two_amounts_answers(knowledge: Knowledge) -> None:
    twice = (line("rc.pro", "rc.perte_donnees", n, document="made.pdf") for n in (90_000, 10_000))
    head = _head(_of(knowledge, PRO, *twice), "rebuild")

    assert (head.limit, head.paid) == (10000, 10000)


def test_scenarios_percent_deductible_with_minimum(knowledge: Knowledge) -> None:
    tenth = Deductible(kind=DeductibleKind.PERCENT, rate=Decimal(10), min=Decimal(1500))
    lost = line("rc.pro", "rc.perte_donnees", 150_000, deductible=tenth)
    result = _of(knowledge, PRO, lost)

    # Ten per cent of the 50 000 of the two heads.
    assert sum(head.deducted for head in result.heads if head.answer is Answer.ANSWERS) == 5000
    assert result.paid == 45000


def test_scenarios_own_loss_needs_no_activity_but_its_peril(knowledge: Knowledge) -> None:
    burglary = line("mrp", "mrp.materiel", 50_000, quote="Matériel informatique, vol")
    fire = line("mrp", "mrp.materiel", 50_000, quote="Matériel informatique, incendie")

    def hardware(printed: Guarantee) -> HeadResult:
        facts = make_facts(printed, activities=(), families=("mrp",))
        return _head(_play(knowledge, facts, scenario="sc.office_theft"), "hardware")

    assert (hardware(burglary).answer, hardware(burglary).paid) == (Answer.ANSWERS, 14000)
    assert (hardware(fire).answer, hardware(fire).paid_at_best) == (Answer.UNCLEAR, 0)


def test_scenarios_fines_penalties_and_own_work_stay(knowledge: Knowledge) -> None:
    for scenario in load_scenarios(knowledge).values():
        result = _of(knowledge, PRO, DINC, scenario=scenario.id)
        assert result.paid + result.stays == result.loss
        for head in result.heads:
            assert head.paid + head.deducted <= head.loss
            if head.kind in (LossKind.FINE, LossKind.PENALTY, LossKind.OWN_WORK):
                assert (head.answer, head.paid_at_best) == (Answer.UNINSURABLE, 0)


def test_scenarios_defence_of_an_uninsured_claim_is_no_answer(knowledge: Knowledge) -> None:
    defence = line("rc.pro", "def.frais", 50_000)
    result = _of(knowledge, PRO, DINC, defence, line("rc.pro", "rc.pi", "none"),
                 scenario="sc.protected_content")  # fmt: skip

    assert _head(result, "defence").answer is Answer.NOT_SUBSCRIBED
    assert result.paid == 0


def test_scenarios_silence_about_intrusion_is_not_carried(knowledge: Knowledge) -> None:
    result = _of(knowledge, PRO, DINC, scenario="sc.hacked_site")

    assert _head(result, "response").answer is Answer.NOT_EVIDENCED
    assert result.paid_at_best == 0


def test_scenarios_restricted_document_only_may_pay(knowledge: Knowledge) -> None:
    head = _head(_of(knowledge, PRO, LOST, restriction="marchés de moins de 480 000 €"), "rebuild")

    assert (head.answer, head.paid) == (Answer.CONDITIONAL, 0)
    assert "restricted" in _codes(head)


def test_scenarios_a_contract_alone_is_no_insurance(knowledge: Knowledge) -> None:
    result = _of(knowledge, PRO, LOST, kind=Kind.CONTRACT)

    assert (result.answer, result.paid) == (Answer.NOT_EVIDENCED, 0)


def test_scenarios_documents_of_two_firms_are_not_added(knowledge: Knowledge) -> None:
    ours = make_facts(PRO, name="ours.pdf")
    theirs = make_facts(LOST, name="theirs.pdf", holder="AUTRE MAISON", siren="732829320")

    assert _play(knowledge, ours, theirs).paid == 0


def test_scenarios_given_loss_is_shared_out(knowledge: Knowledge) -> None:
    result = _play(knowledge, make_facts(PRO, LOST), loss=6500)

    assert (result.loss, _head(result, "rebuild").loss) == (6500, 3200)


def test_scenarios_those_of_the_declared_activities_are_played(knowledge: Knowledge) -> None:
    declaration = Declaration(activities=("it.hw.cleanroom",), as_of=AS_OF)
    played = play_scenarios((make_facts(PRO),), declaration, knowledge)
    known = load_scenarios(knowledge)

    assert "sc.server_room" in [result.id for result in played.results]
    assert all(not known[r.id].activities or "it.hw.cleanroom" in known[r.id].activities
               for r in played.results)  # fmt: skip


def test_scenarios_of_undeclared_activities_are_those_that_the_document_prints(
    knowledge: Knowledge,
) -> None:
    facts = make_facts(PRO, activities=("it.build.dev",), excluded_activities=("it.run.hosting",))
    played = [r.id for r in play_scenarios((facts,), Declaration(as_of=AS_OF), knowledge).results]

    assert {"sc.migration_data_loss", "sc.hosting_outage", "sc.office_theft"} <= set(played)
    # Its activities are silent; hosting, excluded, is only one of them.
    assert {"sc.server_room", "sc.failed_backup"}.isdisjoint(played)


def test_scenarios_standing_is_quoted(knowledge: Knowledge) -> None:
    expired = _of(knowledge, PRO, LOST, valid_to="2026-05-31")

    assert "01/06/2026" in expired.heads[0].why
    assert expired.heads[0].evidence


@pytest.mark.parametrize(
    ("identifier", "head", "scenario"),
    [
        pytest.param("ex.penalites", "penalty", "sc.late_delivery", id="penalties"),
        pytest.param("ex.prix", "redo", "sc.migration_data_loss", id="own-work"),
        pytest.param("ex.matieres_penales", "fine", "sc.hacked_site", id="fine"),
    ],
)
def test_scenarios_a_printed_exclusion_is_quoted_where_nothing_answers(
    knowledge: Knowledge, identifier: str, head: str, scenario: str
) -> None:
    printed = excluded(identifier, "exclu en toutes lettres")
    result = _of(knowledge, PRO, DINC, exclusions=(printed,), scenario=scenario)

    assert (_head(result, head).evidence, _head(result, head).paid_at_best) == (printed.evidence, 0)


def test_scenarios_silence_says_which_exclusion_may_be_raised(knowledge: Knowledge) -> None:
    backup = excluded("ex.donnees", "absence de sauvegarde")
    result = _of(
        knowledge, PRO, DINC, exclusions=(backup,), scenario="sc.ransomware_plugin",
        activities=("it.run.msp",),
    )  # fmt: skip
    head = _head(result, "client_restore")

    assert (head.answer, _codes(head)) == (Answer.NOT_EVIDENCED, ["exclusion"])
    assert head.obstacles[0].evidence == backup.evidence


def test_scenarios_defence_without_amount_uses_the_limit_of_the_claim(
    knowledge: Knowledge,
) -> None:
    included = line("def", "def.frais", None)
    inside = _head(_of(knowledge, PRO, LOST, included), "defence")
    whole = _of(knowledge, PRO, line("rc.pro", "rc.perte_donnees", 900_000), included)

    # The claim has used up its 20 000.
    assert (inside.answer, inside.limit, inside.paid) == (Answer.ANSWERS, 20000, 0)
    assert _head(whole, "defence").paid == _head(whole, "defence").loss


def test_scenarios_the_line_of_the_binding_amount_is_quoted_too(knowledge: Knowledge) -> None:
    named = line("rc.pro", "rc.sous_traitants")
    head = _head(_of(knowledge, PRO, DINC, named, scenario="sc.subcontractor_fault"), "loss")

    assert (head.answer, head.limit) == (Answer.ANSWERS, 400000)
    assert head.evidence == named.evidence
    assert head.limit_evidence == DINC.evidence


def test_scenarios_theft_by_staff_says_nothing_of_files_destroyed(knowledge: Knowledge) -> None:
    stolen = line("rc.exploitation", "rc.malveillance", 30_000, quote="vol par préposés")
    result = _of(knowledge, PRO, DINC, stolen, activities=("it.run.msp",),
                 scenario="sc.dishonest_employee")  # fmt: skip

    assert _head(result, "theft").paid == 3000
    assert (_head(result, "damage").answer, _head(result, "damage").paid_at_best) == (
        Answer.UNCLEAR, 0,
    )  # fmt: skip


def test_scenarios_answered_beside_a_question_are_answered_in_part(knowledge: Knowledge) -> None:
    facts = make_facts(PRO, DINC, line("rc.pro", "rc.performance", 90_000, sublimit=True))
    asked = _play(knowledge, facts, scenario="sc.failed_erp")
    whole = _of(knowledge, PRO, DINC, LOST)

    assert (asked.answer, asked.partial) == (Answer.ANSWERS, True)
    # Only its defence costs are a question.
    assert (whole.answer, whole.partial) == (Answer.ANSWERS, False)


def test_scenarios_say_what_the_arithmetic_leaves(knowledge: Knowledge) -> None:
    high = Deductible(kind=DeductibleKind.FIXED, amount=Decimal(60_000))
    below = _of(knowledge, PRO, line("rc.pro", "rc.perte_donnees", 90_000, deductible=high))
    above = _of(knowledge, PRO, line("rc.pro", "rc.perte_donnees", 20_000))

    assert _codes(_head(below, "rebuild")) == ["below_deductible"]
    assert below.paid == 0
    assert "above_limit" in _codes(_head(above, "rebuild"))
    assert "12\u00a0000" in " ".join(o.message for o in _head(above, "rebuild").obstacles)


def test_scenarios_the_deductible_of_one_line_is_not_that_of_a_line_without(
    knowledge: Knowledge,
) -> None:
    none = Deductible(kind=DeductibleKind.NONE)
    result = _of(
        knowledge,
        line("rc.exploitation", "rc.corporel", 1_000_000, deductible=none),
        line("rc.exploitation", "rc.dic", 500_000, sublimit=True, deductible=FIXED),
        scenario="sc.client_injured",
    )

    assert [(head.paid, head.deducted) for head in result.heads[:2]] == [(45000, 0), (3000, 5000)]


def test_scenarios_nothing_pays_penalties_alone(knowledge: Knowledge) -> None:
    result = _of(knowledge, PRO, DINC, activities=("it.run.hosting",), scenario="sc.penalty_only")

    assert (result.answer, result.stays_at_best) == (Answer.UNINSURABLE, result.loss)


def test_scenarios_unknown_id_names_the_nearest(knowledge: Knowledge) -> None:
    with pytest.raises(UnknownScenario) as raised:
        _play(knowledge, make_facts(), scenario="mail_servers")

    assert "sc.mail_server" in str(raised.value.values["nearest"])


def test_scenarios_each_answer_with_money_quotes_its_line(knowledge: Knowledge) -> None:
    cyber = line("cyb", "cyb.pe", 30_000, quote="Pertes d'exploitation cyber")
    facts = make_facts(PRO, DINC, LOST, cyber, activities=("it.run.msp",))
    for scenario in load_scenarios(knowledge):
        for head in _play(knowledge, facts, scenario=scenario).heads:
            if head.paid_at_best:
                assert head.evidence, (scenario, head.id)
                assert head.limit is not None
