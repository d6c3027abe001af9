"""Validates documents against JSON Schemas, independently of Baton.

Reads {"schemas": {name: text}, "documents": [{"name", "schema", "format", "text"}]} on standard input, and writes
{"schemas": {name: [violation]}, "documents": {name: [violation]}}; a violation is one line that begins with the
document's name and the path of the value. A format is json, jsonl or yaml.
"""

import json
import re
import sys

import yaml
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError


class PlainLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML 1.2 as editors read it: yes, no and days are texts, and keys are too."""

    yaml_implicit_resolvers = {}

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        if len(keys) != len(set(keys)):
            raise ValueError("a key stands twice")
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


def resolve(tag, pattern, first):
    PlainLoader.add_implicit_resolver("tag:yaml.org,2002:" + tag, re.compile(pattern), first)


resolve("null", r"^(?:~|null|Null|NULL|)$", ["~", "n", "N", ""])
resolve("bool", r"^(?:true|True|TRUE|false|False|FALSE)$", list("tTfF"))
resolve("int", r"^[-+]?[0-9]+$", list("-+0123456789"))
resolve("float", r"^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789"))
PlainLoader.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
PlainLoader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def refuse_constant(name):
    raise ValueError(name + " is no JSON")


def refuse_repeats(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a key stands twice")
    return members


def read_json(text):
    return json.loads(text, parse_constant=refuse_constant, object_pairs_hook=refuse_repeats)


def parts(document):
    name, text = document["name"], document["text"]
    if document["format"] == "yaml":
        yield name, yaml.load(text, PlainLoader)
    elif document["format"] == "jsonl":
        for number, line in enumerate(text.split("\n")[:-1], 1):
            yield "%s:%d" % (name, number), read_json(line)
    else:
        yield name, read_json(text)


def leaves(error):
    """The violations behind one of "none of these schemas": those of the alternative that was meant."""
    if not error.context:
        yield error
        return
    alternatives = {}
    for cause in error.context:
        alternatives.setdefault(cause.schema_path[0], []).append(cause)

    def misses(causes):
        return (any(cause.validator in ("const", "type") for cause in causes), len(causes))

    for cause in min(alternatives.values(), key=misses):
        yield from leaves(cause)


def violations(document, validator):
    try:
        for place, value in parts(document):
            for error in validator.iter_errors(value):
                for leaf in leaves(error):
                    yield "%s: %s: %s" % (place, leaf.json_path, leaf.message[:300])
    except (ValueError, yaml.YAMLError) as error:
        yield "%s: $: %s" % (document["name"], error)


def main():
    manifest = json.load(sys.stdin)
    result = {"schemas": {}, "documents": {}}
    validators = {}
    for name, text in manifest["schemas"].items():
        found = []
        try:
            schema = read_json(text)
            Draft202012Validator.check_schema(schema)
            validators[name] = Draft202012Validator(schema, format_checker=FormatChecker())
            for number, example in enumerate(schema["examples"]):
                for error in validators[name].iter_errors(example):
                    for leaf in leaves(error):
                        found.append("%s: example %d: %s: %s" % (name, number, leaf.json_path, leaf.message[:300]))
        except (ValueError, SchemaError) as error:
            found.append("%s: %s" % (name, error))
        result["schemas"][name] = found
    for document in manifest["documents"]:
        result["documents"][document["name"]] = list(violations(document, validators[document["schema"]]))
    json.dump(result, sys.stdout)


main()
