"""Request shape: a class a clause, named after it."""

from collections import UserDict
from decimal import Decimal
from types import MappingProxyType
from typing import Any

import pytest
from making import codes, notices, request

from seedance_rules import credits, quote, validate


class TestEnvelope:
    """`envelope`: an object with `model`, `task_type` and `input`; `model` is `seedance`."""

    @pytest.mark.parametrize("key", ["model", "task_type", "input"])
    def test_each_key_is_required(self, key: str) -> None:
        given = request()
        del given[key]
        assert codes(given) == [("missing_field", f"/{key}")]

    def test_the_model_is_a_literal(self) -> None:
        assert codes(request() | {"model": "Seedance"}) == [("unknown_model", "/model")]
        assert codes(request() | {"model": 2}) == [("wrong_type", "/model")]

    @pytest.mark.parametrize("given", [None, [], "seedance", 7, [request()]])
    def test_a_request_is_an_object(self, given: object) -> None:
        assert codes(given) == [("not_an_object", "")]

    @pytest.mark.parametrize("given", [[], "prompt", 7, True])
    def test_input_is_an_object(self, given: object) -> None:
        assert codes(request() | {"input": given}) == [("not_an_object", "/input")]


class TestEnvelopeExtra:
    """`envelope-extra`: other keys belong to the transport, pass through without a finding."""

    def test_other_keys_pass_through(self) -> None:
        config = {"webhook_config": {"endpoint": "https://hooks.example"}, "service_mode": None}
        report = validate(request() | config)
        assert report.ok and not report.notices
        assert report.request is not None
        assert report.request.envelope_extra == config
        assert report.request.to_dict().items() >= config.items()


class TestAbsent:
    """`absent`: a known key that is missing, null, or an empty URL list, is not given."""

    @pytest.mark.parametrize(
        "key",
        [
            "mode",
            "duration",
            "resolution",
            "aspect_ratio",
            "image_urls",
            "video_urls",
            "audio_urls",
            "auto_upload_assets",
            "asset_retention_hours",
        ],
    )
    def test_null_is_not_given(self, key: str) -> None:
        report = validate(request(**{key: None}))
        assert report.ok and not report.notices
        assert report.request == validate(request()).request

    @pytest.mark.parametrize("key", ["image_urls", "video_urls", "audio_urls"])
    @pytest.mark.parametrize("empty", [[], ()])
    def test_an_empty_list_is_not_given(self, key: str, empty: object) -> None:
        report = validate(request("seedance-2-mini", **{key: empty}))
        assert report.ok
        assert report.request == validate(request("seedance-2-mini")).request

    def test_what_is_sent_is_what_is_given_and_the_defaults(self) -> None:
        least = validate(request()).request
        assert least is not None and least.to_dict() == {
            "model": "seedance",
            "task_type": "seedance-2",
            "input": {
                "prompt": "A lantern drifts over a lake",
                "mode": "text_to_video",
                "duration": 5,
                "resolution": "480p",
                "aspect_ratio": "16:9",
            },
        }
        most = request(
            "seedance-2-less-restriction",
            mode="omni_reference",
            duration=9.0,
            resolution="1080p",
            aspect_ratio="1:1",
            images=1,
            videos=2,
            audios=3,
            auto_upload_assets=True,
            asset_retention_hours=Decimal("3.0"),
            seed=7,
        )
        normalized = validate(most | {"service_mode": "x"}).request
        assert normalized is not None
        sent = normalized.to_dict()
        assert sent == most | {"service_mode": "x"}
        assert list(map(type, sent["input"].values())) == (
            [str, str, int, str, str, list, list, list, bool, int, int]
        )

    def test_a_required_key_that_is_null_is_missing(self) -> None:
        assert codes(request(prompt=None)) == [("missing_field", "/input/prompt")]
        assert codes(request() | {"input": None}) == [("missing_field", "/input")]


class TestPromptRequired:
    """`prompt-required`: a string with at least one character that is not white space."""

    @pytest.mark.parametrize("prompt", ["", " ", "\n\t", "\u3000\u00a0\u2028"])
    def test_a_blank_prompt_is_missing(self, prompt: str) -> None:
        assert codes(request(prompt=prompt)) == [("missing_field", "/input/prompt")]

    @pytest.mark.parametrize("prompt", [".", " x ", "\u200b", "\x00"])
    def test_one_character_is_enough(self, prompt: str) -> None:
        assert codes(request(prompt=prompt)) == []

    def test_no_length_is_too_long(self) -> None:
        assert codes(request(prompt="long " * 100_000)) == []

    def test_a_prompt_is_a_string(self) -> None:
        assert codes(request(prompt=["a cat"])) == [("wrong_type", "/input/prompt")]


class TestInputExtra:
    """`input-extra`: a key the page does not name gets a notice, with the nearest known name."""

    def test_an_unknown_key_is_accepted_with_a_notice(self) -> None:
        given = request(seed=None)
        assert notices(given) == [("unknown_field", "/input/seed")]
        normalized = validate(given).request
        assert normalized is not None and normalized.input_extra == {"seed": None}

    def test_the_nearest_known_name_is_offered(self) -> None:
        (notice,) = validate(request(aspectRatio="1:1")).notices
        assert "did you mean 'aspect_ratio'?" in notice.message

    def test_a_key_of_the_envelope_is_unknown_in_the_input(self) -> None:
        assert notices(request(model="seedance")) == [("unknown_field", "/input/model")]

    def test_an_unknown_key_is_noticed_in_an_otherwise_empty_input(self) -> None:
        report = validate(request() | {"input": {"seed": 1}})
        assert [notice.path for notice in report.notices] == ["/input/seed"]

    def test_a_key_that_is_not_a_string_is_shown(self) -> None:
        given: dict[str, Any] = request()
        given["input"] |= {None: 1, 7: 2, 10**5000: 3}
        paths = [f"/input/{name}" for name in ("null", "7", "a huge number")]
        assert notices(given) == [("unknown_field", path) for path in paths]

    def test_the_path_of_an_unknown_key_is_escaped(self) -> None:
        assert notices(request(**{"a/b~c": 1})) == [("unknown_field", "/input/a~1b~0c")]


class TestTypes:
    """`types`: JSON types, matched exactly; an object is any mapping, a list any list or tuple."""

    @pytest.mark.parametrize(
        ("key", "value"),
        [
            ("duration", "5"),
            ("duration", True),
            ("resolution", 720),
            ("aspect_ratio", 1.0),
            ("mode", ["text_to_video"]),
            ("image_urls", "https://media.example/a.png"),
            ("video_urls", {"0": "https://media.example/a.mp4"}),
            ("audio_urls", 0),
        ],
    )
    def test_other_types_are_wrong(self, key: str, value: object) -> None:
        assert codes(request(**{key: value})) == [("wrong_type", f"/input/{key}")]

    def test_a_list_that_is_not_a_list_hides_no_other(self) -> None:
        given = request(image_urls="x", video_urls=["x"], audio_urls=7, mode="omni_reference")
        assert codes(given) == [
            ("wrong_type", "/input/image_urls"),
            ("invalid_url", "/input/video_urls/0"),
            ("wrong_type", "/input/audio_urls"),
        ]

    @pytest.mark.parametrize("key", ["model", "task_type"])
    @pytest.mark.parametrize("value", [5, [], {}, True])
    def test_other_types_of_names_are_wrong(self, key: str, value: object) -> None:
        assert codes(request() | {key: value}) == [("wrong_type", f"/{key}")]

    def test_strings_are_case_sensitive(self) -> None:
        assert codes(request(mode="Text_To_Video")) == [("unknown_mode", "/input/mode")]
        assert codes(request(resolution="720P")) == [("unknown_resolution", "/input/resolution")]

    def test_a_bad_entry_still_counts(self) -> None:
        given = request(mode="first_last_frames", image_urls=[1, None, "x"])
        assert codes(given) == [
            ("image_count", "/input/image_urls"),
            ("wrong_type", "/input/image_urls/0"),
            ("wrong_type", "/input/image_urls/1"),
            ("invalid_url", "/input/image_urls/2"),
        ]

    def test_a_subclass_is_what_it_is_a_subclass_of(self) -> None:
        class Text(str):
            pass

        class Whole(int):
            pass

        class Entries(list[object]):
            pass

        plain = request(resolution="720p", duration=6, images=1)
        body = {
            Text("prompt"): Text(plain["input"]["prompt"]),
            Text("resolution"): Text("720p"),
            Text("duration"): Whole(6),
            Text("image_urls"): [Text(url) for url in plain["input"]["image_urls"]],
        }
        named = {str(key): value for key, value in body.items()}
        listed = named | {"image_urls": Entries(plain["input"]["image_urls"])}
        for given in (body, named, listed):
            report = validate(plain | {"task_type": Text("seedance-2"), "input": given})
            assert report.request == validate(plain).request
            assert report.request is not None
            sent = report.request
            texts = (sent.task_type, sent.prompt, sent.resolution, *sent.image_urls)
            assert all(type(text) is str for text in texts) and type(sent.duration) is int

    def test_an_integer_of_any_library_is_a_number(self) -> None:
        class Index:
            """What `operator.index` takes, as numpy's integers are."""

            def __init__(self, value: int) -> None:
                self.value = value

            def __index__(self) -> int:
                return self.value

        normalized = validate(request(duration=Index(7))).request
        assert normalized is not None
        assert normalized.duration == 7 and type(normalized.duration) is int
        (finding,) = validate(request(duration=Index(16))).violations
        assert (finding.code, finding.value) == ("duration_out_of_range", 16)
        seconds: Any = Index(7)
        assert quote(request(videos=1), total_input_video_duration=seconds).credits == Decimal(
            "0.85"
        )
        assert credits("seedance-2", "480p", seconds, seconds) == Decimal("1.05")

    def test_mappings_and_tuples_are_objects_and_lists(self) -> None:
        plain = request(images=2, duration=5)
        body = UserDict(plain["input"] | {"image_urls": tuple(plain["input"]["image_urls"])})
        given = MappingProxyType(plain | {"input": body | {"duration": Decimal("5.0")}})
        assert validate(given).request == validate(plain).request

    def test_a_key_that_no_dict_can_hold_is_an_unknown_one(self) -> None:
        class Pairs(UserDict[str, object]):
            """A mapping with one key more, which cannot be hashed."""

            def items(self) -> Any:
                return [*super().items(), ([], 1)]

        report = validate(request() | {"input": Pairs(request()["input"])})
        assert [(notice.code, notice.path) for notice in report.notices] == [
            ("unknown_field", "/input/a list")
        ]


class TestUrls:
    """`urls`: absolute, http or https in any case with a host, or exactly `asset://<id>`."""

    @pytest.mark.parametrize(
        "url",
        [
            "http://h",
            "HTTPS://Media.Example:8443/a%20b.png?x=y#z",
            "https://user:word@media.example/a",
            "https://[2001:db8::1]:80/a.png",
            "https://媒体.example/图.png",
            "https://media.example/?q=/a.mp4",
            "https://media.example/\u200b\ue000.png",
        ],
    )
    def test_absolute_urls_with_a_host_are_taken(self, url: str) -> None:
        assert codes(request(image_urls=[url])) == []

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "media.example/a.png",
            "//media.example/a.png",
            "ftp://media.example/a.png",
            "https:/media.example/a.png",
            "https://",
            "https:///a.png",
            "https://:80/a.png",
            "https://user@/a.png",
            "https://?a.png",
            "https://media.example/a b.png",
            "https://media.example/a.png\n",
            "https://media.example/\u2003a.png",
            "https://media.example/\x85a.png",
            "\thttps://media.example/a.png",
            "https://[2001:db8::1/a.png",
            "https://media.example:port/a.png",
            "data:image/png;base64,AAAA",
        ],
    )
    def test_anything_else_is_not_a_url(self, url: str) -> None:
        assert codes(request(image_urls=[url])) == [("invalid_url", "/input/image_urls/0")]

    @pytest.mark.parametrize("url", ["asset://", "ASSET://a", "Asset://a", "asset:a", "asset:// a"])
    def test_an_asset_is_written_exactly_so(self, url: str) -> None:
        given = request("seedance-2-less-restriction", image_urls=[url])
        assert codes(given) == [("invalid_url", "/input/image_urls/0")]
