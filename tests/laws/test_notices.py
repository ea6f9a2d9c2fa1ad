"""Two notices about a prompt, before the money is spent: of whole kinds, and never of mere prose.

`unread_reference`: text that somebody meant as a reference, and that is plain text to the service.
`unnamed_reference`: in a mode that knows references by their names, those that the prompt leaves out.
"""

import re
from itertools import product
from typing import Any, Final

import pytest
from drawing import many
from hypothesis import given
from hypothesis import strategies as st
from making import request

from seedance_rules import Finding, Spec, load_spec, prompt_references, validate, versions

SPECS: Final = {name: load_spec(name) for name in versions()}
UNREAD, UNNAMED = "unread_reference", "unnamed_reference"
KINDS: Final = ("image", "video", "audio")
NATIVE: Final = {"image": "图片", "video": "视频", "audio": "音频"}

SPELT: Final = (
    "@{Word}{n}", "@{WORD}{n}", "@{word} {n}", "@{word}-{n}", "@{Word}_{n}", "@{native} {n}",
    "@{native}-{n}", "＠{word}{n}", "＠{native}{n}", "<<<{word}_{n}>>>", "<<<{native}{n}>>>",
    "<{native}{n}>", "<{word}_{n}>", "@{word}{wide}", "@{native}{wide}",
)  # fmt: skip
"""How other products, and keyboards of Chinese, write a reference that is not one here."""

WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")


def spelt(how: str, kind: str, index: int) -> str:
    """Write a reference in another product's way."""
    wide = str(index).translate(WIDE)
    names = {"word": kind, "Word": kind.title(), "WORD": kind.upper(), "native": NATIVE[kind]}
    return how.format(**names, n=index, wide=wide)


def omni(prompt: str, **given: Any) -> dict[str, Any]:
    """Make a request of `omni_reference` with two references of each kind."""
    counts = {"images": 2, "videos": 2, "audios": 2}
    return request(mode="omni_reference", prompt=prompt, **counts | given)


def of(code: str, given: Any, spec: Spec) -> list[Finding]:
    """Return the notices of a code on a request that must be accepted."""
    report = validate(given, spec=spec)
    assert report.ok, str(report)
    return [notice for notice in report.notices if notice.code == code]


def unread(prompt: str, spec: Spec, **given: Any) -> list[object]:
    """Return what the notices of a prompt call unread references."""
    return [notice.value for notice in of(UNREAD, omni(prompt, **given), spec)]


class TestUnreadReference:
    """What looks like a reference and is not one gets a notice that writes it right."""

    @pytest.mark.parametrize("spec", SPECS.values(), ids=SPECS)
    @pytest.mark.parametrize("how", SPELT)
    def test_in_every_spelling_of_every_kind(self, how: str, spec: Spec) -> None:
        for kind, index in product(KINDS, (1, 2)):
            text = spelt(how, kind, index)
            (notice,) = of(UNREAD, omni(f"Let {text} walk"), spec)
            assert (notice.path, notice.value) == ("/input/prompt", text)
            written = notice.message.rpartition("write ")[2]
            (reference,) = prompt_references(written, spec=spec)
            assert (reference.kind, reference.index) == (kind, index)
            assert notice.allowed == (written,) and written.startswith("@")

    @pytest.mark.parametrize("text", ["@图1", "＠图2", "@图像1", "@img1", "@Img_2", "<<<img_1>>>"])
    def test_in_the_short_words_of_others(self, text: str) -> None:
        for spec in SPECS.values():
            (notice,) = of(UNREAD, omni(f"{text}走"), spec)
            index = re.sub(r"\D", "", text)
            assert notice.value == text and notice.message.endswith(f"write @image{index}")

    @many(100)
    @given(
        st.lists(st.tuples(st.sampled_from(SPELT), st.sampled_from(KINDS)), min_size=1, max_size=20)
    )
    def test_each_once_in_order_and_ten_at_most(self, some: list[tuple[str, str]]) -> None:
        texts = [spelt(how, kind, 1) for how, kind in some]
        prompt = "between".join(f" {text} " for text in texts)
        found = unread(prompt, SPECS["2026-06"])
        assert found == [*dict.fromkeys(texts)][:10]

    def test_beside_references_that_are_read(self) -> None:
        spec = SPECS["2026-06"]
        assert unread("@image1 and @Image2 and @图片_1 and @image02", spec) == ["@Image2"]

    @pytest.mark.parametrize(
        ("images", "text", "why"),
        [
            (0, "@Image1", "no image is given; references are written as in @image1"),
            (1, "@Image2", "only 1 image is given; references are written as in @image1"),
            (2, "@Image3", "only 2 images are given; references are written as in @image1"),
            (2, "@Image0", "only 2 images are given; references are written as in @image1"),
            (2, "@Image99999999999", "only 2 images are given; references are written as in"),
        ],
    )
    def test_a_notice_names_only_what_is_there(self, images: int, text: str, why: str) -> None:
        for spec in SPECS.values():
            (notice,) = of(UNREAD, omni(text, images=images), spec)
            assert why in notice.message

    def test_where_a_list_cannot_be_counted(self) -> None:
        report = validate(omni("@Image7", image_urls="x"))
        assert [n.message for n in report.notices] == [
            "prompt contains '@Image7', which is not read as a reference; write @image7"
        ]

    @pytest.mark.parametrize("sign", ["İ", "ı", "ſ", "K", "ﬁ", "ß", "Å"])
    def test_letters_that_case_folding_changes(self, sign: str) -> None:
        for word in ("image", "video", "img", "audio"):
            for at in range(len(word)):
                prompt = f"@{word[:at]}{sign}{word[at + 1 :]}1"
                for spec in SPECS.values():
                    assert validate(omni(prompt), spec=spec).ok

    def test_in_tables_of_ones_own(self) -> None:
        spec = SPECS["2026-06"].with_changes(
            {
                "media": {"image": {"words": ["Picture", "BILD"]}},
                "prompt_references": {"marker": "#"},
                "hints": {"markers": {"＃": "#"}},
            },
            label="own",
            remove=("hints.markers",),
        )
        found = {n.value: n.message for n in of(UNREAD, omni("#picture1 ＃Bild 2 #image1"), spec)}
        assert [*found] == ["#picture1", "＃Bild 2"]
        assert found["#picture1"].endswith("write #Picture1")
        assert found["＃Bild 2"].endswith("write #BILD2")


WORDS: Final = (
    "image", "Image", "images", "video", "IMG", "图片", "photo", "music", "1", "2", "42", "at",
    "a", "<", "<b>", "<br>", ">", "@", "&", "<3", "email", "me", "shot", "@ 2", "@photo1", "@music3",
    "@pic2", "@clip5", "@sound1", "@mary", "@imagine2024", "@videographer7", "Image 1", "image 2",
    "Video 1", "#image1", "[image1]", "{image1}", "$image1", "图1", "a<b", "5 > 3", "<video>",
    "@Imagine 3", "<image>", "<p>", "@audiofile", "image1@x", "3<4",
)  # fmt: skip
"""What prose is made of, references in another notation and handles of people among it."""


class TestNoFalseWarning:
    """Prose, addresses and handles give no warning: a false one teaches to overlook the right."""

    @pytest.mark.parametrize("version", SPECS)
    @many(60)
    @given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
    def test_on_drawn_prose(self, version: str, words: list[str]) -> None:
        # Handles and numbers may meet: `@ 2` is not a reference, and neither is `@imagine2024 1`.
        assert unread(" ".join(words), SPECS[version]) == []

    @pytest.mark.parametrize("version", SPECS)
    @many(60)
    @given(
        st.from_regex(r"[A-Za-z0-9._%+-]{0,8}[A-Za-z0-9]", fullmatch=True),
        st.sampled_from(["Image", "IMAGE", "Video", "img", "Img", "image-", "Audio"]),
        st.integers(0, 10**6),
        st.sampled_from([".com", ".example", "-mail.org", ""]),
    )
    def test_on_addresses(self, version: str, who: str, host: str, at: int, end: str) -> None:
        assert unread(f"Write to {who}@{host}{at}{end} today", SPECS[version]) == []

    @many(75)
    @given(st.text(max_size=60))
    def test_on_any_text_without_a_kind(self, text: str) -> None:
        spec = SPECS["2026-06"]
        words = [*spec.hints["words"], *(w for media in spec.media.values() for w in media.words)]
        if not any(word in text.casefold() for word in words):
            assert unread(f"x{text}", spec) == []

    def test_on_none_of_the_right_spellings(self) -> None:
        for version, spec in SPECS.items():
            ways = [f"@{word}{between}{index}" for kind in KINDS for index in (1, "01", 2)
                    for word in (kind, NATIVE[kind]) for between in ("", "_")]  # fmt: skip
            assert unread(" ".join(ways), spec) == [], version
            assert unread("，".join(f"【{way}】" for way in ways), spec) == []


class TestUnnamedReference:
    """In `omni_reference`, a prompt that names some references and not others gets one notice."""

    @pytest.mark.parametrize("version", SPECS)
    @many(80)
    @given(st.data())
    def test_a_notice_names_the_references_that_the_prompt_leaves_out(
        self, version: str, data: st.DataObject
    ) -> None:
        spec, drawn = SPECS[version], st.integers(0, 3)
        counts = {kind: data.draw(drawn) for kind in KINDS}
        counts["image"] = max(1, counts["image"])
        every = [(kind, index) for kind in KINDS for index in range(1, counts[kind] + 1)]
        named = data.draw(st.lists(st.sampled_from(every), min_size=1))
        words = {kind: st.sampled_from((kind, NATIVE[kind])) for kind in KINDS}
        prompt = " ".join(f"@{data.draw(words[kind])}{index}" for kind, index in named)
        given = omni(prompt, **{f"{kind}s": count for kind, count in counts.items()})
        found = of(UNNAMED, given, spec)
        missing = [f"@{kind}{index}" for kind, index in every if (kind, index) not in named]
        if not missing:
            assert not found
        else:
            (notice,) = found
            assert notice.path == "/input/prompt" and notice.value == len(missing)
            assert all(f"{name}" in notice.message for name in missing)
            assert not any(f"@{kind}{index} " in f"{notice.message} " for kind, index in named)

    @pytest.mark.parametrize("version", SPECS)
    def test_no_other_mode_and_no_prompt_without_names(self, version: str) -> None:
        spec = SPECS[version]
        for one in (
            omni("A cat walks"),
            omni("@Image1 walks"),
            request(mode="first_last_frames", images=2, prompt="@image1 melts"),
            request(mode="text_to_video", prompt="A cat"),
        ):
            assert of(UNNAMED, one, spec) == []

    def test_of_very_many_ten_are_named(self) -> None:
        spec = SPECS["2026-08-08"]
        (notice,) = of(UNNAMED, omni("@image1", images=9, videos=3, audios=3), spec)
        assert notice.value == 14 and notice.message.count("@") == 10
        assert "and 4 more" in notice.message

    def test_not_where_a_list_cannot_be_counted_or_is_rejected(self) -> None:
        report = validate(omni("@image1", images=2, videos=0, audio_urls="x"))
        assert [notice.code for notice in report.notices] == []


class TestOfHostilePrompts:
    """Any prompt is looked at once, and what is told of it is short."""

    @pytest.mark.parametrize(
        "piece", ["@", "＠", "<", "<<<", "@image ", "@Image", "<<<image_", "@图", ">", "@Image1>"]
    )
    def test_of_any_length(self, piece: str) -> None:
        """Looking at a prompt again from each of its characters would take hours."""
        for prompt in (piece * 100_000, f"@Image{piece * 100_000}", f"@Image{'9' * 200_000}"):
            report = validate(omni(prompt), spec="2026-06")
            assert len(report.notices) <= 11 and len(report.violations) <= 11

    @many(100)
    @given(st.text(st.sampled_from("@＠<>imageIMG图片１1_- \n\x07\u202e\ud800"), max_size=300))
    def test_whatever_is_near_a_reference(self, prompt: str) -> None:
        for spec in SPECS.values():
            for notice in validate(omni(f"x{prompt}"), spec=spec).notices:
                assert notice.message.isprintable() and len(notice.message) <= 300
