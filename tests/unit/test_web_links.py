from __future__ import annotations

from checker.web.links import LIFETIME_SECONDS, Item, OneTimeLinks


def item(content: bytes = b"x") -> Item:
    return Item(content=content, mimetype="text/plain", name="x.txt", attached=True)


def test_links_answer_once() -> None:
    links = OneTimeLinks()
    token = links.add(item(b"report"))

    taken = links.take(token)

    assert taken is not None
    assert taken.content == b"report"
    assert links.take(token) is None


def test_links_hold_128_random_bits() -> None:
    links = OneTimeLinks()
    tokens = {links.add(item()) for _ in range(20)}
    assert {len(bytes.fromhex(token)) for token in tokens} == {16}
    assert len(tokens) == 20


def test_links_are_forgotten_in_time() -> None:
    now = [0.0]
    links = OneTimeLinks(clock=lambda: now[0])
    late, early = links.add(item()), links.add(item())

    now[0] = LIFETIME_SECONDS - 1
    assert links.take(early) is not None
    now[0] = LIFETIME_SECONDS
    assert links.take(late) is None


def test_links_oldest_gives_way_to_too_many() -> None:
    links = OneTimeLinks(most_items=2)
    tokens = [links.add(item()) for _ in range(3)]
    assert [links.take(token) is not None for token in tokens] == [False, True, True]


def test_links_oldest_gives_way_to_too_much() -> None:
    links = OneTimeLinks(most_bytes=10)
    first, second = links.add(item(b"123456")), links.add(item(b"123456"))
    assert links.take(first) is None
    assert links.take(second) is not None


def test_links_unknown_token_is_nothing() -> None:
    assert OneTimeLinks().take("0" * 32) is None
