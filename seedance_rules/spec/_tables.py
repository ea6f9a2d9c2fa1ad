"""The tables."""

from typing import Final

TABLES: Final[dict[str, dict[str, object]]] = {
    "2026-06": {
        "version": "2026-06",
        "source": "Seedance 2 task API documentation, as saved; the examples on it are dated "
        "2026-06-08",
        "model": "seedance",
        "resolutions": ["480p", "720p", "1080p"],
        "aspect_ratios": ["21:9", "16:9", "4:3", "1:1", "3:4", "9:16"],
        "limits": {
            "duration": {"minimum": 4, "maximum": 15, "default": 5},
            "resolution": {"default": "480p"},
            "aspect_ratio": {"default": "16:9", "auto": False},
            "references": {"audio": {"maximum_seconds": "15"}},
            "asset_retention_hours": {"minimum": 1},
        },
        "auto_aspect_ratio": {"value": "auto", "follows": "image", "fallback": "16:9"},
        "modes": {
            "text_to_video": {
                "clauses": {"references_not_allowed": "text-to-video"},
                "limits": {"references": {"takes": []}},
            },
            "first_last_frames": {
                "clauses": {
                    "references_not_allowed": "first-last-frames",
                    "image_count": "first-last-frames",
                },
                "limits": {
                    "aspect_ratio": {"auto": True},
                    "references": {"takes": ["image"], "image": {"minimum": 1, "maximum": 2}},
                },
            },
            "omni_reference": {
                "clauses": {"too_many_references": "omni-reference"},
                "limits": {"references": {"takes": ["image", "video", "audio"], "maximum": 9}},
            },
        },
        "inference": [
            {
                "mode": "text_to_video",
                "when": {"image": {"maximum": 0}, "video": {"maximum": 0}, "audio": {"maximum": 0}},
            },
            {
                "mode": "first_last_frames",
                "when": {
                    "image": {"minimum": 1, "maximum": 2},
                    "video": {"maximum": 0},
                    "audio": {"maximum": 0},
                },
            },
            {"mode": "omni_reference"},
        ],
        "moderation": {
            "strict": {
                "review": "strict",
                "retries": 1,
                "refunded": True,
                "clause": "moderation-strict",
                "final_clause": "moderation-strict-final",
            },
            "less_restrictive": {
                "review": "less_restrictive",
                "retries": 0,
                "refunded": True,
                "clause": "moderation-less",
                "final_clause": "moderation-less",
            },
            "single_path": {
                "review": "strict",
                "retries": 0,
                "refunded": True,
                "clause": "moderation-mini",
                "final_clause": "moderation-mini",
            },
        },
        "task_types": {
            "seedance-2": {
                "tier": "pro",
                "moderation": "strict",
                "modes": ["text_to_video", "first_last_frames", "omni_reference"],
                "assets": False,
                "clauses": {"ignored_field": "auto-upload-strict"},
            },
            "seedance-2-fast": {
                "tier": "fast",
                "moderation": "strict",
                "modes": ["text_to_video", "first_last_frames", "omni_reference"],
                "assets": False,
                "clauses": {
                    "ignored_field": "auto-upload-strict",
                    "unsupported_resolution": "resolution-fast",
                },
            },
            "seedance-2-mini": {
                "tier": "mini",
                "moderation": "single_path",
                "modes": ["text_to_video", "first_last_frames"],
                "assets": False,
                "limits": {"resolution": {"default": "720p"}},
                "clauses": {
                    "ignored_field": "auto-upload-strict",
                    "unsupported_resolution": "resolution-mini",
                    "unsupported_mode": "mini-modes",
                    "media_not_supported": "mini-modes",
                },
            },
            "seedance-2-less-restriction": {
                "tier": "pro",
                "moderation": "less_restrictive",
                "modes": ["text_to_video", "first_last_frames", "omni_reference"],
                "assets": True,
                "strict_twin": "seedance-2",
            },
            "seedance-2-fast-less-restriction": {
                "tier": "fast",
                "moderation": "less_restrictive",
                "modes": ["text_to_video", "first_last_frames", "omni_reference"],
                "assets": True,
                "strict_twin": "seedance-2-fast",
                "clauses": {"unsupported_resolution": "resolution-fast"},
            },
        },
        "deprecated": {
            "keep_resolution": {"value": "720p", "clause": "deprecated-720p"},
            "task_types": {
                "seedance-2-preview": "seedance-2",
                "seedance-2-fast-preview": "seedance-2-fast",
                "seedance-2-preview-vip": "seedance-2",
                "seedance-2-fast-preview-vip": "seedance-2-fast",
            },
        },
        "prices": {
            "seedance-2": {"480p": "0.10", "720p": "0.20", "1080p": "0.50"},
            "seedance-2-fast": {"480p": "0.08", "720p": "0.16"},
            "seedance-2-mini": {"720p": "0.15"},
            "seedance-2-less-restriction": {"480p": "0.11", "720p": "0.22", "1080p": "0.55"},
            "seedance-2-fast-less-restriction": {"480p": "0.088", "720p": "0.176"},
        },
        "billing": {"currency": "USD", "input_video_rate": "0.5"},
        "markup_claims": [
            {"percent": "25", "stated": "in the remark under the models"},
            {"percent": "10", "stated": "in the remark under the prices"},
        ],
        "media": {
            "image": {
                "words": ["image", "图片"],
                "known_extensions": [
                    "jpg",
                    "jpeg",
                    "png",
                    "webp",
                    "bmp",
                    "gif",
                    "tif",
                    "tiff",
                    "heic",
                    "heif",
                    "avif",
                    "svg",
                ],
            },
            "video": {
                "words": ["video", "视频"],
                "formats": ["mp4", "mov"],
                "known_extensions": [
                    "mp4",
                    "mov",
                    "m4v",
                    "webm",
                    "avi",
                    "mkv",
                    "mpg",
                    "mpeg",
                    "wmv",
                    "flv",
                    "3gp",
                ],
                "clauses": {"unsupported_format": "video-formats"},
            },
            "audio": {
                "words": ["audio", "音频"],
                "formats": ["mp3", "wav"],
                "known_extensions": [
                    "mp3",
                    "wav",
                    "aac",
                    "flac",
                    "ogg",
                    "oga",
                    "opus",
                    "m4a",
                    "wma",
                    "aiff",
                ],
                "clauses": {"unsupported_format": "audio-formats"},
            },
        },
        "urls": {"schemes": ["http", "https"], "asset_scheme": "asset"},
        "prompt_references": {"marker": "@", "separator": "_"},
        "findings": {
            "not_an_object": {"clause": "envelope"},
            "missing_field": {"clause": "envelope", "at": {"prompt": "prompt-required"}},
            "wrong_type": {
                "clause": "types",
                "at": {"duration": "duration-integer", "asset_retention_hours": "retention"},
            },
            "unknown_model": {"clause": "envelope"},
            "unknown_task_type": {"clause": "task-types"},
            "unknown_mode": {"clause": "modes"},
            "unsupported_mode": {"clause": "modes"},
            "duration_out_of_range": {"clause": "duration"},
            "unknown_resolution": {"clause": "resolution"},
            "unsupported_resolution": {"clause": "prices"},
            "unknown_aspect_ratio": {"clause": "aspect-ratio"},
            "unsupported_aspect_ratio": {"clause": "aspect-ratio"},
            "auto_not_allowed": {"clause": "aspect-auto"},
            "media_not_supported": {"clause": "modes"},
            "references_not_allowed": {"clause": "mode-strict"},
            "image_count": {"clause": "modes"},
            "too_many_references": {"clause": "modes"},
            "invalid_url": {"clause": "urls"},
            "unsupported_format": {"clause": "formats-by-extension"},
            "asset_not_allowed": {"clause": "assets", "http_status": 422},
            "audio_too_long": {"clause": "audio-formats"},
            "reference_out_of_range": {"clause": "prompt-reference-range"},
            "invalid_retention": {"clause": "retention"},
            "deprecated_task_type": {"clause": "deprecated"},
            "unknown_field": {"clause": "input-extra"},
            "ignored_field": {"clause": "retention"},
            "auto_fell_back": {"clause": "aspect-auto-fallback"},
        },
        "clauses": {
            "envelope": {
                "status": "documented",
                "text": "A request is an object that holds `model`, "
                "`task_type` and `input`; `model` is always the "
                "string `seedance`.",
            },
            "envelope-extra": {
                "status": "reading",
                "text": "Any key that stands beside `model`, "
                "`task_type` and `input` is passed through as "
                "it was given and leads to no finding.",
                "question": "May a request carry other keys beside "
                "`model`, `task_type` and `input`?",
                "choice": "Yes: they are passed through unchanged and without a finding.",
                "reason": "Such keys (webhooks, service mode) concern "
                "how a task is delivered, not what it "
                "generates; the page says nothing about "
                "them.",
            },
            "absent": {
                "status": "reading",
                "text": "A known key counts as not given when it is missing, "
                "when it is `null`, or, for `image_urls`, `video_urls` "
                "and `audio_urls`, when its list is empty.",
                "question": "Is a key that is `null`, or a URL list without entries, given or not?",
                "choice": "A missing key, a `null` and an empty URL list are "
                "all the same: not given.",
                "reason": "The page only ever omits a key; a `null` or an "
                "empty list states nothing that could be used.",
            },
            "prompt-required": {
                "status": "reading",
                "text": "`input.prompt` must be a string with at "
                "least one character that is not white space "
                "(as `str.isspace` tells it). Its length is "
                "not limited.",
                "question": "Must a request have a prompt, and how long may it be?",
                "choice": "Required, with at least one character that "
                "is not white space, and no length limit.",
                "reason": "Every example carries a prompt and nothing "
                "makes it optional; the page states no "
                "length.",
            },
            "input-extra": {
                "status": "reading",
                "text": "A key in `input` that the page does not name is "
                "accepted with the notice `unknown_field`, which "
                "offers the nearest known name when there is one. "
                "The known names are `prompt`, `mode`, "
                "`duration`, `resolution`, `aspect_ratio`, "
                "`image_urls`, `video_urls`, `audio_urls`, "
                "`auto_upload_assets` and "
                "`asset_retention_hours`.",
                "question": "What happens to a key in `input` that the page does not name?",
                "choice": "It is accepted, with the notice "
                "`unknown_field` and the nearest known name "
                "when there is one.",
                "reason": "The page does not say that unknown keys are "
                "refused, but such a key is often a "
                "misspelling, which a silent pass would hide.",
            },
            "types": {
                "status": "reading",
                "text": "Values are JSON types and are matched exactly: strings "
                'are case-sensitive, `true` is not 1, `"5"` is not 5, '
                "and a lone string is not a list. An object is any "
                "mapping, a list is any list or tuple, a string is any "
                "`str`, and a number is an `int`, `float` or `Decimal`. "
                "A URL list is a list of strings, and a bad entry still "
                "counts as an entry.",
                "question": "Which types do the values have, and is a value of "
                "another type converted?",
                "choice": "JSON types, matched exactly and case-sensitive: "
                "mapping, list or tuple, `str`, and `int`, `float` or "
                "`Decimal`. A bad entry of a URL list still counts as "
                "an entry.",
                "reason": "The page shows values in JSON examples and promises "
                "no conversion; counting every entry keeps one fault "
                "from hiding or causing another.",
            },
            "urls": {
                "status": "reading",
                "text": "An entry of a URL list is either an absolute URL with a "
                "host and the scheme `http` or `https` (in any case), or "
                "`asset://<id>`, written exactly so, with an id that is "
                "not empty. White space and control characters are not "
                "allowed in it.",
                "question": "Which strings may stand in a URL list?",
                "choice": "Absolute `http` or `https` URLs with a host (the "
                "scheme in any case), and `asset://<id>` exactly so "
                "with a non-empty id; no white space or control "
                "characters.",
                "reason": "The page speaks of raw URLs and of "
                "`asset://<asset_id>` strings, shows `https` URLs "
                "only, and defines neither further.",
            },
            "task-types": {
                "status": "documented",
                "text": "There are five task types: `seedance-2` (pro, "
                "strict), `seedance-2-fast` (fast, strict), "
                "`seedance-2-mini` (mini, strict), "
                "`seedance-2-less-restriction` (pro, less "
                "restrictive) and "
                "`seedance-2-fast-less-restriction` (fast, less "
                "restrictive). Mini has no `-less-restriction` "
                "twin.",
            },
            "tier-words": {
                "status": "reading",
                "text": 'Tier names and remarks such as "lowest cost" are '
                "labels; limits and prices come from the tables "
                "alone.",
                "question": "Do the tier names and their remarks state rules of their own?",
                "choice": "No: they are labels, and the tables state the limits and the prices.",
                "reason": "The words are too vague to check and do not "
                "always hold: mini at 720p costs more per second "
                "than fast at 480p.",
            },
            "same-schema": {
                "status": "documented",
                "text": "A `-less-restriction` task type takes exactly "
                "the input that its strict twin takes. Only asset "
                "references and the two asset fields differ (see "
                "`assets`, `auto-upload` and "
                "`auto-upload-strict`).",
            },
            "deprecated": {
                "status": "documented",
                "text": "`seedance-2-preview` and `seedance-2-preview-vip` "
                "mean `seedance-2`; `seedance-2-fast-preview` and "
                "`seedance-2-fast-preview-vip` mean "
                "`seedance-2-fast`. They are accepted with the "
                "notice `deprecated_task_type`, and are checked, "
                "priced and moderated as the task type they mean.",
            },
            "deprecated-720p": {
                "status": "reading",
                "text": "`resolution` defaults to `480p` for a "
                "deprecated name too. When a request with "
                "such a name gives no `resolution`, the "
                "notice `deprecated_task_type` adds that "
                '`resolution: "720p"` must be set explicitly '
                "to keep the output quality.",
                "question": "Whom does the cut-off sentence about "
                'setting `resolution: "720p"` to preserve '
                "output quality address, and does it "
                "change a default?",
                "choice": "It addresses users of the deprecated names "
                "who give no `resolution`: the notice says "
                "so, and the default stays `480p`.",
                "reason": "The rest of the sentence follows the table "
                "of deprecated names, so the default of the "
                "new types, `480p`, is taken to be lower "
                "than what the previews gave.",
            },
            "modes": {
                "status": "documented",
                "text": "There are three modes: `text_to_video`, "
                "`first_last_frames` and `omni_reference`.",
            },
            "mode-inference": {
                "status": "reading",
                "text": "`mode` is optional and is inferred when not "
                "given: without any reference it is "
                "`text_to_video`; with one or two images and "
                "nothing else it is `first_last_frames`; with "
                "anything else (any video, any audio, or three "
                "images or more) it is `omni_reference`.",
                "question": "From which inputs is each mode inferred, "
                "now that the three conditions are lost "
                "from the page?",
                "choice": "No references: `text_to_video`. One or two "
                "images and nothing else: "
                "`first_last_frames`. Any video, any audio, "
                "or three images or more: `omni_reference`.",
                "reason": "The page says that the mode is inferred and "
                "keeps the three names in this order; the "
                "conditions follow from what each mode "
                "accepts.",
            },
            "mode-strict": {
                "status": "documented",
                "text": "Giving `mode` enforces strict validation: the "
                "request, as it stands, must fit everything the "
                "page lays down for that mode.",
            },
            "text-to-video": {
                "status": "documented",
                "text": "`text_to_video` takes no image, video or audio URLs.",
            },
            "first-last-frames": {
                "status": "documented",
                "text": "`first_last_frames` requires one or two "
                "images; video and audio URLs are "
                "rejected.",
            },
            "omni-reference": {
                "status": "documented",
                "text": "`omni_reference` takes images, videos and "
                "audios, each optional, at most 9 of them "
                "together.",
            },
            "omni-empty": {
                "status": "reading",
                "text": "On a task type that has this mode, a request that "
                "gives `mode` as `omni_reference` and has no "
                "reference at all is accepted.",
                "question": "Does an explicit `omni_reference` need at least one reference?",
                "choice": "No: it is accepted without any.",
                "reason": "Each of its three lists is documented as "
                "optional, and no smallest number is stated.",
            },
            "mini-modes": {
                "status": "documented",
                "text": "`seedance-2-mini` supports `text_to_video` and "
                "`first_last_frames` only, and any request to it "
                "with `video_urls` or `audio_urls` is rejected.",
            },
            "duration": {
                "status": "documented",
                "text": "`duration` is from 4 to 15 seconds, both included, in every mode.",
            },
            "duration-integer": {
                "status": "reading",
                "text": "`duration` is a whole number of seconds. "
                "`5.0` is taken as the integer 5; `5.5`, NaN "
                "and the infinities are rejected.",
                "question": "May `duration` be a fraction of a second?",
                "choice": "Whole seconds only; a number such as "
                "`5.0` counts as the integer 5, and "
                "fractions, NaN and infinities are "
                "rejected.",
                "reason": "The page gives only whole numbers and "
                "does not say; `5.0` is how tables of "
                "numbers write 5.",
            },
            "duration-default": {
                "status": "reading",
                "text": "`duration` is 5 seconds when not given.",
                "question": "What is the default of `duration`?",
                "choice": "5 seconds.",
                "reason": "The line of the page that would state the "
                "default is lost, and every example on the "
                "page uses 5.",
            },
            "resolution": {
                "status": "documented",
                "text": "`resolution` is `480p`, `720p` or `1080p`, and `480p` when not given.",
            },
            "resolution-fast": {
                "status": "documented",
                "text": "`seedance-2-fast` and "
                "`seedance-2-fast-less-restriction` do not "
                "support `1080p`.",
            },
            "resolution-mini": {
                "status": "documented",
                "text": "`seedance-2-mini` supports `720p` only and "
                "defaults to it; any other value is rejected "
                "with a 4xx error that echoes the value.",
            },
            "aspect-ratio": {
                "status": "documented",
                "text": "`aspect_ratio` is `21:9`, `16:9`, `4:3`, `1:1`, "
                "`3:4` or `9:16`, and `16:9` when not given.",
            },
            "aspect-auto": {
                "status": "documented",
                "text": "The `aspect_ratio` value `auto` is available in "
                "`first_last_frames` only, where the ratio is "
                "derived from the first image.",
            },
            "aspect-auto-fallback": {
                "status": "reading",
                "text": "When `mode` is not given and there is "
                "no image, `auto` becomes `16:9` with "
                "the notice `auto_fell_back`. When "
                "another mode than `first_last_frames` "
                "is given, or when images are given and "
                "the inferred mode is `omni_reference`, "
                "`auto` is rejected.",
                "question": "When does `auto` become `16:9` for "
                "want of an image, if it is "
                "available only in "
                "`first_last_frames`, which requires "
                "one?",
                "choice": "When `mode` is not given and there is "
                "no image (notice `auto_fell_back`). "
                "With another mode given, or with "
                "images and an inferred "
                "`omni_reference`, `auto` is rejected.",
                "reason": "A given `mode` is validated strictly, "
                "so the fallback can only apply where "
                "the mode is inferred. The stray words "
                '"`omni_reference` mode." on the page '
                "are the end of a lost sentence, and "
                "nothing is read from them.",
            },
            "video-formats": {
                "status": "documented",
                "text": "Video references are in the formats mp4 or mov.",
            },
            "audio-formats": {
                "status": "documented",
                "text": "Audio references are in the formats mp3 or "
                "wav, and at most 15 seconds long in total.",
            },
            "formats-by-extension": {
                "status": "reading",
                "text": "A format is judged by the extension of "
                "the URL's path, in any case and without "
                "query and fragment: what follows the "
                "last dot of the last path segment, when "
                "something stands before that dot. A "
                "known media extension that the list "
                "does not take is rejected, such as "
                "`.webm` among videos or `.mp4` among "
                "images; among images only a known video "
                "or audio extension is rejected. Without "
                "an extension, or with one that is no "
                "known media format, an entry is "
                "accepted; an `asset://` entry is never "
                "judged. Known are, for images, jpg jpeg "
                "png webp bmp gif tif tiff heic heif "
                "avif svg; for videos, mp4 mov m4v webm "
                "avi mkv mpg mpeg wmv flv 3gp; for "
                "audio, mp3 wav aac flac ogg oga opus "
                "m4a wma aiff.",
                "question": "How is the format of a reference "
                "told from its URL alone, and which "
                "image formats are taken?",
                "choice": "By the extension of the URL's path: a "
                "known media extension that the list "
                "does not take is rejected, everything "
                "else is accepted, and `asset://` "
                "entries are never judged. Among "
                "images only known video and audio "
                "extensions are rejected.",
                "reason": "Nothing is downloaded, so the "
                "extension is all there is to go by, "
                "and what cannot be judged is not "
                "refused. The page lists no image "
                "formats.",
            },
            "audio-seconds": {
                "status": "reading",
                "text": "The limit of 15 seconds of audio in total is "
                "checked only when the caller states how long "
                "the audio is.",
                "question": "How is the length of the audio known from "
                "a request that holds only URLs?",
                "choice": "The caller states it; when it is not stated, the limit is not checked.",
                "reason": "The length cannot be read from a URL, and the page has no field for it.",
            },
            "prompt-references": {
                "status": "documented",
                "text": "In a prompt, `@imageN`, `@videoN` and "
                "`@audioN` name the Nth entry, counted from "
                "1, of `image_urls`, `video_urls` and "
                "`audio_urls`. The Chinese `@图片N`, `@视频N` "
                "and `@音频N` mean the same, with or without "
                "an `_` between the word and the number.",
            },
            "prompt-reference-range": {
                "status": "documented",
                "text": "A prompt that refers to an entry that "
                "is not there is rejected, with a "
                "message that says which entry and how "
                "many there are.",
            },
            "prompt-reference-syntax": {
                "status": "reading",
                "text": "A prompt reference is one of the "
                "words in lower case exactly as "
                "written, an optional `_` (for the "
                "English words too), and the longest "
                "run of ASCII digits that follows. "
                "`@image0` is out of range and "
                "`@image01` is 1; `@image` without a "
                "number, `Image 1` and `@Image1` are "
                "plain text. What stands before the "
                "`@` does not matter: `me@image1.com` "
                "holds a reference. References are "
                "held to their range in every mode.",
                "question": "Exactly which character "
                "sequences in a prompt are "
                "references, and in which modes "
                "are they checked?",
                "choice": "The word in lower case, an "
                "optional `_` (English words "
                "included) and the longest run of "
                "ASCII digits, whatever stands "
                "before the `@`; 0 is out of range, "
                "leading zeros do not matter, "
                "anything else is plain text. The "
                "range holds in every mode.",
                "reason": "The page describes the form by "
                "examples only; they are taken "
                "literally, and its rule about "
                "missing entries names no mode.",
            },
            "assets": {
                "status": "documented",
                "text": "`asset://` references are accepted on "
                "`-less-restriction` task types only; a strict task "
                "type rejects them with HTTP 422. `seedance-2-mini` "
                "and the deprecated names are strict.",
            },
            "auto-upload": {
                "status": "documented",
                "text": "With `auto_upload_assets: true` on a "
                "`-less-restriction` task type, each URL that is "
                "not `asset://` becomes an ephemeral asset for "
                "that task. `asset://` entries pass through "
                "untouched, and both kinds may stand in one "
                "list.",
            },
            "auto-upload-strict": {
                "status": "documented",
                "text": "`auto_upload_assets` and "
                "`asset_retention_hours` are ignored on "
                "strict task types: they lead to the "
                "notice `ignored_field`, and their values "
                "are not checked there.",
            },
            "retention": {
                "status": "reading",
                "text": "`asset_retention_hours` is a positive whole number "
                "of hours, and `3.0` is 3. Where it has no effect, "
                "on a strict task type or without "
                "`auto_upload_assets: true`, it is not checked and "
                "leads to the notice `ignored_field`.",
                "question": "Which values may `asset_retention_hours` have, "
                "and when does it count?",
                "choice": "Any positive whole number (`3.0` is 3), without "
                "an upper limit; without `auto_upload_assets: "
                "true`, or on a strict task type, it is not "
                "checked and gets the notice `ignored_field`.",
                "reason": "The page shows the value 3 once, together with "
                "`auto_upload_assets: true`, and states no "
                "range.",
            },
            "asset-free": {
                "status": "reading",
                "text": "That an asset is referenced for free means that "
                "nothing is charged again for vetting it. A video "
                "that is an asset is billed by its seconds like "
                "any other input video.",
                "question": 'Does "referenced for free" mean that an asset '
                "video adds nothing to the price of a task?",
                "choice": "No: only the vetting is free; an asset video is "
                "billed by its seconds like any other input "
                "video.",
                "reason": "The remark describes the asset library, where "
                "an asset is vetted once; the cost formula makes "
                "no exception for assets.",
            },
            "prices": {
                "status": "documented",
                "text": "The price table gives dollars per second of output "
                "for a task type and a resolution. Its eleven pairs "
                "are the only ones there are.",
            },
            "markup": {
                "status": "reading",
                "text": "What a `-less-restriction` task type costs is what "
                "the price table lists, which is 10 % above its strict "
                "twin to the digit. The page states +25 % in one place "
                "and +10 % in another; both are kept as claims.",
                "question": "Is the markup of the `-less-restriction` task types 25 % or 10 %?",
                "choice": "The price table counts, and it is +10 % throughout; "
                "the two stated percentages are kept as claims, so "
                "that the contradiction is visible.",
                "reason": "The place that says +25 % itself refers to the "
                "pricing section, and every listed price there is "
                "+10 % exactly.",
            },
            "formula": {
                "status": "documented",
                "text": "credits = unit price × output duration; when there "
                "are input videos, plus half the unit price × their "
                "total duration.",
            },
            "formula-mini": {
                "status": "documented",
                "text": "`seedance-2-mini` takes no input videos, so its "
                "credits are unit price × output duration.",
            },
            "credit-unit": {
                "status": "reading",
                "text": "One credit is one US dollar.",
                "question": "What is a credit worth in dollars?",
                "choice": "One credit is one US dollar.",
                "reason": "The formula makes credits from prices that are "
                "listed in dollars per second, and the page "
                "gives no rate of exchange.",
            },
            "exact": {
                "status": "reading",
                "text": "Amounts are exact decimals, and nothing is rounded "
                "unless the caller asks for it.",
                "question": "Is an amount rounded, and to how many places?",
                "choice": "Not at all: amounts are exact decimals unless the "
                "caller asks for rounding.",
                "reason": "The page states no rounding, and some unit prices "
                "already have three decimal places.",
            },
            "input-seconds": {
                "status": "reading",
                "text": "The total duration of the input videos is "
                "stated by the caller. A request with videos "
                "and no stated duration above zero has no "
                "price, and asking for one is an error; it is "
                "never priced as if the videos were not there.",
                "question": "Where does the total duration of the input "
                "videos come from, and what is the price "
                "when it is not known?",
                "choice": "The caller states it; a request with videos "
                "and no stated duration above zero has no "
                "price, and asking for one is an error.",
                "reason": "It cannot be read from a URL and no field "
                "holds it, and a price that leaves the videos "
                "out would be too low.",
            },
            "moderation-strict": {
                "status": "documented",
                "text": "On `seedance-2` and `seedance-2-fast`, a "
                "task whose content is rejected may be "
                "retried once by an alternate review path.",
            },
            "moderation-less": {
                "status": "documented",
                "text": "On `-less-restriction` task types there is "
                "no retry: a content rejection is final, the "
                "credits are refunded, and the task ends with "
                "a content-violation error.",
            },
            "moderation-mini": {
                "status": "documented",
                "text": "On `seedance-2-mini` there is one review "
                "path and no retry: a content rejection "
                "refunds the credits and ends the task.",
            },
            "moderation-strict-final": {
                "status": "reading",
                "text": "On `seedance-2` and "
                "`seedance-2-fast`, a content "
                "rejection after the one retry is "
                "final, and the credits are refunded.",
                "question": "What happens on a strict task "
                "type with a retry when the "
                "content is rejected again?",
                "choice": "The second rejection is final and "
                "the credits are refunded, as for "
                "the other task types.",
                "reason": "The page does not say; it grants "
                "one retry only, and for every "
                "other task type it ends a rejected "
                "task with a refund.",
            },
        },
    }
}
