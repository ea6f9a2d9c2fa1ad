"""The power of the conformance kit: which wrong clients it catches, and which case catches each.

Nearly every case is there for a mistake that it alone catches: `wrong_clients` says which. What is
left over is listed here, so that a case is added or taken away knowingly.
"""

import re
from functools import cache

import pytest
from spoiling import right
from wrong_clients import Wrong, wrong_clients

from seedance_rules import conformance

CASES = conformance.cases("2026-06")
WRONG = {wrong.mistake: wrong for wrong in wrong_clients()}

NEVER_ALONE = {
    # The plainest request of its kind: what it shows, a case with something beside it shows too.
    "input/seed",
    "task-types/seedance-2-turbo",
    "duration/text_to_video/left-out",
    "resolution/seedance-2/left-out",
    "audio-seconds/not-stated",
    "prompt-references/image",
    "prompt-references/video",
    "prompt-references/audio",
    "prompt-references/every-spelling",
    "assets/seedance-2-less-restriction",
    "assets/video_urls",
    # A wrong inference shows wherever no mode is given, a wrong limit at every number beyond it.
    "modes/inferred/nothing",
    "modes/inferred/1-image",
    "modes/inferred/2-images",
    "modes/inferred/1-video",
    "modes/inferred/1-audio",
    "modes/inferred/1-image-1-video",
    "modes/inferred/1-image-1-audio",
    "modes/inferred/3-images-3-videos-3-audios",
    "modes/first_last_frames/1-image",
    "modes/first_last_frames/2-images",
    "modes/omni_reference/1-image",
    "modes/omni_reference/3-images-3-videos-3-audios",
    "modes/omni_reference/4-images-3-videos-3-audios",
    "aspect-ratio/auto/inferred/nothing",
    # The resolution that a task type defaults to is the one of all its other cases.
    "prices/seedance-2/480p",
    "prices/seedance-2/480p/with-video",
    "prices/seedance-2-fast/480p",
    "prices/seedance-2-fast/480p/with-video",
    "prices/seedance-2-mini/720p",
    "prices/seedance-2-less-restriction/480p",
    "prices/seedance-2-less-restriction/480p/with-video",
    "prices/seedance-2-fast-less-restriction/480p",
    "prices/seedance-2-fast-less-restriction/480p/with-video",
    "prices/one-credit",
    # What is only there to be the accepted twin of others.
    *(case.id for case in CASES if case.id.startswith("samples/")),
}
"""The cases without which every client here would still be caught, and why they stay."""


MANY_GROUPS = {
    # What such clients do follows from one mistake, and is many things.
    "infers the mode where one is given": 8,
    "takes mini for fast": 5,
    "sends images to the less type": 8,
    # The price is off by another part in every case.
    "bills 5 s whatever the duration": 7,
    "bills seedance-2 too little at 480p": 3,
    "bills seedance-2-fast too little at 480p": 3,
    "bills seedance-2-less-restriction too little at 480p": 2,
    "bills seedance-2-fast-less-restriction too little at 480p": 3,
    "bills mini too little": 3,
    "bills a quarter for input videos": 3,
    "bills input videos instead of output": 3,
    "bills the total for each video": 2,
    "cuts input seconds down": 2,
    "bills audio": 2,
}
"""The wrong clients whose mismatches are not one group in the summary: at most so many."""


@cache
def mismatches(mistake: str) -> conformance.Mismatches:
    """Return how a client differs."""
    found = conformance.check(WRONG[mistake].client, cases=CASES)
    assert all(mismatch.error is None for mismatch in found), "a wrong client answers"
    return found


def catching(mistake: str) -> tuple[str, ...]:
    """Return the ids of the cases that catch a client."""
    return tuple(mismatch.case.id for mismatch in mismatches(mistake))


def test_the_right_client_passes() -> None:
    assert conformance.check(right, cases=CASES) == ()


def test_there_are_wrong_clients_of_every_kind() -> None:
    assert len([*wrong_clients()]) == len(WRONG) >= 500


@pytest.mark.parametrize("wrong", WRONG.values(), ids=lambda wrong: wrong.mistake)
def test_every_wrong_client_is_caught(wrong: Wrong) -> None:
    found = catching(wrong.mistake)
    if wrong.only is None:
        assert len(found) > 1, "one case alone catches this client: say which"
    else:
        assert found == (wrong.only,)


@pytest.mark.parametrize("mistake", WRONG)
def test_one_mistake_is_told_as_one(mistake: str) -> None:
    lines = conformance.summary(mismatches(mistake)).splitlines()
    groups = [line for line in lines if re.match(r" +\d+  ", line)]
    assert 1 <= len(groups) <= MANY_GROUPS.get(mistake, 1)


def test_few_cases_could_be_taken_away() -> None:
    alone = {found[0] for found in map(catching, WRONG) if len(found) == 1}
    assert {case.id for case in CASES} - alone == NEVER_ALONE
    assert len(NEVER_ALONE) < len(CASES) / 8
