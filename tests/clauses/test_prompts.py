"""Prompt references: a class a clause, named after it."""

from typing import Any

import pytest
from making import codes, notices, request

from seedance_rules import PromptReference, prompt_references, validate


class TestPromptReferences:
    """`prompt-references`: @imageN, @videoN, @audioN and their Chinese spellings, 1-based."""

    @pytest.mark.parametrize(
        ("kind", "words"),
        [("image", ("image", "图片")), ("video", ("video", "视频")), ("audio", ("audio", "音频"))],
    )
    def test_every_spelling_of_a_reference(self, kind: str, words: tuple[str, str]) -> None:
        for word in words:
            for between in ("", "_"):
                text = f"@{word}{between}3"
                found = prompt_references(f"with {text}, twice")
                assert found == (PromptReference(kind, 3, 5, 5 + len(text), text),)

    def test_the_documents_examples(self) -> None:
        one = request(prompt="The cat in @image1 walks through a garden", images=1)
        three = request(
            prompt="Apply @image1 artistic style with @video1 motion and @audio1 soundtrack",
            images=1,
            videos=1,
            audios=1,
        )
        two = request(prompt="@image1 transforms into @image2", images=2)
        assert codes(one) == codes(three) == codes(two) == []

    def test_in_omni_reference_a_prompt_that_names_some_names_all(self) -> None:
        for prompt, unnamed in (
            ("no reference is named", 0),
            ("@image1 @image_2 @视频1", 0),
            ("@image1 and @video1", 1),
            ("@image1 and @image01 again", 2),
        ):
            given = request(prompt=prompt, images=2, videos=1)
            report = validate(given)
            values = [(notice.code, notice.path, notice.value) for notice in report.notices]
            one = ("unnamed_reference", "/input/prompt", unnamed)
            assert report.ok and values == ([one] if unnamed else [])
            assert validate(given, reject={"unnamed_reference"}).ok is (unnamed == 0)

    @pytest.mark.parametrize(
        "given",
        [
            request(prompt="@image1 only", images=2),
            request(prompt="@image1 only", images=2, mode="first_last_frames"),
            request("seedance-2-mini", prompt="@image1 only", images=2),
        ],
    )
    def test_in_other_modes_a_prompt_need_not_name_all(self, given: dict[str, Any]) -> None:
        assert notices(given) == []

    def test_positions_are_code_points(self) -> None:
        (found,) = prompt_references("🎬@image1")
        assert (found.start, found.end) == (1, 8)


class TestPromptReferenceRange:
    """`prompt-reference-range`: what is not there is rejected, saying which and how many."""

    def test_a_finding_says_which_entry_and_how_many_there_are(self) -> None:
        (finding,) = validate(request(prompt="@image1 @image2 @image3", images=2)).violations
        assert (finding.code, finding.path) == ("reference_out_of_range", "/input/prompt")
        assert (finding.value, finding.allowed) == ("@image3", 2)
        assert "'@image3'" in finding.message and "2 images" in finding.message

    @pytest.mark.parametrize("kind", ["image", "video", "audio"])
    def test_references_of_every_kind(self, kind: str) -> None:
        given = request(prompt=f"@{kind}1 @{kind}2", **{f"{kind}s": 1})
        assert codes(given) == [("reference_out_of_range", "/input/prompt")]

    def test_one_finding_for_each_kind_and_index(self) -> None:
        given = request(prompt="@image2 @image02 @图片_2 @video2 @image3", images=1)
        values = [finding.value for finding in validate(given).violations]
        assert values == ["@image2", "@video2", "@image3"]

    def test_after_ten_one_more_counts_the_rest(self) -> None:
        given = request(prompt=" ".join(f"@image{index} @video{index}" for index in range(1, 9)))
        findings = validate(given).violations
        assert len(findings) == 11
        assert findings[-1].value == 6 and "6 more" in findings[-1].message

    @pytest.mark.parametrize("value", ["x", 5, {}])
    def test_a_list_that_is_not_a_list_is_not_counted(self, value: object) -> None:
        given = request(prompt="@image2 @video1", image_urls=value, mode="omni_reference")
        assert codes(given) == [
            ("wrong_type", "/input/image_urls"),
            ("reference_out_of_range", "/input/prompt"),
        ]


class TestPromptReferenceSyntax:
    """`prompt-reference-syntax`: lower-case words, ASCII digits, the longest run of them."""

    @pytest.mark.parametrize(
        "prompt",
        [
            "Image 1",
            "@Image1",
            "@image",
            "@image_",
            "@image__1",
            "@image 1",
            "@image１",
            "@imag1",
            "image1",
        ],
    )
    def test_anything_else_is_plain_text(self, prompt: str) -> None:
        assert prompt_references(prompt) == ()
        assert codes(request(prompt=prompt)) == []

    @pytest.mark.parametrize(
        ("prompt", "index"),
        [
            ("@image0", 0),
            ("@image01", 1),
            ("@image12", 12),
            ("@image_007x", 7),
            ("me@image1.com", 1),
            ("@@image1", 1),
            ("@image999999999", 999_999_999),
            ("@image1000000000", 10**9),
            ("@image0000000000005", 5),
            ("@image0000000000", 0),
            ("@image" + "9" * 10_000, 10**9),
        ],
    )
    def test_the_index_of_a_reference(self, prompt: str, index: int) -> None:
        (found,) = prompt_references(prompt)
        assert found.index == index

    @pytest.mark.parametrize(
        ("text", "instead"),
        [
            ("@Image1", "@image1"),
            ("@IMAGE_1", "@image1"),
            ("@image 1", "@image1"),
            ("@image-1", "@image1"),
            ("@图片１", "@图片1"),
            ("@图1", "@image1"),
            ("@图片 1", "@图片1"),
            ("@img1", "@image1"),
            ("＠image1", "@image1"),
            ("<image_1", "@image1"),
            ("<<<image_1", "@image1"),
            ("<<<image_1>>>", "@image1"),
            ("@Image0", "@image1"),
            ("@Image" + "9" * 10, "@image1"),
            ("＠视频1", "@视频1"),
            ("@Video2", "@video1"),
        ],
    )
    def test_what_looks_like_a_reference_gets_a_notice(self, text: str, instead: str) -> None:
        for prompt in (text, f"as {text}, twice: {text}"):
            given = request(prompt=prompt, images=1)
            (notice,) = validate(given).notices
            assert (notice.code, notice.path) == ("unread_reference", "/input/prompt")
            assert (notice.value, notice.allowed) == (text, (instead,))
            assert codes(given, reject=["unread_reference"]) == [
                ("unread_reference", "/input/prompt")
            ]

    @pytest.mark.parametrize(
        "prompt",
        [
            *("me@Image1.com", "1@Image1", "图@Image1", "Image 1", "@Imag1", "@Image", "@Imagex1"),
            *("@image  1", "a@b", "5 < image 3", "@@", "@", "", "x<"),
        ],
    )
    def test_what_does_not_look_like_a_reference_gets_no_notice(self, prompt: str) -> None:
        assert notices(request(prompt=f"as {prompt}", images=1)) == []

    def test_ten_notices_at_most(self) -> None:
        prompt = " ".join(f"@Image{index}" for index in range(1, 20))
        assert len(notices(request(prompt=prompt, images=9))) == 10

    def test_zero_is_out_of_range(self) -> None:
        assert codes(request(prompt="@image0", images=1)) == [
            ("reference_out_of_range", "/input/prompt")
        ]

    def test_the_range_holds_in_every_mode(self) -> None:
        given = request(prompt="@video1 @video2", mode="text_to_video", videos=1)
        assert codes(given) == [
            ("references_not_allowed", "/input/video_urls"),
            ("reference_out_of_range", "/input/prompt"),
        ]
