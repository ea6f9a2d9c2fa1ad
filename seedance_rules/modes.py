"""The mode that a request runs in: the one it gives, else the one its references lead to."""

from typing import Final

from seedance_rules.parts import Inference, Mode
from seedance_rules.request import NO_LISTS, Given
from seedance_rules.spec import Spec

__all__ = ["NO_REFERENCES", "Counts", "counts_of", "inferred_mode", "known_mode", "leading_kind"]


Counts = tuple[int, int, int]
"""The numbers of images, videos and audios."""

NO_REFERENCES: Final[Counts] = (0, 0, 0)


def counts_of(given: Given) -> Counts | None:
    """Count the references of each kind; None where that cannot be told.

    It cannot where `input`, or one of its lists, is something else than an object or a list.
    """
    if not given.has_input:
        return None
    if given.lists is NO_LISTS:
        return NO_REFERENCES
    images, videos, audios = given.lists
    if type(images) is tuple and type(videos) is tuple and type(audios) is tuple:
        return len(images), len(videos), len(audios)
    return None


def known_mode(given: Given, spec: Spec) -> Mode | None:
    """Return the given mode when the tables have it (clauses `modes`, `mode-strict`)."""
    return spec.mode_names.get(given.mode) if type(given.mode) is str else None


def inferred_mode(inference: tuple[Inference, ...], counts: Counts) -> Mode | None:
    """Return the first mode whose conditions the counts meet (clause `mode-inference`)."""
    images, videos, audios = counts
    for rule in inference:
        if images in rule.images and videos in rule.videos and audios in rule.audios:
            return rule.mode
    return None


def leading_kind(inference: tuple[Inference, ...], counts: Counts) -> int | None:
    """Return the kind of reference that led to the inferred mode, as its place in `KINDS`.

    That is the first kind without which another mode would be inferred, else the first given; None
    without references.
    """
    mode = inferred_mode(inference, counts)
    images, videos, audios = counts
    without = ((0, videos, audios), (images, 0, audios), (images, videos, 0))
    given = [at for at, count in enumerate(counts) if count]
    led = [at for at in given if inferred_mode(inference, without[at]) != mode]
    return (led or given)[0] if given else None
