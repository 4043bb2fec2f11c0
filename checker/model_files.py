"""The files of models/: where they are, and how they are read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from checker.errors import InvalidKnowledge


def models_root() -> Path:
    """Return the folder of models/: inside the installed package, or beside it."""
    inside = Path(__file__).parent / "models"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "models"


def samples_root() -> Path:
    """Return the folder of samples/: inside the installed package, or beside it."""
    inside = Path(__file__).parent / "samples"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "samples"


def addin_root() -> Path:
    """Return the folder of addin/: inside the installed package, or beside it."""
    inside = Path(__file__).parent / "addin"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "addin"


T = TypeVar("T")


def read_family(path: Path, kind: type[T]) -> dict[str, T]:
    """Return the entries of one file (`path`.yaml) or of every file of a folder."""
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path.with_suffix(".yaml")]
    return keyed([entry for file in files for entry in load_list(file, kind)], "id")


def load_list(path: Path, kind: type[T]) -> list[T]:
    """Return the entries of one file that is a list of them."""
    return read_typed(read_yaml(path), kind, path)


class _Loader(yaml.CSafeLoader):
    """YAML without the surprises of version 1.1: `no`, `on` and `yes` stay words."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        """Return the mapping; raises ConstructorError on a key that stands twice."""
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise yaml.constructor.ConstructorError(
                None, None, f"key {sorted(twice)} stands twice", node.start_mark
            )
        return super().construct_mapping(node, deep=deep)


_Loader.yaml_implicit_resolvers = {
    first: [rule for rule in rules if rule[0] != "tag:yaml.org,2002:bool"]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def read_yaml(path: Path) -> Any:
    """Return the content of one file; raises InvalidKnowledge naming it."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (OSError, ValueError, yaml.YAMLError) as problem:
        raise InvalidKnowledge(f"{path.name}: {problem}", entry=path.name) from problem


def read_typed(raw: Any, kind: type[T], path: Path) -> list[T]:
    """Return raw items as values of a kind; raises InvalidKnowledge naming the file."""
    try:
        adapter = TypeAdapter(kind)
        return [adapter.validate_python(item) for item in raw]
    except ValidationError as problem:
        raise InvalidKnowledge(f"{path.name}: {problem}", entry=path.name) from problem


def read_model(path: Path, kind: type[T]) -> T:
    """Return one file of models/ as a value; raises InvalidKnowledge naming the entry."""
    return read_typed([read_yaml(path)], kind, path)[0]


def keyed(entries: Iterable[T], key: str) -> dict[str, T]:
    """Return entries by a field; raises InvalidKnowledge on one that stands twice."""
    found: dict[str, T] = {}
    for entry in entries:
        identifier = str(getattr(entry, key))
        if identifier in found:
            raise InvalidKnowledge(f"id {identifier!r} stands twice", entry=identifier)
        found[identifier] = entry
    return found


def digest_of(root: Path) -> str:
    """Return what identifies the exact content of models/: 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.yaml")):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
