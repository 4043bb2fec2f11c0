"""Every error the product raises on purpose, in one tree.

    CheckerError
    ├── UnreadableDocument      the bytes cannot become a document
    │   ├── EmptyDocument           no byte, or no page
    │   ├── TruncatedDocument       the file is damaged or cut
    │   ├── EncryptedDocument       a password is needed
    │   ├── NoTextLayer             an image of a text: character recognition is needed
    │   ├── UnsupportedFormat       neither PDF nor DOCX, whatever the suffix says
    │   └── DocumentTooLarge        more bytes, pages or characters than the limits allow
    ├── InvalidValue            a printed value (amount, date, identifier) cannot be parsed
    ├── InvalidRequest          the question is malformed
    │   ├── UnknownActivity         names the nearest activities
    │   ├── UnknownProtection       names the nearest protections
    │   └── UnknownProfile          names the profiles that exist
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


class InvalidKnowledge(CheckerError):
    code = "invalid_knowledge"
