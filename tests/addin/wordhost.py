"""Word on the web, as far as Office.js can tell: a real DOCX behind Office.js' own wire.

The quirks are those that Microsoft's threads and documents tell of; each is one switch.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wordhost_objects import Shown
from wordhost_package import Package
from wordhost_text import OfficeError, Span, Text
from wordhost_wire import answer_call

# Numbers that office_topup.js gives to the events that the frozen library lacks.
EVENTS = {"Changed": 9061, "Added": 9062, "Deleted": 9063}
_EVENT_CATEGORY = 65536
# What the library tells Word without waiting for an answer: focus, subscriptions.
_NOTICES = {"ContextActivationManager_notifyHost", "appCommandInvoked", "richApiMessage"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Quirks:
    """How this Word differs from the one in the manual.

    `file_error`: what getFileAsync answers (11001, office-js #6743); `comments`: the error
    of insertComment (NotAllowed, #6746); `blind_to_deletions`: a passage with a tracked
    deletion in it is not found (#5874); `read_only`: nothing may be written; `unreadable`:
    nor read; `sync_ms`: how long each answer takes; `silent`: no event is sent (#4874).
    """

    file_error: int = 0
    comments: str = ""
    blind_to_deletions: bool = False
    read_only: bool = False
    unreadable: bool = False
    sync_ms: int = 0
    silent: bool = False


class WordHost:
    """One open document. Tests read `selection`, `package` and `calls`, and edit `text`."""

    def __init__(
        self,
        docx: bytes,
        *,
        word_api: tuple[int, int] = (1, 6),
        quirks: Quirks | None = None,
        language: str = "fr-FR",
        name: str = "Contrat.docx",
    ) -> None:
        self.word_api, self.quirks, self.language, self.name = (
            word_api, quirks or Quirks(), language, name,
        )  # fmt: skip
        self.package = Package(docx)
        self.text = Text(self.package, shows_deletions=self.quirks.blind_to_deletions)
        self.selection: Span | None = None
        self.references: dict[str, Shown] = {}
        self._referred = 0
        self.heard: set[str] = set()
        self.file, self.files_open, self.slice_bytes = b"", 0, 65536
        # What getFileAsync gives in the place of the document, where a test sets it.
        self.pretended_file = b""
        self.calls: list[int] = []
        self.errors: list[str] = []
        self.unknown: list[str] = []
        self._pending: list[list[Any]] = []

    # ------------------------------------------------------------ what tests ask
    @property
    def selected(self) -> str:
        """The text that is selected, "" when nothing is."""
        return self.text.read(self.selection) if self.selection else ""

    @property
    def comments(self) -> list[str]:
        return [
            "\n".join(self.text.of(p) for p in comment if p.tag.endswith("}p"))
            for comment in self.package.comments
        ]

    def paragraph(self, words: str) -> Any:
        """Return the first paragraph that holds `words`."""
        return next(p for p in self.text.paragraphs() if words in self.text.of(p))

    # ------------------------------------------------------------ what objects ask
    def refer(self, target: Shown) -> str:
        self._referred += 1
        reference = f"r{self._referred}"
        self.references[reference] = target
        return reference

    def writing(self, what: str) -> None:
        """Raise where this Word does not let `what` be written."""
        if self.quirks.read_only:
            raise OfficeError("AccessDenied", "the document is protected")
        if what == "comment" and self.quirks.comments:
            raise OfficeError(self.quirks.comments, "comments are refused here")

    def reading(self, what: str) -> None:
        if self.quirks.unreadable:
            raise OfficeError("AccessDenied", f"{what} is restricted")

    def changed(self, how: str = "Changed") -> None:
        """Tell those who listen, as Word does of its own edits and of the pane's."""
        if self.quirks.silent or how not in self.heard:
            return
        said = {"type": f"Paragraph{how}", "source": "Local", "uniqueLocalIds": ["1"]}
        event = [_EVENT_CATEGORY, EVENTS[how], f"onParagraph{how}", json.dumps(said), "1", False]
        self._pending.append(event)

    def take_events(self) -> list[list[Any]]:
        events, self._pending = self._pending, []
        return events

    # ------------------------------------------------------------ what the page asks
    def answer(self, message: dict[str, Any], context: dict[str, Any]) -> dict[str, Any]:
        """Answer one message of Office.js."""
        name, given = message["_actionName"], message.get("_data") or {}
        if name == "ContextActivationManager_getAppContextAsync":
            return context
        if name == "executeMethod":
            return answer_call(self, given["DdaMethod"]["DispatchId"], given)
        if name not in _NOTICES:
            self.unknown.append(name)
        return {"Version": 1, "Error": 0}

    def context(self, origin: str, site: str) -> dict[str, Any]:
        """Return what Office.js is told of the application that it runs in."""
        major, minor = self.word_api
        sets: dict[str, float] = {
            "WordApi": float(f"{major}.{minor}"), "CompressedFile": 1.1, "File": 1.1,
            "CustomXmlParts": 1.1,
        }  # fmt: skip
        if self.word_api >= (1, 4):
            # The frozen library asks this set for what WordApi 1.4 became.
            sets["WordApiOnline"] = 1.1
        return {
            "_id": "a1", "_appName": 32, "_appVersion": "16.0", "_appUILocale": self.language,
            "_dataLocale": self.language, "_docUrl": f"{site}/documents/{self.name}",
            "_clientMode": 0, "_settings": {}, "_reason": 1, "_osfControlType": 1, "_eToken": "",
            "_correlationId": "c", "_appInstanceId": "a1",
            "_requirementMatrix": json.dumps(sets), "_hostFullVersion": "16.0.19000.0",
            "_addinName": "checker", "_appDomains": [origin], "_featureGates": {},
        }  # fmt: skip

    # ------------------------------------------------------------ what a person would see
    def view(self) -> Sequence[dict[str, Any]]:
        """Return the paragraphs to draw: pieces of text, each plain, chosen or inserted."""
        return [self._drawn(p) for p in self.text.paragraphs()]

    def _drawn(self, paragraph: Any) -> dict[str, Any]:
        from wordhost_package import w

        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        said = self.text.of(paragraph)
        low = high = 0
        if self.selection is not None and paragraph in self.text.between(self.selection):
            low = self.selection.start if paragraph is self.selection.first else 0
            high = self.selection.end if paragraph is self.selection.last else len(said)
        return {
            "style": "" if style is None else style.get(w("val")),
            "cell": any(a.tag == w("tc") for a in paragraph.iterancestors()),
            "inserted": paragraph.find(w("ins")) is not None,
            "commented": paragraph.find(w("commentRangeStart")) is not None,
            "pieces": [said[:low], said[low:high], said[high:]],
        }
