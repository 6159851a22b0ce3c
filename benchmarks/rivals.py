"""The same guidelines in five engines, each in the form that its documentation recommends for asking again and again.

Every engine is given the expressions of ``benchmarks.three_values``, compiled once, and answers with a number for each
guideline. Where an engine can do it in one call it does; where facts can be handed over in a form of its own
(parsed once), they are. The engines are installed by ``make bench``.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any, Final, Protocol

from advice.engine import Guideline
from benchmarks.three_values import APPLIES, NOT, OPEN, All, Atom, Expression, Some, encoded

Pairs = Sequence[tuple[Expression, Expression]]

_SIGNS: Final = {"le": "<=", "lt": "<", "ge": ">=", "gt": ">"}


_COMPARISONS: Final = {
    "le": "less_than_or_equal_to",
    "lt": "less_than",
    "ge": "greater_than_or_equal_to",
    "gt": "greater_than",
}


class Rival(Protocol):
    """An engine that holds the guidelines."""

    name: str
    library: str

    def __init__(self, pairs: Pairs) -> None: ...

    def ready(self, plain: dict[str, Any]) -> Any:
        """The facts as the engine takes them most quickly."""

    def truths(self, ready: Any) -> Sequence[int]:
        """For each guideline whether it applies, is open, or does not apply."""


class JsonLogic:
    """datalogic-py: one JSONLogic rule that returns a list, asked in a session with parsed data."""

    name, library = "datalogic-py", "datalogic_py"

    def __init__(self, pairs: Pairs) -> None:
        self._library = import_module("datalogic_py")
        engine = self._library.Engine()
        numbers = [
            {"if": [_json_logic(possibly), {"if": [_json_logic(certainly), APPLIES, OPEN]}, NOT]}
            for certainly, possibly in pairs
        ]
        self._rule = engine.compile_checked(numbers)
        self._session = engine.session()

    def ready(self, plain: dict[str, Any]) -> Any:
        return self._library.DataHandle(plain)

    def truths(self, ready: Any) -> Sequence[int]:
        return self._session.evaluate_data(self._rule, ready)


class Zen:
    """zen-engine: one compiled expression that returns a list, asked with the facts as JSON."""

    name, library = "zen-engine", "zen"

    def __init__(self, pairs: Pairs) -> None:
        self._expression = import_module("zen").compile_expression(_one_list(pairs, _Words()))

    def ready(self, plain: dict[str, Any]) -> Any:
        return json.dumps(plain)

    def truths(self, ready: Any) -> Sequence[int]:
        return self._expression.evaluate(ready)


class Cel:
    """common-expression-language: one compiled program that returns a list, asked in a context."""

    name, library = "common-expression-language", "cel"

    def __init__(self, pairs: Pairs) -> None:
        self._library = import_module("cel")
        self._program = self._library.compile(_one_list(pairs, _Cel()))

    def ready(self, plain: dict[str, Any]) -> Any:
        return self._library.Context(plain)

    def truths(self, ready: Any) -> Sequence[int]:
        return self._program.execute(ready)


class RuleEngine:
    """rule-engine: two Rule objects for each guideline, the second asked only where the first matches."""

    name, library = "rule-engine", "rule_engine"

    def __init__(self, pairs: Pairs) -> None:
        rule, language = import_module("rule_engine").Rule, _Words()
        self._rules = [(rule(language.text(possibly)), rule(language.text(certainly))) for certainly, possibly in pairs]

    def ready(self, plain: dict[str, Any]) -> Any:
        return plain

    def truths(self, ready: Any) -> Sequence[int]:
        return [
            (APPLIES if certainly.matches(ready) else OPEN) if possibly.matches(ready) else NOT
            for possibly, certainly in self._rules
        ]


class BusinessRules:
    """business-rules: two rules for each guideline, which note in an action what they found."""

    name, library = "business-rules", "business_rules"

    def __init__(self, pairs: Pairs) -> None:
        engine, variables = import_module("business_rules.engine"), import_module("business_rules.variables")
        actions = import_module("business_rules.actions")
        self._run_all = engine.run_all
        self._guidelines = len(pairs)
        self._rules = [
            {
                "conditions": _conditions(expression),
                "actions": [{"name": "note", "params": {"guideline": number, "truth": truth}}],
            }
            for number, (certainly, possibly) in enumerate(pairs)
            for expression, truth in ((possibly, OPEN), (certainly, APPLIES))
        ]  # fmt: skip
        kinds = {
            "number": variables.numeric_rule_variable,
            "word": variables.select_rule_variable,
            "flag": variables.boolean_rule_variable,
        }
        named = {(atom.name, _variable(atom)) for pair in pairs for part in pair for atom in _atoms(part)}
        reading = {variable: kinds[_kind(variable)]()(_reader(name, variable)) for name, variable in named}
        self._variables = type("Facts", (variables.BaseVariables,), reading)
        numeric = import_module("business_rules.fields").FIELD_NUMERIC

        class Notes(actions.BaseActions):
            def __init__(self, size: int) -> None:
                self.truths = [NOT] * size

            @actions.rule_action(params={"guideline": numeric, "truth": numeric})
            def note(self, guideline: int, truth: int) -> None:
                self.truths[guideline] = truth

        self._notes = Notes

    def ready(self, plain: dict[str, Any]) -> Any:
        facts = self._variables()
        facts.plain = plain
        return facts

    def truths(self, ready: Any) -> Sequence[int]:
        notes = self._notes(self._guidelines)
        self._run_all(self._rules, ready, notes)
        return notes.truths


RIVALS: Final[tuple[type[Rival], ...]] = (JsonLogic, Zen, Cel, RuleEngine, BusinessRules)


def pairs_of(guidelines: Iterable[Guideline]) -> Pairs:
    """Each guideline as two expressions."""
    return [encoded(guideline) for guideline in guidelines]


def keys_of(pairs: Pairs) -> frozenset[str]:
    """The facts that the expressions ask for."""
    return frozenset(atom.fact for pair in pairs for part in pair for atom in _atoms(part))


def _atoms(expression: Expression) -> Iterator[Atom]:
    if isinstance(expression, Atom):
        yield expression
    else:
        for part in expression.parts:
            yield from _atoms(part)


def _json_logic(expression: Expression) -> Any:
    match expression:
        case All(parts):
            return {"and": [_json_logic(part) for part in parts]}
        case Some(parts):
            return {"or": [_json_logic(part) for part in parts]}
        case Atom(name, operator, value):
            read = {"var": name}
            match operator:
                case "in" if len(value) == 1:
                    return {"===": [read, value[0]]}
                case "not_in" if len(value) == 1:
                    return {"!==": [read, value[0]]}
                case "in":
                    return {"in": [read, list(value)]}
                case "not_in":
                    return {"!": {"in": [read, list(value)]}}
                case "is":
                    return {"===": [read, value]}
                case "is_not":
                    return {"!==": [read, value]}
                case "has_any":
                    return {"or": [{"in": [slug, read]} for slug in value]}
                case "has_none":
                    return {"!": {"or": [{"in": [slug, read]} for slug in value]}}
            return {_SIGNS[operator]: [read, value]}


class _Words:
    """Expressions as text with "and", "or" and "not"."""

    both, either, negation = "and", "or", "not "

    def text(self, expression: Expression) -> str:
        match expression:
            case All(parts):
                return self._joined(self.both, [self.text(part) for part in parts])
            case Some(parts):
                return self._joined(self.either, [self.text(part) for part in parts])
            case Atom(name, operator, value):
                return self._atom(name, operator, value)

    def _atom(self, name: str, operator: str, value: Any) -> str:
        match operator:
            case "in" | "is" if operator == "is" or len(value) == 1:
                return f"{name} == {self.literal(value if operator == 'is' else value[0])}"
            case "is_not":
                return f"{name} != {self.literal(value)}"
            case "in":
                return f"{name} in [{', '.join(map(self.literal, value))}]"
            case "not_in":
                return self._joined(self.both, [f"{name} != {self.literal(slug)}" for slug in value])
            case "has_any" | "has_none":
                found = self._joined(self.either, [f"{self.literal(slug)} in {name}" for slug in value])
                return found if operator == "has_any" else f"{self.negation}{found}"
        return f"{name} {_SIGNS[operator]} {value!r}"

    def literal(self, value: Any) -> str:
        return json.dumps(value)

    def _joined(self, word: str, parts: list[str]) -> str:
        return f"({f' {word} '.join(parts)})"


class _Cel(_Words):
    """The Common Expression Language."""

    both, either, negation = "&&", "||", "!"


def _one_list(pairs: Pairs, language: _Words) -> str:
    """An expression whose value is the list of truths."""
    numbers = [
        f"{language.text(possibly)} ? ({language.text(certainly)} ? {APPLIES} : {OPEN}) : {NOT}"
        for certainly, possibly in pairs
    ]
    return f"[{', '.join(numbers)}]"


def _conditions(expression: Expression) -> dict[str, Any]:
    match expression:
        case All(parts):
            return {"all": [_conditions(part) for part in parts]}
        case Some(parts):
            return {"any": [_conditions(part) for part in parts]}
    name, value = _variable(expression), expression.value
    match expression.operator:
        case "in" | "has_any":
            return {"any": [{"name": name, "operator": "contains", "value": slug} for slug in value]}
        case "not_in" | "has_none":
            return {"all": [{"name": name, "operator": "does_not_contain", "value": slug} for slug in value]}
        case "is" | "is_not" as operator:
            return {"name": name, "operator": "is_true" if operator == "is" else "is_false", "value": None}
    return {"name": name, "operator": _COMPARISONS[expression.operator], "value": value}


def _variable(atom: Atom) -> str:
    """The variable of business-rules, which knows no null: "is it null?" and "is it true?" are flags of their own."""
    if atom.operator in ("is", "is_not"):
        return f"{atom.name}__is_{atom.value}"
    return f"{atom.name}__word" if isinstance(atom.value, tuple) else f"{atom.name}__number"


def _kind(variable: str) -> str:
    last = variable.rpartition("__")[2]
    return last if last in ("word", "number") else "flag"


def _reader(name: str, variable: str) -> Callable[[Any], Any]:
    match variable.rpartition("__")[2]:
        case "number":
            return lambda facts: facts.plain[name]
        case "word":
            return lambda facts: value if isinstance(value := facts.plain[name], list) else [value]
    wanted = {"is_None": None, "is_True": True, "is_False": False}[variable.rpartition("__")[2]]
    return lambda facts: facts.plain[name] is wanted
