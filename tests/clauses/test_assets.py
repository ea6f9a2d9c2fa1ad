"""Assets: a class a clause, named after it."""

import pytest
from making import HOST, codes, notices, request

from seedance_rules import InvalidRequest, asset_plan, load_spec, quote, validate

SPEC = load_spec("2026-06")
STRICT = [name for name, task_type in SPEC.task_types.items() if not task_type.assets]
LESS = "seedance-2-less-restriction"


class TestAssets:
    """`assets`: only on less restrictive types; a strict type answers HTTP 422."""

    @pytest.mark.parametrize("task_type", [*STRICT, *SPEC.aliases])
    def test_a_strict_type_rejects_assets(self, task_type: str) -> None:
        given = request(task_type, image_urls=["asset://portrait-1"])
        (finding,) = validate(given).violations
        assert (finding.code, finding.path) == ("asset_not_allowed", "/input/image_urls/0")
        assert (finding.http_status, finding.clause) == (422, "assets")

    def test_no_other_finding_names_a_status(self) -> None:
        given = request(image_urls=["asset://a", "x"], duration=99, resolution="4k")
        statuses = [finding.http_status for finding in validate(given).violations]
        assert statuses == [None, None, 422, None]

    @pytest.mark.parametrize("kind", ["image", "video", "audio"])
    def test_a_less_restrictive_type_takes_assets_in_every_list(self, kind: str) -> None:
        given = request(LESS, **{f"{kind}_urls": ["asset://a", f"{HOST}/b"]})
        assert codes(given) == []
        assert [use.handling for use in asset_plan(given)] == ["asset", "raw"]


class TestAutoUpload:
    """`auto-upload`: each URL becomes an ephemeral asset, assets pass through untouched."""

    def test_assets_and_urls_may_be_in_one_list(self) -> None:
        given = request(
            LESS,
            image_urls=["asset://a", f"{HOST}/b.png"],
            auto_upload_assets=True,
            asset_retention_hours=3,
        )
        plan = [(use.path, use.handling, use.retention_hours) for use in asset_plan(given)]
        assert plan == [
            ("/input/image_urls/0", "asset", None),
            ("/input/image_urls/1", "ephemeral", 3),
        ]

    def test_nothing_is_uploaded_unless_asked(self) -> None:
        given = request(LESS, images=1, auto_upload_assets=False)
        assert [use.handling for use in asset_plan(given)] == ["raw"]

    @pytest.mark.parametrize("value", ["true", 1, []])
    def test_auto_upload_is_true_or_false(self, value: object) -> None:
        given = request(LESS, auto_upload_assets=value, asset_retention_hours=-1)
        assert codes(given) == [("wrong_type", "/input/auto_upload_assets")]

    def test_a_rejected_request_has_no_plan(self) -> None:
        with pytest.raises(InvalidRequest):
            asset_plan(request(image_urls=["asset://a"]))


class TestAutoUploadStrict:
    """`auto-upload-strict`: both fields are ignored on strict types, their values unchecked."""

    @pytest.mark.parametrize("task_type", STRICT)
    @pytest.mark.parametrize("value", [True, "yes", -3])
    def test_asset_fields_are_ignored_with_a_notice(self, task_type: str, value: object) -> None:
        given = request(task_type, images=1, auto_upload_assets=value, asset_retention_hours=value)
        assert notices(given) == [
            ("ignored_field", "/input/auto_upload_assets"),
            ("ignored_field", "/input/asset_retention_hours"),
        ]
        assert [use.handling for use in asset_plan(given)] == ["raw"]
        normalized = quote(given).request
        assert normalized.auto_upload_assets is None and normalized.asset_retention_hours is None
        assert normalized.input_extra == {
            "auto_upload_assets": value,
            "asset_retention_hours": value,
        }


class TestRetention:
    """`retention`: a positive whole number of hours, where it has an effect."""

    @pytest.mark.parametrize("hours", [1, 3.0, 10**6])
    def test_whole_hours_are_taken(self, hours: object) -> None:
        given = request(LESS, auto_upload_assets=True, asset_retention_hours=hours)
        assert notices(given) == []
        normalized = quote(given).request
        assert normalized.asset_retention_hours == hours
        assert type(normalized.asset_retention_hours) is int

    @pytest.mark.parametrize("hours", [0, -1, -2.0])
    def test_hours_are_positive(self, hours: object) -> None:
        given = request(LESS, auto_upload_assets=True, asset_retention_hours=hours)
        assert codes(given) == [("invalid_retention", "/input/asset_retention_hours")]

    @pytest.mark.parametrize("hours", [1.5, "3", True, float("nan")])
    def test_hours_are_whole(self, hours: object) -> None:
        given = request(LESS, auto_upload_assets=True, asset_retention_hours=hours)
        assert codes(given) == [("wrong_type", "/input/asset_retention_hours")]

    @pytest.mark.parametrize("upload", [None, False])
    def test_without_auto_upload_hours_have_no_effect(self, upload: bool | None) -> None:
        given = request(LESS, auto_upload_assets=upload, asset_retention_hours=-1)
        assert notices(given) == [("ignored_field", "/input/asset_retention_hours")]
        assert quote(given).request.input_extra == {"asset_retention_hours": -1}


class TestAssetFree:
    """`asset-free`: a video that is an asset is billed by its seconds like any other."""

    def test_an_asset_video_is_billed(self) -> None:
        asset = request(LESS, video_urls=["asset://a"])
        plain = request(LESS, videos=1)
        prices = [quote(given, total_input_video_duration=6).credits for given in (asset, plain)]
        assert prices[0] == prices[1]
        assert quote(asset, total_input_video_duration=6).input_video_credits > 0
