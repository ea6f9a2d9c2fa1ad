"""What happened to people: requests from public reports, each for its whole kind.

The verdict on them was right; the message left the user with the bug. A class is a case, or several
with one cause. Whether advice works is tests/laws/test_advice.py's; here it is what it says.
"""

from typing import Any, Final

import pytest
from making import HOST, found, request, urls

from seedance_rules import (
    Code,
    Finding,
    InvalidRequest,
    NotInTables,
    credits,
    load_spec,
    quote,
    validate,
    versions,
)

PICTURE, CLIP = f"{HOST}/a.png", f"{HOST}/a.mp4"
LESS, MINI, FAST = "seedance-2-less-restriction", "seedance-2-mini", "seedance-2-fast"
FIELDS: Final = (
    *("prompt", "mode", "duration", "resolution", "aspect_ratio"),
    *("image_urls", "video_urls", "audio_urls", "auto_upload_assets", "asset_retention_hours"),
)
LIKE_A_LIST: Final = (PICTURE, [PICTURE], {"url": PICTURE})


def with_input(**given: Any) -> dict[str, Any]:
    """Make a request of `input` as given, with a prompt."""
    return request() | {"input": {"prompt": "A cat walks"} | given}


def only(given: Any, **asked: Any) -> Finding:
    """Return the one finding on a request."""
    report = validate(given, **asked)
    (finding,) = (*report.violations, *report.notices)
    return finding


def message(given: Any, **asked: Any) -> str:
    """Return the one message on a request."""
    return only(given, **asked).message


def meant(told: str) -> str:
    """Return what a message says that something is called here, or may have been meant to be."""
    for words in ("here that is ", "did you mean "):
        if words in told:
            return told.rpartition(words)[2].strip("?'")
    return ""


def styles(name: str) -> list[str]:
    """Spell a name in the styles of other languages."""
    first, *rest = name.split("_")
    camel = first + "".join(word.title() for word in rest)
    return [name, camel, name.replace("_", "-"), name.upper(), camel[0].upper() + camel[1:]]


class TestFieldsUnderOtherNames:
    """1, 2, 37: a portrait that came back landscape, a picture that was never looked at."""

    @pytest.mark.parametrize(
        ("names", "field"),
        [
            ("ratio aspect video_ratio", "aspect_ratio"),
            ("image images img_url image_url input_image input_images", "image_urls"),
            ("first_frame first_frame_url first_frame_image start_image start_frame", "image_urls"),
            ("last_frame last_frame_url last_frame_image end_image image_tail", "image_urls"),
            ("reference_image reference_images reference_image_urls", "image_urls"),
            ("video videos video_url input_video reference_video", "video_urls"),
            ("reference_videos reference_video_urls", "video_urls"),
            ("audios audio_url soundtrack reference_audio reference_audio_urls", "audio_urls"),
            ("seconds length video_length duration_seconds", "duration"),
            ("quality video_quality", "resolution"),
        ],
    )
    def test_every_one_of_them_is_told_its_name_here(self, names: str, field: str) -> None:
        for name in names.split():
            for style in styles(name):
                for version in versions():
                    finding = only(
                        with_input(mode="text_to_video", **{style: "9:16"}), spec=version
                    )
                    assert finding.code == Code.UNKNOWN_FIELD
                    assert meant(finding.message) == field, finding.message

    def test_a_size_may_be_two_things(self) -> None:
        assert meant(message(with_input(size="720p"))) == "aspect_ratio or resolution"

    def test_all_fields_are_listed_where_there_is_nothing_to_guess(self) -> None:
        for name in ("seed", "watermark", "camera_fixed", "negative_prompt", "n", "", "Größe"):
            told = message(with_input(**{name: 1}))
            assert f"input has '{name}'" in told and not meant(told)
            assert all(field in told for field in FIELDS)
            assert "the tables of 2026-06 do not name" in told

    def test_a_hint_is_of_a_field_that_could_hold_the_value(self) -> None:
        for name in ("audio", "image", "video"):
            for hinted, some in (("", (True, False, 5, 2.5)), (f"{name}_urls", LIKE_A_LIST)):
                for value in some:
                    assert meant(message(with_input(**{name: value}))) == hinted

    def test_a_hint_is_not_of_a_field_that_is_given(self) -> None:
        assert meant(message(request(images=1, image=PICTURE))) == ""
        assert meant(message(request(text="A cat"))) == ""

    def test_a_field_of_a_later_page(self) -> None:
        assert meant(message(with_input(audio=False))) == ""
        later = "2026-08-01"
        assert validate(with_input(audio=False), spec=later).notices == ()
        assert meant(message(with_input(generate_audio=False), spec=later)) == "audio"

    def test_unknown_fields_can_be_made_violations(self) -> None:
        given = with_input(first_frame_url=PICTURE)
        assert validate(given).ok
        report = validate(given, reject=[Code.UNKNOWN_FIELD])
        assert found(report) == [("unknown_field", "/input/first_frame_url")]
        with pytest.raises(InvalidRequest, match="image_urls"):
            quote(given, reject=["unknown_field"])


class TestModesUnderOtherNames:
    """3, and D3: whoever followed the hint could give no pictures."""

    @pytest.mark.parametrize(
        "mode", ["image_to_video", "img_to_video", "i2v", "image2video", "Image-to-Video"]
    )
    def test_image_words_are_of_modes_that_take_images(self, mode: str) -> None:
        both = "first_last_frames or omni_reference"
        for images, hinted in ((1, both), (2, both), (3, "omni_reference")):
            assert meant(message(request(mode=mode, images=images))) == hinted

    @pytest.mark.parametrize(
        "mode",
        [
            "omni",
            "reference",
            "reference_to_video",
            "multi_image",
            "reference_images",
            "v2v",
            "video_to_video",
            "referenceToVideo",
        ],
    )
    def test_reference_words_are_of_omni_reference(self, mode: str) -> None:
        assert meant(message(request(mode=mode, videos=1))) == "omni_reference"

    def test_frame_words(self) -> None:
        for mode in ("frames_to_video", "first_frame", "keyframes", "first_last_frame"):
            assert meant(message(request(mode=mode, images=1))) == "first_last_frames"

    def test_no_mode_is_hinted_that_the_references_do_not_fit(self) -> None:
        for given in (request(mode="t2v", images=1), request(mode="i2v", videos=1)):
            assert "text_to_video" not in meant(message(given))
            assert "first_last" not in meant(message(given))
        assert meant(message(request(MINI, mode="i2v", images=3))) == ""

    @pytest.mark.parametrize("mode", ["i2v", "omni", "x", "first-last-frames", "textToVideo"])
    def test_all_modes_are_listed(self, mode: str) -> None:
        told = message(request(mode=mode, images=1))
        assert "use text_to_video, first_last_frames or omni_reference" in told


class TestTaskTypesUnderOtherNames:
    """4, 6, and D3: a guess may change neither tier, nor moderation, nor version, nor the price."""

    @pytest.mark.parametrize(
        ("name", "hinted"),
        [
            ("seedance-2-less", LESS),
            ("seedance-2-pro-less", LESS),
            ("Seedance_2_Pro_Less", LESS),
            ("seedance-2-fast-less", f"{FAST}-less-restriction"),
            ("seedance-2-pro", "seedance-2"),
            ("seedance2", "seedance-2"),
            ("Seedance 2", "seedance-2"),
            ("seedance-2.0", "seedance-2"),
            ("seedance-2-fats", FAST),
            ("seedance-2-mini-less-restriction", f"{MINI} or {FAST}-less-restriction"),
        ],
    )
    def test_a_name_is_of_its_tier_and_its_moderation(self, name: str, hinted: str) -> None:
        told = message(request(name))
        assert meant(told) == hinted
        assert "is not known to the tables of 2026-06" in told
        assert all(task_type in told for task_type in load_spec().task_types)

    @pytest.mark.parametrize(
        "name",
        [
            "seedance-1",
            "seedance-2.5",
            "seedance-3",
            "seedance-2-turbo",
            "seedance-2-lite",
            "veo",
            "seedance-20",
            "seedance-12",
            "seedance-2-mini-vip",
            "seedance-2-fast-lite",
        ],
    )
    def test_no_guess_across_versions_and_tiers(self, name: str) -> None:
        assert meant(message(request(name))) == ""

    def test_the_type_that_a_later_page_has(self) -> None:
        name = f"{MINI}-less-restriction"
        assert validate(request(name), spec="2026-08-01").ok
        assert meant(message(request(f"{MINI}-less"), spec="2026-08-01")) == name

    def test_the_formula_offers_no_deprecated_name(self) -> None:
        with pytest.raises(NotInTables) as error:
            credits("seedance-2-mini-less-restriction", "720p", 5)
        assert MINI in str(error.value) and "preview" not in str(error.value)


class TestGuesses:
    """D3: none for numbers; and the list is always there."""

    @pytest.mark.parametrize("resolution", ["240p", "360p", "540p", "2k", "4k", "1440p"])
    def test_no_other_resolution(self, resolution: str) -> None:
        told = message(request(resolution=resolution))
        assert told.endswith("use 480p, 720p or 1080p")

    @pytest.mark.parametrize("resolution", ["720P", "720", " 720p ", "720-p"])
    def test_a_resolution_spelt_otherwise(self, resolution: str) -> None:
        told = message(request(resolution=resolution))
        assert told.endswith("use 480p, 720p or 1080p; did you mean '720p'?")

    @pytest.mark.parametrize("ratio", ["9:21", "5:3", "2:1", "16:10", "6:9", "19:6"])
    def test_no_other_ratio(self, ratio: str) -> None:
        told = message(request(aspect_ratio=ratio))
        assert meant(told) == "" and told.endswith("21:9, 16:9, 4:3, 1:1, 3:4, 9:16 or auto")

    def test_auto_where_it_would_be_accepted(self) -> None:
        told = message(request(aspect_ratio="Auto"))
        assert "9:16 or auto; did you mean 'auto'?" in told

    @pytest.mark.parametrize("number", [480, 720, 1080])
    def test_a_number_where_its_text_is_known(self, number: int) -> None:
        assert f"write '{number}p', as text" in message(request(resolution=number))
        assert "write" not in message(request(resolution=number + 1))


class TestAutomaticLength:
    """24: left out, as the next step would be, it is billed as five seconds."""

    @pytest.mark.parametrize("duration", [-1, -1.0, "-1", "auto", "Auto", " AUTO ", 0, "0"])
    def test_a_length_is_never_automatic(self, duration: object) -> None:
        for version in versions():
            told = message(request(mode="text_to_video", duration=duration), spec=version)
            assert told.endswith("a length cannot be automatic: left out, it is 5")
            assert "4 to 15" in told

    @pytest.mark.parametrize("duration", [-2, 1, 16, "5s", "adaptive?"])
    def test_other_lengths_are_only_out_of_range(self, duration: object) -> None:
        assert "automatic" not in message(request(duration=duration))

    def test_text_that_is_a_length(self) -> None:
        """26."""
        assert message(request(duration="5")).endswith("give 5, without quotes")
        assert message(request(duration=" 15 ")).endswith("give 15, without quotes")
        for text in ("3", "16", "5s", "５", "1" * 500):
            assert "without quotes" not in message(request(duration=text))


class TestAdaptive:
    """27: the vendor's word for following the image."""

    @pytest.mark.parametrize("ratio", ["adaptive", "Adaptive", "ADAPTIVE"])
    def test_adaptive_is_auto_where_there_is_auto(self, ratio: str) -> None:
        for given in (request(images=1), request(mode="first_last_frames", images=2), request()):
            given["input"]["aspect_ratio"] = ratio
            assert meant(message(given)) == "auto"

    def test_elsewhere_it_is_said_where(self) -> None:
        for given in (
            request(images=3),
            request(mode="text_to_video"),
            request(images=1, videos=1),
        ):
            given["input"]["aspect_ratio"] = "adaptive"
            told = message(given)
            assert told.endswith("to follow the image is for the mode first_last_frames")
            assert meant(told) == "" and "or auto" not in told

    def test_words_for_ratios(self) -> None:
        for word, ratio in (("portrait", "9:16"), ("Landscape", "16:9"), ("square", "1:1")):
            assert meant(message(request(aspect_ratio=word))) == ratio


class TestUrls:
    """30, 31, 35, and section 3: each cause its own sentence, which says where and what to do."""

    @pytest.mark.parametrize(
        ("entry", "told"),
        [
            ("data:image/png;base64,iVBORw0KGgo=", "cannot be fetched by the service; upload it"),
            ("DATA:image/png,x y", "cannot be fetched by the service; upload it"),
            ("blob:https://app.example/1b", "cannot be fetched by the service; upload it"),
            ("file:///home/a.png", "cannot be fetched by the service; upload it"),
            ("C:\\pictures\\a.png", "cannot be fetched by the service; upload it"),
            ("/home/a.png", "cannot be fetched by the service; upload it"),
            ("./a.png", "cannot be fetched by the service; upload it"),
            ("~/a.png", "cannot be fetched by the service; upload it"),
            ("\\\\server\\a.png", "cannot be fetched by the service; upload it"),
            ("media.example/a.png", "is not an absolute URL; give one that begins with http://"),
            ("www.media.example", "is not an absolute URL; give one that begins with http://"),
            ("localhost:80/a.png", "is not an absolute URL; give one that begins with http://"),
            ("//media.example/a.png", "is not an absolute URL; give one that begins with http://"),
            ("@image1", "is not an absolute URL; give one that begins with http://"),
            ("ftp://media.example/a.png", "has the scheme 'ftp', which is not taken; give an"),
            ("s3://bucket/a.png", "has the scheme 's3', which is not taken; give an absolute http"),
            ("httpſ://media.example/a.png", "has the scheme 'httpſ', which is not taken"),
            ("https://", "has no host; give a URL such as https://host/path"),
            ("https:///a.png", "has no host"),
            ("https://?a=1", "has no host"),
            ("http:/media.example/a.png", "lacks the two slashes of http://"),
            ("https:media.example", "lacks the two slashes of https://"),
            ("https://media.example:port/a", "has a host or port that is not valid"),
            ("https://[2001:db8::1/a", "has a host or port that is not valid"),
            (f"{HOST}/my picture.png", "contains a space (character 25); write it as %20"),
            (f"{HOST}/a.png?q=a b", "contains a space (character 32); write it as %20"),
            ("https://media. example/a.png", "contains a space (character 15); remove it"),
            (f" {HOST}/a.png", "contains a space (character 1); remove it"),
            (f"{HOST}/a.png ", "contains a space (character 28); remove it"),
            (f"{HOST}/a.png\n", "contains white space or a control character (character 28)"),
            (f"{HOST}/a\t.png", "contains white space or a control character (character 24)"),
            (f"{HOST}/a\u3000b", "contains white space or a control character (character 24)"),
            (f"{HOST}/\x07", "contains white space or a control character (character 23)"),
        ],
    )
    def test_each_fault_of_a_url_is_named(self, entry: str, told: str) -> None:
        for kind, at in (("image", 0), ("video", 1), ("audio", 1)):
            given = request(mode="omni_reference", images=1)
            given["input"][f"{kind}_urls"] = [*urls(kind, at), entry]
            for version in ("2026-04-08", "2026-06", "2026-09-22"):
                finding = only(given, spec=version)
                assert finding.code == Code.INVALID_URL
                assert finding.message.startswith(f"{kind}_urls[{at}] ")
                assert told in finding.message, finding.message

    @pytest.mark.parametrize("entry", ["", " ", "\t\n", "\u3000"])
    def test_a_blank_entry_is_left_out(self, entry: str) -> None:
        told = message(request(image_urls=[PICTURE, entry]))
        assert told.startswith("image_urls[1] is blank; leave the entry out, or give an absolute")

    def test_but_not_one_that_is_needed(self) -> None:
        for given in (
            request(mode="first_last_frames", image_urls=[""]),
            request(image_urls=[PICTURE, None], prompt="@image2"),
        ):
            assert "leave" not in message(given)

    def test_white_space_far_behind(self) -> None:
        told = message(request(image_urls=[f"{HOST}/{'a' * 20_000} b.png"]))
        assert told.endswith("contains white space or a control character; remove it")

    def test_letters_of_any_language_are_fine(self) -> None:
        assert validate(request(image_urls=[f"{HOST}/图片1.png", "https://例え.jp/é.png"])).ok

    def test_long_ones_can_be_told_apart(self) -> None:
        signed = f"{HOST}/{'a' * 300}.png?sig={'b' * 700} "
        report = validate(request(image_urls=[signed, signed], video_urls=[signed]))
        assert len({finding.message for finding in report.violations}) == 3

    @pytest.mark.parametrize(
        ("entry", "told"),
        [
            ("ASSET://x1", "has capitals in its scheme; write asset:// in lower case"),
            ("Asset://x1", "has capitals in its scheme; write asset:// in lower case"),
            ("asset://", "lacks the asset id; write asset:// and the id, or give an absolute"),
            ("asset:", "lacks the asset id"),
            ("asset:x1", "lacks the two slashes of asset://"),
            ("asset-20260608154633-rv7g2", "write 'asset://asset-20260608154633-rv7g2'"),
            ("asset://a b", "contains a space (character 10)"),
        ],
    )
    def test_each_fault_of_an_asset_is_named(self, entry: str, told: str) -> None:
        assert told in message(request(LESS, image_urls=[entry]))

    def test_no_asset_is_offered_to_a_type_that_takes_none(self) -> None:
        for entry in ("ASSET://x1", "asset://", "asset-20260608154633-rv7g2"):
            finding = only(request(image_urls=[entry]))
            assert "asset://x" not in finding.message.casefold().partition("';")[0][20:]
            assert "write" not in finding.message and "http" in finding.message


class TestLists:
    """33, 35: a list as text, an entry as an object of a chat format, a blank."""

    def test_one_url_as_text(self) -> None:
        assert message(request(image_urls=PICTURE)).endswith(f"; give ['{PICTURE}']")

    def test_a_list_as_text(self) -> None:
        assert message(request(image_urls=f'["{PICTURE}"]')).endswith("; decode its JSON first")
        told = message(request(image_urls=f"{PICTURE},{PICTURE}"))
        assert told.endswith("; give a list, with each URL as a text of its own")

    def test_what_is_not_a_list_at_all(self) -> None:
        for value in (5, True, {"url": PICTURE}):
            assert message(request(video_urls=value)).endswith("; give a list, of one URL or more")

    def test_an_entry_of_a_chat_format(self) -> None:
        for entry in ({"url": PICTURE}, {"type": "image_url", "image_url": {"url": PICTURE}}):
            told = message(request(image_urls=[PICTURE, entry]))
            assert told == "image_urls[1] must be a URL, not an object; give the URL alone, as text"

    def test_an_entry_that_is_null(self) -> None:
        for kind in ("image", "video", "audio"):
            told = message(request(**{f"{kind}_urls": [*urls(kind, 1), None]}))
            assert (
                told
                == f"{kind}_urls[1] must be a URL, not null; leave the entry out, or give its URL"
            )

    @pytest.mark.parametrize("blank", ["", " ", "\n"])
    @pytest.mark.parametrize(
        "field", ["mode", "duration", "resolution", "aspect_ratio", "image_urls", "audio_urls"]
    )
    def test_a_blank_field_is_left_out(self, field: str, blank: str) -> None:
        told = message(request(**{field: blank}))
        assert told.startswith(f"{field} is blank; leave it out, or ")

    def test_blank_asset_fields(self) -> None:
        for field in ("auto_upload_assets", "asset_retention_hours"):
            given = request(LESS, **{"auto_upload_assets": True, field: ""})
            assert message(given).startswith(f"{field} is blank; leave it out, or give")

    def test_a_blank_that_is_required_is_given(self) -> None:
        assert message(request() | {"model": ""}).startswith("model '' is not known; use seedance")
        assert message(request(prompt=" ")) == (
            "prompt is blank; give a text that describes the video"
        )


class TestTransport:
    """36: what belongs beside `input`."""

    @pytest.mark.parametrize(
        ("key", "where"),
        [
            ("service_mode", "config.service_mode"),
            ("webhook_config", "config.webhook_config"),
            ("webhook_url", "config.webhook_config"),
            ("callback_url", "config.webhook_config"),
            ("serviceMode", "config.service_mode"),
            ("WebhookConfig", "config.webhook_config"),
            ("config", "config"),
            ("model", "model"),
            ("task_type", "task_type"),
            ("input", "input"),
        ],
    )
    def test_a_key_of_the_transport_is_told_its_place(self, key: str, where: str) -> None:
        told = message(with_input(**{key: "x"}))
        assert told.endswith(f"it belongs beside input, as {where}")
        assert validate({**request(), "config": {key: "x"}}).notices == ()


class TestEnvelope:
    """38: the most frequent cause of a 400."""

    def test_the_fields_beside_model(self) -> None:
        flat = {"model": "seedance", "task_type": "seedance-2"}
        told = message({**flat, "prompt": "A cat", "duration": 5, "resolution": "720p"})
        assert told == "input is missing; put prompt, duration and resolution into input"
        told = message({**flat, "duration": 5})
        assert told == "input is missing; put duration into input, with a prompt"
        told = message({**flat, "prompt": "A cat", "input": {"duration": 5}})
        assert told == "prompt is missing; put prompt into input"

    def test_the_transport_beside_model_is_not_to_be_moved(self) -> None:
        flat = {"model": "seedance", "task_type": "seedance-2", "config": {}, "seed": 1}
        assert message(flat) == "input is missing; give an object with at least a prompt"
        told = message({**flat, "prompt": None, "input": {}})
        assert told == "prompt is missing; give a text that describes the video"

    @pytest.mark.parametrize("key", ["taskType", "task-type", "TaskType", "TASK_TYPE", "task"])
    def test_task_type_under_another_name(self, key: str) -> None:
        given = request()
        given[key] = given.pop("task_type")
        assert f"'{key}' is given instead; name it task_type" in message(given)

    def test_other_keys_under_another_name(self) -> None:
        for key, ways in (("input", ["Input", "inputs", "params"]), ("model", ["Model"])):
            for way in ways:
                given = request()
                given[way] = given.pop(key)
                assert (
                    message(given) == f"{key} is missing; '{way}' is given instead; name it {key}"
                )

    def test_a_key_without_a_value_is_not_given_instead(self) -> None:
        given = {"model": "seedance", "taskType": None, "input": {"prompt": "A cat"}}
        assert message(given).startswith("task_type is missing; give 'seedance-2'")

    def test_what_is_like_a_key_and_means_another(self) -> None:
        given = {"mode": "text_to_video", "task_type": "seedance-2", "input": {"prompt": "A cat"}}
        assert message(given) == "model is missing; give 'seedance'"

    def test_the_task_type_as_model(self) -> None:
        given = {"model": "seedance-2-fast", "input": {"prompt": "A cat"}}
        first, second = validate(given).violations
        assert first.message == (
            "model 'seedance-2-fast' is a task type; give model seedance and task_type "
            "seedance-2-fast"
        )
        assert second.message.startswith("task_type is missing")
        told = message(request(FAST) | {"model": FAST})
        assert told == "model 'seedance-2-fast' is a task type; give model seedance"


class TestFramesMode:
    """44: three pictures in the frame mode; and a fidelity row of the same kind."""

    def test_a_finding_names_the_mode_that_takes_the_frames(self) -> None:
        for images in (3, 5, 9):
            told = message(request(mode="first_last_frames", images=images))
            assert told.endswith(f"remove {images - 2}, or use the mode omni_reference")
        assert "omni" not in message(request(MINI, mode="first_last_frames", images=3))


class TestAdviceThatLedFurther:
    """D2: what to do, where doing it led into the next rejection."""

    def test_what_a_type_never_takes_is_removed_from_the_prompt(self) -> None:
        told = message(request(MINI, prompt="as in @video1"))
        assert told.endswith("takes no videos; remove it from the prompt")

    def test_entries_are_counted_from_one(self) -> None:
        for prompt in ("@image0", "@image00", "@图片0"):
            told = message(request(images=2, prompt=prompt))
            assert "but entries are counted from 1" in told and "give " not in told
        told = message(request(images=2, prompt="@image0"))
        assert "write @image1 or @image2" in told

    def test_no_more_where_there_may_be_no_more(self) -> None:
        full = request(mode="first_last_frames", images=2, prompt="@image3")
        assert "give " not in message(full)
        told = message(request(images=9, prompt="@image10"))
        assert "write @image1 to @image9" in told and "give " not in told
        told = message(request(images=1, prompt="@image3"))
        assert "give at least 3 images" in told

    def test_only_modes_that_fit_all_lists(self) -> None:
        told = message(request(mode="text_to_video", images=3))
        assert told.endswith("use the mode omni_reference")
        report = validate(request(mode="text_to_video", images=1, videos=1))
        assert len(report.violations) == 2
        for finding in report.violations:
            assert finding.message.endswith("use the mode omni_reference")

    def test_auto_in_a_mode_that_does_not_take_it(self) -> None:
        for given in (request(images=3), request(images=1, videos=1)):
            given["input"]["aspect_ratio"] = "auto"
            assert "first_last_frames" not in message(given)
        told = message(request(mode="text_to_video", aspect_ratio="auto"))
        assert told.endswith("or leave mode out: aspect_ratio then becomes 16:9")

    def test_a_mode_that_mini_does_not_have(self) -> None:
        told = message(request(MINI, mode="omni_reference", images=3))
        assert "use the mode" not in told
        assert told.endswith(f"use the task type seedance-2 or {FAST}")
        told = message(request(MINI, images=3))
        assert "give at most 2 images, or use the task type" in told


class TestPoorMessages:
    """Section 3: true, and of no help."""

    def test_modes_and_task_types_are_told_apart(self) -> None:
        told = message(request(MINI, mode="omni_reference", images=1))
        assert "use the mode first_last_frames, or use the task type seedance-2 or" in told

    def test_values_are_told_from_their_types(self) -> None:
        assert "not the string '5'" in message(request(duration="5"))
        assert "not true" in message(request(duration=True))
        assert "not the number 5.5" in message(request(duration=5.5))
        assert "not a list" in message(request(duration=[5]))

    def test_what_there_is_of_audio(self) -> None:
        assert "but no audio is given" in message(request(prompt="@audio1"))
        told = message(request(audios=1, prompt="@audio2"))
        assert "but only 1 audio reference is given; write @audio1" in told
        report = validate(request(mode="first_last_frames", images=1, prompt="@audio1"))
        assert "takes no audio references" in report.violations[0].message

    @pytest.mark.parametrize("huge", [10**18, 10**400, -(10**30), 1e300])
    def test_huge_numbers(self, huge: float) -> None:
        told = message(request(duration=huge))
        assert "out of range" in told and "a huge number is" not in told
        given = request(LESS, auto_upload_assets=True, asset_retention_hours=-(10**400))
        assert message(given) == (
            "asset_retention_hours is a huge number, out of range; "
            "give a whole number of hours, at least 1"
        )

    def test_seconds_are_numbers_in_json(self) -> None:
        report = validate(request(audios=1), total_input_audio_duration=16)
        plain = report.to_dict()["violations"][0]
        assert (plain["value"], plain["allowed"]) == (16, 15)
