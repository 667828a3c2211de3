"""Plain values as JSON, for the way between the process that reads files and the one that asked.

The reading process has handled bytes of strangers, so its answer is data and nothing else: numbers, texts, dates,
lists, and records of exactly those classes that the asked function announces as its result. Nothing is unpickled.
"""

from __future__ import annotations

import base64
import dataclasses
import importlib
import json
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import NoneType
from typing import Any

from django.utils.functional import Promise

_NATIVE = frozenset({str, NoneType, bool, int, float})
_NATIVE_OR_NUMBER = _NATIVE | {Decimal}
_LETTERS: Mapping[type, str] = {list: "l", tuple: "t", set: "s", frozenset: "s"}


class NotPlain(TypeError):
    """A value that cannot travel, or an answer that holds something nobody announced."""


def written(value: object) -> bytes:
    """A plain value as bytes. Raises NotPlain for anything else than values, containers and records of such."""
    classes: dict[str, int] = {}
    content = _packed(value, classes)
    return json.dumps([list(classes), content], separators=(",", ":")).encode("ascii")


def read_back(data: bytes, known: Callable[[str], type]) -> Any:
    """The value behind `written`; `known` gives the class behind a name or raises NotPlain."""
    try:
        names, content = json.loads(data)
        return _unpacked(content, [known(name) for name in names])
    except NotPlain:
        raise
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError, AttributeError) as error:
        raise NotPlain("not a plain value") from error


def _packed(value: Any, classes: dict[str, int]) -> Any:
    """Values that JSON has stay themselves; everything else becomes a list that begins with a letter."""
    kind = type(value)
    if kind in _NATIVE:
        return value
    if kind in _LETTERS:
        return _packed_sequence(value, _LETTERS[kind], classes)
    if kind is Decimal:
        return ["d", str(value)]
    if kind is dict:
        return ["m", *[[_packed(key, classes), _packed(one, classes)] for key, one in value.items()]]
    if kind is datetime or kind is date:
        return ["z" if kind is datetime else "y", value.isoformat()]
    if kind is bytes:
        return ["b", base64.b64encode(value).decode("ascii")]
    if isinstance(value, Promise):
        return str(value)
    return _packed_record(value, kind, classes)


def _packed_sequence(values: Any, letter: str, classes: dict[str, int]) -> list[Any]:
    """Rows of texts and numbers are by far the most; their numbers are told by their places."""
    kinds = set(map(type, values))
    if kinds <= _NATIVE:
        return [letter, *values]
    if kinds <= _NATIVE_OR_NUMBER and letter == "l":
        places = [place for place, one in enumerate(values) if type(one) is Decimal]
        return ["q", places, [str(one) if type(one) is Decimal else one for one in values]]
    return [letter, *[one if type(one) in _NATIVE else _packed(one, classes) for one in values]]


def _packed_record(value: Any, kind: type, classes: dict[str, int]) -> list[Any]:
    number = classes.setdefault(name_of(kind), len(classes))
    if isinstance(value, Enum):
        return ["e", number, value.value]
    if isinstance(value, tuple) and hasattr(kind, "_fields"):
        return ["n", number, *[_packed(one, classes) for one in value]]
    if dataclasses.is_dataclass(value):
        return ["o", number, *[_packed(getattr(value, each.name), classes) for each in _fields(kind)]]
    raise NotPlain(f"{kind.__module__}.{kind.__qualname__} is not a plain value")


def _unpacked(content: Any, classes: list[type]) -> Any:
    if type(content) is not list:
        return content
    letter = content[0]
    if letter == "q":
        _tag, places, values = content
        for place in places:
            values[place] = Decimal(values[place])
        return values
    if letter in _CONTAINERS:
        return _CONTAINERS[letter](_unpacked(one, classes) if type(one) is list else one for one in content[1:])
    if letter in _SINGLE:
        return _SINGLE[letter](content[1])
    if letter == "m":
        return {_unpacked(key, classes): _unpacked(one, classes) for key, one in content[1:]}
    kind = classes[content[1]]
    if letter == "e" and issubclass(kind, Enum):
        return kind(content[2])
    values = [_unpacked(one, classes) for one in content[2:]]
    if letter == "n" and issubclass(kind, tuple):
        return kind(*values)
    if letter == "o" and dataclasses.is_dataclass(kind):
        return kind(**dict(zip((each.name for each in _fields(kind)), values, strict=True)))
    raise NotPlain("not a plain value")


_CONTAINERS: Mapping[str, Callable[[Iterable[Any]], Any]] = {"l": list, "t": tuple, "s": frozenset}
_SINGLE: Mapping[str, Callable[[str], Any]] = {
    "d": Decimal,
    "y": date.fromisoformat,
    "z": datetime.fromisoformat,
    "b": base64.b64decode,
}


@lru_cache(maxsize=256)
def _fields(kind: type) -> tuple[dataclasses.Field[Any], ...]:
    return tuple(each for each in dataclasses.fields(kind) if each.init)


def name_of(thing: Any) -> str:
    """Where a class or function stands: module and name."""
    return f"{thing.__module__}:{thing.__qualname__}"


def found(name: str) -> Any:
    """The class or function of a name, imported if need be. For names from a trusted side only."""
    module, _, place = name.partition(":")
    thing: Any = importlib.import_module(module)
    for step in place.split("."):
        thing = getattr(thing, step)
    return thing


@lru_cache(maxsize=128)
def announced(function: Callable[..., Any]) -> Mapping[str, type]:
    """The classes that the result of a function may hold, by its annotation: records, enums, and what they hold."""
    classes: dict[str, type] = {}
    _collect(typing.get_type_hints(function).get("return", NoneType), classes)
    return classes


def _collect(annotation: Any, classes: dict[str, type]) -> None:
    for part in typing.get_args(annotation):
        _collect(part, classes)
    if not isinstance(annotation, type) or name_of(annotation) in classes:
        return
    is_record = dataclasses.is_dataclass(annotation) or (issubclass(annotation, tuple) and annotation is not tuple)
    if is_record or issubclass(annotation, Enum):
        classes[name_of(annotation)] = annotation
    if is_record:
        for inner in typing.get_type_hints(annotation).values():
            _collect(inner, classes)
