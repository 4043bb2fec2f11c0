"""A whole document from a case: who, when, what, the guarantees, the small print."""

from __future__ import annotations

import datetime as dt

from .cases import AMERICAN, Case
from .covers import cover
from .elements import Break, Bullets, Element, Grid, Page, Text
from .numbers import spaced


def page(case: Case) -> Page:
    """Return the elements of the document of a case."""
    rng = case.rng
    if case.family in AMERICAN:
        return _acord(case)
    if case.language == "en":
        return _english(case)
    parts = [_activities(case), _when(case), _where(case), _exclusions(case)]
    rng.shuffle(parts)
    head, tail = parts[: rng.randint(1, 4)], parts[len(parts) :]
    tail = [part for part in parts if part not in head]
    guarantees: list[Element] = cover(case)
    if case.family not in {"letter", "conflict"}:
        guarantees = [Text(case.pick("guarantee_heads"), "heading"), *guarantees]
    title = case.pick("refused_titles") if case.trap == "refused" else case.pick("titles")
    if case.trap == "title":
        title = "ATTESTATION DE RESPONSABILITÉ CIVILE PROFESSIONNELLE"
    elements: list[Element] = [Text(title, "title"), *_identity(case)]
    for part in head:
        elements += part
    elements += guarantees
    for part in tail:
        elements += part
    if case.trap == "suspended":
        begin = case.dates["valid_from"] or dt.date(2026, 1, 1)
        when = case.date(begin + dt.timedelta(days=40))
        elements.append(Text(case.pick("suspended").format(date=when)))
    elements += [Text(_noise(case)) for _ in range(rng.randint(1, 3))]
    issued = case.pick("issued").format(
        city=case.pick("cities"), date=case.date(case.dates["issued"])
    )
    elements += [Text(issued, "right"), Text("Pour l’assureur", "right")]
    if case.family == "columns":
        elements.insert(len(elements) // 2, Break())
    return Page(
        elements=tuple(elements), header=rng.choice(["", case.insurer["name"]]), footer=_footer(case),
        columns=2 if case.family == "columns" else 1, font=rng.choice(["Helvetica", "Times-Roman"]),
        size=rng.choice([8.5, 9.5, 10.5]), watermark="SPÉCIMEN" if case.trap == "specimen" else "",
    )  # fmt: skip


def _noise(case: Case) -> str:
    money = case.money(case.rng.randint(11, 99) * 100)
    return case.pick("noise").format(money=money, old=f"{case.rng.randint(1_000_000, 9_999_999)}")


def _footer(case: Case) -> str:
    capital = f"{case.rng.randint(10, 400)} 000 000 €"
    rcs = f"{case.rng.randint(300, 800)} {case.rng.randint(100, 999)} {case.rng.randint(100, 999)}"
    insurer = case.insurer
    return case.words["footer"].format(
        insurer=insurer["name"], form=insurer["form"], icity=insurer["city"], money=capital, rcs=rcs
    )


def _identity(case: Case) -> list[Element]:
    rng, insurer = case.rng, case.insurer
    values = {
        "insurer": insurer["name"], "form": insurer["form"], "icity": insurer["city"],
        "holder": case.holder.printed, "policy": case.policy,
        "effective": case.date(case.dates["effective"]),
    }  # fmt: skip
    kind, name, orias = case.intermediary or ("", "", "")
    made: list[Element] = []
    if name:
        made.append(
            Text(
                f"{name} – {case.pick('streets')}, {case.pick('cities')} – N° ORIAS {orias}",
                "small",
            )
        )
    if kind:
        lead = case.pick(f"attests_{kind}")
        return [*made, Text(lead.format(**values, **{kind: name}))]
    if rng.random() < 0.4:
        keys = {key: case.pick("keys", key) for key in case.words["keys"]}
        number = case.holder.siren or ""
        pairs = [
            (keys["insurer"], insurer["name"]), (keys["holder"], case.holder.name),
            (keys["siren"], spaced(number, rng)), (keys["policy"], case.policy),
            (keys["effective"], values["effective"]), (keys["client"], f"{rng.randint(100_000, 999_999)}"),
        ]  # fmt: skip
        if rng.random() < 0.5:
            return [*made, *(Text(f"{key} : {value}") for key, value in pairs)]
        return [*made, Grid(tuple(pairs), (60, 100), ruled=rng.random() < 0.5, header=0)]
    return [*made, Text(case.pick("attests").format(**values))]


def _activities(case: Case) -> list[Element]:
    rng = case.rng
    names = [wording for _, wording in case.activities] or [case.umbrella or ""]
    made: list[Element] = []
    form = rng.choice(["bullets", "prose", "lines"])
    if case.family in {"letter", "conflict"} or form == "prose":
        lead = case.pick("activity_leads")
        made.append(Text(f"{lead[0].upper()}{lead[1:]} {', '.join(names)}."))
    else:
        heading = Text(case.pick("activity_heads"), "heading")
        items = tuple(name[0].upper() + name[1:] for name in names)
        made += [
            heading,
            Bullets(items, rng.choice("•–-"))
            if form == "bullets"
            else Text(" ; ".join(items) + "."),
        ]
    if case.excluded:
        out = case.pick("activity_outs").format(
            x=", ".join(wording for _, wording in case.excluded)
        )
        made.append(Text(out))
    return made


def _when(case: Case) -> list[Element]:
    begin, end = case.date(case.dates["valid_from"]), case.date(case.dates["valid_to"])
    made: list[Element] = [Text(case.pick("valid").format(**{"from": begin, "to": end}))]
    return made


def _where(case: Case) -> list[Element]:
    return [Text(item["text"]) for item in (case.territory, case.trigger) if item]


def _exclusions(case: Case) -> list[Element]:
    if not case.exclusions:
        return []
    lead, items = case.pick("exclusion_leads"), tuple(wording for _, wording in case.exclusions)
    if case.rng.random() < 0.5:
        return [Text(lead), Bullets(items, "–")]
    return [Text(f"{lead} {' ; '.join(items)}.")]


def _english(case: Case) -> Page:
    rng = case.rng
    keys = {key: case.pick("keys", key) for key in case.words["keys"]}
    valid = case.pick("valid").format(
        **{"from": case.date(case.dates["valid_from"]), "to": case.date(case.dates["valid_to"])}
    )
    business = ", ".join(wording for _, wording in case.activities)
    if case.excluded:
        business += ", " + case.pick("activity_outs").format(
            x=" and ".join(w for _, w in case.excluded)
        )
    pairs = [
        (keys["holder"], case.holder.printed), (keys["insurer"], case.insurer["name"]),
        (keys["policy"], case.policy), (keys["valid"], valid), (keys["activities"], business),
    ]  # fmt: skip
    pairs += [
        (keys[key], item["text"])
        for key, item in (("territory", case.territory), ("trigger", case.trigger))
        if item
    ]
    broker = case.intermediary[1] if case.intermediary else ""
    lead = case.pick("attests").format(broker=broker, holder=case.holder.printed)
    rows: list[Element] = [Grid(tuple(pairs), (60, 110), ruled=rng.random() < 0.5, header=0)]
    if rng.random() < 0.5:
        rows = [Text(f"{key}: {value}") for key, value in pairs]
    closing = [Text(case.pick("noise").format(money=case.money(2_450))) for _ in range(2)]
    issued = Text(case.pick("issued").format(date=case.date(case.dates["issued"])))
    return Page(
        elements=(Text(case.pick("titles"), "title"), Text(lead), *rows, *cover(case), *closing, issued,
                  Text(f"For and on behalf of {broker}")),
        header=broker, font=rng.choice(["Helvetica", "Times-Roman"]), size=rng.choice([9.5, 10.5]),
    )  # fmt: skip


def _acord(case: Case) -> Page:
    broker = case.intermediary[1] if case.intermediary else ""
    issued = f"{case.dates['issued']:%m/%d/%Y}"
    boxes = Grid(
        (
            (f"PRODUCER\n{broker}\n400 Main Street, Suite 210, Austin TX 78701", "INSURER(S) AFFORDING COVERAGE"),
            (f"INSURED\n{case.holder.printed}\n9 Mill Lane, Boulder CO 80302", f"INSURER A : {case.insurer['name']}"),
        ),
        (92, 92), header=0,
    )  # fmt: skip
    business = "; ".join(wording for _, wording in case.activities)
    return Page(
        elements=(
            Text("CERTIFICATE OF LIABILITY INSURANCE", "title"),
            Text(f"DATE (MM/DD/YYYY) {issued}", "right"),
            Text("THIS CERTIFICATE IS ISSUED AS A MATTER OF INFORMATION ONLY AND CONFERS NO RIGHTS UPON THE CERTIFICATE HOLDER.", "small"),
            boxes,
            *cover(case),
            Text(f"DESCRIPTION OF OPERATIONS: {business}" + (f". Coverage does not apply to {' or '.join(w for _, w in case.excluded)}." if case.excluded else ".")),
            Grid((("CERTIFICATE HOLDER\nNorthfield Utilities Corp.\n1 Grid Plaza, Denver CO", "CANCELLATION\nSHOULD ANY OF THE ABOVE DESCRIBED POLICIES BE CANCELLED BEFORE THE EXPIRATION DATE THEREOF, NOTICE WILL BE DELIVERED IN ACCORDANCE WITH THE POLICY PROVISIONS."),), (92, 92), header=0),
        ),
        size=8.5,
    )  # fmt: skip
