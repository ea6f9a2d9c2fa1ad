"""One thing to say about a request: a violation, which rejects it, or a notice, which does not."""

from attrs import field, frozen

from seedance_rules.codes import Code
from seedance_rules.messages import Allowed, say
from seedance_rules.wording import plain, printable, show

__all__ = ["Finding"]


@frozen(slots=False)
class Finding:
    """What is wrong, or worth knowing, at one place of a request.

    `path` is a JSON Pointer into the request, `value` what stands there or was counted, `allowed`
    what may stand there, `clause` the id of the clause in the tables, and `http_status` the status
    that the documentation names for it, or None where it names none.
    """

    code: Code
    path: str
    value: object = field(default=None, repr=show, hash=False)
    allowed: Allowed = None
    clause: str = ""
    http_status: int | None = None
    about: tuple[str, ...] = field(default=(), repr=False)
    """The names that the message needs beside the value and what is allowed."""

    @property
    def message(self) -> str:
        """What was given, what is allowed and what to do, in a sentence or two."""
        return say(self.code, self.path, self.value, self.allowed, self.about)

    def to_dict(self) -> dict[str, object]:
        """Return the finding as plain data that `json.dumps` takes, whatever the value was."""
        return {
            "code": str(self.code),
            "path": self.path,
            "message": self.message,
            "value": plain(self.value),
            "allowed": plain(self.allowed),
            "http_status": self.http_status,
            "clause": self.clause,
        }

    def __str__(self) -> str:
        return f"{printable(self.path) or '(the request)'}: {self.message}"
