"""The other end of Office.js' wire: batches of RichApi, and calls of the Common API by number."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from wordhost_objects import SETS, Collection, Document, Options, Shown
from wordhost_text import OfficeError

if TYPE_CHECKING:
    from wordhost import WordHost

# Numbers of the Common API (MethodDispId in Office.js).
GET_FILE, GET_SLICE, CLOSE_FILE, RICH_API = 77, 80, 81, 93
ADD_PART, PARTS_OF, PART_XML, DELETE_PART = 128, 130, 131, 133
_REFUSED = 5000
_ANSWER = {"Version": 1, "Error": 0}


def answer_call(host: WordHost, number: int, given: dict[str, Any]) -> dict[str, Any]:
    """Answer one call of the Common API."""
    host.calls.append(number)
    if number == RICH_API:
        batch = json.loads(given["ArrayData"][4])
        return _ANSWER | {"Data": [200, [], json.dumps(answer_batch(host, batch))]}
    if number == GET_FILE:
        if host.quirks.file_error:
            return _ANSWER | {"Error": host.quirks.file_error}
        host.file = host.pretended_file or host.package.save()
        host.files_open += 1
        host.slice_bytes = int(given.get("1") or host.slice_bytes)
        return _ANSWER | {"0": "file", "1": len(host.file)}
    if number == GET_SLICE:
        start = int(given["3"]) * host.slice_bytes
        piece = host.file[start : start + host.slice_bytes]
        return _ANSWER | {"0": list(piece), "1": len(piece)}
    if number == CLOSE_FILE:
        host.files_open -= 1
        return dict(_ANSWER)
    if number == PARTS_OF:
        found = [_part(name) for name in host.package.own_parts(given["namespace"])]
        return _ANSWER | {"DataPartList": found}
    if number == PART_XML:
        return _ANSWER | {"Data": host.package.part_xml(given["id"])}
    if number in (ADD_PART, DELETE_PART) and host.quirks.read_only:
        return _ANSWER | {"Error": _REFUSED}
    if number == ADD_PART:
        return _ANSWER | {"DataPartProperties": _part(host.package.add_part(given["xml"]))}
    if number == DELETE_PART:
        host.package.delete_part(given["id"])
        return dict(_ANSWER)
    host.unknown.append(str(number))
    return _ANSWER | {"Error": _REFUSED}


def _part(name: str) -> dict[str, Any]:
    return {"id": name, "DataPartBuiltIn": False}


def answer_batch(host: WordHost, batch: dict[str, Any]) -> dict[str, Any]:
    """Run the actions of one `sync` in order; the first that fails ends the batch."""
    run, results = _Batch(host, batch["ObjectPaths"]), []
    for index, action in enumerate(batch["Actions"]):
        try:
            results.append({"ActionId": action["Id"], "Value": run.do(action)})
        except OfficeError as error:
            host.errors.append(f"{error.code} {action.get('Name', '')}")
            problem = {
                "Code": error.code, "Message": str(error), "Location": action.get("Name", ""),
                "ActionIndex": index, "HttpStatusCode": 400,
            }  # fmt: skip
            return {"Results": results, "Error": problem}
    return {"Results": results}


class _Batch:
    """The objects that a batch names by number, made when they are first asked for."""

    def __init__(self, host: WordHost, paths: dict[str, Any]) -> None:
        self.host, self.paths = host, paths
        self.made: dict[str, Any] = {}

    def do(self, action: dict[str, Any]) -> Any:
        target = self.object(action["ObjectPathId"]) if action["ObjectPathId"] else None
        kind, given = action["ActionType"], self.arguments(action)
        if target is None and (kind in (1, 2) or action["Name"] == "_KeepReference"):
            # A null object: the library reads `isNullObject` from an answer without value.
            return None
        if kind == 1:
            return {"_ReferenceId": self.host.refer(target)}
        if kind == 2:
            return self.shown(target)
        if kind == 3:
            return self.member(target, action["Name"])(*given)
        if kind == 4:
            self.member(target, action["Name"], write=True)
            setattr(target, action["Name"], given[0])
            return None
        if kind == 5:
            return None
        raise OfficeError("NotImplemented", f"action {kind}")

    def object(self, number: int | str) -> Any:
        key = str(number)
        if key not in self.made:
            self.made[key] = self._make(self.paths[key])
        return self.made[key]

    def _make(self, path: dict[str, Any]) -> Any:
        kind = path["ObjectPathType"]
        if kind == 1:
            return Document(self.host)
        if kind == 2:
            return Options(self.host)
        if kind == 6:
            return self.host.references[path["Name"]]
        if kind == 7:
            return None
        parent = self.object(path["ParentObjectPathId"])
        if parent is None:
            return None
        if kind == 3:
            return self.member(parent, path["Name"])(*self.arguments(path))
        if kind == 4:
            return self.member(parent, path["Name"])
        if kind == 5:
            return parent.GetItemAt(*self.arguments(path))
        raise OfficeError("NotImplemented", f"path {kind}")

    def arguments(self, info: dict[str, Any]) -> list[Any]:
        given = info.get("ArgumentInfo") or {}
        numbers = given.get("ReferencedObjectPathIds")
        values = list(given.get("Arguments") or [])
        if not numbers:
            return values
        return [self.object(n) if n else v for v, n in zip(values, numbers, strict=True)]

    def member(self, target: Any, name: str, *, write: bool = False) -> Any:
        """Return a member as Word of this requirement set has it; ApiNotFound where it has not."""
        if target is None:
            raise OfficeError("InvalidObjectPath")
        first = SETS.get((target.kind, name), (1, 1))
        if first > self.host.word_api or not (hasattr(target, name) or write):
            raise OfficeError("ApiNotFound", f"{target.kind}.{name}")
        return None if write else getattr(target, name)

    def shown(self, target: Shown) -> dict[str, Any]:
        said: dict[str, Any] = {"_ReferenceId": self.host.refer(target)}
        if isinstance(target, Collection):
            return said | {"_Items": [self.shown(item) for item in target.items]}
        names = [
            n for n in target.FIELDS if SETS.get((target.kind, n), (1, 1)) <= self.host.word_api
        ]
        return said | {name: getattr(target, name) for name in names}
