"""Every error the product raises on purpose, in one tree.

    CheckerError
    ├── UnreadableDocument      the bytes cannot become a document
    │   ├── EmptyDocument           no byte, or no page
    │   ├── TruncatedDocument       the file is damaged or cut
    │   ├── EncryptedDocument       a password is needed
    │   ├── NoTextLayer             an image of a text: character recognition is needed
    │   ├── UnsupportedFormat       neither PDF nor DOCX, whatever the suffix says
    │   ├── DocumentTooLarge        more bytes, pages or characters than the limits allow
    │   ├── InvalidFacts            a .json file that is no facts/1 document
    │   ├── InvalidReport           a .json file that is no report/1 document
    │   └── MissingDocument         no such file
    ├── InvalidValue            a printed value (amount, date, identifier) cannot be parsed
    ├── InvalidRequest          the question is malformed
    │   ├── UnknownActivity         names the nearest activities
    │   ├── UnknownProtection       names the nearest protections
    │   ├── UnknownProfile          names the profiles that exist
    │   ├── UnknownCountry          neither an ISO code nor the name of a country
    │   ├── UnknownId               `explain` finds no entry of that name
    │   ├── UnknownScenario         names the nearest loss scenarios
    │   ├── InvalidMinimum          not PROTECTION=AMOUNT
    │   ├── InvalidLoss             not an amount of euros
    │   └── InvalidDate             not a day
    └── InvalidKnowledge        an entry of models/ is malformed

Each class has a stable `code`, shown to machines, and its message (in the language of
the user, from models/messages) says what happened, to which file, and what to do next.
"""

from __future__ import annotations

from collections.abc import Mapping


class CheckerError(Exception):
    """Base of all; `code` names the sentence in models/messages, `values` fills it."""

    code = "error"

    def __init__(self, detail: str = "", **values: str) -> None:
        super().__init__(detail or self.code)
        self.detail = detail
        self.values: Mapping[str, str] = values


class UnreadableDocument(CheckerError):
    """The bytes cannot become a document; `values["name"]` is the file's name."""

    code = "unreadable_document"


class EmptyDocument(UnreadableDocument):
    code = "empty_document"


class TruncatedDocument(UnreadableDocument):
    code = "truncated_document"


class EncryptedDocument(UnreadableDocument):
    code = "encrypted_document"


class NoTextLayer(UnreadableDocument):
    code = "no_text_layer"


class UnsupportedFormat(UnreadableDocument):
    code = "unsupported_format"


class DocumentTooLarge(UnreadableDocument):
    code = "document_too_large"


class InvalidFacts(UnreadableDocument):
    code = "invalid_facts"


class InvalidReport(UnreadableDocument):
    code = "invalid_report"


class MissingDocument(UnreadableDocument):
    code = "missing_document"


class InvalidValue(CheckerError):
    code = "invalid_value"


class InvalidRequest(CheckerError):
    code = "invalid_request"


class UnknownActivity(InvalidRequest):
    code = "unknown_activity"


class UnknownProtection(InvalidRequest):
    code = "unknown_protection"


class UnknownProfile(InvalidRequest):
    code = "unknown_profile"


class UnknownCountry(InvalidRequest):
    code = "unknown_country"


class UnknownId(InvalidRequest):
    code = "unknown_id"


class UnknownScenario(InvalidRequest):
    code = "unknown_scenario"


class InvalidMinimum(InvalidRequest):
    code = "invalid_minimum"


class InvalidLoss(InvalidRequest):
    code = "invalid_loss"


class InvalidDate(InvalidRequest):
    code = "invalid_date"


class InvalidUrl(InvalidRequest):
    code = "invalid_url"


class InvalidKnowledge(CheckerError):
    code = "invalid_knowledge"
