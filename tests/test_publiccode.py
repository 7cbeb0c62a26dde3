"""publiccode.yml follows its standard, and agrees with pyproject.toml."""

import tomllib
from pathlib import Path

import jsonschema_rs
import yaml

ROOT = Path(__file__).parent.parent
STATED = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))

TEXT = {"type": "string", "minLength": 1}
TEXTS = {"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True}
LANGUAGE = "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"
# The keys we use, as the standard describes them, version 0.7: https://yml.publiccode.tools
STANDARD = {
    "type": "object",
    "additionalProperties": False,
    "required": [
        "publiccodeYmlVersion",
        "name",
        "url",
        "platforms",
        "categories",
        "developmentStatus",
        "softwareType",
        "description",
        "legal",
        "maintenance",
        "localisation",
    ],
    "properties": {
        "publiccodeYmlVersion": {"const": "0.7"},
        "name": TEXT,
        "url": {"type": "string", "pattern": "^https://"},
        "platforms": TEXTS,
        "categories": TEXTS,
        "developmentStatus": {"enum": ["concept", "development", "beta", "stable", "obsolete"]},
        "softwareType": {"enum": ["standalone/web", "standalone/desktop", "standalone/other", "addon", "library"]},
        "intendedAudience": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"countries": {"type": "array", "items": {"pattern": "^[a-z]{2}$"}}, "scope": TEXTS},
        },
        "description": {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": LANGUAGE},
            "additionalProperties": {
                "type": "object",
                "additionalProperties": False,
                "required": ["shortDescription", "longDescription", "features"],
                "properties": {
                    "shortDescription": {"type": "string", "minLength": 1, "maxLength": 150},
                    "longDescription": {"type": "string", "minLength": 150, "maxLength": 10000},
                    "features": TEXTS,
                },
            },
        },
        "legal": {
            "type": "object",
            "additionalProperties": False,
            "required": ["license"],
            "properties": {"license": TEXT, "mainCopyrightOwner": TEXT},
        },
        "maintenance": {
            "type": "object",
            "required": ["type"],
            "properties": {"type": {"enum": ["internal", "contract", "community", "none"]}},
            "allOf": [
                {
                    "if": {"properties": {"type": {"enum": ["internal", "community"]}}},
                    "then": {"required": ["contacts"]},
                },
                {"if": {"properties": {"type": {"const": "contract"}}}, "then": {"required": ["contractors"]}},
            ],
        },
        "localisation": {
            "type": "object",
            "additionalProperties": False,
            "required": ["localisationReady", "availableLanguages"],
            "properties": {
                "localisationReady": {"type": "boolean"},
                "availableLanguages": {"type": "array", "minItems": 1, "items": {"pattern": LANGUAGE}},
            },
        },
        "dependsOn": {"type": "object"},
    },
}


def test_publiccode_contains_what_the_standard_requires() -> None:
    jsonschema_rs.validate(STANDARD, STATED)


def test_publiccode_agrees_with_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert STATED["legal"]["license"] == project["license"]
    assert STATED["dependsOn"]["open"][0]["versionMin"] == project["requires-python"].removeprefix(">=")
